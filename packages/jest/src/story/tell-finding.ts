import { formatMinorUnits } from '@waybill/core'
import {
  leafTitle,
  type CauseFound,
  type CustodyRow,
  type EvidenceItem,
  type Finding,
  type NextAction,
} from '@waybill/explain'
import type { Teller } from './teller.js'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const saidTime = /(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}), (\d\d:\d\d)(?::(\d\d))? UTC/g

/** A sentence of a finding, its times told from the beginning of the story. */
export const tellSentence = (teller: Teller, sentence: string): string =>
  teller.text(
    sentence.replace(saidTime, (_, day: string, month: string, year: string, clock: string, seconds = '00') => {
      const number = String(months.indexOf(month) + 1).padStart(2, '0')
      return teller.time(`${year}-${number}-${day.padStart(2, '0')}T${clock}:${String(seconds)}.000Z`)
    }),
  )

/** `B4 (its outcome is unknown), CONFIRMED`. */
export const tellCause = ({ leaf, confidence }: CauseFound): string => `${leaf} (${leafTitle[leaf].en}), ${confidence}`

/** `IN_TRANSIT CNY 1,000.00`; what moved beyond the original amount says so. */
export const tellCustodyRow = (teller: Teller, { of, place, account, amount, currency }: CustodyRow): string =>
  [
    `${place} ${currency} ${formatMinorUnits(BigInt(amount), currency)}`,
    ...(account === undefined ? [] : [`on ${teller.text(account)}`]),
    ...(of === 'ORIGINAL' ? [] : ['beyond the original amount']),
  ].join(' ')

/** `safe INQUIRE by ENGINE, due at T+00:30: …`. */
export const tellAction = (teller: Teller, { action, says, who, due, safety, forbiddenBy }: NextAction): string =>
  [
    `${safety} ${action} by ${who}`,
    due === null ? '' : `, due at ${teller.time(due)}`,
    `: ${tellSentence(teller, says.en)}`,
    forbiddenBy === null ? '' : ` Not now: ${tellSentence(teller, forbiddenBy.en)}.`,
  ].join('')

const tellWeight = ({ supports, excludes }: EvidenceItem): string => {
  const marks = [
    ...(supports.length === 0 ? [] : [`for ${supports.join(', ')}`]),
    ...(excludes.length === 0 ? [] : [`against ${excludes.join(', ')}`]),
  ]
  return marks.length === 0 ? '' : ` (${marks.join('; ')})`
}

/** One item of evidence in a line: its grade, what it is, and what it shows. */
export const tellEvidence = (teller: Teller, item: EvidenceItem): string =>
  `${item.grade} ${item.kind}${item.occurredAt === undefined ? '' : ` at ${teller.time(item.occurredAt)}`}: ${tellSentence(teller, item.shows.en)}${tellWeight(item)}`

/** A finding in English, without its digest, its roots and its positions. */
export const tellFinding = (teller: Teller, finding: Finding): ReadonlyArray<string> => {
  const {
    subject,
    claim,
    asOf,
    answer,
    custody,
    cause,
    secondary,
    responsible,
    factors,
    evidence,
    excluded,
    missing,
    next,
  } = finding
  const claimed = claim === null ? 'no claim' : `claim ${claim.kind}`
  const vouched = asOf.anchored ? 'anchored' : 'not anchored'
  return [
    `${subject.kind} ${teller.text(subject.id)}, ${claimed}, happened by ${teller.time(asOf.happenedBy)}, known by ${teller.time(asOf.knownBy)}, ${vouched}`,
    ...[
      tellSentence(teller, answer.en),
      ...custody.map((row) => `custody: ${tellCustodyRow(teller, row)}`),
      `cause: ${tellCause(cause)}`,
      ...secondary.map((also) => `also: ${tellCause(also)}`),
      `responsible: ${responsible.party}${responsible.name === undefined ? '' : ` ${responsible.name}`}`,
      ...factors.map(({ factor, wouldHaveChanged }) => `factor: ${factor}, would have changed it: ${wouldHaveChanged}`),
      ...evidence.map((item) => `evidence: ${tellEvidence(teller, item)}`),
      ...(excluded.length === 0 ? [] : [`excluded: ${excluded.map(({ leaf }) => leaf).join(', ')}`]),
      ...missing.map(
        ({ what, who, how, by }) =>
          `missing: ${tellSentence(teller, what.en)}, from ${who}: ${tellSentence(teller, how.en)}${by === null ? '' : `, by ${teller.time(by)}`}`,
      ),
      ...next.map((action) => `next: ${tellAction(teller, action)}`),
    ].map((line) => `  ${line}`),
  ]
}
