import { madeGood, openExceptions, outstandingProvisional, type Transfer } from '@waybill/core'
import type { Finding } from '../finding.js'
import { say } from '../verdict.js'
import { told, type Draft, type Rule } from './draft.js'
import { disputes } from './of-dispute.js'
import { correctDestination, excessHere, reverseDifference, writeOff } from './of-execution.js'
import { recall } from './of-recall.js'
import { reDrive } from './of-request.js'
import { isBack, postReturn } from './of-return.js'
import { dueStep, heldForReview, inquire, releaseKept } from './of-transit.js'
import type { RemedySituation } from './remedy-situation.js'
import type { Remedy } from './remedy.js'

const rules: ReadonlyArray<Rule> = [
  releaseKept,
  inquire,
  heldForReview,
  dueStep,
  excessHere,
  correctDestination,
  reverseDifference,
  postReturn,
  recall,
  disputes,
  writeOff,
  isBack,
]

const takenBack = (situation: RemedySituation): bigint =>
  told(situation, 'ProvisionalCreditRescinded').reduce((sum, { amount }) => sum + amount.minorUnits, 0n)

const needsAPerson = say('somebody must approve it by name', '须有人员具名批准')

const finished = (draft: Draft, situation: RemedySituation): Remedy => {
  const { remedy, safety, says, amount = null, accounts = [], conditions, send, then = null } = draft
  const { approvals, keyOf } = situation
  const key = draft.key ?? keyOf({ remedy, part: '', madeGood: 0n, takenBack: takenBack(situation), ...draft.loss })
  const approvalsNeeded = draft.approvalsNeeded ?? 1
  const broken = conditions.find(({ kind, holds }) => kind === 'RULE' && !holds)
  const unguarded = conditions.find(({ holds }) => !holds)
  const byItself = safety !== 'propose' && unguarded === undefined
  const named = new Set(approvals).size >= approvalsNeeded
  const mayBeApplied = safety === 'never' || broken !== undefined ? 'NO' : byItself ? 'AUTOMATICALLY' : 'WITH_APPROVAL'
  const lacking = broken ?? (byItself || named ? undefined : unguarded)
  return {
    remedy,
    says,
    safety,
    key,
    amount,
    accounts,
    step: send === undefined ? null : send(key),
    then,
    conditions,
    mayBeApplied,
    approvalsNeeded,
    forbiddenBy:
      lacking?.condition === 'ALLOWED_AT_ALL'
        ? lacking.says
        : lacking !== undefined
          ? say(`this does not hold: ${lacking.says.en}`, `不满足：${lacking.says.zh}`)
          : byItself || named
            ? null
            : needsAPerson,
  }
}

/**
 * What may be done about a finding now, and what must never be, each with its conditions. Pure: the same finding and the same situation
 * give the same plan. It is a plan for this moment, and is made anew right before anything is done.
 */
export const planRemedies = (finding: Finding, situation: RemedySituation): ReadonlyArray<Remedy> => {
  const { transfer } = situation
  const drafts =
    transfer === null ? reDrive(finding, situation) : rules.flatMap((rule) => rule(finding, situation, transfer))
  return drafts.map((draft) => finished(draft, situation))
}

/** What of a loss decides about its remedies: while it stays the same, so do they. */
export const stateOfLoss = (transfer: Transfer): string =>
  [
    transfer.confirmed,
    transfer.credited,
    transfer.creditedElsewhere,
    madeGood(transfer),
    transfer.givenByOperator,
    outstandingProvisional(transfer),
    ...openExceptions(transfer).map(({ exceptionId, open }) => `${exceptionId} ${open}`),
    ...transfer.openHolds,
    ...transfer.recalls.map(({ recallId, phase }) => `${recallId} ${phase}`),
    ...transfer.disputes.map(({ disputeId, phase, owed }) => `${disputeId} ${phase} ${owed}`),
  ].join('/')
