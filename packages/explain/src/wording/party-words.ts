import type { Bilingual, ResponsibleParty } from '../finding.js'
import { say } from '../verdict.js'

/** Who answers for it. */
export const partyWords: Readonly<Record<ResponsibleParty, Bilingual>> = {
  CUSTOMER: say('the customer', '客户'),
  ENGINE: say('us', '我方'),
  NETWORK: say('the network', '支付网络'),
  SENDING_INSTITUTION: say('the sending institution', '付款机构'),
  INTERMEDIARY: say('an institution in between', '中间机构'),
  RECEIVING_INSTITUTION: say('the receiving institution', '收款机构'),
  THIRD_PARTY: say('another company', '第三方'),
  AUTHORITY: say('an authority', '有权机关'),
  SHARED: say('shared', '各方共同'),
  NONE: say('nobody', '无'),
  UNDETERMINED: say('not known yet', '尚未确定'),
}

const actors: Readonly<Record<string, Bilingual>> = {
  engine: say('our system', '我方系统'),
  support: say('support', '客服'),
  operator: say('operations', '运营人员'),
  engineer: say('engineering', '技术人员'),
  reviewer: say('the reviewer', '审核人员'),
  customer: say('the customer', '客户'),
  nobody: say('nobody', '无人'),
  rail: say('the payment network', '支付网络'),
  'our edge': say('our edge', '我方入口'),
  'our app log': say('our app log', '我方应用日志'),
  'our access log': say('our access log', '我方访问日志'),
  'receiving institution': say('the receiving institution', '收款机构'),
}

/** Who moves or knows: a role of ours in both languages, any other by its name. */
export const actorWords = (who: string): Bilingual => actors[who] ?? say(who, who)
