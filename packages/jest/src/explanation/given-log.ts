import { explain, type Confidence, type Finding, type Leaf } from '@waybill/explain'
import { sha256 } from '@waybill/engine'
import type { Balance, Projection } from '@waybill/projections'
import * as E from 'fp-ts/lib/Either.js'
import { claimLogBalance } from '../projection/claim-log-balance.js'
import { folded, type Fold, type FoldClaims } from '../projection/folded.js'
import { projected, type ProjectionClaims } from '../projection/projected.js'
import type { ReadAsOf } from '../projection/reading.js'
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

/** A log of which a question can be asked, and that projections can read. */
export type LogGiven = {
  /** Asks the rules of `@waybill/explain`. */
  readonly askedAbout: (asked: Asked) => FindingClaims
  /** Reads the log with a projection: all of it, or what counts as of a pair of times. */
  readonly projectedBy: (projection: Projection, asOf?: ReadAsOf) => ProjectionClaims
  /** Reads the log with a fold of one's own. */
  readonly foldedBy: <S>(fold: Fold<S>) => FoldClaims<S>
  /** The balance of an account is so, as of a pair of times where they are named. */
  readonly thenBalance: (account: string, expected: Expected<Balance>, asOf?: ReadAsOf) => LogGiven
}

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

const asked = (log: GivenLog, about: Asked): FindingClaims => {
  const view = viewOf(log)
  const beginning = beginningOf(view.events)
  const teller = createTeller(beginning)
  const question = questionOf(about, beginning)
  return claimsOf({ teller, given: givenStory(teller, log, view), question, found: explain(question, view, sha256) })
}

/**
 * A specification of whoever reads a log: of an explanation, `givenLog(history(…)).askedAbout({ transfer: 't1' }).thenCause('B4')`,
 * of a projection, `givenLog(history(…)).projectedBy(spending).thenDocument(…)`, or of a balance. The log is one that was
 * written for the test, or the view of an engine.
 */
export const givenLog = (log: GivenLog): LogGiven => {
  const specification: LogGiven = {
    askedAbout: (about) => asked(log, about),
    projectedBy: (projection, asOf) => projected(log, projection, asOf, specification.projectedBy),
    foldedBy: (fold) => folded(log, fold),
    thenBalance: (account, expected, asOf) => {
      claimLogBalance(log, account, expected, asOf, specification.thenBalance)
      return specification
    },
  }
  return specification
}
