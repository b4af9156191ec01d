import type { Code } from '@waybill/core'
import type { Bilingual } from '../finding.js'
import { say } from '../verdict.js'

/** ISO 20022 reasons for a refusal or a return, in plain words. What is not here is told by its code alone. */
const refusals: Readonly<Record<string, Bilingual>> = {
  AB05: say('it timed out at the receiving side', '收款方处理超时'),
  AB06: say('it timed out on the way', '途中处理超时'),
  AC01: say("the payee's account number is invalid", '收款账号无效'),
  AC03: say("the payee's account number is invalid", '收款账号无效'),
  AC04: say("the payee's account is closed", '收款账户已销户'),
  AC06: say("the payee's account is blocked", '收款账户被冻结'),
  AC07: say("the payee's account is closed", '收款账户已销户'),
  AG09: say('it was never received there', '对方从未收到'),
  AM02: say('the amount is above what is allowed', '金额超过上限'),
  AM04: say('the funds were not sufficient', '资金不足'),
  BE01: say("the payee's name and account do not belong together", '收款人姓名与账户不符'),
  BE06: say('the payee is not known there', '对方查无此收款人'),
  ED05: say('its settlement failed', '清算失败'),
}

/** Answers to a recall mean other things under the same letters. */
const recallRefusals: Readonly<Record<string, Bilingual>> = {
  AC04: say('the account is closed by now', '账户已销户'),
  AM04: say('too little is left on the account', '账户余额不足'),
  ARDT: say('the money was sent back already', '款项已退回'),
  CUST: say('the holder of the account does not agree', '账户持有人不同意'),
  LEGL: say('a legal reason stands against it', '存在法律障碍'),
  NOAS: say('the holder of the account does not answer', '账户持有人没有答复'),
}

const worded = (words: Readonly<Record<string, Bilingual>>, { codeSet, code }: Code): Bilingual => {
  const known = codeSet.startsWith('ISO20022') ? words[code] : undefined
  return known === undefined
    ? say(`the code given is ${code}`, `原因代码为 ${code}`)
    : say(`${known.en} (${code})`, `${known.zh}（${code}）`)
}

/** Why it was refused or sent back, in plain words with the code behind. */
export const sayRefusal = (reason: Code): Bilingual => worded(refusals, reason)

/** Why a recall was refused, in plain words with the code behind. */
export const sayRecallRefusal = (reason: Code): Bilingual => worded(recallRefusals, reason)
