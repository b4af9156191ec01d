import { explain, type Confidence, type Finding, type Leaf } from '@waybill/explain'
import { sha256 } from '@waybill/engine'
import * as E from 'fp-ts/lib/Either.js'
import type { Expected } from '../specification/loose.js'
import { beginningOf } from '../story/beginning-of.js'
import { createTeller } from '../story/teller.js'
import { questionOf, type Asked } from './asked.js'
import { claimCause, claimSecondary, type ExpectedSecondary } from './claim-cause.js'
import { claimCustody, type ExpectedCustody } from './claim-custody.js'
import { claimFinding, claimUnknown } from './claim-finding.js'
import { claimNext, type ExpectedAction } from './claim-next.js'
import { givenStory } from './given-story.js'
import type { Inquiry } from './inquiry.js'
import { viewOf, type GivenLog } from './view-of.js'

/** What may be claimed of a finding. Each claim ends the test when it does not hold. */
export type FindingClaims = {
  /** The primary cause is this leaf, with this confidence where it is named. */
  readonly thenCause: (leaf: Leaf, confidence?: Confidence) => FindingClaims
  /** These further causes hold, and no others, in this order. */
  readonly thenSecondary: (...expected: ReadonlyArray<ExpectedSecondary>) => FindingClaims
  /** The original amount stands there and nowhere else, to the last minor unit. */
  readonly thenCustody: (expected: ExpectedCustody) => FindingClaims
  /** So much moved beyond the original amount, and stands there. */
  readonly thenExcess: (expected: ExpectedCustody) => FindingClaims
  /** These actions may come next, and no others, in this order: names alone, or names with the fields that matter. */
  readonly thenNext: (...expected: ReadonlyArray<ExpectedAction>) => FindingClaims
  /** The named fields of the finding are so. */
  readonly thenFinding: (expected: Expected<Finding>) => FindingClaims
  /** The log knows nothing of the subject. */
  readonly thenUnknown: () => FindingClaims
  /** What was found, for a snapshot; null where nothing is known of the subject. */
  readonly finding: Finding | null
}

/** A log of which a question can be asked. */
export type LogGiven = { readonly askedAbout: (asked: Asked) => FindingClaims }

const claimsOf = (inquiry: Inquiry): FindingClaims => {
  const claims: FindingClaims = {
    thenCause: (leaf, confidence) => {
      claimCause(inquiry, leaf, confidence, claims.thenCause)
      return claims
    },
    thenSecondary: (...expected) => {
      claimSecondary(inquiry, expected, claims.thenSecondary)
      return claims
    },
    thenCustody: (expected) => {
      claimCustody(inquiry, 'ORIGINAL', expected, claims.thenCustody)
      return claims
    },
    thenExcess: (expected) => {
      claimCustody(inquiry, 'EXCESS', expected, claims.thenExcess)
      return claims
    },
    thenNext: (...expected) => {
      claimNext(inquiry, expected, claims.thenNext)
      return claims
    },
    thenFinding: (expected) => {
      claimFinding(inquiry, expected, claims.thenFinding)
      return claims
    },
    thenUnknown: () => {
      claimUnknown(inquiry, claims.thenUnknown)
      return claims
    },
    finding: E.isRight(inquiry.found) ? inquiry.found.right : null,
  }
  return claims
}

/**
 * A specification of explanations: `givenLog(history(…)).askedAbout({ transfer: 't1' }).thenCause('B4', 'CONFIRMED')`. The
 * log is one that was written for the test, or the view of an engine; the question is asked of the rules of `@waybill/explain`.
 */
export const givenLog = (log: GivenLog): LogGiven => ({
  askedAbout: (asked) => {
    const view = viewOf(log)
    const beginning = beginningOf(view.events)
    const teller = createTeller(beginning)
    const question = questionOf(asked, beginning)
    return claimsOf({ teller, given: givenStory(teller, log, view), question, found: explain(question, view, sha256) })
  },
})
