import { openRecall } from '@waybill/core'
import { lastTold, replyDueAt, told, type CaseFile } from './case-file.js'
import type { Bilingual, CauseFound, NextAction, SafetyClass } from './finding.js'
import type { Judgement } from './judgement.js'
import type { Leaf } from './leaf.js'
import { claimStatements, nameOf } from './reading.js'
import { say } from './verdict.js'

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

const replyToCustomer = (file: CaseFile): ReadonlyArray<NextAction> => {
  const opened = claimStatements(file)[0]
  const dispute = told(file, 'TransferDisputed')[0]
  const due = opened !== undefined ? replyDueAt(opened.occurredAt) : dispute?.event.replyDueAt
  if (due === undefined) return []
  const since = opened?.occurredAt ?? dispute?.occurredAt ?? ''
  const answered = told(file, 'ContactLogged').some(
    ({ event, occurredAt }) => event.direction === 'OUTBOUND' && event.substantive && occurredAt >= since,
  )
  return answered
    ? []
    : [action('ANSWER_CUSTOMER', 'safe', 'support', say('Tell the customer this answer.', '把这个答复告知客户。'), due)]
}

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
          say(`Ask ${rail} what became of it, under the same reference.`, `用同一参考号向 ${rail} 查询结果。`),
          due,
        )
      : action(
          'AWAIT_INQUIRY',
          'safe',
          asked.to,
          say(`${asked.to} answers the inquiry.`, `${asked.to} 答复查询。`),
          asked.due,
        ),
    never(
      'SUBMIT_AGAIN',
      say('Send it again.', '再次发送。'),
      say('the outcome is unknown: a second submission could pay twice', '结果未知：再次提交可能造成重复付款'),
    ),
  ]
}

const recallOfMoney = (file: CaseFile, primary: CauseFound): ReadonlyArray<NextAction> => {
  const { transfer } = file
  if (transfer === null) return []
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
        'propose',
        who,
        say(`${who} answers the recall.`, `${who} 答复追回请求。`),
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
          "Give the customer the recipient bank's reference and tell them how to claim the money in law.",
          '向客户提供收款银行的参考号，并告知依法追索的途径。',
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
        'Ask the receiving side to send the money back; it may refuse without the consent of the holder.',
        '请求收款方退回资金；未经持有人同意，对方可以拒绝。',
      ),
      null,
      primary.confidence === 'CONFIRMED' || primary.confidence === 'PROBABLE' ? null : notProven,
    ),
    pull,
  ]
}

type NextRule = (file: CaseFile, judgement: Judgement) => ReadonlyArray<NextAction>

const ofA1A2: NextRule = () => {
  return [
    action(
      'TRY_AGAIN',
      'safe',
      'customer',
      say(
        'The customer may send it again with the same key; it cannot be paid twice.',
        '客户可用同一键重新发送；不会重复付款。',
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
        `Ask ${judgement.responsible.name ?? 'the other side'} where it stands.`,
        `向${judgement.responsible.name ?? '对方'}催询。`,
      ),
      file.now,
    ),
  ]
}

const ofF2F6: NextRule = () => {
  return [
    action('CORRECT_DIFFERENCE', 'propose', 'operator', say('Put the difference right.', '更正差额。'), null),
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

const ofE1E3E4: NextRule = () => {
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
        say('Restore the log from a replica and verify it against the anchor.', '从副本恢复日志，并用锚点校验。'),
        null,
      ),
      never(
        'ANY_REMEDY',
        say('Any remedy that moves or releases money.', '任何移动或释放资金的补救。'),
        say('the record is damaged', '记录已损坏'),
      ),
    ]
  },
  X2: () => {
    return [action('FETCH_RECORDS', 'safe', 'engineer', say('Fetch the missing records.', '取回缺失的记录。'), null)]
  },
  A1: ofA1A2,
  A2: ofA1A2,
  A3: (_file, judgement) => {
    return [
      action(
        'RE_DRIVE',
        'guarded',
        'engine',
        say('Run the request again under the same key.', '以同一键重新执行请求。'),
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
      say('Tell the customer why it was refused and how to proceed.', '告知客户拒绝原因及后续办法。'),
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
        'Tell the customer which limit or rule applies and when it resets.',
        '告知客户适用的限额或规则及其重置时间。',
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
        'Tell the customer how to appeal; the reason of the check is not disclosed.',
        '告知客户申诉途径；不披露核查原因。',
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
        say('Give the money back to the payer.', '将资金退还付款方。'),
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
        say('Wait until the promised time.', '等到承诺的时间。'),
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
        say('Run our overdue step.', '执行我方逾期的步骤。'),
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
          'Bring the money to the confirmed payee and make the customer whole.',
          '将资金更正至确认的收款方，并使客户不受损失。',
        ),
        null,
      ),
    ]
  },
  F4: () => {
    return [
      action('UNDO_SECOND', 'propose', 'operator', say('Have the second execution undone.', '撤销第二次执行。'), null),
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
        say('Quarantine the accounts and post a correction under four eyes.', '隔离账户，并经双人复核更正过账。'),
        null,
      ),
    ]
  },
  E1: ofE1E3E4,
  E3: ofE1E3E4,
  E4: ofE1E3E4,
  U1: (_file, judgement) => {
    return judgement.missing.length > 0
      ? [
          action(
            'ASK',
            'safe',
            judgement.missing[0]?.who ?? 'support',
            say('Ask for what is missing.', '索取缺失的信息。'),
            judgement.missing[0]?.by ?? null,
          ),
        ]
      : [
          action(
            'GATHER_EVIDENCE',
            'safe',
            'support',
            say(
              'Gather what the customer, our systems and the other side have on record.',
              '收集客户、我方系统及对方的记录。',
            ),
            null,
          ),
        ]
  },
}

/** What may be done now, whose move it is, and what must not be done. On a damaged record nothing automatic is offered. */
export const nextActionsOf = (file: CaseFile, judgement: Judgement): ReadonlyArray<NextAction> => {
  const actions = nextByCause[judgement.primary.leaf]?.(file, judgement) ?? []
  return judgement.primary.leaf === 'X1' ? actions : [...actions, ...replyToCustomer(file)]
}
