import { type AnchorAgreement, agreementOf, anchorProblems, vouchedFor } from './anchor-agreement.js'
import type { Anchor } from './anchor.js'
import type { IntegrityProblem } from './integrity-problem.js'
import { createIdSieve } from './id-sieve.js'
import { createIdTable } from './id-table.js'
import { beginReading, type FirstPlace, type LoggedEvent, type LogSeen } from './log-reading.js'
import type { MerkleAccumulator } from './merkle-tree.js'
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

/** A verification of a log that can be read twice: with a second look at ids that seem to come again, which are seldom any. */
export type VerificationInTwoReadings = {
  /** Reads the next event of the log, and gives the number of its stream: dense from 0, in the order of their first events. */
  readonly step: (event: LoggedEvent) => number
  /** The number of a stream that was read, or null. */
  readonly streamNumberOf: (stream: string) => number | null
  /** The Merkle tree over the events read so far, as they are stored. */
  readonly tree: () => MerkleAccumulator
  /** The ids that may stand twice. Where there are any, the log is to be read a second time for them. */
  readonly doubtfulIds: () => ReadonlySet<string>
  /** The verdict on what was read; `second` has been shown every event of the second reading. */
  readonly finish: (second: SecondReading) => LogVerdict
}

/** The second reading of a log, for the ids that are in doubt. */
export type SecondReading = {
  readonly step: (event: Pick<LoggedEvent, 'id' | 'sequence'>) => void
  /** Number of events read. */
  readonly size: () => number
  readonly firstPlaces: () => ReadonlyMap<string, FirstPlace>
}

/** Holds what a log shows against the anchors. */
export const verdictOn = (seen: LogSeen, anchors: ReadonlyArray<Anchor>): LogVerdict => {
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
 * any order. What is remembered grows with the number of streams, event ids and problems only, by some 70 bytes for a
 * stream and 30 for an id.
 */
export const beginVerification =
  (sha256: Sha256) =>
  (anchors: ReadonlyArray<Anchor> = []): Verification => {
    const ids = createIdTable()
    const reading = beginReading(sha256, anchors, {
      note: (id, sequence) => {
        const firstSequence = ids.note(id, sequence)
        return firstSequence === null ? null : { firstSequence }
      },
    })
    const nothingInDoubt = new Map<string, FirstPlace>()
    return {
      step: (event) => {
        reading.read(event)
      },
      finish: () => verdictOn(reading.seen(nothingInDoubt), anchors),
    }
  }

/**
 * The same for a log that can be read a second time, which takes six bytes for an id: the verdict is the same, to the
 * last problem. Where the number of events is about known, room for their ids is made once.
 */
export const beginVerificationInTwoReadings =
  (sha256: Sha256) =>
  (anchors: ReadonlyArray<Anchor> = [], expectedEvents = 0): VerificationInTwoReadings => {
    const ids = createIdSieve(expectedEvents)
    const reading = beginReading(sha256, anchors, { note: (id) => (ids.note(id) ? 'MAYBE' : null) })
    return {
      step: reading.read,
      streamNumberOf: reading.streamNumberOf,
      tree: reading.tree,
      doubtfulIds: reading.doubtfulIds,
      finish: (second) => verdictOn(reading.seen(second.firstPlaces()), anchors),
    }
  }

/** Begins the second reading of a log, for these ids; where none is in doubt, nothing needs to be read. */
export const beginSecondReading = (doubtfulIds: ReadonlySet<string>): SecondReading => {
  const firsts = new Map<string, FirstPlace>()
  let size = 0
  return {
    step: ({ id, sequence }) => {
      size += 1
      if (doubtfulIds.has(id) && !firsts.has(id)) firsts.set(id, { ordinal: size, sequence })
    },
    size: () => size,
    firstPlaces: () => firsts,
  }
}

/** Verifies a whole log, in its order, against the given anchors: finds all that is wrong, the first bad place first. */
export const verifyLog =
  (sha256: Sha256) =>
  (events: Iterable<LoggedEvent>, anchors: ReadonlyArray<Anchor> = []): LogVerdict => {
    const { step, finish } = beginVerification(sha256)(anchors)
    for (const event of events) step(event)
    return finish()
  }
