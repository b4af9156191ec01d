import {
  isOurs,
  madeGood,
  outstandingProvisional,
  roomFor,
  stillOwed,
  type CommandWord,
  type Dispute,
  type Transfer,
} from '@waybill/core'
import type { Bilingual, Finding } from '../finding.js'
import { say } from '../verdict.js'
import { sayMoney } from '../wording/plain.js'
import { asker, command, json, sumIn, type Draft, type Rule } from './draft.js'
import { findingProbableOrName, logIntact, noOtherRemedyOpen } from './remedy-conditions.js'
import { engineAsActor, type RemedySituation } from './remedy-situation.js'
import type { RemedyName } from './remedy.js'

/** What the dispute allows at its stage: only ever what the loss leaves room for. */
const ofDispute = (
  finding: Finding,
  situation: RemedySituation,
  transfer: Transfer,
  dispute: Dispute,
): ReadonlyArray<Draft> => {
  const { transferId } = situation
  const { disputeId } = dispute
  const by = asker(situation)
  const accounts = transfer.instruction.funding.map(({ account }) => account)
  const good = sumIn(transfer, madeGood(transfer))
  const alreadyMadeGood = json(good)
  const outstanding = outstandingProvisional(transfer, disputeId)
  const room = roomFor(transfer, dispute)
  const canBeGiven = isOurs(transfer.instruction.payer) && accounts.length > 0 && transfer.confirmed > 0n
  const drafts: Draft[] = []
  const propose = (
    remedy: RemedyName,
    minorUnits: bigint,
    word: CommandWord,
    says: (sum: Bilingual) => Bilingual,
    payload: object,
  ): void => {
    const amount = sumIn(transfer, minorUnits)
    drafts.push({
      remedy,
      safety: 'propose',
      says: says(sayMoney(amount)),
      amount,
      accounts,
      loss:
        word === 'GrantProvisionalCredit' || word === 'PayRestitution'
          ? { madeGood: good.minorUnits }
          : { part: `${disputeId}-${outstanding}`, madeGood: good.minorUnits },
      send: command(word, { transferId, disputeId, by, amount: json(amount), ...payload }),
      conditions: [
        logIntact(finding),
        // Until a decision, money is given before the cause is known: that is what it is for.
        ...(word === 'PayRestitution' || word === 'MakeProvisionalCreditFinal' ? [findingProbableOrName(finding)] : []),
        ...(outstanding === 0n ? [noOtherRemedyOpen(situation)] : []),
      ],
    })
  }
  if ((dispute.phase === 'OPEN' || dispute.phase === 'UNDER_REVIEW') && room > 0n && canBeGiven)
    propose(
      'GRANT_PROVISIONAL_CREDIT',
      room,
      'GrantProvisionalCredit',
      (sum) =>
        say(
          `Give the payer ${sum.en} until the dispute is decided. It is taken back if the money turns up.`,
          `在争议裁定前先向付款方垫付${sum.zh}。款项如追回，即予收回。`,
        ),
      { alreadyMadeGood },
    )
  if (dispute.phase !== 'RESOLVED') return drafts
  const owed = stillOwed(transfer, dispute)
  const final = outstanding < owed ? outstanding : owed
  if (final > 0n)
    propose(
      'MAKE_PROVISIONAL_CREDIT_FINAL',
      final,
      'MakeProvisionalCreditFinal',
      (sum) => say(`Let the payer keep the ${sum.en}, as it was decided.`, `按裁定，${sum.zh}归付款方所有。`),
      {},
    )
  const toPay = owed - final < room ? owed - final : room
  if (toPay > 0n && canBeGiven)
    propose(
      'PAY_RESTITUTION',
      toPay,
      'PayRestitution',
      (sum) => say(`Pay the payer ${sum.en}, as it was decided.`, `按裁定向付款方支付${sum.zh}。`),
      { alreadyMadeGood },
    )
  if (outstanding > 0n && owed === 0n)
    propose(
      'RESCIND_PROVISIONAL_CREDIT',
      outstanding,
      'RescindProvisionalCredit',
      (sum) => say(`Take back the ${sum.en} that was given until the decision.`, `收回裁定前暂付的${sum.zh}。`),
      { reason: 'nothing more is owed' },
    )
  if (outstanding === 0n && owed === 0n)
    drafts.push({
      remedy: 'CLOSE_DISPUTE',
      safety: 'safe',
      says: say('Close the dispute: nothing is owed any more.', '结案：不再欠付任何款项。'),
      loss: { part: disputeId, madeGood: good.minorUnits },
      send: command('CloseDispute', { transferId, disputeId, by: engineAsActor(situation) }),
      conditions: [logIntact(finding)],
    })
  return drafts
}

/** What each dispute allows now. */
export const disputes: Rule = (finding, situation, transfer) =>
  transfer.disputes.flatMap((dispute) => ofDispute(finding, situation, transfer, dispute))
