import type { Bilingual, Place } from '../finding.js'
import { say } from '../verdict.js'

/** What each place is called, where money can be. */
export const placeWords: Readonly<Record<Place, Bilingual>> = {
  PAYER_AVAILABLE: say('with the payer, free to use', '付款方账户，可用'),
  PAYER_RESERVED: say('with the payer, reserved', '付款方账户，冻结中'),
  IN_TRANSIT: say('in transit, arrived nowhere yet', '在途，尚未到达任何账户'),
  RECEIVING_INSTITUTION: say('at the receiving institution', '收款机构，尚未入账'),
  PAYEE: say('with the payee', '收款方账户'),
  OTHER_ACCOUNT: say('on another account', '其他账户'),
  SUSPENSE: say('in suspense, with us', '我方挂账'),
  EXCEPTION: say('on the exception account', '异常账户'),
  FEES: say('charges', '费用'),
  OPERATOR: say('with us', '我方'),
  CONVERTED: say('changed into another currency', '已兑换为其他币种'),
  UNACCOUNTED: say('unaccounted for', '去向不明'),
}

/** The same for a balance, where nobody pays anybody. */
export const balancePlaceWords: Readonly<Partial<Record<Place, Bilingual>>> = {
  PAYER_AVAILABLE: say('free to use', '可用'),
  PAYER_RESERVED: say('reserved', '冻结中'),
  IN_TRANSIT: say('on its way here', '即将到账'),
}
