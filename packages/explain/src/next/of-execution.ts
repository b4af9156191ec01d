import {
  bookRail,
  currencyOfPayee,
  excess,
  inTransit,
  isOurs,
  withPayee,
  type Money,
  type Transfer,
} from '@waybill/core'
import type { CaseFile } from '../case-file.js'
import { custodyOf } from '../custody.js'
import type { Bilingual } from '../finding.js'
import { oneCameBack } from '../one-came-back.js'
import {
  confirmedPayee,
  credits,
  hasAgain,
  isInThisBook,
  isWholeAgain,
  names,
  openBeyondConfirmed,
} from '../reading.js'
import { say } from '../verdict.js'
import { sayMoney } from '../wording/plain.js'
import { action, never, unlessCompensated, unlessProbable, unlessProven, type NextRule } from './next-action.js'
import { inquiryUnderWay } from './of-inquiry.js'
import { recallUnderWay } from './of-recall.js'

const neverWholeAgain = never(
  'PAY_WHOLE_AGAIN',
  say('Pay the whole amount again.', '重新支付全部金额。'),
  say('part of it was executed', '部分已执行'),
)

const takeBackBeyond = (beyond: Money): Bilingual =>
  say(
    `We take back the ${sayMoney(beyond).en} that went beyond the confirmed amount, and give it to the payer.`,
    `我方收回超出确认金额的${sayMoney(beyond).zh}，并退还付款方。`,
  )

/** What has not arrived of a transfer that was executed in part: in our book we credit it, elsewhere we ask. */
export const ofRemainder: NextRule = (file, { primary }) => {
  const { transfer } = file
  if (transfer === null) return [neverWholeAgain]
  const { rail, payee, amount } = transfer.instruction
  const sum = sayMoney({ ...amount, minorUnits: inTransit(transfer) })
  return [
    rail === bookRail && isOurs(payee)
      ? action(
          'CREDIT_REMAINDER',
          'guarded',
          'engine',
          say(`We credit the payee with the ${sum.en} that is still outstanding.`, `我方为收款方补记尚欠的${sum.zh}。`),
          null,
          unlessCompensated(file) ?? unlessProven(primary),
        )
      : (inquiryUnderWay(file) ??
        action(
          'CHASE',
          'safe',
          'support',
          say(
            `We ask ${rail} about the ${sum.en} that is still outstanding.`,
            `我方向 ${rail} 催询尚未到账的${sum.zh}。`,
          ),
          file.now,
        )),
    neverWholeAgain,
  ]
}

/** The difference alone is put right, and only while there is one: not after it came back, nor while it is asked back. */
export const ofWrongSum: NextRule = (file, { primary }) => {
  const { transfer } = file
  const beyond = openBeyondConfirmed(file)
  const isOver = transfer !== null && excess(transfer) === 0n && hasAgain(file) > 0n && beyond === 0n
  if (isOver || isWholeAgain(file)) return [neverWholeAgain]
  return [
    ...(recallUnderWay(file) ?? [
      action(
        'CORRECT_DIFFERENCE',
        'propose',
        'operator',
        transfer === null || beyond === 0n
          ? say('We put the difference right.', '我方更正差额。')
          : takeBackBeyond({ ...transfer.instruction.amount, minorUnits: beyond }),
        null,
        unlessProbable(primary),
      ),
    ]),
    neverWholeAgain,
  ]
}

const wrongPlace = say(
  'We bring the money to the confirmed payee: what stands on the wrong account is taken back and credited anew.',
  '我方将款项更正至确认的收款方：从错误账户冲回后重新入账。',
)

/** Whether another account was credited and has none of it any more. */
const isPutRight = (file: CaseFile): boolean => {
  const { transfer } = file
  if (transfer === null) return false
  const meant = confirmedPayee(file, transfer)
  return (
    credits(file).some(({ event }) => !names(event.account, meant)) &&
    !custodyOf(file).some(({ of, place, quote }) => of === 'ORIGINAL' && (quote?.place ?? place) === 'OTHER_ACCOUNT')
  )
}

/** In our own book it is put right there; elsewhere it is asked back, and the customer is made whole. */
export const ofWrongDestination: NextRule = (file, { primary }) => {
  const { transfer } = file
  if (transfer === null || isWholeAgain(file) || isPutRight(file)) return []
  const compensation = unlessCompensated(file)
  if (isInThisBook(file))
    return withPayee(transfer) === 0n
      ? []
      : [action('CORRECT_DESTINATION', 'guarded', 'operator', wrongPlace, null, compensation ?? unlessProven(primary))]
  return (
    recallUnderWay(file) ?? [
      action(
        'CORRECT_DESTINATION',
        'propose',
        'operator',
        say(
          'We ask for the money back as our mistake or theirs, bring it to the confirmed payee, and make the customer whole.',
          '我方以差错为由请求退回，更正至确认的收款方，并使客户不受损失。',
        ),
        null,
        unlessProbable(primary),
      ),
    ]
  )
}

/** Whether all that is left of a second execution is what was kept when it came back. */
const isKeptOfReturns = (transfer: Transfer): boolean =>
  excess(transfer) <= transfer.returns.reduce((sum, { kept }) => sum + kept, 0n)

/** The second execution is undone once, where it still stands. */
export const ofTwice: NextRule = (file, { primary }) => {
  const { transfer } = file
  if (transfer === null || excess(transfer) === 0n) return []
  if (oneCameBack(transfer, file.story))
    return [
      action(
        'SETTLE_EXCEPTION',
        'propose',
        'operator',
        say(
          'We settle the second execution against what came back, so that one payment stays.',
          '我方用退回的款项抵消第二次执行，只保留一次付款。',
        ),
        null,
      ),
    ]
  if (isKeptOfReturns(transfer)) {
    const sum = sayMoney({ minorUnits: excess(transfer), currency: currencyOfPayee(transfer.instruction) })
    return [
      action(
        'RECOVER_EXCESS',
        'propose',
        'operator',
        say(
          `We ask for the ${sum.en} that was kept of what came back, or bear it.`,
          `我方追讨退回时被扣下的${sum.zh}，或自行承担。`,
        ),
        null,
      ),
    ]
  }
  const ours = transfer.executions.every(({ account }) => isOurs(account))
  return (
    recallUnderWay(file) ?? [
      action(
        'UNDO_SECOND',
        ours ? 'guarded' : 'propose',
        'operator',
        ours
          ? say('We take the second execution back in our own book.', '我方在账内冲正第二次执行。')
          : say('We have the second execution undone.', '我方要求撤销第二次执行。'),
        null,
        ours ? unlessProven(primary) : unlessProbable(primary),
      ),
    ]
  )
}
