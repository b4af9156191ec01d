import { compensated, openRecall, outstandingProvisional, type Money } from '@waybill/core'
import type { Finding } from '../finding.js'
import { say } from '../verdict.js'
import { sayMoney } from '../wording/plain.js'
import type { ConditionName, RemedyCondition, RemedyName } from './remedy.js'
import type { RemedySituation } from './remedy-situation.js'

type Judged = (
  condition: ConditionName,
  kind: RemedyCondition['kind'],
) => (holds: boolean, en: string, zh: string) => RemedyCondition

const judged: Judged = (condition, kind) => (holds, en, zh) => ({ condition, kind, holds, says: say(en, zh) })

/** The record can be leaned on. */
export const logIntact = ({ cause }: Finding): RemedyCondition =>
  judged('LOG_INTACT', 'RULE')(cause.leaf !== 'X1', 'The record is whole.', '记录完整。')

/** A person does it: there is nothing to send. */
export const doneByHand = judged('DONE_BY_COMMAND', 'RULE')(
  false,
  'The system can send it; this is for a person to do.',
  '可由系统发出；此事须由人工办理。',
)

/** Nobody may do it, whoever approves. */
export const neverAllowed = (en: string, zh: string): RemedyCondition =>
  judged('ALLOWED_AT_ALL', 'RULE')(false, `Never: ${en}.`, `禁止：${zh}。`)

export const findingProbable = ({ cause }: Finding): RemedyCondition =>
  judged('FINDING_PROBABLE', 'RULE')(
    cause.confidence === 'CONFIRMED' || cause.confidence === 'PROBABLE',
    'The cause is confirmed or probable.',
    '原因已确认或可能性很大。',
  )

/** Money is paid for good on a finding, or on the name of whoever decided without one. */
export const findingProbableOrName = (finding: Finding): RemedyCondition => ({
  ...findingProbable(finding),
  kind: 'GUARD',
})

export const findingConfirmed = ({ cause }: Finding): RemedyCondition =>
  judged('FINDING_CONFIRMED', 'GUARD')(cause.confidence === 'CONFIRMED', 'The cause is confirmed.', '原因已确认。')

/** Two sources that do not lean on each other say the same of the cause. */
export const twoSources = ({ evidence, cause }: Finding): RemedyCondition => {
  const speaking = evidence.filter(({ supports, grade }) => supports.includes(cause.leaf) && grade <= 'B')
  return judged('TWO_SOURCES', 'GUARD')(
    new Set(speaking.map(({ source }) => source)).size >= 2,
    'Two independent sources show the cause.',
    '有两个独立来源证明该原因。',
  )
}

export const notCompensated = ({ transfer }: RemedySituation): RemedyCondition =>
  judged('NOT_COMPENSATED', 'RULE')(
    transfer === null || compensated(transfer) === 0n,
    'The payer was not given the money instead.',
    '付款方未另获补偿。',
  )

export const legsInThisBook = (holds: boolean): RemedyCondition =>
  judged('LEGS_IN_THIS_BOOK', 'RULE')(holds, 'Both accounts are ours.', '两个账户均在我方账内。')

/** The account still has the sum that is to be taken from it. */
export const fundsStillThere = ({ available }: RemedySituation, account: string, amount: Money): RemedyCondition => {
  const there = available(account) ?? 0n
  const sum = sayMoney({ minorUnits: there < 0n ? 0n : there, currency: amount.currency })
  return judged('FUNDS_STILL_THERE', 'RULE')(
    there >= amount.minorUnits,
    `Account ${account} still has the money (${sum.en} is available).`,
    `账户 ${account} 中仍有该款项（可用余额${sum.zh}）。`,
  )
}

/** Only a person knows whose account it is: the engine by itself never pays another one. */
export const payeeNamed: RemedyCondition = judged('ACCOUNT_OF_THE_SAME_PERSON', 'GUARD')(
  false,
  'Somebody has made sure that the account belongs to whoever had paid.',
  '已有人确认该账户属于原付款人。',
)

/** The account that is to get it can be credited. */
export const accountTakesIt = ({ takesCredit }: RemedySituation, account: string): RemedyCondition =>
  judged('ACCOUNT_TAKES_IT', 'RULE')(
    takesCredit(account),
    `Account ${account} can be credited${takesCredit(account) ? '' : '; where it cannot, name another account of the same person'}.`,
    `账户 ${account} 可以入账${takesCredit(account) ? '' : '；否则请指定同一人的另一账户'}。`,
  )

/** Nothing else is under way about the same loss. */
export const noOtherRemedyOpen = ({ transfer }: RemedySituation): RemedyCondition => {
  const recall = transfer === null ? null : openRecall(transfer)
  const accepted = transfer?.recalls.some(({ phase }) => phase === 'ACCEPTED') ?? false
  const provisional = transfer === null ? 0n : outstandingProvisional(transfer)
  return judged('NO_OTHER_REMEDY_OPEN', 'GUARD')(
    recall === null && !accepted && provisional === 0n,
    'No other remedy is under way: no recall is open or accepted, and nothing is given until a decision.',
    '没有其他补救正在进行：没有未结或已获同意的退回请求，也没有裁定前的暂付款。',
  )
}

const underCap = ({ policy }: RemedySituation, amount: Money | null): RemedyCondition => {
  const largest = policy?.largest.find(({ currency }) => currency === amount?.currency)
  return judged('UNDER_CAP', 'GUARD')(
    amount === null || (largest !== undefined && amount.minorUnits <= largest.minorUnits),
    'The sum is within what the policy allows.',
    '金额在补救策略允许的范围内。',
  )
}

/** Measured from the earliest thing that shows the cause. */
const withinTime = ({ policy, now }: RemedySituation, { evidence, cause }: Finding): RemedyCondition => {
  const since = evidence
    .flatMap(({ occurredAt, supports }) =>
      occurredAt !== undefined && supports.includes(cause.leaf) ? [occurredAt] : [],
    )
    .sort()[0]
  return judged('WITHIN_TIME', 'GUARD')(
    policy !== null && since !== undefined && Date.parse(now) - Date.parse(since) <= policy.withinMs,
    'It is still within the time that the policy allows.',
    '仍在补救策略允许的时限内。',
  )
}

const consented = ({ policy }: RemedySituation, remedy: RemedyName): RemedyCondition =>
  judged('CONSENTED', 'GUARD')(
    policy?.automatic.includes(remedy) ?? false,
    'Somebody has agreed by name that this is done without asking.',
    '已有人员具名同意自动执行。',
  )

const notStopped = ({ policy }: RemedySituation): RemedyCondition =>
  judged('NOT_STOPPED', 'GUARD')(policy?.stopped !== true, 'Automatic remedies are not stopped.', '自动补救未停用。')

/** What every safe remedy asks for. */
export const safeConditions = (finding: Finding, situation: RemedySituation): ReadonlyArray<RemedyCondition> => [
  logIntact(finding),
  findingConfirmed(finding),
  notStopped(situation),
]

/** What every guarded remedy asks for, beside what its own kind does. */
export const guardedConditions = (
  finding: Finding,
  situation: RemedySituation,
  remedy: RemedyName,
  amount: Money | null,
): ReadonlyArray<RemedyCondition> => [
  logIntact(finding),
  findingProbable(finding),
  findingConfirmed(finding),
  twoSources(finding),
  noOtherRemedyOpen(situation),
  underCap(situation, amount),
  withinTime(situation, finding),
  consented(situation, remedy),
  notStopped(situation),
]

/** What every proposal asks for. */
export const proposedConditions = (finding: Finding): ReadonlyArray<RemedyCondition> => [
  logIntact(finding),
  findingProbable(finding),
]
