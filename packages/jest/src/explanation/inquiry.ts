import type { Finding, Question, SubjectUnknown } from '@waybill/explain'
import * as E from 'fp-ts/lib/Either.js'
import type { Failing } from '../specification/failure-text.js'
import type { Parting } from '../specification/parting.js'
import { failSpecification } from '../specification/specification-failed.js'
import type { Teller } from '../story/teller.js'
import { tellQuestion } from './asked.js'

/** A question that was asked of a log, and what was found. */
export type Inquiry = {
  readonly teller: Teller
  readonly given: ReadonlyArray<string>
  readonly question: Question
  readonly found: E.Either<SubjectUnknown, Finding>
}

export type Claim = (...args: never) => unknown

/** Ends the test with everything that a reader needs. */
export const failInquiry = (
  { teller, given, question }: Inquiry,
  expected: ReadonlyArray<string>,
  happened: ReadonlyArray<string>,
  parting: Parting,
  claim: Claim,
): never => {
  const failing: Failing = { ...parting, given, deed: ['Asked', [tellQuestion(teller, question)]], expected, happened }
  return failSpecification(failing, claim)
}

/** The finding; where nothing is known of the subject, the test ends. */
export const findingOf = (inquiry: Inquiry, expected: ReadonlyArray<string>, claim: Claim): Finding => {
  const { teller, found } = inquiry
  if (E.isRight(found)) return found.right
  const { subject, known } = found.left
  const others = known.length === 0 ? 'it knows none' : `it knows ${known.map(teller.text).join(', ')}`
  return failInquiry(
    inquiry,
    expected,
    [`nothing is known of ${subject.kind} ${teller.text(subject.id)}; ${others}`],
    {
      parting: { place: 'the subject', expected: expected[0] ?? '', happened: `no such ${subject.kind}` },
      remedy: 'Ask about one that is in the log, or write .thenUnknown() where it should not be.',
    },
    claim,
  )
}
