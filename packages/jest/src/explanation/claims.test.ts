import { describe, expect, it } from '@jest/globals'
import { cny } from '@waybill/core'
import { leafTitle, type Finding } from '@waybill/explain'
import * as E from 'fp-ts/lib/Either.js'
import { failureOf as wholeFailureOf } from '../../test/failure-of.js'
import { sampleFinding } from '../../test/sample-finding.js'
import { storyBeginning, storyTime } from '../story/story-time.js'
import { createTeller } from '../story/teller.js'
import { claimCause, claimSecondary } from './claim-cause.js'
import { claimCustody } from './claim-custody.js'
import { claimFinding, claimUnknown } from './claim-finding.js'
import { claimNext } from './claim-next.js'
import type { Inquiry } from './inquiry.js'

const inquiry = (finding: Finding = sampleFinding): Inquiry => ({
  teller: createTeller(storyBeginning),
  given: ['mei has CNY 1,000.00', 'T+00:00  BookTransfer t1: mei pays bo CNY 100.00, by CUSTOMER'],
  question: { subject: finding.subject, claim: finding.claim },
  found: E.right(finding),
})
const claim = (): void => undefined

/** What causes are called is told elsewhere, and not held here. */
const failureOf = (specification: () => unknown): string =>
  Object.values(leafTitle).reduce((text, { en }) => text.replaceAll(`(${en})`, '(…)'), wholeFailureOf(specification))

describe('a claim about a finding that does not hold says what was found, and where they part', () => {
  it('when the cause is another, with what excludes the expected one', () => {
    expect(failureOf(() => claimCause(inquiry(), 'A1', 'CONFIRMED', claim))).toMatchSnapshot()
  })

  it('when the cause is another, which holds as a secondary one', () => {
    expect(failureOf(() => claimCause(inquiry(), 'D8', undefined, claim))).toMatchSnapshot()
  })

  it('when the cause is another, with what is missing to decide', () => {
    expect(failureOf(() => claimCause(inquiry(), 'F1', undefined, claim))).toMatchSnapshot()
  })

  it('when the cause is less sure', () => {
    expect(failureOf(() => claimCause(inquiry(), 'B4', 'CONFIRMED', claim))).toMatchSnapshot()
  })

  it('when a further cause is another or not there', () => {
    expect(failureOf(() => claimSecondary(inquiry(), [], claim))).toMatchSnapshot()
    expect(
      failureOf(() => claimSecondary(inquiry(), [{ leaf: 'D8', confidence: 'CONFIRMED' }], claim)),
    ).toMatchSnapshot()
  })

  it('when the money is elsewhere', () => {
    const expected = { PAYEE: cny('1000.00'), EXCEPTION: cny('5.00') }
    expect(failureOf(() => claimCustody(inquiry(), 'ORIGINAL', expected, claim))).toMatchSnapshot()
    expect(failureOf(() => claimCustody(inquiry(), 'EXCESS', {}, claim))).toMatchSnapshot()
  })

  it('when another action comes next, or one under other conditions', () => {
    expect(failureOf(() => claimNext(inquiry(), ['SUBMIT_AGAIN'], claim))).toMatchSnapshot()
    expect(
      failureOf(() => claimNext(inquiry(), [{ action: 'INQUIRE', due: storyTime('T+01:00') }, 'SUBMIT_AGAIN'], claim)),
    ).toMatchSnapshot()
  })

  it('when a field of the finding differs', () => {
    expect(failureOf(() => claimFinding(inquiry(), { responsible: { party: 'CUSTOMER' } }, claim))).toMatchSnapshot()
  })

  it('when something is known of the subject', () => {
    expect(failureOf(() => claimUnknown(inquiry(), claim))).toMatchSnapshot()
  })
})
