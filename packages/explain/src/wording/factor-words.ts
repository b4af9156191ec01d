import type { Bilingual, Factor } from '../finding.js'
import { say } from '../verdict.js'

/** What each condition is called. */
export const factorWords: Readonly<Record<Factor, Bilingual>> = {
  NETWORK: say('a weak or lost connection', '网络不佳或中断'),
  MAINTENANCE: say('maintenance', '系统维护'),
  DEPLOYMENT: say('a new version going live', '新版本上线'),
  OVERLOAD: say('too much load', '系统过载'),
  DATABASE: say('a database fault', '数据库故障'),
  CONCURRENCY: say('two commands at the same time', '并发操作'),
  CUTOFF: say('a cut-off time', '业务截止时间'),
  HOLIDAY: say('a holiday', '节假日'),
  WEEKEND: say('a weekend', '周末'),
  PARTNER_OUTAGE: say("another party's outage", '合作方故障'),
  COMPLIANCE_REVIEW: say('a check on the way', '途中核查'),
  REGULATORY_ORDER: say('an order of an authority', '监管要求'),
  POLICY_CHANGE: say('a changed rule', '规则变更'),
  FORCE_MAJEURE: say('an event beyond control', '不可抗力'),
  ATTACK: say('an attack', '攻击'),
  PHISHING: say('a fraudulent message', '钓鱼信息'),
  UI_CONFUSION: say('a screen that misled', '界面误导'),
  HABIT_DEVIATION: say('a departure from habit', '与客户习惯不符'),
  HIGH_VELOCITY: say('many tries in a short time', '短时间内多次操作'),
  CLOCK_SKEW: say('clocks that disagree', '时钟不一致'),
  OUT_OF_ORDER_EVENTS: say('records that came out of order', '记录乱序'),
  DUPLICATE_DELIVERY: say('a message delivered twice', '消息重复投递'),
  DATA_QUALITY: say('faulty data', '数据质量问题'),
}

/** Whether it would have gone otherwise without the condition. */
export const changeWords = {
  yes: say('without it, it would have gone otherwise', '若无此因素，结果会不同'),
  no: say('without it, the outcome would have been the same', '若无此因素，结果也一样'),
  'not testable': say(
    'whether it would have gone otherwise without it cannot be tested',
    '若无此因素结果是否不同，无法检验',
  ),
} as const
