import type { IntegrityProblem, Place, ProblemAt, SequenceGap } from './integrity-problem.js'
import { disorderIn, type Run } from './number-runs.js'

/** One event of a reading. */
export type Reading = { readonly sequence: number; readonly ordinal: number; readonly place?: Place }

/** One event of a reading as a member of its stream. */
export type StreamReading = Reading & {
  /** Sequence of the event of this stream that was read before, or null when there was none. */
  readonly previousSequence: number | null
  /** Whether it bears the same hash as that event, and so is a copy of it. */
  readonly copy: boolean
}

/** A problem seen in the log alone, before the anchors say how far back it reaches. */
export type Suspicion<Problem extends IntegrityProblem = IntegrityProblem> = {
  /** The problem, as far back as the place where it showed. */
  readonly problem: Problem
  /** The how-manyeth event of the reading it showed at. */
  readonly ordinal: number
  /** The first sequence that may be its cause where neither hashes nor the order can be trusted. */
  readonly farthest: number
}

/** The facts that every problem at an event has. */
export const problemAt = ({ sequence, ordinal, place }: Reading, doubtFrom: number): ProblemAt =>
  place === undefined ? { sequence, ordinal, doubtFrom } : { sequence, ordinal, place, doubtFrom }

/** What is wrong with the sequences that were read, as runs in the order of reading. */
export const sequenceSuspicions = (runs: ReadonlyArray<Run<Reading>>): ReadonlyArray<Suspicion> =>
  disorderIn(runs, 1).map((disorder): Suspicion => {
    const { at, behind, start } = disorder.run
    const suspicion = (problem: IntegrityProblem): Suspicion => ({
      problem,
      ordinal: at.ordinal,
      farthest: problem.doubtFrom,
    })
    const expected = (behind ?? 0) + 1
    switch (disorder._tag) {
      case 'Missing': {
        const { from, to } = disorder
        return suspicion({ _tag: 'SequenceGap', from, to, ...problemAt(at, from) })
      }
      case 'Repeated': {
        const { from, to } = disorder
        return suspicion({ _tag: 'SequenceRepeated', from, to, expected, ...problemAt(at, Math.min(from, expected)) })
      }
      case 'Late':
        return suspicion({ _tag: 'SequenceOutOfOrder', behind, ...problemAt(at, start < 1 ? expected : start) })
    }
  })

// The first missing sequence between two others; `gaps` rise.
const firstMissingBetween = (gaps: ReadonlyArray<SequenceGap>, after: number, before: number): number | null => {
  let low = 0
  let high = gaps.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((gaps[middle]?.to ?? Infinity) <= after) low = middle + 1
    else high = middle
  }
  const gap = gaps[low]
  return gap === undefined || gap.from >= before ? null : gap.from
}

/**
 * What is wrong with the revisions of one stream. `gaps`, rising, are the sequences missing from the whole log: a revision
 * that is missing beside one of them was removed there.
 */
export const revisionSuspicions = (
  stream: string,
  runs: ReadonlyArray<Run<StreamReading>>,
  gaps: ReadonlyArray<SequenceGap>,
): ReadonlyArray<Suspicion> =>
  disorderIn(runs, 0).map((disorder): Suspicion => {
    const { at, behind, start } = disorder.run
    const { ordinal, previousSequence, sequence } = at
    const facts = { stream, previousSequence }
    const expected = (behind ?? -1) + 1
    const previous = previousSequence ?? 0
    switch (disorder._tag) {
      case 'Missing': {
        const { from, to } = disorder
        const farthest = firstMissingBetween(gaps, previous, sequence) ?? Math.min(previous + 1, sequence)
        return { problem: { _tag: 'RevisionGap', ...facts, from, to, ...problemAt(at, sequence) }, ordinal, farthest }
      }
      case 'Repeated': {
        const { from, to } = disorder
        // Of two different events for one revision either may be the false one.
        const farthest = behind === start && !at.copy ? Math.min(previous, sequence) : sequence
        return {
          problem: { _tag: 'RevisionRepeated', ...facts, from, to, expected, ...problemAt(at, sequence) },
          ordinal,
          farthest,
        }
      }
      case 'Late': {
        const doubtFrom = previousSequence === null ? sequence : Math.min(previousSequence, sequence)
        return {
          problem: { _tag: 'RevisionOutOfOrder', ...facts, revision: start, behind, ...problemAt(at, doubtFrom) },
          ordinal,
          farthest: doubtFrom,
        }
      }
    }
  })
