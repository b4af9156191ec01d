import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { ClaimKind, Rejection, TransferStatus } from '@waybill/core'
import { transferStatus, type Transfer } from '@waybill/core'
import {
  planRemedies,
  stateOfLoss,
  type Finding,
  type Remedy,
  type RemedyName,
  type RemedyStep,
} from '@waybill/explain'
import type { CallContext } from '../call-context.js'
import type { Answer } from '../command/carry-out.js'
import { receiptOf } from '../command/receipt-of.js'
import { send } from '../command/send.js'
import { findDecision } from '../command/stored-decision.js'
import type { EngineParts } from '../engine-parts.js'
import { reportKey } from '../event-ids.js'
import type { Failure } from '../failure.js'
import { readBalance } from '../projection/read-balance.js'
import { answerQuestion } from '../question/answer-question.js'
import { inquireAbout } from '../rail/inquire-about.js'
import { submitTransfer } from '../rail/submit-transfer.js'
import { positionOf, type EventPosition, type Receipt } from '../receipt.js'
import { situationOf, type Known, type LedgerHolding } from './situation-of.js'
import { createTrialStore } from './trial-store.js'

/** What remedies are asked about: a transfer, and the claim that the finding answers, where there is one. */
export type RemediesAsked = { readonly transferId: string; readonly claim?: ClaimKind }

/** One remedy of a transfer. */
export type RemedyAsked = RemediesAsked & {
  readonly remedy: RemedyName
  /** The key that the plan gave: sent again with it, the answer is that of the first time. Without it the first of that name is meant. */
  readonly key?: string
  /** Where money goes that its own account cannot take any more: another account of the same person. Only for a remedy that pays one. */
  readonly account?: string
  /** The people who stand behind it, by name: first who asks, then who approves. */
  readonly approvedBy?: ReadonlyArray<string>
}

/** What may be done about a finding now. */
export type RemedyPlan = { readonly finding: Finding; readonly remedies: ReadonlyArray<Remedy> }

/** How things stand at one moment. Sums are minor units. */
export type RemedyState = {
  readonly status: TransferStatus | null
  readonly finding: Finding
  readonly holdings: ReadonlyArray<LedgerHolding>
}

/** What a remedy would change, tried on a copy. Nothing was written. */
export type RemedySimulated = {
  readonly remedy: Remedy
  readonly before: RemedyState
  readonly after: RemedyState
  /** The events that would be stored, in order. */
  readonly events: ReadonlyArray<EventPosition>
  /** Why the rules would refuse it; null where they would not. */
  readonly refusedBy: Rejection | Failure | null
}

/** What became of a remedy, and whether both the ledger and the balances that people are shown say so. */
export type RemedyApplied = {
  readonly remedy: RemedyName
  readonly key: string
  readonly receipts: ReadonlyArray<Receipt>
  /** True when the decision was stored before this call. */
  readonly replayed: boolean
  readonly before: RemedyState
  readonly after: RemedyState
  /** Every event of it was read back from the ledger. */
  readonly inLedger: boolean
  /** The balances that are shown have caught up and agree with the ledger. */
  readonly inView: boolean
}

/** Plans, tries and applies remedies. */
export type Remedies = {
  /** What may be done about a transfer now, and what must never be, each with its conditions. Reads only. */
  readonly plan: (asked: RemediesAsked, approvedBy?: ReadonlyArray<string>) => TaskEither<Failure, RemedyPlan>
  /** Tries a remedy on a copy of the ledger, by the same rules, and says what would change. */
  readonly simulate: (asked: RemedyAsked) => TaskEither<Failure, RemedySimulated>
  /**
   * Does it: plans anew at the head of the ledger, so that what came back meanwhile is seen; acts under the key that follows from the
   * loss, and only while the loss is as it was planned on; then reads back what it did.
   */
  readonly apply: (asked: RemedyAsked, context?: CallContext) => TaskEither<Rejection | Failure, RemedyApplied>
}

type World = Known & RemedyPlan

const questionAbout = ({ transferId, claim }: RemediesAsked) => ({
  transferId,
  ...(claim === undefined ? {} : { claim }),
})

const look = async (
  parts: EngineParts,
  asked: RemediesAsked & Pick<RemedyAsked, 'account'>,
  approvals: ReadonlyArray<string>,
): Promise<E.Either<Failure, World>> => {
  const finding = await answerQuestion(parts, questionAbout(asked))
  if (E.isLeft(finding)) return finding
  // What is read after the finding is at least as new: a remedy never leans on what is older than its cause.
  const known = await situationOf(parts, asked, approvals)
  if (E.isLeft(known)) return known
  const remedies = planRemedies(finding.right, known.right.situation)
  return E.right({ ...known.right, finding: finding.right, remedies })
}

const stateIn = ({ finding, holdings, situation: { transfer } }: World): RemedyState => ({
  status: transfer === null ? null : transferStatus(transfer),
  finding,
  holdings,
})

/** What a remedy that has several steps leaves to be done after its first: who asks for it again goes on there. */
const continued: Partial<Record<RemedyName, RemedyName>> = { RESCIND_AND_GO_ON: 'TAKE_DUE_STEP' }

const pick = ({ remedies }: RemedyPlan, { remedy, key }: RemedyAsked): Remedy | undefined => {
  const fits = (one: Remedy): boolean => key === undefined || one.key === key
  return (
    remedies.find((one) => one.remedy === remedy && fits(one)) ??
    (key === undefined ? remedies.find((one) => one.remedy === continued[remedy]) : undefined)
  )
}

const notOffered = ({ remedies }: RemedyPlan, { transferId, remedy }: RemedyAsked): E.Either<Failure, never> =>
  E.left({
    _tag: 'RemedyNotOffered',
    transferId,
    remedy,
    offered: [...new Set(remedies.filter(({ safety }) => safety !== 'never').map((one) => one.remedy))],
  })

const namesOf = ({ approvedBy = [] }: RemedyAsked): ReadonlyArray<string> =>
  [...new Set(approvedBy.map((name) => name.trim()))].filter((name) => name !== '')

const permit = (remedy: Remedy, asked: RemedyAsked): E.Either<Failure, void> => {
  const { mayBeApplied, approvalsNeeded, conditions, safety, step } = remedy
  const approvalsGiven = namesOf(asked).length
  const permitted =
    mayBeApplied === 'AUTOMATICALLY' || (mayBeApplied === 'WITH_APPROVAL' && approvalsGiven >= approvalsNeeded)
  if (permitted && step !== null) return E.right(undefined)
  return E.left({
    _tag: 'RemedyForbidden',
    transferId: asked.transferId,
    remedy: remedy.remedy,
    safety,
    unmet: conditions.filter(({ holds }) => !holds).map(({ condition }) => condition),
    withApproval: mayBeApplied === 'WITH_APPROVAL' && step !== null,
    approvalsNeeded,
    approvalsGiven,
  })
}

/** What a remedy was planned on: while it stays the same, so does the remedy. To ask the rail hangs on what was asked before as well. */
const plannedOn = (step: RemedyStep, transfer: Transfer): string =>
  step._tag === 'Inquire' ? `${stateOfLoss(transfer)}/${transfer.inquiries.length}` : stateOfLoss(transfer)

const stateNow = async (parts: EngineParts, transferId: string, step: RemedyStep): Promise<string | null> => {
  const loaded = await parts.streams.transfer(transferId, 'FRESH')
  return E.isRight(loaded) && loaded.right.state !== null ? plannedOn(step, loaded.right.state) : null
}

/** Sends what the remedy consists of, if the loss is still as it was planned on when the decision is stored. */
const act = async (
  parts: EngineParts,
  { situation: { transfer, transferId } }: Known,
  { remedy, key, step }: Remedy,
  context: CallContext,
): Promise<Answer> => {
  if (step === null) throw new Error(`${remedy} has nothing to send`)
  if (step._tag === 'Submit') return submitTransfer(parts, transferId, context)
  const planned = transfer === null ? null : plannedOn(step, transfer)
  const stillDue = (current: Transfer): boolean => planned === null || plannedOn(step, current) === planned
  const answer =
    step._tag === 'Inquire'
      ? await inquireAbout(parts, transferId, context, parts.clock.now(), stillDue)
      : // A refusal under the key would stay for ever, although what was in its way may be gone tomorrow.
        await send(parts, step.word, step.payload, context, { refusal: 'TOLD', stillDue })
  if (E.isRight(answer) || planned === null) return answer
  return (await stateNow(parts, transferId, step)) === planned
    ? answer
    : E.left({ _tag: 'RemedyOvertaken', transferId, remedy, key })
}

/** The answer that was given under this key before, whatever is offered now. */
const answeredBefore = async (
  parts: EngineParts,
  { situation: { story } }: Known,
  { key, remedy }: RemedyAsked,
): Promise<Answer | null> => {
  if (key === undefined) return null
  const failed = story
    .map(({ event }) => event)
    .find((event) => event._tag === 'TransferFailed' && event.reportId === key)
  const commandId = failed?._tag === 'TransferFailed' ? reportKey(failed.by, key) : key
  const stored = await findDecision(parts, commandId)
  if (E.isLeft(stored)) return stored
  if (stored.right === null || stored.right.first.type === 'CommandRefused') return null
  const { first, events } = stored.right
  return receiptOf(parts, { commandId, command: first.metadata['command'] ?? remedy }, first.stream, events, true)
}

const isInLedger = async (parts: EngineParts, receipts: ReadonlyArray<Receipt>): Promise<boolean> => {
  for (const { id, stream, revision } of receipts.flatMap(({ events }) => events)) {
    const stored = await parts.store.readById(id)()
    if (E.isLeft(stored) || stored.right?.stream !== stream || stored.right.revision !== revision) return false
  }
  return true
}

/** Whether what people are shown of these accounts has come as far as the receipts, and says what the ledger says. */
const isInView = async (
  { projector }: EngineParts,
  receipts: ReadonlyArray<Receipt>,
  holdings: ReadonlyArray<LedgerHolding>,
): Promise<boolean> => {
  const sequence = Math.max(0, ...receipts.map((receipt) => receipt.sequence))
  for (const { account, booked } of holdings) {
    const shown = await readBalance(projector, account, {})
    if (E.isLeft(shown) || shown.right.throughSequence < sequence) return false
    if ((shown.right.balances[0]?.booked ?? 0n) !== booked) return false
  }
  return true
}

const told = async (
  parts: EngineParts,
  asked: RemedyAsked,
  before: World,
  { remedy, key }: Pick<Remedy, 'remedy' | 'key'>,
  receipts: ReadonlyArray<Receipt>,
): Promise<E.Either<Failure, RemedyApplied>> => {
  const after = await look(parts, asked, namesOf(asked))
  if (E.isLeft(after)) return after
  return E.right({
    remedy,
    key,
    receipts,
    replayed: receipts.every(({ replayed }) => replayed),
    before: stateIn(before),
    after: stateIn(after.right),
    inLedger: await isInLedger(parts, receipts),
    inView: await isInView(parts, receipts, after.right.holdings),
  })
}

const contextFor = (asked: RemedyAsked, finding: Finding, given: CallContext): CallContext => ({
  actor: namesOf(asked)[0] ?? `remedy/${asked.remedy}`,
  // What was known when it was done: the proof of the act.
  causationId: finding.digest,
  ...given,
})

/** Does a remedy and what follows it. Each step is planned on what the one before has changed. */
const perform = async (
  parts: EngineParts,
  asked: RemedyAsked,
  begun: World,
  first: Remedy,
  context: CallContext,
): Promise<E.Either<Rejection | Failure, ReadonlyArray<Receipt>>> => {
  const receipts: Receipt[] = []
  let world = begun
  let step: Remedy | undefined = first
  while (step !== undefined) {
    const { then }: Remedy = step
    const permitted = permit(step, asked)
    if (E.isLeft(permitted)) return permitted
    const answer = await act(parts, world, step, contextFor(asked, world.finding, context))
    if (E.isLeft(answer)) return answer
    receipts.push(answer.right)
    if (then === null) break
    const again = await look(parts, asked, namesOf(asked))
    if (E.isLeft(again)) return again
    world = again.right
    step = world.remedies.find(({ remedy }) => remedy === then)
  }
  return E.right(receipts)
}

const apply = async (
  parts: EngineParts,
  asked: RemedyAsked,
  context: CallContext,
): Promise<E.Either<Rejection | Failure, RemedyApplied>> => {
  const world = await look(parts, asked, namesOf(asked))
  if (E.isLeft(world)) return world
  const before = await answeredBefore(parts, world.right, asked)
  if (before !== null) {
    if (E.isLeft(before)) return before
    return told(parts, asked, world.right, { remedy: asked.remedy, key: asked.key ?? '' }, [before.right])
  }
  const chosen = pick(world.right, asked)
  if (chosen === undefined) return notOffered(world.right, asked)
  const receipts = await perform(parts, asked, world.right, chosen, context)
  return E.isLeft(receipts) ? receipts : told(parts, asked, world.right, chosen, receipts.right)
}

/** Parts that work on a copy: what is written stays there, and a rail that is called says nothing. */
export type PartsOn = (store: EngineParts['store']) => EngineParts

const simulate = async (
  parts: EngineParts,
  partsOn: PartsOn,
  given: RemedyAsked,
): Promise<E.Either<Failure, RemedySimulated>> => {
  const trial = await createTrialStore(parts.store)
  if (E.isLeft(trial)) return trial
  const copy = partsOn(trial.right)
  // Whether somebody approves is not what is tried.
  const asked = { ...given, approvedBy: [...namesOf(given), 'whoever asks', 'whoever approves'].slice(0, 2) }
  const before = await look(copy, asked, asked.approvedBy)
  if (E.isLeft(before)) return before
  const remedy = pick(before.right, asked)
  if (remedy === undefined) return notOffered(before.right, asked)
  const done = await perform(copy, asked, before.right, remedy, {})
  const after = await look(copy, asked, asked.approvedBy)
  if (E.isLeft(after)) return after
  return E.right({
    remedy,
    before: stateIn(before.right),
    after: stateIn(after.right),
    events: trial.right.tried().map(positionOf),
    refusedBy: E.isLeft(done) ? done.left : null,
  })
}

/** Remedies on what an engine is made of. */
export const createRemedies = (parts: EngineParts, partsOn: PartsOn): Remedies => ({
  plan:
    (asked, approvedBy = []) =>
    async () => {
      const world = await look(parts, asked, approvedBy)
      return E.isLeft(world) ? world : E.right({ finding: world.right.finding, remedies: world.right.remedies })
    },
  simulate: (asked) => () => simulate(parts, partsOn, asked),
  apply:
    (asked, context = {}) =>
    () =>
      apply(parts, asked, context),
})
