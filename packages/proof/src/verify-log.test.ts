import { anchorAt, ledger, logOf, morning, rechained, sha256 } from '../test/sample-log.js'
import { type Anchor, type LoggedEvent, type LogVerdict, verifyLog } from './index.js'

const verify = verifyLog(sha256)
const whole = anchorAt(morning, 8)

const event = (sequence: number): LoggedEvent => morning[sequence - 1]!
const altered = (sequence: number, change: Partial<LoggedEvent>): ReadonlyArray<LoggedEvent> =>
  morning.with(sequence - 1, { ...event(sequence), ...change })
const without = (sequence: number): ReadonlyArray<LoggedEvent> => morning.toSpliced(sequence - 1, 1)
const renumbered = (log: ReadonlyArray<LoggedEvent>): ReadonlyArray<LoggedEvent> =>
  log.map((logged, index) => ({ ...logged, sequence: index + 1 }))
const tags = ({ problems }: LogVerdict): ReadonlyArray<string> => problems.map(({ _tag }) => _tag)

describe('a log that nobody touched', () => {
  test('is intact and, with its anchor, anchored', () => {
    expect(verify(morning, [whole])).toEqual({
      ledger,
      size: 8,
      root: whole.root,
      firstBad: null,
      lastIntactSequence: 8,
      problems: [],
      anchored: true,
      anchor: whole,
    })
  })

  test('that went on after its anchor is anchored as far as the anchor goes', () => {
    const earlier = anchorAt(morning, 5)
    expect(verify(morning, [earlier])).toMatchObject({ size: 8, firstBad: null, anchored: true, anchor: earlier })
  })

  test('may be empty', () => {
    const empty = { ledger: null, size: 0, firstBad: null, lastIntactSequence: 0, problems: [] }
    expect(verify([])).toMatchObject({ ...empty, anchored: false })
    expect(verify([], [anchorAt([], 0)])).toMatchObject({ ...empty, anchored: true })
  })
})

describe('one event altered', () => {
  test.each([
    ['without an anchor', []],
    ['with an anchor, which still agrees on the order', [whole]],
  ])('breaks the chain at that event and nowhere else, %s', (_, anchors: ReadonlyArray<Anchor>) => {
    const verdict = verify(altered(3, { data: '{"step":"33"}', place: { file: 'a.ndjson', line: 3 } }), anchors)
    expect(verdict).toMatchObject({
      firstBad: 3,
      lastIntactSequence: 2,
      root: whole.root,
      anchored: anchors.length > 0,
    })
    expect(verdict.problems).toEqual([
      {
        _tag: 'ChainBroken',
        stream: 'transfer-rent',
        revision: 0,
        sequence: 3,
        ordinal: 3,
        previousSequence: null,
        expected: expect.stringMatching(/^[0-9a-f]{64}$/),
        found: event(3).chainhash,
        place: { file: 'a.ndjson', line: 3 },
        doubtFrom: 3,
      },
    ])
  })

  test('in its revision is recognised by its hash, and the rest of the stream stays in order', () => {
    const verdict = verify(altered(4, { revision: 9 }), [whole])
    expect(verdict.problems).toMatchObject([{ _tag: 'ChainBroken', revision: 9, sequence: 4 }])
  })

  test('in its stored hash alone breaks the chain there, and the anchor still vouches for the order', () => {
    const verdict = verify(altered(4, { chainhash: '0'.repeat(64) }), [whole])
    expect(verdict).toMatchObject({ firstBad: 4, anchored: true })
    expect(verdict.problems).toMatchObject([{ _tag: 'ChainBroken', sequence: 4, expected: event(4).chainhash }])
  })

  test('and given a fitting hash breaks the chain at the next one, and the anchor says that the doubt begins earlier', () => {
    const stream = [event(1), { ...event(4), data: 'altered' }]
    const log = morning.with(3, rechained(stream)[1]!)
    expect(verify(log)).toMatchObject({ firstBad: 6, problems: [{ _tag: 'ChainBroken', previousSequence: 4 }] })
    const verdict = verify(log, [anchorAt(morning, 2), whole])
    expect(verdict).toMatchObject({ firstBad: 3, lastIntactSequence: 2, anchored: false, anchor: { size: 2 } })
    expect(tags(verdict)).toEqual(['AnchorRootDiffers', 'ChainBroken'])
  })

  test('to the id of another is also found as a double', () => {
    const verdict = verify(altered(2, { id: 'event-5' }), [whole])
    expect(verdict.problems).toMatchObject([
      { _tag: 'ChainBroken', sequence: 2 },
      { _tag: 'DuplicateEventId', id: 'event-5', firstSequence: 2, sequence: 5 },
    ])
  })

  test('to a stream that begins only later is found at that event, although an anchor right behind it agrees', () => {
    const [{ chainhash: _hash, ledger: _ledger, revision: _revision, sequence: _sequence, ...draft }] = morning as [
      LoggedEvent,
    ]
    const log = logOf(
      ['account-ada', 'account-ada', 'account-ben'].map((stream, index) => ({
        ...draft,
        stream,
        id: `event-${index}`,
      })),
    )
    const moved = log.with(1, { ...log[1]!, stream: 'account-ben' })
    expect(verify(moved, [anchorAt(log, 2), anchorAt(log, 3)])).toMatchObject({ firstBad: 2, anchored: true })
  })

  test('to another ledger makes that event the foreign one, even when it is the first', () => {
    const verdict = verify(altered(1, { ledger: 'urn:waybill:ledger:elsewhere' }), [whole])
    expect(verdict).toMatchObject({ ledger, firstBad: 1 })
    expect(verdict.problems).toMatchObject([
      { _tag: 'ChainBroken', sequence: 1 },
      { _tag: 'ForeignLedger', expected: ledger, found: 'urn:waybill:ledger:elsewhere', sequence: 1, count: 1 },
    ])
  })
})

describe('one event removed', () => {
  test('leaves a gap at its sequence, and one in its stream', () => {
    const verdict = verify(without(4), [whole])
    expect(verdict).toMatchObject({ size: 7, firstBad: 4, lastIntactSequence: 3, anchored: false, anchor: null })
    expect(verdict.problems).toEqual([
      { _tag: 'SequenceGap', from: 4, to: 4, sequence: 5, ordinal: 4, doubtFrom: 4 },
      {
        _tag: 'RevisionGap',
        stream: 'account-ada',
        from: 1,
        to: 1,
        sequence: 6,
        ordinal: 5,
        previousSequence: 1,
        doubtFrom: 6,
      },
    ])
  })

  test('and all others renumbered leaves the gap in its stream, and a log that is too short', () => {
    const verdict = verify(renumbered(without(4)), [whole])
    expect(verdict.problems).toMatchObject([
      { _tag: 'RevisionGap', stream: 'account-ada', from: 1, to: 1, sequence: 5 },
      { _tag: 'AnchorSizeShort', anchorSize: 8, lastSequence: 7 },
    ])
  })

  test('at the beginning leaves a gap at 1', () => {
    expect(verify(without(1), [whole])).toMatchObject({ firstBad: 1, lastIntactSequence: 0 })
  })
})

describe('a tail that was cut off', () => {
  test('shows by the anchor, behind the last event', () => {
    const verdict = verify(morning.slice(0, 6), [whole])
    expect(verdict).toMatchObject({ firstBad: 7, lastIntactSequence: 6, anchored: false })
    expect(verdict.problems).toEqual([{ _tag: 'AnchorSizeShort', anchorSize: 8, lastSequence: 6, doubtFrom: 7 }])
  })

  test('shows also when nothing is left', () => {
    expect(verify([], [whole])).toMatchObject({ firstBad: 1, lastIntactSequence: 0, anchored: false })
  })

  test('does not show without an anchor', () => {
    expect(verify(morning.slice(0, 6))).toMatchObject({ firstBad: null, anchored: false })
  })
})

describe('lines that were moved or repeated', () => {
  test('two swapped lines of different streams are out of order and nothing else', () => {
    const verdict = verify(morning.with(2, event(4)).with(3, event(3)))
    expect(verdict.problems).toEqual([{ _tag: 'SequenceOutOfOrder', behind: 4, sequence: 3, ordinal: 4, doubtFrom: 3 }])
  })

  test('two swapped lines of one stream are out of order in it too, and their hashes still fit', () => {
    const verdict = verify(morning.with(4, event(7)).with(6, event(5)), [whole])
    expect(verdict.firstBad).toBe(5)
    expect(verdict.problems).toMatchObject([
      { _tag: 'RevisionOutOfOrder', stream: 'transfer-rent', revision: 1, behind: 2, sequence: 5, previousSequence: 7 },
      { _tag: 'SequenceOutOfOrder', sequence: 5, behind: 6 },
      { _tag: 'AnchorRootDiffers', size: 8, doubtFrom: 5 },
      { _tag: 'SequenceOutOfOrder', sequence: 6, behind: 7 },
    ])
  })

  test('a line that stands twice is repeated in the log and in its stream, under one id', () => {
    const verdict = verify(morning.toSpliced(5, 0, event(5)))
    expect(verdict.firstBad).toBe(5)
    expect(verdict.problems).toMatchObject([
      { _tag: 'SequenceRepeated', from: 5, to: 5, expected: 6, ordinal: 6 },
      { _tag: 'RevisionRepeated', stream: 'transfer-rent', from: 1, to: 1, expected: 2, previousSequence: 5 },
      { _tag: 'DuplicateEventId', id: 'event-5', firstSequence: 5, sequence: 5 },
    ])
  })

  test('a line of a far sequence put between others does not make those late', () => {
    const intruder = { ...event(8), id: 'intruder', stream: 'account-eve', revision: 0 }
    const verdict = verify(morning.toSpliced(3, 0, intruder))
    expect(verdict.firstBad).toBe(4)
    expect(tags(verdict)).toEqual(['SequenceRepeated', 'ChainBroken'])
  })

  test('a false event before a true one of the same revision does not break the true one', () => {
    const verdict = verify(renumbered(morning.toSpliced(4, 0, { ...event(5), id: 'intruder' })))
    expect(verdict.problems).toMatchObject([
      { _tag: 'ChainBroken', sequence: 5 },
      { _tag: 'RevisionRepeated', sequence: 6, previousSequence: 5 },
    ])
  })

  test.each([
    ['0', 0],
    ['below 0', -3],
    ['no number', Number.NaN],
    ['a fraction', 4.5],
    ['beyond what numbers can hold', 2 ** 60],
  ])('a sequence that is %s is out of order, and its own is missing', (_, sequence) => {
    const verdict = verify(altered(5, { sequence }), [whole])
    expect(verdict).toMatchObject({ firstBad: 5, size: 8, anchored: true })
    expect(new Set(tags(verdict))).toEqual(new Set(['SequenceGap', 'SequenceOutOfOrder']))
  })

  test('a log numbered from 0 is wrong from its first event on', () => {
    expect(verify(morning.map((logged) => ({ ...logged, sequence: logged.sequence - 1 })))).toMatchObject({
      firstBad: 1,
      problems: [{ _tag: 'SequenceOutOfOrder', sequence: 0, behind: null }],
    })
  })
})

describe('a history that was rewritten and chained anew', () => {
  const rewritten = rechained(altered(4, { data: 'rewritten' }))

  test('does not show without an anchor', () => {
    expect(verify(rewritten)).toMatchObject({ firstBad: null, anchored: false })
  })

  test('shows by the root, and with one anchor no event can be excluded', () => {
    const verdict = verify(rewritten, [whole])
    expect(verdict).toMatchObject({ firstBad: 1, lastIntactSequence: 0, anchored: false, anchor: null })
    expect(verdict.problems).toEqual([
      { _tag: 'AnchorRootDiffers', size: 8, expected: whole.root, found: verdict.root, doubtFrom: 1 },
    ])
  })

  test('is narrowed by earlier anchors, given in any order', () => {
    const [two, three, five] = [2, 3, 5].map((size) => anchorAt(morning, size))
    const verdict = verify(rewritten, [whole, three!, five!, two!])
    expect(verdict).toMatchObject({ firstBad: 4, lastIntactSequence: 3, anchored: false, anchor: three })
    expect(verdict.problems).toMatchObject([
      { _tag: 'AnchorRootDiffers', size: 5, doubtFrom: 4 },
      { _tag: 'AnchorRootDiffers', size: 8, doubtFrom: 4 },
    ])
  })

  test('is not talked away by a smaller edit further on', () => {
    const decoy = rewritten.with(6, { ...rewritten[6]!, type: 'TransferFailed' })
    expect(verify(decoy, [whole])).toMatchObject({ firstBad: 1 })
  })
})

describe('anchors', () => {
  test('of another ledger vouch for nothing', () => {
    const verdict = verify(morning, [{ ...whole, ledger: 'urn:waybill:ledger:elsewhere' }])
    expect(verdict).toMatchObject({ firstBad: 1, anchored: false, anchor: null })
    expect(verdict.problems).toEqual([
      {
        _tag: 'AnchorLedgerDiffers',
        size: 8,
        expected: ledger,
        found: 'urn:waybill:ledger:elsewhere',
        doubtFrom: 1,
      },
    ])
  })

  test('that contradict each other are not both believed', () => {
    const other = { ...whole, root: 'e'.repeat(64) }
    const verdict = verify(morning, [anchorAt(morning, 6), other, whole])
    expect(verdict).toMatchObject({ firstBad: 7, anchor: whole })
    expect(tags(verdict)).toEqual(['AnchorRootDiffers'])
  })

  test('that agree keep damage behind them from reaching into what they cover', () => {
    const log = [...morning, { ...event(2), sequence: 3 }]
    expect(verify(log, [whole])).toMatchObject({ firstBad: 9, lastIntactSequence: 8, anchored: true })
  })
})
