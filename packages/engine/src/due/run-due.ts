import * as E from 'fp-ts/lib/Either.js'
import type { Instant, Rejection, Transfer } from '@waybill/core'
import type { Anchored, Anchoring } from '../anchor/anchoring.js'
import type { Answer } from '../command/carry-out.js'
import { doOwnDeed } from '../command/own-deed.js'
import type { EngineParts } from '../engine-parts.js'
import { ownCommandId } from '../event-ids.js'
import type { Failure } from '../failure.js'
import { declareOutcomeUnknown } from '../rail/declare-outcome-unknown.js'
import { inquireAbout } from '../rail/inquire-about.js'
import { submitTransfer } from '../rail/submit-transfer.js'
import type { Projected } from '../projection/projector.js'
import type { Receipt } from '../receipt.js'
import { whatIsDue, type DueDeed } from './what-is-due.js'

/** Something that was done because its time had come. */
export type DoneDeed = { readonly transferId: string; readonly deed: DueDeed; readonly receipt: Receipt }

/** Something that was due and could not be done now. It stays due. */
export type FailedDeed = { readonly transferId: string; readonly deed: DueDeed; readonly failure: Rejection | Failure }

/** A command that had been taken and not decided to its end, and what stood in the way of that now, if anything did. */
export type FinishedCommand = { readonly commandId: string; readonly failure: Failure | null }

export type DueReport = {
  /** Commands that were left half done where a decision is stored step by step; those with a failure are tried again. */
  readonly finished: ReadonlyArray<FinishedCommand>
  readonly done: ReadonlyArray<DoneDeed>
  readonly failed: ReadonlyArray<FailedDeed>
  /** How far the read models have come, where the engine keeps any. */
  readonly projected: ReadonlyArray<Projected>
  /** Anchors that got to where they are kept, and what stood in the way of others. */
  readonly anchored: ReadonlyArray<Anchored>
}

type Task = { readonly transfer: Transfer; readonly deed: DueDeed }

const context = { actor: 'waybill/due' } as const

const perform = async (parts: EngineParts, { transfer, deed }: Task, now: Instant): Promise<Answer> => {
  const { transferId } = transfer.instruction
  const stillDue = (current: Transfer): boolean =>
    whatIsDue(current, now, parts.limits).some(({ _tag }) => _tag === deed._tag)
  const own = { transfer, receivedAt: now, stillDue, context }
  switch (deed._tag) {
    case 'Expire': {
      const commandId = ownCommandId(parts.namespace, 'due-expire', transferId)
      return doOwnDeed(parts, { ...own, word: 'ExpireTransfer', commandId, payload: {} })
    }
    case 'DeclareRecallUnanswered': {
      const { recallId } = deed
      const commandId = ownCommandId(parts.namespace, 'due-recall', `${transferId}/${recallId}`)
      return doOwnDeed(parts, { ...own, word: 'DeclareRecallUnanswered', commandId, payload: { recallId } })
    }
    case 'Submit':
      return submitTransfer(parts, transferId, context, now)
    case 'Inquire':
      return inquireAbout(parts, transferId, context, now, stillDue)
    case 'DeclareOutcomeUnknown': {
      const loaded = await parts.streams.transfer(transferId, 'FRESH')
      if (E.isLeft(loaded)) return loaded
      const { revision } = loaded.right
      return declareOutcomeUnknown(parts, {
        transfer,
        revision,
        because: deed.because,
        receivedAt: now,
        inquiryDelayMs: 0,
        context,
      })
    }
  }
}

/** A rule said that it is not due any more, or another engine has done it. */
const isNoLongerDue = ({ _tag }: Rejection | Failure): boolean =>
  _tag === 'StatusForbids' ||
  _tag === 'AlreadySubmitted' ||
  _tag === 'NothingInTransit' ||
  _tag === 'TransferIsHeld' ||
  _tag === 'CompensationStands' ||
  _tag === 'RecallNotOpen' ||
  _tag === 'RecallNotOverdue' ||
  _tag === 'NotYetExpired'

const needsRail = ({ _tag }: DueDeed): boolean => _tag === 'Submit' || _tag === 'Inquire'

const nameOf = ({ transfer, deed }: Task): string =>
  `${deed._tag} ${transfer.instruction.transferId} ${deed._tag === 'DeclareRecallUnanswered' ? deed.recallId : ''}`

/** What is due now and was not tried before in this run. A rail that this engine does not have is left to an engine that has it. */
const tasksDue = (parts: EngineParts, now: Instant, tried: ReadonlySet<string>): ReadonlyArray<Task> =>
  parts.agenda
    .open()
    .flatMap((transfer) => whatIsDue(transfer, now, parts.limits).map((deed) => ({ transfer, deed })))
    .filter(({ transfer, deed }) => !needsRail(deed) || parts.rails.has(transfer.instruction.rail))
    .filter((task) => !tried.has(nameOf(task)))

const bringUpToDate = async (parts: EngineParts): Promise<E.Either<Failure, void>> => {
  const caughtUp = await parts.reading.catchUp()
  if (E.isLeft(caughtUp)) return caughtUp
  for (const transferId of parts.agenda.toBeRead()) {
    const loaded = await parts.streams.transfer(transferId, 'FRESH')
    if (E.isRight(loaded)) parts.agenda.keep(transferId, loaded.right.state, loaded.right.revision)
    // A stream that cannot be read is decided about by nobody; one that could not be read just now is tried again.
    else if (loaded.left._tag === 'UndecodableEvent') parts.agenda.keep(transferId, null, -1)
  }
  return E.right(undefined)
}

/** Brings to their end what other calls, or an engine that is gone, have left half done. */
const finishCommands = async (
  parts: EngineParts,
  tried: ReadonlyArray<FinishedCommand>,
): Promise<ReadonlyArray<FinishedCommand>> => {
  const finished: FinishedCommand[] = []
  for (const { commandId } of parts.unfinished.open()) {
    if (tried.some((one) => one.commandId === commandId)) continue
    const outcome = await parts.finishCommand(commandId)
    finished.push({ commandId, failure: E.isLeft(outcome) ? outcome.left : null })
  }
  return finished
}

const atOnce = 16

/** Performs all tasks, some at a time, so that one slow rail does not hold up the others. */
const performAll = async (
  parts: EngineParts,
  tasks: ReadonlyArray<Task>,
  now: Instant,
): Promise<ReadonlyArray<{ readonly task: Task; readonly answer: Answer }>> => {
  const performed: Array<{ readonly task: Task; readonly answer: Answer }> = []
  for (let from = 0; from < tasks.length; from += atOnce) {
    const group = tasks.slice(from, from + atOnce)
    performed.push(
      ...(await Promise.all(group.map(async (task) => ({ task, answer: await perform(parts, task, now) })))),
    )
  }
  return performed
}

/**
 * Does all that is due: commands that were left half done are finished, overdue reservations expire, confirmed transfers are submitted, overdue outcomes become unknown, inquiries
 * are sent, recalls are declared unanswered, read models are brought up to the ledger, and an anchor is taken. Done twice, or by two engines, it does no more than once.
 */
export const runDue = async (
  parts: EngineParts,
  anchoring: Anchoring,
  now: Instant,
): Promise<E.Either<Failure, DueReport>> => {
  const done: DoneDeed[] = []
  const failed: FailedDeed[] = []
  const finished: FinishedCommand[] = []
  const tried = new Set<string>()
  // What was done may make something else due, such as the inquiry about an outcome that has just become unknown.
  for (;;) {
    const upToDate = await bringUpToDate(parts)
    if (E.isLeft(upToDate)) return upToDate
    const halfDone = await finishCommands(parts, finished)
    finished.push(...halfDone)
    if (halfDone.length > 0) continue
    const tasks = tasksDue(parts, now, tried)
    if (tasks.length === 0) {
      const projected = await parts.projector.projectAll()
      return E.right({ finished, done, failed, projected, anchored: await anchoring.takeDue(now) })
    }
    for (const { task, answer } of await performAll(parts, tasks, now)) {
      tried.add(nameOf(task))
      const about = { transferId: task.transfer.instruction.transferId, deed: task.deed }
      if (E.isRight(answer)) {
        if (!answer.right.replayed) done.push({ ...about, receipt: answer.right })
      } else if (!isNoLongerDue(answer.left)) failed.push({ ...about, failure: answer.left })
    }
  }
}
