import * as E from 'fp-ts/lib/Either.js'
import {
  decodeStored,
  millisecondsBetween,
  type Recorded,
  type StoredEvent,
  type UndecodableEvent,
} from '@waybill/core'
import type { LedgerView } from '@waybill/explain'
import { tellEvent } from './tell-event.js'
import type { Teller } from './teller.js'

type Timed = Pick<Recorded, 'occurredAt' | 'recordedAt'>

/** When it happened, and when the ledger knew where that is at least a second later. */
const inTime = (teller: Teller, { occurredAt, recordedAt }: Timed, line: string): string => {
  const isLate = millisecondsBetween(occurredAt, recordedAt) >= 1000
  return `${teller.time(occurredAt)}  ${line}${isLate ? ` [known at ${teller.time(recordedAt)}]` : ''}`
}

/** An event of a ledger in one line. */
export const tellRecorded = (teller: Teller, recorded: Recorded): string =>
  inTime(teller, recorded, tellEvent(teller, recorded.event, recorded.stream))

/** An event that cannot be read: what it is, and why. */
const tellUndecodable = (teller: Teller, { type, stream, reason, problems }: UndecodableEvent): string => {
  const said = problems.map(
    ({ path, expected, found }) => `${path}: ${expected} was expected, and ${found} stood there`,
  )
  return `${type} in ${teller.text(stream)} cannot be read, ${reason}: ${teller.text(said.join('; '))}`
}

/** An event as a store holds it, in one line. */
export const tellStored = (teller: Teller, stored: StoredEvent): string => {
  const decoded = decodeStored(stored)
  return E.isRight(decoded)
    ? tellRecorded(teller, decoded.right)
    : inTime(teller, stored, tellUndecodable(teller, decoded.left))
}

/** A whole ledger: its events in order, then what could not be read, then what is wrong with it. */
export const tellLedger = (teller: Teller, { events, undecodable, integrity }: LedgerView): ReadonlyArray<string> => [
  ...events.map((recorded) => tellRecorded(teller, recorded)),
  ...undecodable.map((event) => tellUndecodable(teller, event)),
  ...(integrity._tag === 'INTACT' ? [] : integrity.problems.map(({ problem }) => `damaged: ${teller.text(problem)}`)),
]
