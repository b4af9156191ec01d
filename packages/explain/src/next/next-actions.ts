import { withPayee } from '@waybill/core'
import { told, type CaseFile } from '../case-file.js'
import type { Bilingual, NextAction } from '../finding.js'
import type { Judgement } from '../judgement.js'
import { correspondenceOf, hasAgain } from '../reading.js'
import { answerOwed } from '../reply-clock.js'
import { say } from '../verdict.js'
import { nextByCause } from './by-cause.js'
import { decisionsOpen, exceptionsOpen } from './left-open.js'
import { never } from './next-action.js'
import { explainRelease, neverTwice, postReturn } from './of-return.js'

const sendsAnew = new Set(['TRY_AGAIN', 'TOP_UP_AND_RETRY', 'CORRECT_AND_RETRY', 'TRY_AS_NEW_TRANSFER'])

/** Why nothing is to be sent anew; null where it may be. */
const whyNotAnew = (file: CaseFile): Bilingual | null => {
  const { transfer } = file
  if (transfer === null) return null
  if (told(file, 'LateOutcomeReceived').length > 0 || withPayee(transfer) > 0n)
    return say('the payee got it after all', '收款方最终已收到')
  // What was kept as charges the payer does not get back by waiting.
  const isBack = hasAgain(file) + transfer.keptOfReturns >= transfer.instruction.amount.minorUnits
  return transfer.confirmed > 0n && !isBack
    ? say('the payer does not have the money again', '款项尚未回到付款方')
    : null
}

/** Where the payee got the money after all, or the payer does not have it again, nobody is told to send it anew. */
const unlessArrived = (file: CaseFile, actions: ReadonlyArray<NextAction>): ReadonlyArray<NextAction> => {
  const whyNot = actions.some(({ action: name }) => sendsAnew.has(name)) ? whyNotAnew(file) : null
  return whyNot === null
    ? actions
    : [
        ...actions.filter(({ action: name }) => !sendsAnew.has(name)),
        never('SEND_ANEW', say('Send it anew.', '重新发起。'), whyNot),
      ]
}

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
