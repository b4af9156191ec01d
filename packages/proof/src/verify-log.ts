import { type AnchorAgreement, agreementOf, anchorProblems, vouchedFor } from './anchor-agreement.js'
import type { Anchor } from './anchor.js'
import type { IntegrityProblem } from './integrity-problem.js'
import { beginReading, type LoggedEvent, type LogSeen } from './log-reading.js'
import type { Sha256 } from './sha256.js'

/** What a log is found to be. */
export type LogVerdict = {
  /** The ledger that most events name, or null when there are no events. */
  readonly ledger: string | null
  /** Number of events read. */
  readonly size: number
  /** Merkle root over all of them as stored, lower-case hexadecimal. */
  readonly root: string
  /** The first sequence that cannot be trusted, or null when nothing is wrong. */
  readonly firstBad: number | null
  /** Nothing is seen to be wrong up to and including this sequence; 0 when that is true of no event. */
  readonly lastIntactSequence: number
  /** All that is wrong; what puts the earliest sequence in doubt comes first. */
  readonly problems: ReadonlyArray<IntegrityProblem>
  /** Whether the greatest of the given anchors agrees with the log; false when none was given. */
  readonly anchored: boolean
  /** The greatest anchor that agrees: within its size nothing was removed, added or reordered. */
  readonly anchor: Anchor | null
}

/** A verification under way. Both functions may be called at any time. */
export type Verification = {
  /** Reads the next event of the log. */
  readonly step: (event: LoggedEvent) => void
  /** The verdict on what was read so far, taken as the whole log. */
  readonly finish: () => LogVerdict
}

const verdictOn = (seen: LogSeen, anchors: ReadonlyArray<Anchor>): LogVerdict => {
  const { ledger, size, root, lastSequence } = seen
  const agreements: ReadonlyArray<AnchorAgreement> = anchors
    .toSorted((one, other) => one.size - other.size)
    .map((anchor) => agreementOf(anchor, ledger, seen.rootsBySize))

  const ofLog = seen.problems.map(vouchedFor(agreements)).toSorted((one, other) => one.ordinal - other.ordinal)
  const ofAnchors = anchorProblems(agreements, lastSequence, ofLog)
  const problems = [...ofLog, ...ofAnchors].toSorted((one, other) => one.doubtFrom - other.doubtFrom)
  const firstBad = problems[0]?.doubtFrom ?? null
  const agreeing = agreements.filter(({ _tag }) => _tag === 'Agrees')
  return {
    ledger,
    size,
    root,
    firstBad,
    lastIntactSequence: firstBad === null ? lastSequence : firstBad - 1,
    problems,
    anchored: agreements.at(-1)?._tag === 'Agrees',
    anchor: agreeing.at(-1)?.anchor ?? null,
  }
}

/**
 * Begins to verify a log event by event, so that one of millions can be read as it comes. The anchors may be given in
 * any order. What is remembered grows with the number of streams, event ids and problems only.
 */
export const beginVerification =
  (sha256: Sha256) =>
  (anchors: ReadonlyArray<Anchor> = []): Verification => {
    const reading = beginReading(sha256, anchors)
    return { step: reading.read, finish: () => verdictOn(reading.seen(), anchors) }
  }

/** Verifies a whole log, in its order, against the given anchors: finds all that is wrong, the first bad place first. */
export const verifyLog =
  (sha256: Sha256) =>
  (events: Iterable<LoggedEvent>, anchors: ReadonlyArray<Anchor> = []): LogVerdict => {
    const { step, finish } = beginVerification(sha256)(anchors)
    for (const event of events) step(event)
    return finish()
  }
