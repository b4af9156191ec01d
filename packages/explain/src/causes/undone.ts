import type { Transfer } from '@waybill/core'
import { lastTold, told, type CaseFile } from '../case-file.js'
import { exhibit } from '../exhibit.js'
import type { Leaf } from '../leaf.js'
import { holds, say, silent, type CauseRule, type Exhibit } from '../verdict.js'
import { sayMoney, sayTime } from '../wording/plain.js'

const back = ({ returnedInTransit, returnedAfterCredit, reversed }: Transfer): bigint =>
  returnedInTransit + returnedAfterCredit + reversed

const moneyBack = (file: CaseFile): ReadonlyArray<Exhibit> =>
  [...told(file, 'TransferReturned'), ...told(file, 'TransferReversed')].map((recorded) =>
    exhibit(
      file.slice,
      recorded,
      say(
        `${sayMoney(recorded.event.amount).en} came back on ${sayTime(recorded.occurredAt).en}.`,
        `${sayMoney(recorded.event.amount).zh}于${sayTime(recorded.occurredAt).zh}退回。`,
      ),
    ),
  )

const undoneAs = (
  leaf: Extract<Leaf, 'E1' | 'E3' | 'E4'>,
  fits: (transfer: Transfer, file: CaseFile) => boolean,
): CauseRule => ({
  leaf,
  judge: (file) => {
    const { transfer } = file
    if (transfer === null || back(transfer) === 0n || !fits(transfer, file)) return silent
    return holds({ evidence: moneyBack(file), responsible: { party: 'NONE' } })
  },
})

const feesTaken = (file: CaseFile): bigint =>
  (lastTold(file, 'TransferReturned')?.event.fees ?? []).reduce((sum, { amount }) => sum + amount.minorUnits, 0n)

/** What came back, as opposed to why it had to: a plain return or reversal is told as such. */
export const undone: ReadonlyArray<CauseRule> = [
  undoneAs('E4', (transfer, file) => back(transfer) + feesTaken(file) < transfer.instruction.amount.minorUnits),
  undoneAs(
    'E3',
    (transfer, file) =>
      feesTaken(file) > 0n && back(transfer) + feesTaken(file) === transfer.instruction.amount.minorUnits,
  ),
  undoneAs('E1', (transfer) => back(transfer) >= transfer.instruction.amount.minorUnits),
]
