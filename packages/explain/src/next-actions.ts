import { openExceptions, openRecall, outstandingProvisional, stillOwed } from '@waybill/core'
import { lastTold, told, type CaseFile } from './case-file.js'
import type { Bilingual, CauseFound, NextAction, SafetyClass } from './finding.js'
import type { Judgement } from './judgement.js'
import type { Leaf } from './leaf.js'
import { correspondenceOf, nameOf, surplusOf } from './reading.js'
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

const openInquiry = (file: CaseFile): { readonly to: string; readonly due: string } | null => {
  const open = file.transfer?.inquiries.filter(({ answered }) => !answered) ?? []
  const last = open[open.length - 1]
  if (last === undefined) return null
  const sent = told(file, 'StatusInquirySent').find(({ event }) => event.inquiryId === last.inquiryId)
  return { to: sent === undefined ? 'rail' : nameOf(sent.event.to), due: last.answerDueAt }
}

const inDoubt = (file: CaseFile): ReadonlyArray<NextAction> => {
  const asked = openInquiry(file)
  const rail = lastTold(file, 'SubmissionStarted')?.event.rail ?? 'rail'
  const due = file.transfer?.inquiryDueAt ?? file.now
  return [
    asked === null
      ? action(
          'INQUIRE',
          'safe',
          'engine',
          say(`We ask ${rail} what became of it, under the same reference.`, `我方用同一参考号向 ${rail} 查询结果。`),
          due,
        )
      : action(
          'AWAIT_INQUIRY',
          'safe',
          asked.to,
          say(`${asked.to} answers our inquiry.`, `${asked.to} 答复我方的查询。`),
          asked.due,
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

const recallOfMoney = (file: CaseFile, primary: CauseFound): ReadonlyArray<NextAction> => {
  const { transfer } = file
  if (transfer === null) return []
  const what = askedBack(file, primary)
  const pull = never(
    'TAKE_BACK',
    say('Take the money from the account that received it.', '直接从收款账户扣回资金。'),
    say("the holder's consent or an authority's order is missing", '缺少账户持有人同意或有权机关的命令'),
  )
  const open = openRecall(transfer)
  if (open !== null) {
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
      pull,
    ]
  }
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
        primary.confidence === 'CONFIRMED' || primary.confidence === 'PROBABLE' ? null : notProven,
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
      primary.confidence === 'CONFIRMED' || primary.confidence === 'PROBABLE' ? null : notProven,
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

const ofD5D6: NextRule = (file, judgement) => {
  return [
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
}

const ofF2F6: NextRule = () => {
  return [
    action('CORRECT_DIFFERENCE', 'propose', 'operator', say('We put the difference right.', '我方更正差额。'), null),
    never(
      'PAY_WHOLE_AGAIN',
      say('Pay the whole amount again.', '重新支付全部金额。'),
      say('part of it was executed', '部分已执行'),
    ),
  ]
}

const ofG1G3G4: NextRule = (file, judgement) => {
  return recallOfMoney(file, judgement.primary)
}

/** Who bears the charges is a matter of whose mistake it was, which people decide. */
const ofE3: NextRule = ({ transfer }) => {
  if (transfer === null) return []
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
    never(
      'COMPENSATE_AGAIN',
      say('Pay the whole amount back a second time.', '再次全额退款。'),
      say('all but the charges is back already', '除费用外已全部退回'),
    ),
  ]
}

const ofE1E4: NextRule = () => {
  return [
    never(
      'COMPENSATE_AGAIN',
      say('Pay it back a second time.', '再次退款。'),
      say('the money is back already', '资金已经退回'),
    ),
  ]
}

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
  D8: (file, judgement) => {
    return [
      action(
        'RE_DRIVE',
        'guarded',
        'engine',
        say('We take our overdue step.', '我方执行逾期的步骤。'),
        file.now,
        unlessProven(judgement.primary),
      ),
    ]
  },
  F1: () => {
    return [
      action(
        'CORRECT_DESTINATION',
        'propose',
        'operator',
        say(
          'We bring the money to the confirmed payee and make the customer whole.',
          '我方将资金更正至确认的收款方，并使客户不受损失。',
        ),
        null,
      ),
    ]
  },
  F4: () => {
    return [
      action(
        'UNDO_SECOND',
        'propose',
        'operator',
        say('We have the second execution undone.', '我方要求撤销第二次执行。'),
        null,
      ),
    ]
  },
  F2: ofF2F6,
  F6: ofF2F6,
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
  E1: ofE1E4,
  E3: ofE3,
  E4: ofE1E4,
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
        const sum = sayMoney({ minorUnits: open, currency: transfer.instruction.amount.currency })
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
      const sum = sayMoney({ minorUnits: owed, currency })
      return [
        action(
          'PAY_RESTITUTION',
          'propose',
          'operator',
          say(
            `We make good ${sum.en}, as the dispute was decided, unless it came back meanwhile.`,
            `我方按争议裁定补偿${sum.zh}，除非款项已经退回。`,
          ),
          null,
        ),
      ]
    }
    if (provisional === 0n) return []
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
    : [...actions, ...exceptionsOpen(file), ...decisionsOpen(file), ...answerOwed(correspondenceOf(file))]
}
