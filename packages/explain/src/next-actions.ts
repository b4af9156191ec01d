import {
  arrived,
  bookRail,
  compensated,
  currencyOfPayee,
  excess,
  inTransit,
  isOurs,
  openExceptions,
  openRecall,
  outstandingProvisional,
  stillOwed,
  withPayee,
  type Money,
} from '@waybill/core'
import { lastTold, told, type CaseFile } from './case-file.js'
import { custodyOf } from './custody.js'
import type { Bilingual, CauseFound, NextAction, SafetyClass } from './finding.js'
import type { Judgement } from './judgement.js'
import type { Leaf } from './leaf.js'
import { oneCameBack } from './one-came-back.js'
import {
  backInSuspense,
  confirmedPayee,
  correspondenceOf,
  credits,
  givenByOperator,
  hasAgain,
  isInThisBook,
  isWholeAgain,
  nameOf,
  names,
  openBeyondConfirmed,
  surplusOf,
} from './reading.js'
import { answerOwed } from './reply-clock.js'
import { say } from './verdict.js'
import { actorWords } from './wording/party-words.js'
import { sayMoney } from './wording/plain.js'

const action = (
  name: string,
  safety: SafetyClass,
  who: string,
  says: Bilingual,
  due: string | null,
  forbiddenBy: Bilingual | null = null,
): NextAction => ({ action: name, says, who, due, safety, forbiddenBy })

const notProven = say('the finding is not confirmed', '结论尚未确认')

/** A safe act needs a confirmed finding; a proposal needs a probable one. */
const unlessProven = ({ confidence }: CauseFound): Bilingual | null => (confidence === 'CONFIRMED' ? null : notProven)

const never = (name: string, says: Bilingual, forbiddenBy: Bilingual): NextAction =>
  action(name, 'never', 'nobody', says, null, forbiddenBy)

/** A question to the other side whose time to answer is not over. */
const openInquiry = (file: CaseFile): { readonly to: string; readonly due: string } | null => {
  const open = file.transfer?.inquiries.filter(({ answered }) => !answered) ?? []
  const last = open[open.length - 1]
  if (last === undefined || last.answerDueAt <= file.now) return null
  const sent = told(file, 'StatusInquirySent').find(({ event }) => event.inquiryId === last.inquiryId)
  return { to: sent === undefined ? 'rail' : nameOf(sent.event.to), due: last.answerDueAt }
}

/** Who was asked last has time to answer; nobody is asked twice meanwhile. */
const inquiryUnderWay = (file: CaseFile): NextAction | null => {
  const asked = openInquiry(file)
  if (asked === null) return null
  return action(
    'AWAIT_INQUIRY',
    'safe',
    asked.to,
    say(`${asked.to} answers our inquiry.`, `${asked.to} 答复我方的查询。`),
    asked.due,
  )
}

const inDoubt = (file: CaseFile): ReadonlyArray<NextAction> => {
  const rail = lastTold(file, 'SubmissionStarted')?.event.rail ?? 'rail'
  const due = file.transfer?.inquiryDueAt ?? file.now
  return [
    inquiryUnderWay(file) ??
      action(
        'INQUIRE',
        'safe',
        'engine',
        say(`We ask ${rail} what became of it, under the same reference.`, `我方用同一参考号向 ${rail} 查询结果。`),
        due,
      ),
    never(
      'SUBMIT_AGAIN',
      say('Send it again.', '再次发送。'),
      say('the first may still arrive, and then it would be paid twice', '第一笔仍可能到账，再发就会重复付款'),
    ),
  ]
}

/** What is to be asked back: of an amount too large, only what goes beyond the one that was meant. */
const askedBack = (file: CaseFile, primary: CauseFound): Bilingual => {
  const surplus = primary.leaf === 'G3' ? surplusOf(file) : null
  if (surplus === null) return say('the money', '资金')
  const sum = sayMoney(surplus)
  return say(`the difference, ${sum.en},`, `差额${sum.zh}`)
}

/** A request to send money back that waits for its answer: until then nothing else is done about the same loss. */
const recallUnderWay = (file: CaseFile): ReadonlyArray<NextAction> | null => {
  const open = file.transfer === null ? null : openRecall(file.transfer)
  if (open === null) return null
  const asked = lastTold(file, 'RecallRequested')
  const who = asked === null ? 'receiving institution' : nameOf(asked.event.to)
  return [
    action(
      'AWAIT_RECALL',
      'safe',
      who,
      say(`${who} answers our request to send the money back.`, `${who} 答复我方的退款请求。`),
      open.answerDueAt,
    ),
  ]
}

const unlessProbable = ({ confidence }: CauseFound): Bilingual | null =>
  confidence === 'CONFIRMED' || confidence === 'PROBABLE' ? null : notProven

/** In our own book there is nobody to recall from: the holder of the account is asked. */
const askHolder = (file: CaseFile, primary: CauseFound): NextAction => {
  const what = askedBack(file, primary)
  return action(
    'ASK_HOLDER',
    'propose',
    'support',
    say(
      `We ask the holder of the account that received it to send ${what.en} back; without their consent it stays there.`,
      `我方请收款账户持有人退回${what.zh}；未经其同意，资金留在该账户。`,
    ),
    null,
    unlessProbable(primary),
  )
}

const neverSubmitted = say(
  'nothing on record says that we handed it to a rail, so there is nothing that a request could name',
  '没有我方提交该笔转账的记录，退款请求无从引用',
)

/** Asks back what somebody got who was not meant to, or what is on its way there. Nothing where nobody has it any more. */
const recallOfMoney = (file: CaseFile, primary: CauseFound): ReadonlyArray<NextAction> => {
  const { transfer } = file
  if (transfer === null) return []
  const outside = transfer.submission === null ? 0n : inTransit(transfer)
  if (withPayee(transfer) + outside === 0n) return []
  const what = askedBack(file, primary)
  const pull = never(
    'TAKE_BACK',
    say('Take the money from the account that received it.', '直接从收款账户扣回资金。'),
    say("the holder's consent or an authority's order is missing", '缺少账户持有人同意或有权机关的命令'),
  )
  if (isOurs(transfer.instruction.payee)) return arrived(transfer) === 0n ? [] : [askHolder(file, primary), pull]
  if (transfer.recalls.at(-1)?.phase === 'RETURNED')
    return [
      never(
        'ASK_AGAIN',
        say('Ask for it back again.', '再次请求退回。'),
        say('what was asked for is back already', '所请求的资金已经退回'),
      ),
      pull,
    ]
  const underWay = recallUnderWay(file)
  if (underWay !== null) return [...underWay, pull]
  const refused = lastTold(file, 'RecallRefused')
  if (refused !== null)
    return [
      action(
        'OFFER_LEGAL_ROUTE',
        'propose',
        'support',
        say(
          'We give the customer what is needed to claim the money from its holder in law, and explain how.',
          '我方向客户提供依法向账户持有人追索所需的材料，并说明途径。',
        ),
        null,
        unlessProbable(primary),
      ),
      never(
        'COMPENSATE_AS_OUR_FAULT',
        say('Refund it as a fault of ours.', '以我方过错名义退款。'),
        say('the transfer was executed exactly as it was confirmed', '转账完全按确认内容执行'),
      ),
      pull,
    ]
  return [
    action(
      'REQUEST_RECALL',
      'propose',
      'support',
      say(
        `We ask for ${what.en} back; the receiving side may refuse without the consent of whoever has it.`,
        `我方请求退回${what.zh}；未经资金持有人同意，对方可以拒绝。`,
      ),
      null,
      unlessProbable(primary) ?? (transfer.submission === null ? neverSubmitted : null),
    ),
    pull,
  ]
}

const uniqueBy = <A>(items: ReadonlyArray<A>, key: (item: A) => string): ReadonlyArray<A> =>
  items.filter((item, index) => items.findIndex((other) => key(other) === key(item)) === index)

type NextRule = (file: CaseFile, judgement: Judgement) => ReadonlyArray<NextAction>

const ofA1A2: NextRule = () => {
  return [
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
}

const ofD5D6: NextRule = (file, judgement) => [
  inquiryUnderWay(file) ??
    action(
      'CHASE',
      'safe',
      'support',
      say(
        `We ask ${judgement.responsible.name ?? 'the other side'} where it stands.`,
        `我方向${judgement.responsible.name === undefined ? '对方' : ` ${judgement.responsible.name} `}催询。`,
      ),
      file.now,
    ),
]

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
const ofRemainder: NextRule = (file, { primary }) => {
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
const ofWrongSum: NextRule = (file, { primary }) => {
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
  '我方更正至确认的收款方：从错误账户冲回并重新入账。',
)

const madeWholeInstead = say(
  'the payer was made whole meanwhile, and one loss is put right in one way',
  '付款方此间已获补偿，同一损失只以一种方式补救',
)

/** What forbids to bring the money to the payee while the payer has been given it instead. */
const unlessCompensated = ({ transfer }: CaseFile): Bilingual | null =>
  transfer !== null && compensated(transfer) > 0n ? madeWholeInstead : null

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
const ofWrongDestination: NextRule = (file, { primary }) => {
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

/** The second execution is undone once, where it still stands. */
const ofTwice: NextRule = (file, { primary }) => {
  const { transfer } = file
  if (transfer === null || excess(transfer) === 0n) return []
  if (oneCameBack(transfer))
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

const ofG1G3G4: NextRule = (file, judgement) => {
  return recallOfMoney(file, judgement.primary)
}

/** Who bears the charges is a matter of whose mistake it was, which people decide. */
const ofE3: NextRule = (file) => {
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
        `如系我方差错，我方补偿被扣的${kept.zh}费用。`,
      ),
      null,
    ),
  ]
}

/** What of it did not come back stays an open question: what became of it, or whether the payee is to send it back as well. */
const ofPartBack: NextRule = (file) => {
  const { transfer } = file
  if (transfer === null || isWholeAgain(file)) return []
  const { minorUnits, currency } = transfer.instruction.amount
  const back = hasAgain(file) + backInSuspense(file)
  const there = withPayee(transfer)
  const [open, came, stays] = [minorUnits - back - there, back, there].map((part) =>
    sayMoney({ minorUnits: part, currency }),
  ) as [Bilingual, Bilingual, Bilingual]
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

/** What came back and was not given to anybody is posted, where the finding is certain. */
const postReturn: NextRule = (file, { primary, secondary }) => {
  const waiting = backInSuspense(file)
  const found = [primary, ...secondary].find(({ leaf }) => leaf === 'E2')
  if (waiting === 0n || found === undefined || file.transfer === null) return []
  const sum = sayMoney({ minorUnits: waiting, currency: file.transfer.instruction.amount.currency })
  return [
    action(
      'POST_RETURN',
      'guarded',
      'operator',
      say(
        `We give the payer the ${sum.en} that came back, on an account that takes it.`,
        `我方把退回的${sum.zh}记入付款方可入账的账户。`,
      ),
      file.now,
      unlessProven(found),
    ),
  ]
}

const isBack = ({ leaf }: CauseFound): boolean => leaf === 'E1' || leaf === 'E2' || leaf === 'E3' || leaf === 'E4'

/** What came back is never paid a second time, whatever made it come back; nor what the operator made good. */
const neverTwice = (file: CaseFile, { primary, secondary }: Judgement): ReadonlyArray<NextAction> => {
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
            ? say('the money is back with us and goes to the payer once', '资金已退回我方，只会交还付款方一次')
            : say(`${sum.en} is back already`, `${sum.zh}已经退回`),
    ),
  ]
}

/** Why no refund line can appear is told whatever ended the transfer. */
const explainRelease = ({ primary, secondary }: Judgement): ReadonlyArray<NextAction> =>
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

/** What follows from each cause; a cause that is not here asks for nothing by itself. */
const nextByCause: Partial<Record<Leaf, NextRule>> = {
  X1: () => {
    return [
      action(
        'RESTORE_LOG',
        'propose',
        'engineer',
        say('We restore the log from a copy and check it against the anchor.', '我方从副本恢复日志，并用锚点校验。'),
        null,
      ),
      never(
        'ANY_REMEDY',
        say('Move or release any money on the strength of this log.', '凭这份日志移动或释放任何资金。'),
        say('a damaged record proves nothing', '已损坏的记录不能作为依据'),
      ),
    ]
  },
  X2: () => {
    return [
      action('FETCH_RECORDS', 'safe', 'engineer', say('We fetch our missing records.', '我方取回缺失的记录。'), null),
    ]
  },
  A1: ofA1A2,
  A2: ofA1A2,
  A3: (_file, judgement) => {
    return [
      action(
        'RE_DRIVE',
        'guarded',
        'engine',
        say('We carry the request out after all, under the same reference.', '我方以同一编号补做这笔请求。'),
        null,
        unlessProven(judgement.primary),
      ),
    ]
  },
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
      say('The customer tops up and sends it anew.', '客户充值后重新发起。'),
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
        '我方告知客户适用的限额或规则及其重置时间。',
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
  B1: (file) => {
    return [
      action(
        'REMIND',
        'safe',
        'customer',
        say('The customer confirms or cancels.', '由客户确认或取消。'),
        file.transfer?.instruction.expiresAt ?? null,
      ),
    ]
  },
  B4: (file) => {
    return inDoubt(file)
  },
  C6: (file, judgement) => {
    return [
      action(
        'RELEASE',
        'safe',
        'engine',
        say('We give the money back to the payer.', '我方将资金退还付款方。'),
        file.now,
        unlessProven(judgement.primary),
      ),
    ]
  },
  D1: (file) => {
    return [
      action(
        'WAIT',
        'safe',
        'nobody',
        say('Everybody waits until the promised time.', '等到承诺的时间。'),
        file.transfer?.instruction.promisedBy ?? null,
      ),
    ]
  },
  D4: (file, judgement) => {
    return [
      action(
        'FINISH_REVIEW',
        'propose',
        judgement.responsible.name ?? 'reviewer',
        say('The check is finished by the people in charge of it.', '由负责人员完成核查。'),
        lastTold(file, 'TransferHeld')?.event.reviewDueAt ?? null,
      ),
      never(
        'RELEASE_HOLD',
        say('Release it without the reviewer.', '绕过审查人员放行。'),
        say('only an authorised person may release it', '只有获授权人员可以放行'),
      ),
    ]
  },
  D5: ofD5D6,
  D6: ofD5D6,
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
  D8: (file, judgement) => {
    return [
      action(
        'RE_DRIVE',
        'guarded',
        'engine',
        say('We take our overdue step.', '我方执行逾期的步骤。'),
        file.now,
        unlessCompensated(file) ?? unlessProven(judgement.primary),
      ),
    ]
  },
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
  G1: ofG1G3G4,
  G3: ofG1G3G4,
  G4: ofG1G3G4,
  J1: () => {
    return [
      action(
        'QUARANTINE',
        'propose',
        'operator',
        say(
          'We quarantine the accounts and post a correction under four eyes.',
          '我方隔离相关账户，并经双人复核更正过账。',
        ),
        null,
      ),
    ]
  },
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
  Z2: () => {
    return [
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
    ]
  },
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

/** What stands beside the instruction waits for a person: nothing of it is moved by itself. */
const exceptionsOpen = ({ transfer }: CaseFile): ReadonlyArray<NextAction> =>
  transfer === null
    ? []
    : openExceptions(transfer).flatMap(({ kind, open }) => {
        const sum = sayMoney({ minorUnits: open, currency: currencyOfPayee(transfer.instruction) })
        if (kind === 'CREDITED_LATE')
          return [
            action(
              'RECOVER_FROM_PAYER',
              'propose',
              'operator',
              say(
                `We ask the payer for ${sum.en}: the payee has it, and the payer had it back before.`,
                `我方向付款方追索${sum.zh}：收款方已收到，而付款方此前已收回。`,
              ),
              null,
            ),
          ]
        if (kind === 'RETURNED_BEYOND')
          return [
            action(
              'PLACE_EXCESS',
              'propose',
              'operator',
              say(
                `We find out whose the ${sum.en} is that came back too much, and give it to them or send it back.`,
                `我方查明多退的${sum.zh}属于谁，并交还或退回。`,
              ),
              null,
            ),
          ]
        return []
      })

/** What a decided dispute still asks for: to pay what is owed, or to take back what was given until the decision. */
const decisionsOpen = ({ transfer }: CaseFile): ReadonlyArray<NextAction> => {
  if (transfer === null) return []
  const { currency } = transfer.instruction.amount
  return transfer.disputes.flatMap((dispute) => {
    if (dispute.phase !== 'RESOLVED') return []
    const provisional = outstandingProvisional(transfer, dispute.disputeId)
    const owed = stillOwed(transfer, dispute)
    if (owed > 0n) {
      const kept = provisional < owed ? provisional : owed
      const rest = owed - kept
      const [keptSum, restSum] = [sayMoney({ minorUnits: kept, currency }), sayMoney({ minorUnits: rest, currency })]
      return [
        ...(kept === 0n
          ? []
          : [
              action(
                'MAKE_PROVISIONAL_CREDIT_FINAL',
                'propose',
                'operator',
                say(
                  `We let the payer keep ${keptSum.en} of what was given until the decision.`,
                  `裁定前暂付的款项中，${keptSum.zh}归付款方所有。`,
                ),
                null,
              ),
            ]),
        ...(rest === 0n
          ? []
          : [
              action(
                'PAY_RESTITUTION',
                'propose',
                'operator',
                say(
                  `We make good ${restSum.en}, as the dispute was decided, unless it came back meanwhile.`,
                  `我方按争议裁定补偿${restSum.zh}，除非款项已经退回。`,
                ),
                null,
              ),
            ]),
      ]
    }
    if (provisional === 0n)
      return [
        action(
          'CLOSE_DISPUTE',
          'safe',
          'engine',
          say('We close the dispute: nothing is owed any more.', '我方结案：不再欠付任何款项。'),
          null,
        ),
      ]
    const sum = sayMoney({ minorUnits: provisional, currency })
    return [
      action(
        'RESCIND_PROVISIONAL_CREDIT',
        'propose',
        'operator',
        say(`We take back the ${sum.en} that was given until the decision.`, `我方收回裁定前暂付的${sum.zh}。`),
        null,
      ),
    ]
  })
}

/** What may be done now, whose move it is, and what must not be done. On a damaged record nothing automatic is offered. */
export const nextActionsOf = (file: CaseFile, judgement: Judgement): ReadonlyArray<NextAction> => {
  const actions = nextByCause[judgement.primary.leaf]?.(file, judgement) ?? []
  return judgement.primary.leaf === 'X1'
    ? actions
    : [
        ...actions,
        ...explainRelease(judgement),
        ...postReturn(file, judgement),
        ...neverTwice(file, judgement),
        ...exceptionsOpen(file),
        ...decisionsOpen(file),
        ...answerOwed(correspondenceOf(file)),
      ]
}
