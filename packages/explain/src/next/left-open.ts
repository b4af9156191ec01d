import { currencyOfPayee, openExceptions, outstandingProvisional, stillOwed } from '@waybill/core'
import type { CaseFile } from '../case-file.js'
import type { NextAction } from '../finding.js'
import type { Judgement } from '../judgement.js'
import { say } from '../verdict.js'
import { sayMoney } from '../wording/plain.js'
import { action } from './next-action.js'

/** What stands beside the instruction waits for a person: nothing of it is moved by itself. */
export const exceptionsOpen = ({ transfer }: CaseFile, { primary, secondary }: Judgement): ReadonlyArray<NextAction> =>
  transfer === null
    ? []
    : openExceptions(transfer).flatMap(({ kind, open }) => {
        const sum = sayMoney({ minorUnits: open, currency: currencyOfPayee(transfer.instruction) })
        if (kind === 'CREDITED_LATE')
          return [
            action(
              'RECOVER_FROM_PAYER',
              'propose',
              'operator',
              say(
                `We ask the payer for ${sum.en}: the payee has it, and the payer had it back before.`,
                `我方向付款方追索${sum.zh}：收款方已收到，而付款方此前已收回。`,
              ),
              null,
            ),
          ]
        if (kind === 'RETURNED_BEYOND')
          return [
            action(
              'PLACE_EXCESS',
              'propose',
              'operator',
              say(
                `We find out whose the ${sum.en} is that came back too much, and give it to them or send it back.`,
                `我方查明多退的${sum.zh}归谁所有，并交还或退回。`,
              ),
              null,
            ),
          ]
        if (kind === 'MISMATCH' || [primary, ...secondary].some(({ leaf }) => leaf === 'F2' || leaf === 'F4')) return []
        return [
          action(
            'RECOVER_EXCESS',
            'propose',
            'operator',
            say(
              `We ask for the ${sum.en} back that was credited beyond what was left of the transfer.`,
              `我方追回超出该笔转账剩余金额而入账的${sum.zh}。`,
            ),
            null,
          ),
        ]
      })

/** What a decided dispute still asks for: to pay what is owed, or to take back what was given until the decision. */
export const decisionsOpen = ({ transfer }: CaseFile): ReadonlyArray<NextAction> => {
  if (transfer === null) return []
  const { currency } = transfer.instruction.amount
  return transfer.disputes.flatMap((dispute) => {
    if (dispute.phase !== 'RESOLVED') return []
    const provisional = outstandingProvisional(transfer, dispute.disputeId)
    const owed = stillOwed(transfer, dispute)
    if (owed > 0n) {
      const kept = provisional < owed ? provisional : owed
      const rest = owed - kept
      const [keptSum, restSum] = [sayMoney({ minorUnits: kept, currency }), sayMoney({ minorUnits: rest, currency })]
      return [
        ...(kept === 0n
          ? []
          : [
              action(
                'MAKE_PROVISIONAL_CREDIT_FINAL',
                'propose',
                'operator',
                say(
                  `We let the payer keep ${keptSum.en} of what was given until the decision.`,
                  `裁定前暂付的款项中，${keptSum.zh}归付款方所有。`,
                ),
                null,
              ),
            ]),
        ...(rest === 0n
          ? []
          : [
              action(
                'PAY_RESTITUTION',
                'propose',
                'operator',
                say(
                  `We make good ${restSum.en}, as the dispute was decided, unless it came back meanwhile.`,
                  `我方按争议裁定补偿${restSum.zh}，除非款项已经退回。`,
                ),
                null,
              ),
            ]),
      ]
    }
    if (provisional === 0n)
      return [
        action(
          'CLOSE_DISPUTE',
          'safe',
          'engine',
          say('We close the dispute: nothing is owed any more.', '我方结案：不再欠付任何款项。'),
          null,
        ),
      ]
    const sum = sayMoney({ minorUnits: provisional, currency })
    return [
      action(
        'RESCIND_PROVISIONAL_CREDIT',
        'propose',
        'operator',
        say(`We take back the ${sum.en} that was given until the decision.`, `我方收回裁定前暂付的${sum.zh}。`),
        null,
      ),
    ]
  })
}
