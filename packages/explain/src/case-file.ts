import {
  evolveTransfer,
  evolveFunds,
  later,
  noFunds,
  reservedFor,
  streamKindOf,
  streamSubjectOf,
  type ClaimKind,
  type DomainEvent,
  type Funds,
  type FundsEvent,
  type ObservationEvent,
  type Recorded,
  type Transfer,
  type TransferEvent,
  type UndecodableEvent,
} from '@waybill/core'
import type { Completeness, KnownPrefix, LedgerView } from './ledger-view.js'
import type { Question } from './question.js'

export type Told<W extends DomainEvent['_tag']> = Recorded<Extract<DomainEvent, { readonly _tag: W }>>

type AskedTimes = Pick<Question, 'happenedBy' | 'knownBy'>
type AnsweredTimes = { readonly happenedBy: string; readonly knownBy: string }

/** The slice of the ledger that a question asks about: what had happened by one time, as far as it was known by another. */
export type Slice = {
  readonly events: ReadonlyArray<Recorded>
  readonly happenedBy: string
  readonly knownBy: string
  /** Last sequence of the known prefix. */
  readonly sequence: number
  /** Whether the prefix ends before the view does. */
  readonly cut: boolean
  /** Whether nothing that belongs to the slice can be missing from it. */
  readonly complete: boolean
  readonly integrity: LedgerView['integrity']
  readonly undecodable: ReadonlyArray<UndecodableEvent>
}

const coversTime = (completeness: Completeness, knownBy: string, sequence: number): boolean => {
  if (completeness._tag === 'LIVE') return true
  const { anchor } = completeness
  return anchor !== null && anchor.time >= knownBy && anchor.size >= sequence
}

const prefixKnownBy = ({ events }: LedgerView, knownBy: string): KnownPrefix => {
  const late = events.find(({ recordedAt }) => recordedAt > knownBy)
  if (late === undefined) return { sequence: events.at(-1)?.sequence ?? 0, cut: false }
  return { sequence: events.findLast(({ sequence }) => sequence < late.sequence)?.sequence ?? 0, cut: true }
}

/** The pair of times that a question asks for. */
export const timesOf = ({ now }: Pick<LedgerView, 'now'>, { happenedBy, knownBy }: AskedTimes): AnsweredTimes => {
  const known = knownBy ?? now
  return { knownBy: known, happenedBy: happenedBy ?? known }
}

/** Cuts the view to the asked times. "Known by" keeps a prefix of the log; "happened by" leaves out what happened later. */
export const sliceOf = (view: LedgerView, question: Question): Slice => {
  const { happenedBy, knownBy } = timesOf(view, question)
  const { sequence, cut } = view.known ?? prefixKnownBy(view, knownBy)
  return {
    events: view.events.filter((event) => event.sequence <= sequence && event.occurredAt <= happenedBy),
    happenedBy,
    knownBy,
    sequence,
    cut,
    complete: view.integrity._tag === 'INTACT' && coversTime(view.completeness, knownBy, sequence),
    integrity: view.integrity,
    undecodable: view.undecodable.filter((event) => event.sequence <= sequence || !cut),
  }
}

/** The same slice with what happened after an earlier time left out: what could be seen then, with today's knowledge. */
export const earlierSlice = (slice: Slice, happenedBy: string): Slice => ({
  ...slice,
  happenedBy,
  events: slice.events.filter(({ occurredAt }) => occurredAt <= happenedBy),
})

/** One transfer, or attempt at one, with everything in the slice that belongs to it. */
export type CaseFile = {
  readonly slice: Slice
  readonly transferId: string
  readonly claim: { readonly kind: ClaimKind; readonly words?: string } | null
  readonly now: string
  readonly transfer: Transfer | null
  readonly story: ReadonlyArray<Recorded<TransferEvent>>
  /** Observations tied to this transfer. */
  readonly seen: ReadonlyArray<Recorded<ObservationEvent>>
  /** Reservation state of each funding account, from its own stream. */
  readonly funds: ReadonlyMap<string, Funds>
  /** Events of the transfer's own streams that cannot be read. */
  readonly unreadable: ReadonlyArray<UndecodableEvent>
}

const isAbout = (recorded: Recorded, transferId: string): boolean =>
  recorded.stream === `attempt-${transferId}` ||
  ('transferId' in recorded.event &&
    recorded.event.transferId === transferId &&
    streamKindOf(recorded.stream) !== 'funds')

export const caseFileOf = (slice: Slice, transferId: string, claim: CaseFile['claim']): CaseFile => {
  const story: Recorded<TransferEvent>[] = []
  const seen: Recorded<ObservationEvent>[] = []
  let transfer: Transfer | null = null
  const stream = `transfer-${transferId}`
  for (const recorded of slice.events) {
    if (recorded.stream === stream) {
      const told = recorded as Recorded<TransferEvent>
      story.push(told)
      transfer = evolveTransfer(transfer, told.event)
    } else if (isAbout(recorded, transferId)) seen.push(recorded as Recorded<ObservationEvent>)
  }
  const paying = new Set(transfer?.instruction.funding.map(({ account }) => `funds-${account}`) ?? [])
  const funds = new Map<string, Funds>()
  for (const recorded of slice.events) {
    if (!paying.has(recorded.stream)) continue
    const account = streamSubjectOf(recorded.stream)
    funds.set(account, evolveFunds(funds.get(account) ?? noFunds, recorded.event as FundsEvent))
  }
  return {
    slice,
    transferId,
    claim,
    now: slice.happenedBy,
    transfer,
    story,
    seen,
    funds,
    unreadable: slice.undecodable.filter(
      (event) => event.stream === stream || event.stream === `attempt-${transferId}` || paying.has(event.stream),
    ),
  }
}

/** The case as it stood at an earlier instant, with today's knowledge. */
export const caseFileAt = (file: CaseFile, instant: string): CaseFile =>
  caseFileOf(earlierSlice(file.slice, instant), file.transferId, file.claim)

export const told = <W extends DomainEvent['_tag']>(file: CaseFile, word: W): ReadonlyArray<Told<W>> =>
  [...file.story, ...file.seen].filter((recorded) => recorded.event._tag === word) as unknown as ReadonlyArray<Told<W>>

export const lastTold = <W extends DomainEvent['_tag']>(file: CaseFile, word: W): Told<W> | null => {
  const all = told(file, word)
  return all[all.length - 1] ?? null
}

export const inSlice = <W extends DomainEvent['_tag']>(slice: Slice, word: W): ReadonlyArray<Told<W>> =>
  slice.events.filter((recorded) => recorded.event._tag === word) as unknown as ReadonlyArray<Told<W>>

/** Whether the reservation of this transfer is still kept on some account, by that account's own stream. */
export const keptReservation = (file: CaseFile): bigint => {
  let kept = 0n
  for (const funds of file.funds.values()) kept += reservedFor(funds.reserved, file.transferId)
  return kept
}

/** How long after a claim an answer is owed: 24 hours of plain time, from the moment the claim is opened. */
export const replyDueAt = (openedAt: string): string => later(openedAt, 24 * 60 * 60 * 1000)
