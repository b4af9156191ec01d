import { sumOfFees, type Transfer } from '@waybill/core'
import { told, type CaseFile } from '../case-file.js'
import { exhibit } from '../exhibit.js'
import type { Leaf } from '../leaf.js'
import { holds, say, silent, type CauseRule, type Exhibit } from '../verdict.js'
import { sayMoney, sayTime } from '../wording/plain.js'

const back = ({ returnedInTransit, returnedAfterCredit, reversed, keptOfReturns }: Transfer): bigint =>
  returnedInTransit + returnedAfterCredit + reversed - keptOfReturns

const moneyBack = (file: CaseFile): ReadonlyArray<Exhibit> =>
  [...told(file, 'TransferReturned'), ...told(file, 'TransferReversed')].map((recorded) => {
    const { amount } = recorded.event
    const fees = recorded.event._tag === 'TransferReturned' ? (recorded.event.fees ?? []) : []
    const kept = { ...amount, minorUnits: sumOfFees(fees) }
    const less =
      kept.minorUnits === 0n
        ? say('', '')
        : say(
            `, less charges of ${sayMoney(kept).en} that whoever sent it back kept`,
            `，退回方另扣下${sayMoney(kept).zh}费用`,
          )
    return exhibit(
      file.slice,
      recorded,
      say(
        `${sayMoney(amount).en} came back on ${sayTime(recorded.occurredAt).en}${less.en}.`,
        `${sayMoney(amount).zh}于${sayTime(recorded.occurredAt).zh}退回${less.zh}。`,
      ),
    )
  })

const undoneAs = (leaf: Extract<Leaf, 'E1' | 'E3' | 'E4'>, fits: (transfer: Transfer) => boolean): CauseRule => ({
  leaf,
  judge: (file) => {
    const { transfer } = file
    if (transfer === null || back(transfer) === 0n || !fits(transfer)) return silent
    return holds({ evidence: moneyBack(file), responsible: { party: 'NONE' } })
  },
})

/** What came back, as opposed to why it had to: a plain return or reversal is told as such. */
export const undone: ReadonlyArray<CauseRule> = [
  undoneAs('E4', (transfer) => back(transfer) + transfer.keptOfReturns < transfer.instruction.amount.minorUnits),
  undoneAs(
    'E3',
    (transfer) =>
      transfer.keptOfReturns > 0n && back(transfer) + transfer.keptOfReturns === transfer.instruction.amount.minorUnits,
  ),
  undoneAs('E1', (transfer) => back(transfer) >= transfer.instruction.amount.minorUnits),
]
