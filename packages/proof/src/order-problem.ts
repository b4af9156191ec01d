import type { IntegrityProblem, Place, ProblemAt } from './integrity-problem.js'
import { disorderIn, type Run } from './number-runs.js'

/** One event of a reading. */
export type Reading = { readonly sequence: number; readonly ordinal: number; readonly place?: Place }

/** One event of a reading as a member of its stream. */
export type StreamReading = Reading & {
  /** Sequence of the event of this stream that was read before, or null when there was none. */
  readonly previousSequence: number | null
}

/** A problem that the log shows without any anchor. */
export type LogProblem = Extract<IntegrityProblem, ProblemAt>

/** The facts that every problem at an event has. */
export const problemAt = ({ sequence, ordinal, place }: Reading, doubtFrom: number): ProblemAt =>
  place === undefined ? { sequence, ordinal, doubtFrom } : { sequence, ordinal, place, doubtFrom }

/** What is wrong with the sequences that were read, as runs in the order of reading. */
export const sequenceProblems = (runs: ReadonlyArray<Run<Reading>>): ReadonlyArray<LogProblem> =>
  disorderIn(runs, 1).map((disorder): LogProblem => {
    const { at, behind, start } = disorder.run
    const expected = (behind ?? 0) + 1
    switch (disorder._tag) {
      case 'Missing': {
        const { from, to } = disorder
        return { _tag: 'SequenceGap', from, to, ...problemAt(at, from) }
      }
      case 'Repeated': {
        const { from, to } = disorder
        return { _tag: 'SequenceRepeated', from, to, expected, ...problemAt(at, Math.min(from, expected)) }
      }
      case 'Late':
        return { _tag: 'SequenceOutOfOrder', behind, ...problemAt(at, start < 1 ? expected : start) }
    }
  })

/** What is wrong with the revisions of one stream, as runs in the order of reading. */
export const revisionProblems = (stream: string, runs: ReadonlyArray<Run<StreamReading>>): ReadonlyArray<LogProblem> =>
  disorderIn(runs, 0).map((disorder): LogProblem => {
    const { at, behind, start } = disorder.run
    const { previousSequence, sequence } = at
    const facts = { stream, previousSequence }
    switch (disorder._tag) {
      case 'Missing': {
        const { from, to } = disorder
        return { _tag: 'RevisionGap', ...facts, from, to, ...problemAt(at, sequence) }
      }
      case 'Repeated': {
        const { from, to } = disorder
        const expected = (behind ?? -1) + 1
        return { _tag: 'RevisionRepeated', ...facts, from, to, expected, ...problemAt(at, sequence) }
      }
      case 'Late': {
        // The greater revisions may be what was put there: where they skipped these, the doubt begins with them.
        const { before } = disorder
        const skipped = before !== null && before.start > (before.behind ?? -1) + 1 ? before.at : at
        const doubtFrom = Math.min(previousSequence ?? sequence, sequence, skipped.sequence)
        const ordinal = Math.min(at.ordinal, skipped.ordinal)
        return {
          _tag: 'RevisionOutOfOrder',
          ...facts,
          revision: start,
          behind,
          ...problemAt({ ...at, ordinal }, doubtFrom),
        }
      }
    }
  })
