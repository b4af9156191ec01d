import type { ClaimKind } from '@waybill/core'
import type { Bilingual } from '../finding.js'
import { say } from '../verdict.js'

/** What the customer says, by the kind of the claim. */
export const claimWords: Readonly<Record<ClaimKind, Bilingual>> = {
  NOT_ARRIVED: say('it did not arrive', '没有到账'),
  LATE: say('it came late', '到账晚了'),
  TWICE: say('it was paid twice', '付了两次'),
  WRONG_PAYEE: say('it went to the wrong payee', '转错了人'),
  WRONG_AMOUNT: say('the amount is wrong', '金额不对'),
  NOT_MINE: say('I did not do this', '不是本人操作'),
  BALANCE_WRONG: say('the balance is wrong', '余额不对'),
  CANNOT_TRANSACT: say('I cannot pay', '无法付款'),
  INFO_ONLY: say('only a question', '仅咨询'),
}
