import { told, type CaseFile } from '../case-file.js'
import type { NextAction } from '../finding.js'
import type { Judgement } from '../judgement.js'
import { correspondenceOf } from '../reading.js'
import { answerOwed } from '../reply-clock.js'
import { say } from '../verdict.js'
import { nextByCause } from './by-cause.js'
import { decisionsOpen, exceptionsOpen } from './left-open.js'
import { never } from './next-action.js'
import { explainRelease, neverTwice, postReturn } from './of-return.js'

const sendsAnew = new Set(['TRY_AGAIN', 'TOP_UP_AND_RETRY', 'CORRECT_AND_RETRY', 'TRY_AS_NEW_TRANSFER'])

/** Where the payee got the money after all, nobody is told to send it anew. */
const unlessArrived = (file: CaseFile, actions: ReadonlyArray<NextAction>): ReadonlyArray<NextAction> =>
  !actions.some(({ action: name }) => sendsAnew.has(name)) || told(file, 'LateOutcomeReceived').length === 0
    ? actions
    : [
        ...actions.filter(({ action: name }) => !sendsAnew.has(name)),
        never('SEND_ANEW', say('Send it anew.', '重新发起。'), say('the payee got it after all', '收款方最终已收到')),
      ]

/** What may be done now, whose move it is, and what must not be done. On a damaged record nothing automatic is offered. */
export const nextActionsOf = (file: CaseFile, judgement: Judgement): ReadonlyArray<NextAction> => {
  const actions = unlessArrived(file, nextByCause[judgement.primary.leaf]?.(file, judgement) ?? [])
  return judgement.primary.leaf === 'X1'
    ? actions
    : [
        ...actions,
        ...explainRelease(judgement),
        ...postReturn(file, judgement),
        ...neverTwice(file, judgement),
        ...exceptionsOpen(file, judgement),
        ...decisionsOpen(file),
        ...answerOwed(correspondenceOf(file)),
      ]
}
