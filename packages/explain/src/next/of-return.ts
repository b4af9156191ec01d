import { keptByBook, withPayee } from '@waybill/core'
import type { CaseFile } from '../case-file.js'
import type { Bilingual, CauseFound, NextAction } from '../finding.js'
import type { Judgement } from '../judgement.js'
import { backInSuspense, givenByOperator, hasAgain, isWholeAgain } from '../reading.js'
import { say } from '../verdict.js'
import { sayMinorUnits, sayMoney } from '../wording/plain.js'
import { action, never, unlessProven, type NextRule } from './next-action.js'

/** Who bears the charges is a matter of whose mistake it was, which people decide. */
export const ofE3: NextRule = (file) => {
  const { transfer } = file
  if (transfer === null || isWholeAgain(file)) return []
  const kept = sayMoney({ ...transfer.instruction.amount, minorUnits: transfer.keptOfReturns })
  return [
    action(
      'REFUND_CHARGES',
      'propose',
      'operator',
      say(
        `If the mistake was ours, we refund the ${kept.en} that was kept as charges.`,
        `如系我方差错，我方补偿被扣的费用${kept.zh}。`,
      ),
      null,
    ),
  ]
}

/** What of it did not come back stays an open question: what became of it, or whether the payee is to send it back as well. */
export const ofPartBack: NextRule = (file) => {
  const { transfer } = file
  if (transfer === null || isWholeAgain(file)) return []
  const { minorUnits, currency } = transfer.instruction.amount
  const back = hasAgain(file) + backInSuspense(file)
  const there = withPayee(transfer)
  const sum = (part: bigint): Bilingual => sayMoney({ minorUnits: part, currency })
  const [open, came, stays] = [sum(minorUnits - back - there), sum(back), sum(there)]
  return [
    action(
      'TRACK_REMAINDER',
      'propose',
      'support',
      minorUnits > back + there
        ? say(
            `We find out what became of the ${open.en} that did not come back.`,
            `我方查明尚未退回的${open.zh}的去向。`,
          )
        : say(
            `${came.en} came back. We find out whether the ${stays.en} that stayed with the payee is to come back as well.`,
            `${came.zh}已退回。我方查明仍在收款方的${stays.zh}是否也应退回。`,
          ),
      null,
    ),
  ]
}

/**
 * What came back and was not given to anybody is posted, where the finding is certain. What people took into our own accounts by
 * hand, people give back.
 */
export const postReturn: NextRule = (file, { primary, secondary }) => {
  const { transfer } = file
  const found = [primary, ...secondary].find(({ leaf }) => leaf === 'E2')
  if (found === undefined || transfer === null) return []
  const { currency } = transfer.instruction.amount
  const [waiting, kept] = [backInSuspense(file), keptByBook(transfer)]
  const [waits, stands] = [sayMinorUnits(waiting, currency), sayMinorUnits(kept, currency)]
  return [
    ...(waiting === 0n
      ? []
      : [
          action(
            'POST_RETURN',
            'guarded',
            'operator',
            say(
              `We give the payer the ${waits.en} that came back, on an account that takes it.`,
              `我方将退回的${waits.zh}记入付款方可以入账的账户。`,
            ),
            file.now,
            unlessProven(found),
          ),
        ]),
    ...(kept === 0n
      ? []
      : [
          action(
            'POST_RETURN',
            'propose',
            'operator',
            say(
              `We take the ${stands.en} that came back out of our own accounts again and give it to the payer.`,
              `我方将退回后转入自有科目的${stands.zh}转出，交还付款方。`,
            ),
            file.now,
            unlessProven(found),
          ),
        ]),
  ]
}

const isBack = ({ leaf }: CauseFound): boolean => leaf === 'E1' || leaf === 'E2' || leaf === 'E3' || leaf === 'E4'

/** What came back is never paid a second time, whatever made it come back; nor what the operator made good. */
export const neverTwice = (file: CaseFile, { primary, secondary }: Judgement): ReadonlyArray<NextAction> => {
  const { transfer } = file
  if (transfer === null) return []
  const back = [primary, ...secondary].find(isBack)
  if (back === undefined && !isWholeAgain(file)) return []
  const again = hasAgain(file)
  const { untilDecided, forGood } = givenByOperator(transfer)
  const sum = sayMoney({ minorUnits: again, currency: transfer.instruction.amount.currency })
  return [
    never(
      'COMPENSATE_AGAIN',
      say('Pay it back a second time.', '再次退款。'),
      untilDecided + forGood > 0n
        ? say(`the payer has ${sum.en} of it already`, `付款方已得到其中${sum.zh}`)
        : isWholeAgain(file)
          ? say('the money is back already', '资金已经退回')
          : again === 0n
            ? say('the money is back with us and goes to the payer once', '资金已退回我方，且只向付款方交还一次')
            : say(`${sum.en} is back already`, `${sum.zh}已经退回`),
    ),
  ]
}

/** Why no refund line can appear is told whatever ended the transfer. */
export const explainRelease = ({ primary, secondary }: Judgement): ReadonlyArray<NextAction> =>
  [primary, ...secondary].some(({ leaf }) => leaf === 'E5')
    ? [
        action(
          'EXPLAIN_RELEASE',
          'safe',
          'support',
          say(
            'We tell the customer why no refund line appears: the amount was only reserved, and is free again.',
            '我方向客户说明为何没有退款记录：金额只是被冻结，现已解除。',
          ),
          null,
        ),
      ]
    : []
