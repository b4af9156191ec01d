import * as E from 'fp-ts/lib/Either.js'
import {
  eventOfChange,
  settleReservations,
  streamSubjectOf,
  termsOfChange,
  type ChangeOfAccount,
  type Decision,
  type DomainEvent,
  type FundsEvent,
  type Rejection,
  type Transfer,
  type UndecodableEvent,
} from '@waybill/core'
import type { ReadFailure, RecordedEvent } from '@waybill/port'
import { rejectionOf } from '../command/refusal.js'
import { boundedRejection, decodeRejection, encodeFacts } from '../command/rejection-facts.js'
import type { Failure } from '../failure.js'
import type { KindOfSaga } from './kind-of-saga.js'
import { lastOfFunds, type OwnEvents } from './own-events.js'
import { nextRelease, released } from './released.js'

/** The one append that is due next, a refusal on the subject, or nothing: the decision is whole. */
export type NextStep =
  | { readonly _tag: 'Write'; readonly stream: string; readonly events: ReadonlyArray<DomainEvent> }
  | { readonly _tag: 'Refuse'; readonly rejection: Rejection }
  | { readonly _tag: 'Close' }

/** What the next step hangs on. */
export type Progress = {
  readonly commandId: string
  readonly subject: string
  /** The streams of funds that the decision may write to, in their order. */
  readonly fundsStreams: ReadonlyArray<string>
  readonly own: OwnEvents
  /** The decision as it would be taken now; what was taken for it already counts as still there. */
  readonly verdict: (
    taken: ReadonlyMap<string, bigint>,
  ) => Promise<E.Either<ReadFailure, E.Either<Rejection, Decision>>>
  /** The transfer right after this revision of its stream. */
  readonly transferAt: (revision: number) => Promise<E.Either<ReadFailure | UndecodableEvent, Transfer | null>>
  readonly change: ChangeOfAccount | null
}

type Next = Promise<E.Either<Failure, NextStep>>

const write = (stream: string, ...events: ReadonlyArray<DomainEvent>): E.Either<never, NextStep> =>
  E.right({ _tag: 'Write', stream, events })
const close: E.Either<never, NextStep> = E.right({ _tag: 'Close' })
const refuse = (rejection: Rejection): E.Either<never, NextStep> => E.right({ _tag: 'Refuse', rejection })

const eventsIn = ({ writes }: Decision, stream: string): ReadonlyArray<DomainEvent> =>
  writes.filter((one) => one.stream === stream).map(({ event }) => event)

const refusedIn = (commandId: string, rejection: Rejection): FundsEvent => {
  const bounded = boundedRejection(rejection)
  return { _tag: 'FundsRefused', commandId, rejection: bounded._tag, facts: encodeFacts(bounded) }
}

/** Refuses on the subject as one of the accounts refused. */
const refuseAs = ({ facts, rejection }: Extract<FundsEvent, { readonly _tag: 'FundsRefused' }>): NextStep => {
  const read = decodeRejection(rejection, facts)
  if (E.isLeft(read)) throw new Error(`the engine cannot read its own refusal: ${rejection}`)
  return { _tag: 'Refuse', rejection: read.right }
}

const alone = async ({ own, subject, verdict }: Progress): Next => {
  if (own(subject).length > 0) return close
  const judged = await verdict(new Map())
  if (E.isLeft(judged)) return judged
  if (E.isLeft(judged.right)) return refuse(judged.right.left)
  const elsewhere = judged.right.right.writes.find(({ stream }) => stream !== subject)
  if (elsewhere !== undefined) throw new Error(`${elsewhere.event._tag} is decided in a second stream and has no step`)
  return write(subject, ...eventsIn(judged.right.right, subject))
}

const followed = async ({ own, subject, transferAt, verdict }: Progress): Next => {
  const [decided] = own(subject)
  if (decided === undefined) {
    const judged = await verdict(new Map())
    if (E.isLeft(judged)) return judged
    return E.isLeft(judged.right) ? refuse(judged.right.left) : write(subject, ...eventsIn(judged.right.right, subject))
  }
  if (decided.type === 'CommandRefused') return close
  const transfer = await transferAt(decided.revision)
  if (E.isLeft(transfer)) return transfer
  if (transfer.right === null) throw new Error(`${decided.type} stands in ${subject}, which has no transfer`)
  const settling = settleReservations(
    transfer.right,
    decided.type === 'TransferConfirmed' ? 'FundsCaptured' : 'FundsReleased',
  )
  const due = settling.find(({ stream }) => own(stream).length === 0)
  return due === undefined ? close : write(due.stream, due.event)
}

const giveBack = ({ fundsStreams, own }: Progress): E.Either<never, NextStep> | null => {
  const release = nextRelease(fundsStreams, own)
  return release === null ? null : write(release.stream, release.event)
}

const refusalAmong = ({
  fundsStreams,
  own,
}: Progress): Extract<FundsEvent, { readonly _tag: 'FundsRefused' }> | null => {
  for (const stream of fundsStreams) {
    const last = lastOfFunds(own(stream))
    if (last?._tag === 'FundsRefused') return last
  }
  return null
}

const reserving = async (progress: Progress): Next => {
  const { commandId, fundsStreams, own, subject, verdict } = progress
  const [begun, ended] = own(subject)
  if (begun !== undefined && (begun.type === 'CommandRefused' || ended !== undefined)) return close
  const refusal = refusalAmong(progress)
  if (begun !== undefined && refusal !== null) return giveBack(progress) ?? E.right(refuseAs(refusal))
  const unkept = fundsStreams.find((stream) => own(stream).length === 0)
  if (begun !== undefined && unkept === undefined) return write(subject, { _tag: 'TransferFundsConfirmed' })
  const judged = await verdict(new Map())
  if (E.isLeft(judged)) return judged
  if (begun === undefined) {
    if (E.isLeft(judged.right)) return refuse(judged.right.left)
    const events = eventsIn(judged.right.right, subject)
    return write(
      subject,
      ...events.map((event) => (event._tag === 'TransferInitiated' ? { ...event, pendingFunds: commandId } : event)),
    )
  }
  const stream = unkept ?? subject
  return E.isLeft(judged.right)
    ? write(stream, refusedIn(commandId, judged.right.left))
    : write(stream, ...eventsIn(judged.right.right, stream))
}

const takenIn = (own: ReadonlyArray<RecordedEvent>): bigint => {
  const last = lastOfFunds(own)
  return last?._tag === 'FundsTaken' ? last.amount.minorUnits : 0n
}

const wantedFrom = (events: ReadonlyArray<DomainEvent>): bigint =>
  events.reduce((sum, event) => (event._tag === 'FundsTaken' ? sum + event.amount.minorUnits : sum), 0n)

/** The transfer refused: what was taken is given back, and where nothing was, nobody is to take anything any more. */
const undone = (progress: Progress, refused: RecordedEvent): E.Either<never, NextStep> => {
  const { commandId, fundsStreams, own } = progress
  const unused = fundsStreams.find((stream) => own(stream).length === 0)
  if (unused === undefined) return giveBack(progress) ?? close
  const rejection = rejectionOf(refused)
  if (E.isLeft(rejection)) throw new Error(`the engine cannot read its own refusal of ${commandId}`)
  return write(unused, refusedIn(commandId, rejection.right))
}

const taking = async (progress: Progress): Next => {
  const { fundsStreams, own, subject, verdict } = progress
  const [decided] = own(subject)
  if (decided !== undefined) return decided.type === 'CommandRefused' ? undone(progress, decided) : close
  const taken = new Map(fundsStreams.map((stream) => [streamSubjectOf(stream), takenIn(own(stream))]))
  const judged = await verdict(taken)
  if (E.isLeft(judged)) return judged
  if (E.isLeft(judged.right)) return refuse(judged.right.left)
  for (const stream of fundsStreams) {
    const wanted = eventsIn(judged.right.right, stream)
    const before = takenIn(own(stream))
    if (wantedFrom(wanted) === before) continue
    // The transfer has moved on since: what is to be taken is another sum now.
    const release = released(lastOfFunds(own(stream)))
    return write(stream, ...(release === null ? wanted : [release]))
  }
  return write(subject, ...eventsIn(judged.right.right, subject))
}

const terms = async (progress: Progress): Next => {
  const { change, commandId, fundsStreams, own, subject, verdict } = progress
  const [stream] = fundsStreams
  if (stream === undefined || change === null) throw new Error(`${commandId} changes no account`)
  if (own(subject).length > 0) return close
  const last = lastOfFunds(own(stream))
  if (last?._tag === 'FundsRefused') return E.right(refuseAs(last))
  if (last !== null) return write(subject, eventOfChange(change))
  const judged = await verdict(new Map())
  if (E.isLeft(judged)) return judged
  return write(stream, E.isLeft(judged.right) ? refusedIn(commandId, judged.right.left) : termsOfChange(change))
}

const nextOf: { readonly [K in KindOfSaga | 'ALONE']: (progress: Progress) => Next } = {
  ALONE: alone,
  FOLLOWED: followed,
  RESERVING: reserving,
  TAKING: taking,
  TERMS: terms,
}

/**
 * The step that is due, as it follows from what the steps so far have written: each is one append to one stream, and whatever else
 * could be written there for the command has the same id. So whoever takes them, and however many do, walks one way.
 */
export const nextStep = (kind: KindOfSaga | 'ALONE', progress: Progress): Next => nextOf[kind](progress)
