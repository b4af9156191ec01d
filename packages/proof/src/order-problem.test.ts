import type { Run } from './number-runs.js'
import { type Reading, revisionProblems, sequenceProblems, type StreamReading } from './order-problem.js'
import { readNumber } from './number-runs.js'

const sequenceRuns = (sequences: ReadonlyArray<number>): ReadonlyArray<Run<Reading>> => {
  const runs: Array<Run<Reading>> = []
  for (const [index, sequence] of sequences.entries())
    readNumber(runs, 1, sequence, () => ({ sequence, ordinal: index + 1, place: { line: index + 1 } }))
  return runs
}

/** Runs of one stream, whose events stand at the sequences 11, 12 and so on, or at those given. */
const revisionRuns = (
  revisions: ReadonlyArray<number>,
  sequences: ReadonlyArray<number> = revisions.map((_, index) => 11 + index),
): ReadonlyArray<Run<StreamReading>> => {
  const runs: Array<Run<StreamReading>> = []
  for (const [index, revision] of revisions.entries())
    readNumber(runs, 0, revision, () => ({
      sequence: sequences[index] ?? 0,
      ordinal: index + 1,
      previousSequence: sequences[index - 1] ?? null,
    }))
  return runs
}

describe('sequences that are not dense and rising', () => {
  it('are a gap from the first that is missing, which it puts in doubt', () => {
    expect(sequenceProblems(sequenceRuns([1, 2, 5]))).toEqual([
      { _tag: 'SequenceGap', from: 3, to: 4, sequence: 5, ordinal: 3, place: { line: 3 }, doubtFrom: 3 },
    ])
  })

  it('are repeated, and put in doubt the smaller of what stands there and what should have stood there', () => {
    const facts = { _tag: 'SequenceRepeated', place: { line: 4 }, ordinal: 4 }
    expect(sequenceProblems(sequenceRuns([1, 2, 3, 2]))).toEqual([
      { ...facts, from: 2, to: 2, expected: 4, sequence: 2, doubtFrom: 2 },
    ])
    expect(sequenceProblems(sequenceRuns([1, 5, 2, 5, 3])).filter(({ _tag }) => _tag === 'SequenceRepeated')).toEqual([
      { ...facts, from: 5, to: 5, expected: 3, sequence: 5, doubtFrom: 3 },
    ])
  })

  it('are out of order where a greater one stands before, and in doubt from there', () => {
    expect(sequenceProblems(sequenceRuns([1, 3, 2, 4]))).toEqual([
      { _tag: 'SequenceOutOfOrder', behind: 3, sequence: 2, ordinal: 3, place: { line: 3 }, doubtFrom: 2 },
    ])
  })

  it('are in doubt from the first of all where that stands behind others', () => {
    expect(sequenceProblems(sequenceRuns([2, 1, 3]))).toMatchObject([{ sequence: 1, behind: 2, doubtFrom: 1 }])
  })

  it('say where they were read only where that is known', () => {
    const runs: Array<Run<Reading>> = []
    readNumber(runs, 1, 2, () => ({ sequence: 2, ordinal: 1 }))
    expect(sequenceProblems(runs).map((problem) => Object.hasOwn(problem, 'place'))).toEqual([false])
  })

  it('are out of order where they are no sequence, and in doubt from the one that should have stood there', () => {
    expect(sequenceProblems(sequenceRuns([1, 2, 0, 3])).at(-1)).toEqual({
      _tag: 'SequenceOutOfOrder',
      behind: 2,
      sequence: 0,
      ordinal: 3,
      place: { line: 3 },
      doubtFrom: 3,
    })
    expect(sequenceProblems(sequenceRuns([0, 1]))).toMatchObject([{ behind: null, doubtFrom: 1 }])
  })
})

describe('revisions of a stream that are not dense and rising', () => {
  const stream = 'transfer-rent'
  const problems = (revisions: ReadonlyArray<number>, sequences?: ReadonlyArray<number>) =>
    revisionProblems(stream, revisionRuns(revisions, sequences))

  it('are a gap, which shows at the event behind it', () => {
    expect(problems([0, 1, 4])).toEqual([
      {
        _tag: 'RevisionGap',
        stream,
        previousSequence: 12,
        from: 2,
        to: 3,
        sequence: 13,
        ordinal: 3,
        doubtFrom: 13,
      },
    ])
    expect(problems([1])).toMatchObject([{ from: 0, to: 0, previousSequence: null, doubtFrom: 11 }])
  })

  it('are repeated where another should have stood', () => {
    expect(problems([0, 1, 1])).toEqual([
      {
        _tag: 'RevisionRepeated',
        stream,
        previousSequence: 12,
        from: 1,
        to: 1,
        expected: 2,
        sequence: 13,
        ordinal: 3,
        doubtFrom: 13,
      },
    ])
  })

  it('are out of order, and in doubt from the event that skipped them', () => {
    expect(problems([0, 2, 1])).toEqual([
      {
        _tag: 'RevisionOutOfOrder',
        stream,
        previousSequence: 12,
        revision: 1,
        behind: 2,
        sequence: 13,
        ordinal: 2,
        doubtFrom: 12,
      },
    ])
    // 1 skips the first of all, and so does 3 skip 2.
    expect(problems([1, 0]).at(-1)).toMatchObject({ _tag: 'RevisionOutOfOrder', ordinal: 1, doubtFrom: 11 })
  })

  it('are in doubt from the smallest of three sequences, where those are not in order either', () => {
    expect(problems([0, 2, 1], [11, 14, 13])).toMatchObject([{ doubtFrom: 13, sequence: 13, previousSequence: 14 }])
    expect(problems([0, 3, 4, 1], [20, 12, 15, 30]).at(-1)).toMatchObject({ doubtFrom: 12, ordinal: 2 })
    expect(problems([0, 2, 3, 1], [20, 25, 12, 30]).at(-1)).toMatchObject({ doubtFrom: 12, ordinal: 2 })
  })

  it('are out of order where they are no revision, without an earlier event to doubt', () => {
    expect(problems([-1])).toEqual([
      {
        _tag: 'RevisionOutOfOrder',
        stream,
        previousSequence: null,
        revision: -1,
        behind: null,
        sequence: 11,
        ordinal: 1,
        doubtFrom: 11,
      },
    ])
    // The events before were in their places: nothing was skipped.
    expect(problems([0, 1, -1]).at(-1)).toMatchObject({ behind: 1, ordinal: 3, doubtFrom: 12 })
  })
})
