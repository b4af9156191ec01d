import { inTransit, isReserved } from '@waybill/core'
import { lastTold, told, type CaseFile, type Told } from '../case-file.js'
import { derived, exhibit } from '../exhibit.js'
import type { FactorFound } from '../finding.js'
import { nameOf } from '../reading.js'
import { excluded, holds, say, silent, type CauseRule, type Exhibit, type Lacking } from '../verdict.js'
import { sayTime } from '../wording/plain.js'
import { networkFactor } from './never-recorded.js'
import { contradictionOf, reportedRefusal } from './reported-refusal.js'

const confirmed = (file: CaseFile): Exhibit | null => {
  const event = lastTold(file, 'TransferConfirmed')
  return event === null
    ? null
    : exhibit(
        file.slice,
        event,
        say(`It was confirmed on ${sayTime(event.occurredAt).en}.`, `该笔转账于${sayTime(event.occurredAt).zh}确认。`),
      )
}

const recorded = (file: CaseFile): Exhibit | null => {
  const event = lastTold(file, 'TransferInitiated')
  return event === null
    ? null
    : exhibit(
        file.slice,
        event,
        say(
          `The ledger recorded the instruction on ${sayTime(event.recordedAt).en} and reserved the amount.`,
          `账本于${sayTime(event.recordedAt).zh}记录了指令并冻结了金额。`,
        ),
      )
}

/** The customer's no, on the confirmation screen or before. Whoever was asked again and agreed has not said no. */
const declined = (file: CaseFile): Exhibit | null => {
  const answer = told(file, 'ConfirmationAnswered').findLast(({ event }) => event.answer !== 'ABANDONED')
  if (answer?.event.answer === 'DECLINED')
    return exhibit(
      file.slice,
      answer,
      say(
        `The customer declined on the confirmation screen on ${sayTime(answer.occurredAt).en}.`,
        `客户于${sayTime(answer.occurredAt).zh}在确认页面选择了不同意。`,
      ),
    )
  const given = lastTold(file, 'IntentCancelled')
  return given === null
    ? null
    : exhibit(file.slice, given, say('The customer gave the instruction up.', '客户放弃了这笔指令。'))
}

const waitingForCustomer: CauseRule = {
  leaf: 'B1',
  judge: (file) => {
    const { transfer } = file
    if (transfer === null) return silent
    const yes = confirmed(file)
    if (yes !== null) return excluded(yes)
    const no = declined(file)
    if (no !== null) return excluded(no)
    if (!isReserved(transfer) || !transfer.instruction.confirmationRequired || transfer.openHolds.length > 0)
      return silent
    const { expiresAt } = transfer.instruction
    if (expiresAt !== undefined && expiresAt <= file.now) return silent
    const initiated = recorded(file)
    return holds({
      evidence: [
        ...(initiated === null ? [] : [initiated]),
        derived(
          file.slice,
          'absence-confirmation',
          'Absence',
          say('No confirmation, no cancellation and no expiry is recorded.', '没有确认、取消或过期的记录。'),
        ),
      ],
      responsible: { party: 'CUSTOMER' },
    })
  },
}

const cancelledByCustomer: CauseRule = {
  leaf: 'B2',
  judge: (file) => {
    const yes = confirmed(file)
    if (yes !== null) return excluded(yes)
    const cancelled = lastTold(file, 'TransferCancelled')
    if (cancelled !== null)
      return holds({
        evidence: [
          exhibit(
            file.slice,
            cancelled,
            say(
              `It was cancelled on ${sayTime(cancelled.occurredAt).en}, before anything moved.`,
              `该笔转账于${sayTime(cancelled.occurredAt).zh}在资金划转之前取消。`,
            ),
          ),
        ],
        responsible: { party: 'CUSTOMER' },
      })
    const no = declined(file)
    if (no === null) return silent
    return holds({ evidence: [no], responsible: { party: 'CUSTOMER' } })
  },
}

const expired: CauseRule = {
  leaf: 'B3',
  judge: (file) => {
    const yes = confirmed(file)
    if (yes !== null) return excluded(yes)
    const event = lastTold(file, 'TransferExpired')
    if (event === null) return silent
    return holds({
      evidence: [
        exhibit(
          file.slice,
          event,
          say(
            `No confirmation had come by ${sayTime(event.event.expiresAt).en}, so it expired.`,
            `到${sayTime(event.event.expiresAt).zh}仍未确认，因此已过期失效。`,
          ),
        ),
      ],
      responsible: { party: 'CUSTOMER' },
    })
  },
}

/** An answer from the next party that nothing contradicts: after it, the outcome is not unknown any more. */
export const acknowledgement = (file: CaseFile): Told<'TransferSubmitted'> | Told<'StatusInquiryAnswered'> | null => {
  const submitted = lastTold(file, 'TransferSubmitted')
  if (submitted !== null) return submitted
  return told(file, 'StatusInquiryAnswered').find(({ event }) => event.answer === 'STATUS') ?? null
}

const finalOutcome = (file: CaseFile): Exhibit | null => {
  for (const word of ['TransferCredited', 'TransferFailed', 'TransferReturned'] as const) {
    const event = lastTold(file, word)
    if (event !== null)
      return exhibit(file.slice, event, say(`A final outcome is recorded: ${word}.`, `已有最终结果的记录：${word}。`))
  }
  return null
}

const doubtWords = {
  NO_ANSWER: say('the rail did not answer', '清算通道没有应答'),
  DEADLINE_PASSED: say('the deadline for an outcome passed', '取得结果的期限已过'),
  CONTRADICTION: say('the answers contradict each other', '各方答复互相矛盾'),
  NEVER_RECEIVED: say(
    'the rail says that it never received it, and does not promise to refuse it from now on',
    '清算通道称从未收到，但未承诺今后一定拒绝',
  ),
} as const

const outcomeUnknown: CauseRule = {
  leaf: 'B4',
  judge: (file) => {
    const { transfer } = file
    if (transfer === null) return silent
    if (transfer.confirmed === 0n || transfer.submission === null) return silent
    const final = finalOutcome(file)
    if (final !== null && inTransit(transfer) === 0n) return excluded(final)
    const refusal = reportedRefusal(file)
    const against = refusal === null ? null : contradictionOf(file, refusal)
    if (refusal !== null && against === null)
      return excluded(exhibit(file.slice, refusal, say('A final refusal was reported.', '已报告最终拒绝。')))
    const doubts = told(file, 'TransferOutcomeUnknown')
    const doubt = doubts[doubts.length - 1]
    const started = lastTold(file, 'SubmissionStarted')
    if (started === null) return silent
    const contradicted: ReadonlyArray<Exhibit> =
      refusal === null || against === null
        ? []
        : [
            exhibit(
              file.slice,
              refusal,
              say(
                `${nameOf(refusal.event.by)} reported that it was refused for good, as of ${sayTime(refusal.event.asOf).en}.`,
                `${nameOf(refusal.event.by)} 报告该笔转账于${sayTime(refusal.event.asOf).zh}被最终拒绝。`,
              ),
            ),
            against,
          ]
    const overdue = transfer.doubt === null && acknowledgement(file) === null && started.event.answerDueAt <= file.now
    if (transfer.doubt === null && !overdue && contradicted.length === 0) {
      const heard = acknowledgement(file)
      return heard === null
        ? silent
        : excluded(exhibit(file.slice, heard, say('The next party acknowledged it.', '下一方已确认收到。')))
    }
    const startedExhibit = exhibit(
      file.slice,
      started,
      say(
        `The instruction was handed to ${started.event.rail} on ${sayTime(started.occurredAt).en}.`,
        `指令于${sayTime(started.occurredAt).zh}提交给 ${started.event.rail}。`,
      ),
    )
    const silence =
      doubt === undefined
        ? derived(
            file.slice,
            'absence-answer',
            'Absence',
            say(
              `No answer is recorded, although one was due by ${sayTime(started.event.answerDueAt).en}.`,
              `应于${sayTime(started.event.answerDueAt).zh}之前收到答复，但没有收到答复的记录。`,
            ),
          )
        : exhibit(
            file.slice,
            doubt,
            say(
              `On ${sayTime(doubt.occurredAt).en} the outcome came into doubt: ${doubtWords[doubt.event.because].en}.`,
              `自${sayTime(doubt.occurredAt).zh}起结果不明：${doubtWords[doubt.event.because].zh}。`,
            ),
          )
    const inquiries = told(file, 'StatusInquirySent').map((sent) =>
      exhibit(
        file.slice,
        sent,
        say(
          `On ${sayTime(sent.occurredAt).en} we asked ${nameOf(sent.event.to)}, to answer by ${sayTime(sent.event.answerDueAt).en}.`,
          `${sayTime(sent.occurredAt).zh}，我方向 ${nameOf(sent.event.to)} 查询，要求在${sayTime(sent.event.answerDueAt).zh}前答复。`,
        ),
      ),
    )
    const unknown: ReadonlyArray<Exhibit> =
      contradicted.length > 0 && doubt === undefined ? contradicted : [silence, ...contradicted]
    const lostAnswer = contradicted.length === 0 && (doubt?.event.because === 'NO_ANSWER' || doubt === undefined)
    const device = networkFactor(file)
    const lost: ReadonlyArray<Exhibit> = lostAnswer ? unknown : []
    const factors: ReadonlyArray<FactorFound> = lostAnswer
      ? [
          {
            factor: 'NETWORK',
            wouldHaveChanged: 'not testable',
            evidence: [...unknown, ...device.evidence].map(({ id }) => id),
          },
        ]
      : device.factors
    const open = transfer.inquiries.find(({ answered }) => !answered)
    const missing: Lacking = {
      what: say(`what ${started.event.rail} did with the instruction`, `${started.event.rail} 如何处理了这笔指令`),
      who: started.event.rail,
      how: say('status inquiry under the same reference; never send it again', '用同一参考号查询状态；绝不重发'),
      by: open?.answerDueAt ?? transfer.inquiryDueAt,
      wouldDecide: ['Z2', 'C5', 'D5'],
    }
    return holds({
      evidence: [startedExhibit, ...unknown, ...inquiries],
      responsible: { party: lostAnswer ? 'NETWORK' : 'UNDETERMINED' },
      factors,
      factorEvidence: [...device.evidence, ...lost],
      missing: [missing],
    })
  },
}

export const begun: ReadonlyArray<CauseRule> = [waitingForCustomer, cancelledByCustomer, expired, outcomeUnknown]
