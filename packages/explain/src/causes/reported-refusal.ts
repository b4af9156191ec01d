import { told, type CaseFile, type Told } from '../case-file.js'
import { exhibit } from '../exhibit.js'
import { isStatus, nameOf } from '../reading.js'
import { say, type Exhibit } from '../verdict.js'
import { sayTime } from '../wording/plain.js'

type Word = Told<'TransferStatusReported'> | Told<'StatusInquiryAnswered'>

/** A refusal that somebody reported as final, without the engine having given the money back. */
export const reportedRefusal = (file: CaseFile): Word | null => {
  const status = told(file, 'TransferStatusReported').filter(({ event }) => isStatus(event.status, 'RJCT', 'CANC'))
  const reported = status[status.length - 1]
  if (reported !== undefined) return reported
  const inquiries = told(file, 'StatusInquiryAnswered').filter(
    ({ event }) =>
      (event.answer === 'NEVER_RECEIVED' && event.final) ||
      (event.status !== undefined && isStatus(event.status, 'RJCT', 'CANC')),
  )
  return inquiries[inquiries.length - 1] ?? null
}

const taken = ['ACTC', 'ACCP', 'ACSP', 'ACSC', 'ACCC', 'ACWP', 'ACWC'] as const

/** Whether the word was true later than the other; of two about the same instant, the one that came later. */
const isAfter = (word: Word, other: Word): boolean =>
  word.event.asOf === other.event.asOf ? word.sequence > other.sequence : word.event.asOf > other.event.asOf

/**
 * What speaks against a refusal: a word about a later time that the transfer is taken or executed. A word about an earlier
 * time that merely came in later does not.
 */
export const contradictionOf = (file: CaseFile, refusal: Word): Exhibit | null => {
  const words: ReadonlyArray<Word> = [...told(file, 'TransferStatusReported'), ...told(file, 'StatusInquiryAnswered')]
  const against = words.find(
    (word) => word.event.status !== undefined && isStatus(word.event.status, ...taken) && isAfter(word, refusal),
  )
  return against === undefined
    ? null
    : exhibit(
        file.slice,
        against,
        say(
          `${nameOf(against.event.by)} says that it had it on ${sayTime(against.event.asOf).en} (${against.event.status?.code ?? ''}), after the refusal.`,
          `${nameOf(against.event.by)} 称已于${sayTime(against.event.asOf).zh}受理（${against.event.status?.code ?? ''}），晚于拒绝时间。`,
        ),
      )
}

/** The refusal that was reported and that nothing contradicts. */
export const finalRefusalReported = (file: CaseFile): Word | null => {
  const refusal = reportedRefusal(file)
  return refusal === null || contradictionOf(file, refusal) !== null ? null : refusal
}
