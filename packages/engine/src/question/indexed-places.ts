import * as E from 'fp-ts/lib/Either.js'
import type { ReadFailure, ReadModelDocument, ReadModelStore } from '@waybill/port'
import { isLikePayee, type Wanted, type WantedPayments, type WantedRecords } from '@waybill/explain'
import {
  auditHops,
  auditProjection,
  namesInKey,
  standings,
  traceOf,
  transfersOfAccounts,
  type Hop,
  type Standing,
  type TransferMention,
} from '@waybill/projections'
import { keptAs } from '../projection/place.js'

/** An event's place, as the audit projection's index has it. */
export type IndexedPlace = Standing & { readonly sequence: number }

/** Where to look for what is wanted: streams to read whole, and single events. `last` are of one trace each, the latest last. */
export type PlacesToRead = {
  readonly streams: ReadonlySet<string>
  readonly places: ReadonlyArray<IndexedPlace>
  readonly last: ReadonlyArray<ReadonlyArray<IndexedPlace>>
}

type Read<A> = Promise<E.Either<ReadFailure, A>>

const documentsPerPage = 512

/** The first key that may come after another: no key holds U+0000, and not every driver passes it on. */
export const keyAfter = (key: string): string => `${key}\u0001`

const documentsIn = async (
  readModels: ReadModelStore,
  collection: string,
  from: string,
  to: string,
): Read<ReadonlyArray<ReadModelDocument>> => {
  const documents: ReadModelDocument[] = []
  let next = from
  for (;;) {
    const page = await readModels.range({ collection, from: next, to, limit: documentsPerPage })()
    if (E.isLeft(page)) return page
    documents.push(...page.right)
    const last = page.right.at(-1)
    if (last === undefined) return E.right(documents)
    next = keyAfter(last.key)
  }
}

const kept = (name: string): string => keptAs(auditProjection, name)

/** The documents below a key: `/` comes right before `0`. */
const below = (readModels: ReadModelStore, collection: string, key: string): Read<ReadonlyArray<ReadModelDocument>> =>
  documentsIn(readModels, kept(collection), `${key}/`, `${key}0`)

const sequenceIn = (key: string): number => Number(key.slice(key.lastIndexOf('/') + 1))

const standingOf = ({ key, value }: ReadModelDocument): IndexedPlace => ({
  ...(JSON.parse(value) as Standing),
  sequence: sequenceIn(key),
})

const standingsBelow = async (readModels: ReadModelStore, trace: string): Read<ReadonlyArray<IndexedPlace>> => {
  const documents = await below(readModels, standings.name, trace)
  return E.isLeft(documents) ? documents : E.right(documents.right.map(standingOf))
}

const hopsOf = async (readModels: ReadModelStore, transferId: string): Read<ReadonlyArray<IndexedPlace>> => {
  const documents = await below(readModels, auditHops.name, traceOf.transfer(transferId).replace(/^TRANSFER\//, ''))
  if (E.isLeft(documents)) return documents
  return E.right(documents.right.map(({ value }) => JSON.parse(value) as Hop))
}

const storiesTouching = async (readModels: ReadModelStore, account: string): Read<ReadonlyArray<string>> => {
  const documents = await below(
    readModels,
    transfersOfAccounts.name,
    traceOf.touched(account).replace(/^TOUCHED\//, ''),
  )
  if (E.isLeft(documents)) return documents
  return E.right(documents.right.map(({ value }) => `transfer-${(JSON.parse(value) as TransferMention).transferId}`))
}

/** Goes from payee to payee, and reads only the payments to those that are like the wanted one. */
const paymentsLike = async (readModels: ReadModelStore, wanted: WantedPayments): Read<ReadonlyArray<IndexedPlace>> => {
  const beginning = traceOf.paymentsFrom(wanted.payer)
  const found: IndexedPlace[] = []
  let from = `${beginning}/`
  for (;;) {
    const page = await readModels.range({
      collection: kept(standings.name),
      from,
      to: `${beginning}0`,
      limit: documentsPerPage,
    })()
    if (E.isLeft(page)) return page
    const last = page.right.at(-1)
    if (last === undefined) return E.right(found)
    for (const document of page.right)
      if (isLikePayee(namesInKey(document.key)[2] ?? '', wanted)) found.push(standingOf(document))
    const payee = namesInKey(last.key)[2] ?? ''
    from = isLikePayee(payee, wanted) ? keyAfter(last.key) : `${traceOf.payment(wanted.payer, payee)}0`
  }
}

const recordsIn = async (
  readModels: ReadModelStore,
  { source, from, to }: WantedRecords,
): Read<ReadonlyArray<IndexedPlace>> => {
  const documents = await documentsIn(
    readModels,
    kept(standings.name),
    traceOf.record(source, from),
    traceOf.record(source, to),
  )
  return E.isLeft(documents) ? documents : E.right(documents.right.map(standingOf))
}

/** Looks up in the audit projection's index where that stands what is wanted. */
export const placesOfWanted = async (readModels: ReadModelStore, wanted: Wanted): Read<PlacesToRead> => {
  const streams = new Set<string>()
  const places: IndexedPlace[] = []
  for (const trace of wanted.every) {
    const [kind, name = ''] = namesInKey(trace)
    if (kind === 'STORY') streams.add(`transfer-${name}`)
    else if (kind === 'ACCOUNT') for (const stream of [`account-${name}`, `funds-${name}`]) streams.add(stream)
    else if (kind === 'TOUCHED') {
      const touching = await storiesTouching(readModels, name)
      if (E.isLeft(touching)) return touching
      for (const stream of touching.right) streams.add(stream)
    } else {
      // A transfer's own streams are read whole, whatever the index lists of them.
      if (kind === 'TRANSFER') for (const stream of [`transfer-${name}`, `attempt-${name}`]) streams.add(stream)
      const found = kind === 'TRANSFER' ? await hopsOf(readModels, name) : await standingsBelow(readModels, trace)
      if (E.isLeft(found)) return found
      for (const place of found.right) places.push(place)
    }
  }
  for (const payments of wanted.payments) {
    const found = await paymentsLike(readModels, payments)
    if (E.isLeft(found)) return found
    for (const place of found.right) places.push(place)
  }
  for (const records of wanted.records) {
    const found = await recordsIn(readModels, records)
    if (E.isLeft(found)) return found
    for (const place of found.right) places.push(place)
  }
  const last: ReadonlyArray<IndexedPlace>[] = []
  for (const trace of wanted.last) {
    const found = await standingsBelow(readModels, trace)
    if (E.isLeft(found)) return found
    last.push(found.right)
  }
  return E.right({ streams, places, last })
}
