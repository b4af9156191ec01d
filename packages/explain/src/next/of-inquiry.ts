import { lastTold, told, type CaseFile } from '../case-file.js'
import type { NextAction } from '../finding.js'
import { nameOf } from '../reading.js'
import { say } from '../verdict.js'
import { action, never, type NextRule } from './next-action.js'

/** A question to the other side whose time to answer is not over. */
const openInquiry = (file: CaseFile): { readonly to: string; readonly due: string } | null => {
  const open = file.transfer?.inquiries.filter(({ answered }) => !answered) ?? []
  const last = open[open.length - 1]
  if (last === undefined || last.answerDueAt <= file.now) return null
  const sent = told(file, 'StatusInquirySent').find(({ event }) => event.inquiryId === last.inquiryId)
  return { to: sent === undefined ? 'rail' : nameOf(sent.event.to), due: last.answerDueAt }
}

/** Who was asked last has time to answer; nobody is asked twice meanwhile. */
export const inquiryUnderWay = (file: CaseFile): NextAction | null => {
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

export const inDoubt = (file: CaseFile): ReadonlyArray<NextAction> => {
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

export const ofLateAnswer: NextRule = (file, judgement) => [
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
