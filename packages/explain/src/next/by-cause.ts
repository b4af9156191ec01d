import { lastTold } from '../case-file.js'
import type { Leaf } from '../leaf.js'
import { say } from '../verdict.js'
import { actorWords } from '../wording/party-words.js'
import { action, never, unlessCompensated, unlessProven, type NextRule } from './next-action.js'
import { ofRemainder, ofTwice, ofWrongDestination, ofWrongSum } from './of-execution.js'
import { inDoubt, ofLateAnswer } from './of-inquiry.js'
import { ofMeantOtherwise } from './of-recall.js'
import { ofE3, ofPartBack } from './of-return.js'

const uniqueBy = <A>(items: ReadonlyArray<A>, key: (item: A) => string): ReadonlyArray<A> =>
  items.filter((item, index) => items.findIndex((other) => key(other) === key(item)) === index)

const ofNeverReceived: NextRule = () => [
  action(
    'TRY_AGAIN',
    'safe',
    'customer',
    say(
      'The customer may press "send" again: the app uses the same reference, so it cannot be paid twice.',
      '客户可以再次点击发送：应用会使用同一编号，不会重复付款。',
    ),
    null,
  ),
]

/** What follows from each cause; a cause that is not here asks for nothing by itself. */
export const nextByCause: Partial<Record<Leaf, NextRule>> = {
  X1: () => [
    action(
      'RESTORE_LOG',
      'propose',
      'engineer',
      say('We restore the log from a copy and check it against the anchor.', '我方从副本恢复日志，并用锚点校验。'),
      null,
    ),
    never(
      'ANY_REMEDY',
      say('Move or release any money on the strength of this log.', '凭这份日志划转或释放任何资金。'),
      say('a damaged record proves nothing', '已损坏的记录不能作为依据'),
    ),
  ],
  X2: () => [
    action('FETCH_RECORDS', 'safe', 'engineer', say('We fetch our missing records.', '我方取回缺失的记录。'), null),
  ],
  A1: ofNeverReceived,
  A2: ofNeverReceived,
  A3: (file, judgement) => [
    action(
      'RE_DRIVE',
      'guarded',
      'engine',
      say('We carry the request out after all, under the same reference.', '我方以同一编号补做这笔请求。'),
      null,
      lastTold(file, 'RequestReceived')?.event.instruction?.quoteId === undefined
        ? unlessProven(judgement.primary)
        : say(
            'it named a quote whose terms are not on record: the customer is asked to agree to a new one',
            '请求引用的报价条款没有记录：须请客户确认新的报价',
          ),
    ),
  ],
  A4: () => [
    action(
      'TELL_REASON',
      'safe',
      'support',
      say('We tell the customer why it was refused and how to proceed.', '我方告知客户拒绝原因及后续办法。'),
      null,
    ),
  ],
  C1: () => [
    action(
      'TOP_UP_AND_RETRY',
      'safe',
      'customer',
      say('The customer tops up and sends it anew.', '客户补足资金后重新发起。'),
      null,
    ),
  ],
  C2: () => [
    action(
      'CORRECT_AND_RETRY',
      'safe',
      'customer',
      say("The customer corrects the payee's details and sends it anew.", '客户更正收款信息后重新发起。'),
      null,
    ),
  ],
  C3: () => [
    action(
      'TELL_LIMIT',
      'safe',
      'support',
      say(
        'We tell the customer which limit or rule applies and when it resets.',
        '我方告知客户适用的限额或规则，以及限额何时恢复。',
      ),
      null,
    ),
  ],
  C4: () => [
    action(
      'OFFER_APPEAL',
      'propose',
      'support',
      say(
        'We tell the customer how to appeal; the reason of the check is not disclosed.',
        '我方告知客户申诉途径；不披露核查原因。',
      ),
      null,
    ),
  ],
  C5: () => [
    action(
      'TRY_AS_NEW_TRANSFER',
      'safe',
      'customer',
      say('The customer may send it anew, as a new transfer.', '客户可作为新的转账重新发起。'),
      null,
    ),
  ],
  B1: (file) => [
    action(
      'REMIND',
      'safe',
      'customer',
      say('The customer confirms or cancels.', '由客户确认或取消。'),
      file.transfer?.instruction.expiresAt ?? null,
    ),
  ],
  B4: inDoubt,
  C6: (file, judgement) => [
    action(
      'RELEASE',
      'safe',
      'engine',
      say('We give the money back to the payer.', '我方将资金退还付款方。'),
      file.now,
      unlessProven(judgement.primary),
    ),
  ],
  D1: (file) => [
    action(
      'WAIT',
      'safe',
      'nobody',
      say('Everybody waits until the promised time.', '等到承诺的时间。'),
      file.transfer?.instruction.promisedBy ?? null,
    ),
  ],
  D4: (file, judgement) => [
    action(
      'FINISH_REVIEW',
      'propose',
      judgement.responsible.name ?? 'reviewer',
      say('The check is finished by the people in charge of it.', '由负责人员完成核查。'),
      lastTold(file, 'TransferHeld')?.event.reviewDueAt ?? null,
    ),
    never(
      'RELEASE_HOLD',
      say('Release it without the reviewer.', '绕过审核人员放行。'),
      say('only an authorised person may release it', '只有获授权人员可以放行'),
    ),
  ],
  D5: ofLateAnswer,
  D6: ofLateAnswer,
  D7: (file, judgement) =>
    judgement.missing.map(({ who, by }) =>
      action(
        'SEND_WHAT_IS_MISSING',
        'propose',
        who,
        say('What is missing is sent, or asked for by name.', '补送所缺内容，或询问具体所需。'),
        by ?? file.now,
      ),
    ),
  D9: (file) => [
    action(
      'WAIT',
      'safe',
      'nobody',
      say('It goes by itself at the time that the instruction names.', '到指令规定的时间自动执行。'),
      file.transfer?.instruction.notBefore ?? null,
    ),
  ],
  D8: (file, judgement) => [
    action(
      'RE_DRIVE',
      'guarded',
      'engine',
      say('We take our overdue step.', '我方执行逾期的步骤。'),
      file.now,
      unlessCompensated(file) ?? unlessProven(judgement.primary),
    ),
  ],
  F1: ofWrongDestination,
  F2: ofWrongSum,
  F3: ofWrongSum,
  F4: ofTwice,
  F5: () => [
    action(
      'CORRECT_VALUE_DATE',
      'propose',
      'operator',
      say(
        'We have the value date corrected and look up what is owed for the days between.',
        '我方申请更正起息日，并核对其间应补的利息。',
      ),
      null,
    ),
  ],
  F6: ofRemainder,
  G1: ofMeantOtherwise,
  G3: ofMeantOtherwise,
  G4: ofMeantOtherwise,
  J1: () => [
    action(
      'QUARANTINE',
      'propose',
      'operator',
      say(
        'We quarantine the accounts and post a correction under four eyes.',
        '我方隔离相关账户，并经双人复核更正分录。',
      ),
      null,
    ),
  ],
  Z1: (file) => {
    return file.claim === null
      ? []
      : [
          action(
            'GIVE_PROOF',
            'safe',
            'support',
            say('We give the customer the proof of payment.', '我方向客户提供付款证明。'),
            null,
          ),
        ]
  },
  Z2: () => [
    action(
      'SETTLE_DELAY',
      'propose',
      'operator',
      say(
        'We look up whether the terms owe the customer anything for the delay.',
        '我方核对条款是否因延迟须补偿客户。',
      ),
      null,
    ),
  ],
  E3: ofE3,
  E4: ofPartBack,
  U1: (_file, judgement) => {
    return judgement.missing.length > 0
      ? uniqueBy(judgement.missing, ({ what }) => what.en).map(({ what, who, by }) => {
          const asked = actorWords(who)
          return action(
            'ASK',
            'safe',
            who,
            say(`We ask ${asked.en} for ${what.en}.`, `我方向${asked.zh}索取${what.zh}。`),
            by,
          )
        })
      : [
          action(
            'GATHER_EVIDENCE',
            'safe',
            'support',
            say(
              'We gather what the customer, our systems and the other side have on record.',
              '我方收集客户、我方系统及对方的记录。',
            ),
            null,
          ),
        ]
  },
}
