import { millisecondsBetween } from '@waybill/core'
import { lastTold, told, type CaseFile } from '../case-file.js'
import type { Bilingual, CustodyRow, NextAction } from '../finding.js'
import type { Judgement } from '../judgement.js'
import type { Leaf } from '../leaf.js'
import {
  acceptedConfirmation,
  givenByOperator,
  likeness,
  lookAlikesPaidBefore,
  lookAlikesSaved,
  meantAmount,
  nameOf,
} from '../reading.js'
import { contradictionOf, reportedRefusal } from '../causes/reported-refusal.js'
import { say } from '../verdict.js'
import { sayRecallRefusal, sayRefusal } from './code-words.js'
import { leafTitle } from './leaf-title.js'
import { sayAccount, sayDuration, sayMinorUnits, sayMoney, sayTime } from './plain.js'
import { whereItIs } from './where-it-is.js'

const joined = (...parts: ReadonlyArray<Bilingual | null>): Bilingual => {
  const given = parts.filter((part): part is Bilingual => part !== null)
  const en = given.map(({ en: text }) => text).join('; ')
  const zh = given.map(({ zh: text }) => text).join('；')
  return { en: `${en.charAt(0).toUpperCase()}${en.slice(1)}.`, zh: `${zh}。` }
}

const rejectionWords: Readonly<Record<string, Bilingual>> = {
  C1: say('the available balance was too small', '可用余额不足'),
  C2: say("the payee's account cannot be used", '收款账户不可用'),
  C3: say('a limit or a rule does not allow it', '限额或规则不允许'),
  C4: say('it was not accepted after a check', '核查后未被受理'),
  C5: say('of a technical fault on the way', '途中发生技术故障'),
}

const refusalCode = (file: CaseFile): string => {
  const reason = lastTold(file, 'TransferFailed')?.event.reason ?? lastTold(file, 'TransferRejected')?.event.reason
  return reason === undefined ? '' : ` (${reason.code})`
}

const slip = (file: CaseFile): Bilingual => {
  const payee = file.transfer?.instruction.payee
  if (payee === undefined) return say('the customer confirmed a payee they did not mean', '客户确认了非本意的收款方')
  const saved = lookAlikesSaved(file)
  const paid = lookAlikesPaidBefore(file)
  const other = saved[saved.length - 1]?.event.payee.account ?? paid[paid.length - 1]?.event.payee.account
  const where = sayAccount(payee)
  if (other === undefined)
    return say(
      `this is exactly the account that the customer confirmed, ${where.en}, which they say they did not mean`,
      `这正是客户所确认的${where.zh}，客户称并非本意`,
    )
  return likeness(other, payee.account) === 'TWO_SWAPPED'
    ? say(
        'this is exactly the account that the customer typed and confirmed, in which two digits are swapped against the payee they usually pay',
        '这正是客户输入并确认的账号，与其常用收款方相比有两位数字颠倒',
      )
    : say(
        'this is exactly the account that the customer typed and confirmed, one digit away from the payee they usually pay',
        '这正是客户输入并确认的账号，与其常用收款方只差一位数字',
      )
}

const recallSoFar = (file: CaseFile): Bilingual | null => {
  const back = lastTold(file, 'TransferReturned')
  if (back !== null && file.transfer?.recalls.at(-1)?.phase === 'RETURNED')
    return say(
      `we asked for it back, and it came back on ${sayTime(back.occurredAt).en}`,
      `我方已请求退回，资金已于${sayTime(back.occurredAt).zh}退回`,
    )
  const refused = lastTold(file, 'RecallRefused')
  if (refused !== null) {
    const because = sayRecallRefusal(refused.event.reason)
    return say(
      `we asked for it back, and on ${sayTime(refused.occurredAt).en} ${nameOf(refused.event.by)} refused because ${because.en}, so it is not recovered`,
      `我方已请求退回，${nameOf(refused.event.by)} 于${sayTime(refused.occurredAt).zh}拒绝，原因：${because.zh}，因此未能追回`,
    )
  }
  const asked = lastTold(file, 'RecallRequested')
  return asked === null
    ? null
    : say(`we asked for it back on ${sayTime(asked.occurredAt).en}`, `我方已于${sayTime(asked.occurredAt).zh}请求退回`)
}

const lateBy = (file: CaseFile): Bilingual => {
  const credited = lastTold(file, 'TransferCredited')
  const promisedBy = file.transfer?.instruction.promisedBy
  if (credited === null || promisedBy === undefined) return say('it arrived late', '到账延迟')
  const at = credited.event.asOf ?? credited.occurredAt
  const lateness = sayDuration(millisecondsBetween(promisedBy, at))
  return say(
    `it arrived on ${sayTime(at).en}, ${lateness.en} after the promised ${sayTime(promisedBy).en}`,
    `该笔转账于${sayTime(at).zh}到账，比承诺的${sayTime(promisedBy).zh}迟了 ${lateness.zh}`,
  )
}

const reasonForDelay = (file: CaseFile, judgement: Judgement): Bilingual | null => {
  const leaf = judgement.secondary[0]?.leaf
  if (leaf === 'B4') {
    const doubt = told(file, 'TransferOutcomeUnknown')[0]
    const rail = file.transfer?.instruction.rail ?? 'rail'
    return doubt === undefined
      ? say('its outcome had been unknown until then', '此前结果一直未知')
      : say(
          `${rail} had given no answer since ${sayTime(doubt.occurredAt).en}, and nothing was sent twice`,
          `自${sayTime(doubt.occurredAt).zh}起 ${rail} 一直没有答复，期间没有重复发送`,
        )
  }
  return leaf === 'D4' ? say('it was held for a check on the way', '途中曾因核查暂缓处理') : null
}

const isRecordedOtherwise = (file: CaseFile): boolean => {
  const shown = acceptedConfirmation(file)?.shown.event.shown.amount
  return shown !== undefined && shown.minorUnits !== file.transfer?.instruction.amount.minorUnits
}

type Reason = (file: CaseFile, judgement: Judgement) => Bilingual

const railOf = (file: CaseFile): string => file.transfer?.instruction.rail ?? 'rail'

const refusalReason: Reason = (file, judgement) => {
  const words = rejectionWords[judgement.primary.leaf] ?? say('it was refused', '被拒绝')
  return say(
    `it was refused because ${words.en}${refusalCode(file)}`,
    `该笔转账被拒绝，原因：${words.zh}${refusalCode(file)}`,
  )
}

const slowSide: Reason = (file, judgement) => {
  return say(
    `${judgement.responsible.name ?? railOf(file)} has it and has not finished it in time`,
    `${judgement.responsible.name ?? railOf(file)} 已收到但未按时完成`,
  )
}

const notDecided: Reason = (file, { candidates }) => {
  const recorded =
    file.transfer === null && file.story.length === 0
      ? say('nothing of it is recorded with us and nothing was taken; ', '我方没有任何相关记录，也没有扣款；')
      : say('', '')
  const titles = candidates.map((leaf) => leafTitle[leaf])
  return titles.length === 0
    ? say(`${recorded.en}what is on record does not decide what happened`, `${recorded.zh}现有记录不足以判断发生了什么`)
    : say(
        `${recorded.en}what is on record does not decide which of these it was: ${titles.map(({ en }) => en).join(', or ')}`,
        `${recorded.zh}现有记录不足以判断属于哪一种情况：${titles.map(({ zh }) => zh).join('，或')}`,
      )
}

/** Why the money is where it is, by cause. */
const reasons: Partial<Record<Leaf, Reason>> = {
  X1: (file) => {
    const broken = file.slice.integrity
    const position = broken._tag === 'BROKEN' ? String(broken.firstBad) : '?'
    return say(
      `the log is damaged from record ${position} on, so nothing that stands there proves anything`,
      `日志自第 ${position} 条起已损坏，其内容不能作为依据`,
    )
  },
  X2: () => {
    return say('records that we should have kept ourselves are missing', '缺少本应由我方保存的记录')
  },
  J1: () => {
    return say('the postings of one event do not add up', '有一个事件的分录借贷不平')
  },
  A1: () => {
    return say('it was filled in and never sent', '已填写但从未发出')
  },
  A2: (file) => {
    const sent = lastTold(file, 'RequestSent')
    const time = sent === null ? null : sayTime(sent.occurredAt)
    return say(
      `the phone says that it sent the request${time === null ? '' : ` on ${time.en}`}, but it ${file.slice.complete ? 'certainly ' : ''}never reached us, so nothing was recorded and nothing was taken`,
      `手机称${time === null ? '' : `已于${time.zh}`}发出请求，但${file.slice.complete ? '可以确定' : ''}请求从未到达我方，因此没有任何记录，也没有扣款`,
    )
  },
  A3: () => {
    return say('we received the request and failed to record it', '我方收到了请求但未能记录')
  },
  A4: (file) => {
    const refused = lastTold(file, 'RequestRefused')
    return say(
      `the request was refused before anything was recorded (${refused?.event.ground ?? ''})`,
      `请求在记录之前即被拒绝（${refused?.event.ground ?? ''}）`,
    )
  },
  B1: () => {
    return say('the transfer still waits for the confirmation', '转账仍在等待确认')
  },
  B2: () => {
    return say('it was cancelled before anything moved', '在资金划转之前已取消')
  },
  B3: () => {
    return say('it was not confirmed in time and expired', '未在期限内确认，已过期失效')
  },
  B4: (file) => {
    const refusal = reportedRefusal(file)
    if (refusal !== null && file.transfer?.doubt === null && contradictionOf(file, refusal) !== null)
      return say(
        `${nameOf(refusal.event.by)} reported that it was refused, and a later word says that it was taken, so nothing is released and nothing is sent again`,
        `${nameOf(refusal.event.by)} 报告已拒绝，而之后的答复称已受理，因此既不退还资金也不重发`,
      )
    const doubt = told(file, 'TransferOutcomeUnknown')[0]
    const since = doubt === undefined ? '' : ` since ${sayTime(doubt.occurredAt).en}`
    const sinceZh = doubt === undefined ? '' : `自${sayTime(doubt.occurredAt).zh}起`
    return say(
      `${railOf(file)} has not said${since} whether it was executed, so nothing is released and nothing is sent again`,
      `${sinceZh} ${railOf(file)} 未告知是否已执行，因此既不退还资金也不重发`,
    )
  },
  C1: refusalReason,
  C2: refusalReason,
  C3: refusalReason,
  C4: refusalReason,
  C5: refusalReason,
  C6: (file) => {
    const status = told(file, 'TransferStatusReported').filter(
      ({ event }) => event.status.code === 'RJCT' || event.status.code === 'CANC',
    )
    const refusal = status[status.length - 1]
    const because = refusal?.event.reason === undefined ? null : sayRefusal(refusal.event.reason)
    return refusal === undefined
      ? say('it has ended, but the money was not released', '该笔转账已结束，但资金尚未释放')
      : say(
          `${nameOf(refusal.event.by)} refused it for good on ${sayTime(refusal.occurredAt).en}${because === null ? '' : ` because ${because.en}`}, but we have not given the money back`,
          `${nameOf(refusal.event.by)} 已于${sayTime(refusal.occurredAt).zh}最终拒绝${because === null ? '' : `（${because.zh}）`}，但我方尚未退还资金`,
        )
  },
  D1: (file) => {
    const due = file.transfer?.instruction.promisedBy
    return say(
      `it is on its way and not yet due${due === undefined ? '' : ` before ${sayTime(due).en}`}`,
      `该笔转账正在途中${due === undefined ? '' : `，承诺到账时间为${sayTime(due).zh}`}，尚未到期`,
    )
  },
  D4: () => {
    return say('it is held for a check', '因核查暂缓处理')
  },
  D5: slowSide,
  D6: slowSide,
  D7: (file, judgement) => {
    const name = judgement.missing[0]?.who === 'operator' ? railOf(file) : (judgement.missing[0]?.who ?? railOf(file))
    return say(`${name} waits for cover or papers before it goes on`, `${name} 正在等待头寸或文件，之后才会继续`)
  },
  D9: (file) => {
    const at = file.transfer?.instruction.notBefore
    return at === undefined
      ? say('it is meant to go later', '按约定稍后执行')
      : say(`it is meant to go on ${sayTime(at).en}, not before`, `按指令须到${sayTime(at).zh}才执行`)
  },
  D8: () => {
    return say('our own next step is overdue', '我方下一步骤已逾期')
  },
  F1: () => {
    return say('it was executed to another account than the customer confirmed', '实际入账账户与客户确认的不同')
  },
  F2: (file) => {
    const executed = (file.transfer?.executions.length ?? 0) > 0 && !isRecordedOtherwise(file)
    return executed
      ? say('another amount was executed than the customer confirmed', '实际执行的金额与客户确认的不同')
      : say('another amount was recorded than the customer confirmed', '所记录的金额与客户确认的不同')
  },
  F3: (file) => {
    return file.transfer?.exchanged === undefined
      ? say('it was executed or recorded in another currency than agreed', '执行或记录的币种与约定的不同')
      : say(
          'it was executed or recorded in another currency or at another rate than agreed',
          '执行或记录的币种或汇率与约定的不同',
        )
  },
  F5: () => {
    return say('it was executed before the date that the instruction names', '执行日期早于指令规定的日期')
  },
  F4: (file, judgement) => {
    return say(
      `${judgement.responsible.name ?? railOf(file)} executed it more than once`,
      `${judgement.responsible.name ?? railOf(file)} 执行了不止一次`,
    )
  },
  F6: () => {
    return say('only part of it was executed', '只执行了一部分')
  },
  G1: (file) => {
    return slip(file)
  },
  G3: (file) => {
    const meant = meantAmount(file)
    const sent = file.transfer?.instruction.amount
    return meant === null || sent === undefined
      ? say(
          'the customer confirmed this amount and says that they meant another',
          '客户确认了这一金额，称本意是另一金额',
        )
      : say(
          `the customer confirmed ${sayMoney(sent).en} and says that they meant ${sayMoney(meant).en}`,
          `客户确认的是${sayMoney(sent).zh}，称本意是${sayMoney(meant).zh}`,
        )
  },
  G4: () => {
    return say('the customer sent it twice and confirmed both', '客户提交了两次并都作了确认')
  },
  E1: (file) => {
    return lastTold(file, 'TransferReversed') === null
      ? say('it was sent back in full', '已全额退回')
      : say('it was taken back and given to the payer again', '已冲正并退还付款方')
  },
  E2: () => {
    return say('it was sent back, and the payer has not been credited yet', '已被退回，但尚未记入付款方账户')
  },
  E3: ({ transfer }) => {
    if (transfer === null) return say('it was sent back less charges', '扣除费用后退回')
    const kept = sayMoney({ ...transfer.instruction.amount, minorUnits: transfer.keptOfReturns })
    return say(
      `it was sent back, and whoever sent it back kept ${kept.en} of it as charges`,
      `已退回，退款方扣下其中${kept.zh}作为费用`,
    )
  },
  E4: () => {
    return say('part of it was sent back', '部分已退回')
  },
  E5: () => {
    return say(
      'it was only ever reserved and never charged, so that no refund line can appear',
      '金额只是被冻结，从未扣款，因此不会出现退款记录',
    )
  },
  Z1: (file) => {
    const credited = lastTold(file, 'TransferCredited')
    const at = credited === null ? null : sayTime(credited.event.asOf ?? credited.occurredAt)
    return say(
      `it arrived as confirmed${at === null ? '' : ` on ${at.en}`}`,
      `已按确认内容${at === null ? '' : `于${at.zh}`}到账`,
    )
  },
  Z2: (file) => {
    return lateBy(file)
  },
}

const why: Reason = (file, judgement) => (reasons[judgement.primary.leaf] ?? notDecided)(file, judgement)

const whatNext = (file: CaseFile, next: ReadonlyArray<NextAction>): Bilingual => {
  const move =
    next.find(({ safety, action }) => safety !== 'never' && action !== 'ANSWER_CUSTOMER') ??
    next.find(({ safety }) => safety !== 'never')
  if (move === undefined)
    return next.some(({ action }) => action === 'COMPENSATE_AGAIN')
      ? say('nothing more is owed', '已无任何应付款项')
      : say('nothing more needs to be done', '无需进一步处理')
  const says = { en: move.says.en.replace(/\.$/, ''), zh: move.says.zh.replace(/。$/, '') }
  const named = says.en.startsWith(move.who)
  const spoken = named ? says.en : `${says.en.charAt(0).toLowerCase()}${says.en.slice(1)}`
  const blocked = move.forbiddenBy
  if (blocked !== null)
    return say(`next: ${spoken}, which waits because ${blocked.en}`, `下一步：${says.zh}，但因${blocked.zh}暂缓`)
  return move.due === null || move.due <= file.now
    ? say(`next: ${spoken}`, `下一步：${says.zh}`)
    : say(`next: ${spoken}, by ${sayTime(move.due).en}`, `下一步：${says.zh}，最迟${sayTime(move.due).zh}`)
}

/** What the operator gave the payer meanwhile, and whether the payer may keep it. */
const givenMeanwhile = ({ transfer }: CaseFile): Bilingual | null => {
  if (transfer === null) return null
  const { currency } = transfer.instruction.amount
  const { untilDecided, forGood } = givenByOperator(transfer)
  const [advance, kept] = [sayMinorUnits(untilDecided, currency), sayMinorUnits(forGood, currency)]
  if (untilDecided > 0n)
    return say(`we have given the payer ${advance.en} in advance`, `我方已先行向付款方垫付${advance.zh}`)
  return forGood > 0n ? say(`we have given the payer ${kept.en} for good`, `我方已补偿付款方${kept.zh}`) : null
}

const corrections = [
  'CorrectionPosted',
  'TransferReversed',
  'ExceptionResolved',
  'TransferReturned',
  'ExcessReturned',
] as const

/** When what was executed otherwise than confirmed was put right: once there is nothing left to do about it. */
const putRight = (file: CaseFile, { primary }: Judgement, next: ReadonlyArray<NextAction>): Bilingual | null => {
  if (!primary.leaf.startsWith('F')) return null
  if (next.some(({ safety, action }) => safety !== 'never' && action !== 'ANSWER_CUSTOMER')) return null
  const last = corrections
    .flatMap((word) => lastTold(file, word) ?? [])
    .toSorted((one, other) => one.sequence - other.sequence)
    .at(-1)
  if (last === undefined) return null
  const at = sayTime(last.occurredAt)
  return say(`it was put right on ${at.en}`, `已于${at.zh}更正`)
}

/** One sentence in each language: where the money is, why, what happens next and by when. */
export const answerOf = (
  file: CaseFile,
  judgement: Judgement,
  custody: ReadonlyArray<CustodyRow>,
  next: ReadonlyArray<NextAction>,
): Bilingual =>
  joined(
    whereItIs(file, custody, judgement.primary.leaf),
    why(file, judgement),
    judgement.primary.leaf === 'Z2' ? reasonForDelay(file, judgement) : null,
    ['G1', 'G3', 'G4'].includes(judgement.primary.leaf) ? recallSoFar(file) : null,
    putRight(file, judgement, next),
    givenMeanwhile(file),
    whatNext(file, next),
  )
