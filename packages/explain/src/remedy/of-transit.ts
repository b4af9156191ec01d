import {
  arrived,
  bookRail,
  inTransit,
  isOurs,
  isReserved,
  madeGood,
  outstandingProvisional,
  type Code,
  type Transfer,
} from '@waybill/core'
import type { Finding } from '../finding.js'
import { say } from '../verdict.js'
import { sayMoney } from '../wording/plain.js'
import { asker, command, holdsIn, json, never, sumIn, told, type Draft, type Rule } from './draft.js'
import {
  doneByHand,
  guardedConditions,
  legsInThisBook,
  logIntact,
  notCompensated,
  proposedConditions,
  safeConditions,
} from './remedy-conditions.js'
import type { RemedySituation } from './remedy-situation.js'
import type { RemedyStep } from './remedy.js'

/** A final refusal that came as a mere status moved no money; recorded as what it is, it gives it back. */
export const releaseKept: Rule = (finding, situation, transfer) => {
  if (holdsIn(finding, 'C6') === undefined || inTransit(transfer) === 0n) return []
  const refusal = told(situation, 'TransferStatusReported').findLast(
    ({ status }) => status.codeSet.startsWith('ISO20022') && (status.code === 'RJCT' || status.code === 'CANC'),
  )
  if (refusal === undefined) return []
  const amount = sumIn(transfer, inTransit(transfer))
  const { transferId } = situation
  const reason: Code = refusal.reason ?? refusal.status
  return [
    {
      remedy: 'RELEASE_KEPT',
      safety: 'safe',
      says: say(
        `Record the refusal as final, so that ${sayMoney(amount).en} goes back to the payer.`,
        `将拒绝记为最终结果，${sayMoney(amount).zh}退回付款方。`,
      ),
      amount,
      accounts: transfer.instruction.funding.map(({ account }) => account),
      send: (key) => ({
        _tag: 'Report',
        word: 'ReportRefused',
        payload: { transferId, reportId: key, by: refusal.by, asOf: refusal.asOf, reason },
      }),
      conditions: [...safeConditions(finding, situation), legsInThisBook(isOurs(transfer.instruction.payer))],
    },
  ]
}

/** The other side is asked about what is in doubt or late, and nothing is ever sent a second time. */
export const inquire: Rule = (finding, situation, transfer) => {
  if (transfer.submission === null || inTransit(transfer) === 0n) return []
  const doubt = holdsIn(finding, 'B4') !== undefined || transfer.doubt !== null
  const slow = holdsIn(finding, 'D5', 'D6', 'F6') !== undefined
  const { rail } = transfer.instruction
  const waits = transfer.inquiries.some(({ answered, answerDueAt }) => !answered && answerDueAt > situation.now)
  const conditions = [logIntact(finding), ...(waits ? [doneByHand] : [])]
  const asked = {
    safety: 'safe',
    says: waits
      ? say(
          `Wait for the answer of ${rail}: it was asked, and its time is not over.`,
          `等待 ${rail} 答复：已查询，答复期限未到。`,
        )
      : say(`Ask ${rail} what became of it, under the same reference.`, `用同一参考号向 ${rail} 查询结果。`),
    send: (): RemedyStep => ({ _tag: 'Inquire' }),
    loss: { part: `inquiry-${transfer.inquiries.length}` },
    conditions,
  } as const
  return [
    ...(doubt || slow ? [{ ...asked, remedy: doubt ? ('INQUIRE' as const) : ('CHASE' as const) }] : []),
    never(
      'SUBMIT_AGAIN',
      say('Send it again.', '再次发送。'),
      'the first may still arrive, and then it would be paid twice',
      '第一笔仍可能到账，再发就会重复付款',
    ),
  ]
}

/** A review is finished by whoever does it. */
export const heldForReview: Rule = (finding, _situation, transfer) =>
  transfer.openHolds.length === 0 && holdsIn(finding, 'D4') === undefined
    ? []
    : [
        never(
          'RELEASE_HOLD',
          say('Release it without the reviewer.', '绕过审核人员放行。'),
          'only whoever does the review releases it',
          '只有负责审核的人员可以放行',
        ),
      ]

/** The time to confirm is over: what is kept for the transfer goes back to the payer. */
const expire = (finding: Finding, situation: RemedySituation, transfer: Transfer): ReadonlyArray<Draft> => {
  const { expiresAt, amount, funding } = transfer.instruction
  if (expiresAt === undefined || expiresAt > situation.now) return []
  return [
    {
      remedy: 'TAKE_DUE_STEP',
      safety: 'guarded',
      says: say(
        `Take our overdue step: let it expire, so that ${sayMoney(amount).en} is free again.`,
        `执行逾期步骤：将该笔转账置为失效，解冻${sayMoney(amount).zh}。`,
      ),
      amount,
      accounts: funding.map(({ account }) => account),
      send: command('ExpireTransfer', { transferId: situation.transferId }),
      conditions: guardedConditions(finding, situation, 'TAKE_DUE_STEP', amount),
    },
  ]
}

/** Our own next step, under the one key of the transfer. */
export const dueStep: Rule = (finding, situation, transfer) => {
  const stuck = holdsIn(finding, 'D8')
  if (stuck !== undefined && isReserved(transfer)) return expire(finding, situation, transfer)
  const { payee, rail } = transfer.instruction
  const inBook = rail === bookRail && isOurs(payee)
  const partly = inBook ? holdsIn(finding, 'F6') : undefined
  if ((stuck ?? partly) === undefined || transfer.confirmed === 0n || inTransit(transfer) === 0n) return []
  const amount = sumIn(transfer, inTransit(transfer))
  const { transferId } = situation
  const step: Draft = {
    remedy: 'TAKE_DUE_STEP',
    safety: 'guarded',
    says: inBook
      ? say(
          `Take our overdue step: credit ${payee.account} with ${sayMoney(amount).en}.`,
          `执行逾期步骤：将${sayMoney(amount).zh}记入账户 ${payee.account}。`,
        )
      : say(`Take our overdue step: hand it to ${rail}, once.`, `执行逾期步骤：向 ${rail} 提交，仅此一次。`),
    amount,
    accounts: inBook ? [payee.account] : [],
    loss: { madeGood: madeGood(transfer) + arrived(transfer) },
    send: inBook ? command('CreditTransfer', { transferId, amount: json(amount) }) : () => ({ _tag: 'Submit' }),
    conditions: [...guardedConditions(finding, situation, 'TAKE_DUE_STEP', amount), notCompensated(situation)],
  }
  const provisional = transfer.disputes.find(({ disputeId }) => outstandingProvisional(transfer, disputeId) > 0n)
  if (provisional === undefined) return [step]
  const given = sumIn(transfer, outstandingProvisional(transfer, provisional.disputeId))
  const reason = 'the transfer goes on'
  return [
    step,
    {
      remedy: 'RESCIND_AND_GO_ON',
      safety: 'propose',
      says: say(
        `Take back the ${sayMoney(given).en} that was given until the decision, and let the transfer go on.`,
        `收回暂付的${sayMoney(given).zh}，并使转账继续办理。`,
      ),
      amount: given,
      accounts: transfer.instruction.funding.map(({ account }) => account),
      loss: { part: provisional.disputeId, madeGood: madeGood(transfer) },
      send: command('RescindProvisionalCredit', {
        transferId,
        disputeId: provisional.disputeId,
        by: asker(situation),
        reason,
        amount: json(given),
      }),
      then: 'TAKE_DUE_STEP',
      conditions: proposedConditions(finding),
    },
  ]
}
