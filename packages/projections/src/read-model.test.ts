import * as E from 'fp-ts/lib/Either.js'
import { answerFrom, type LoadedRange } from './answer-from.js'
import { knowledgeTime } from './as-of.js'
import { collection, keyOf, numberPart } from './collection.js'
import { deliveriesOf, type Delivery } from './delivery.js'
import { continueFold, foldPastGaps, foldProjection } from './fold-projection.js'
import { covers, everyKey, keysWithin, oneKey, type KeyRange } from './key-range.js'
import { project } from './project.js'
import type { Projection } from './projection.js'
import {
  allDocuments,
  documentOf,
  documentsIn,
  documentsOf,
  emptyReadModel,
  ownDocuments,
  readModelFrom,
  snapshot,
  unreadIn,
  type ReadModel,
} from './read-model.js'

type Sum = { readonly sum: bigint; readonly parts?: ReadonlyArray<{ readonly sum: bigint; readonly of: string }> }

const sums = collection<Sum>('tally.sum', { sum: true })
const last = collection<{ readonly stream: string | null }>('tally.last', {})

/** Counts the events of each stream, and remembers the last one. */
const tally: Projection = {
  name: 'tally',
  version: 3,
  collections: [sums, last],
  react: (documents, { stream, id }) => {
    documents.put(sums, stream, { sum: (documents.get(sums, stream)?.sum ?? 0n) + 1n })
    if (id === 'gone') documents.remove(sums, stream)
    documents.put(last, 'all', { stream })
  },
}

const at = (sequence: number, stream = 'a/1', more: object = {}): Delivery =>
  ({
    sequence,
    stream,
    type: 'TransferConfirmed',
    id: `e${sequence}`,
    occurredAt: `2026-02-14T09:00:0${sequence}.000Z`,
    recordedAt: `2026-02-14T10:00:0${sequence}.000Z`,
    event: {},
    ...more,
  }) as unknown as Delivery

const unreadable = (sequence: number): Delivery =>
  ({ sequence, stream: 'a/1', type: 'TransferTeleported', id: `e${sequence}`, reason: 'UNKNOWN_TYPE' }) as Delivery

const fold = (...deliveries: ReadonlyArray<Delivery>): ReadModel => {
  const model = foldProjection(tally, deliveries)
  if (E.isLeft(model)) throw new Error(JSON.stringify(model.left))
  return model.right
}

describe('a document', () => {
  const document: Sum = { sum: -7n, parts: [{ sum: 12n, of: '5' }] }
  const text = '{"parts":[{"of":"5","sum":"12"}],"sum":"-7"}'

  it('is stored as text with its names in order and its sums as decimal text, and read back as it was', () => {
    expect(sums.encode(document)).toBe(text)
    expect(sums.decode('a', text)).toEqual(E.right(document))
  })

  it('leaves out what is not set, and keeps what is nothing', () => {
    const loose = collection<Readonly<Record<string, unknown>>>('loose', {})
    expect(loose.encode({ b: null, a: undefined, d: true, c: [1, 'x', null], '"': {} })).toBe(
      '{"\\"":{},"b":null,"c":[1,"x",null],"d":true}',
    )
    expect(loose.encode({ 'a\u2028': 'half \u00e9' })).toBe('{"a\u2028":"half \u00e9"}')
    expect(sums.decode('k', '[[{"sum":"1"}],7,"sum"]')).toEqual(E.right([[{ sum: 1n }], 7, 'sum']))
    expect(loose.decode('k', '[null,{"sum":"1"},"text"]')).toEqual(E.right([null, { sum: '1' }, 'text']))
    expect(loose.decode('k', 'null')).toEqual(E.right(null))
  })

  it('that is no JSON text is damaged, and told by its place', () => {
    expect(sums.decode('a/1', '{"sum":')).toEqual(
      E.left({ _tag: 'DocumentDamaged', collection: 'tally.sum', key: 'a/1' }),
    )
  })
})

describe('a key', () => {
  it('joins its parts, and no two lists of parts make one', () => {
    expect([keyOf('a'), keyOf('a', 'b', 'c'), keyOf('a/b', 'c'), keyOf('50%', '%2F')]).toEqual([
      'a',
      'a/b/c',
      'a%2Fb/c',
      '50%25/%252F',
    ])
  })

  it('sorts as its numbers do', () => {
    expect([numberPart(0), numberPart(1234)]).toEqual(['0000000000000000', '0000000000001234'])
  })
})

describe('a range of keys', () => {
  it('holds one key, those of a partition, or all', () => {
    expect(oneKey('c', 'a/1')).toEqual({ collection: 'c', from: 'a/1', to: 'a/1\u0000' })
    expect(keysWithin('c', 'a')).toEqual({ collection: 'c', from: 'a/', to: 'a0' })
    expect(everyKey('c')).toEqual({ collection: 'c', from: '' })
  })

  it.each<[KeyRange, KeyRange, boolean]>([
    [everyKey('c'), keysWithin('c', 'a'), true],
    [everyKey('c'), everyKey('c'), true],
    [everyKey('c'), oneKey('d', 'a'), false],
    [keysWithin('c', 'a'), oneKey('c', 'a/1'), true],
    [keysWithin('c', 'a'), keysWithin('c', 'a'), true],
    [keysWithin('c', 'a'), keysWithin('c', 'b'), false],
    [keysWithin('c', 'b'), keysWithin('c', 'a'), false],
    [keysWithin('c', 'a'), everyKey('c'), false],
    [{ collection: 'c', from: 'a' }, { collection: 'c', from: 'a' }, true],
    [{ collection: 'c', from: 'a', to: 'c' }, { collection: 'c', from: 'b' }, false],
    [{ collection: 'c', from: 'b' }, { collection: 'c', from: 'a', to: 'c' }, false],
  ])('covers another that lies within it: %j, %j', (outer, inner, covered) => {
    expect(covers(outer, inner)).toBe(covered)
  })
})

describe('a read model', () => {
  it('gives its documents by key, by partition and all, in the order of their keys', () => {
    const model = fold(at(1, 'b/2'), at(2, 'a/9'), at(3, 'a/1'), at(4, 'a/1'), at(5, 'plain'))
    expect(documentOf(model, sums, 'a/1')).toEqual({ sum: 2n })
    expect([documentOf(model, sums, 'a/2'), documentOf(model, sums, 'c/1')]).toEqual([null, null])
    expect(documentsIn(model, sums, 'a')).toEqual([{ sum: 2n }, { sum: 1n }])
    expect(documentsIn(model, sums, 'c')).toEqual([])
    expect(documentsOf(tally, model)).toEqual([
      { collection: 'tally.sum', key: 'a/1', value: '{"sum":"2"}' },
      { collection: 'tally.sum', key: 'a/9', value: '{"sum":"1"}' },
      { collection: 'tally.sum', key: 'b/2', value: '{"sum":"1"}' },
      { collection: 'tally.sum', key: 'plain', value: '{"sum":"1"}' },
      { collection: 'tally.last', key: 'all', value: '{"stream":"plain"}' },
    ])
    expect(allDocuments(model, sums)).toHaveLength(4)
    expect([model.projection, model.version, model.throughSequence]).toEqual(['tally', 3, 5])
  })

  it('holds no document that was removed, and no partition without one', () => {
    const model = fold(at(1), at(2, 'a/2'), at(3, 'a/1', { id: 'gone' }))
    expect(documentsIn(model, sums, 'a')).toEqual([{ sum: 1n }])
    const empty = fold(at(1), at(2, 'a/1', { id: 'gone' }))
    expect(empty.collections.get('tally.sum')?.size).toBe(0)
    const own = ownDocuments(empty)
    own.remove(sums, 'z/1')
    expect(own.get(sums, 'z/1')).toBe(null)
  })

  it('knows no collection of another projection', () => {
    const stranger = collection<Sum>('other.sum', { sum: true })
    expect(() => documentOf(fold(), stranger, 'a')).toThrow('The read model tally holds no collection other.sum')
  })

  it('is read from its stored documents, and from no damaged one', () => {
    const model = fold(at(1), at(2, 'b/1'))
    const foreign = { collection: 'other.sum', key: 'a', value: '{}' }
    expect(readModelFrom(tally, 2, [...documentsOf(tally, model), foreign])).toEqual(E.right(model))
    expect(readModelFrom(tally, 2, [{ collection: 'tally.sum', key: 'a', value: '{' }])).toEqual(
      E.left({ _tag: 'DocumentDamaged', collection: 'tally.sum', key: 'a' }),
    )
  })
})

describe('a fold', () => {
  const early = '2026-02-14T09:00:02.000Z'
  const known = '2026-02-14T10:00:02.000Z'

  it('takes in what happened by a time, the very instant included, and counts what happened later', () => {
    const model = continueFold(tally, emptyReadModel(tally), [at(1), at(2), at(3)], { happenedBy: early })
    expect(E.isRight(model) && [documentOf(model.right, sums, 'a/1'), model.right.throughSequence]).toEqual([
      { sum: 2n },
      3,
    ])
  })

  it('ends before what was learnt after a time, the very instant included, whether or not it can be read', () => {
    const deliveries = [at(1), unreadable(2), at(3, 'a/1', { recordedAt: known }), at(4), at(5)]
    const model = foldProjection(tally, deliveries, { knownBy: known })
    expect(E.isRight(model) && model.right.throughSequence).toBe(3)
    expect(foldPastGaps(tally, deliveries, { knownBy: known }).model.throughSequence).toBe(3)
  })

  it('does not take in again what it has, and goes on behind it', () => {
    const model = fold(at(1), at(2))
    const again = continueFold(tally, model, [at(1), at(2), at(3)])
    expect(E.isRight(again) && documentOf(again.right, sums, 'a/1')).toEqual({ sum: 3n })
    expect(continueFold(tally, model, [at(5)])).toEqual(
      E.left({ _tag: 'SequenceGap', projection: 'tally', expected: 4, found: 5 }),
    )
  })

  it('past gaps lists what is missing, and takes in nothing twice', () => {
    const { model, missing } = foldPastGaps(tally, [at(2), at(2), at(3), at(6), at(4)])
    expect(missing).toEqual([
      { from: 1, to: 1 },
      { from: 4, to: 5 },
    ])
    expect([documentOf(model, sums, 'a/1'), model.throughSequence]).toEqual([{ sum: 3n }, 6])
    expect(foldPastGaps(tally, [at(1), at(2)]).missing).toEqual([])
  })

  it('stays as it is in a snapshot, while the model goes on', () => {
    const model = fold(at(1), at(2, 'b/1'))
    const kept = snapshot(model)
    const before = documentsOf(tally, model)
    expect(documentsOf(tally, kept)).toEqual(before)
    continueFold(tally, model, [at(3), at(4, 'c/1')])
    expect(documentsOf(tally, kept)).toEqual(before)
    expect([kept.throughSequence, model.throughSequence]).toEqual([2, 4])
  })

  it('keeps a note of what cannot be read', () => {
    expect(unreadIn(fold(at(1), unreadable(2)))).toEqual([
      { sequence: 2, stream: 'a/1', type: 'TransferTeleported', reason: 'UNKNOWN_TYPE', eventId: 'e2' },
    ])
  })
})

describe('the knowledge time of events', () => {
  it('is the latest at which one was recorded, and none of no events', () => {
    const recordedAt = (...seconds: ReadonlyArray<number>) =>
      seconds.map((second) => ({ sequence: 1, occurredAt: '', recordedAt: `2026-02-14T10:00:0${second}.000Z` }))
    expect(knowledgeTime(recordedAt(2, 5, 3))).toBe('2026-02-14T10:00:05.000Z')
    expect(knowledgeTime(recordedAt(1, 4))).toBe('2026-02-14T10:00:04.000Z')
    expect(knowledgeTime([])).toBe(null)
  })
})

describe('one series of events that can be read and events that cannot', () => {
  const merged = (events: ReadonlyArray<number>, others: ReadonlyArray<number>) =>
    deliveriesOf(events.map((one) => at(one)) as never, others.map(unreadable) as never).map(({ sequence }) => sequence)

  it('is in order of sequence', () => {
    expect(merged([1, 4, 6], [2, 3, 5, 7, 8])).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect([merged([2], [1]), merged([1], []), merged([], [1])]).toEqual([[1, 2], [1], [1]])
  })

  it('is the events themselves where all can be read', () => {
    const events: Parameters<typeof deliveriesOf>[0] = []
    expect(deliveriesOf(events, [])).toBe(events)
  })
})

describe('a read model that is kept elsewhere', () => {
  const stored: ReadonlyMap<string, string> = new Map([
    ['tally.sum a/1', '{"sum":"4"}'],
    ['tally.last all', '{"stream":"b/1"}'],
  ])

  it('is projected with the documents that a batch asks for', () => {
    const read = (name: string, key: string) => stored.get(`${name} ${key}`) ?? null
    expect(project(tally, 7, [at(7), at(8), at(9, 'c/1'), at(10, 'c/1', { id: 'gone' })], read)).toEqual(
      E.right({
        throughSequence: 10,
        writes: [
          { collection: 'tally.sum', key: 'a/1', value: '{"sum":"5"}' },
          { collection: 'tally.sum', key: 'c/1', value: null },
          { collection: 'tally.last', key: 'all', value: '{"stream":"c/1"}' },
        ],
      }),
    )
  })

  it('names the documents that were not looked up yet, and a gap', () => {
    const found = (name: string, key: string) => (key === 'a/1' ? stored.get(`${name} ${key}`) : undefined)
    expect(project(tally, 0, [at(1), at(2, 'c/1'), at(3, 'd/1')], found)).toEqual(
      E.left({
        _tag: 'DocumentsUnread',
        documents: [
          { collection: 'tally.sum', key: 'c/1' },
          { collection: 'tally.sum', key: 'd/1' },
        ],
      }),
    )
    expect(project(tally, 0, [at(2)], found)).toEqual(
      E.left({ _tag: 'SequenceGap', projection: 'tally', expected: 1, found: 2 }),
    )
  })

  it('is damaged where a document is, and stops where its projection throws', () => {
    expect(project(tally, 0, [at(1)], () => '{')).toEqual(
      E.left({ _tag: 'DocumentDamaged', collection: 'tally.sum', key: 'a/1' }),
    )
    const throwing: Projection = {
      ...tally,
      react: () => {
        // eslint-disable-next-line @typescript-eslint/only-throw-error -- whatever a projection throws is told
        throw 'in words'
      },
    }
    expect(project(throwing, 0, [at(1)], () => null)).toEqual(
      E.left({
        _tag: 'ProjectionThrew',
        projection: 'tally',
        sequence: 1,
        stream: 'a/1',
        event: 'TransferConfirmed',
        eventId: 'e1',
        detail: 'in words',
      }),
    )
  })

  it('notes what cannot be read, with no look-up', () => {
    const outcome = project(tally, 0, [unreadable(1)], () => undefined)
    expect(E.isRight(outcome) && outcome.right.writes.map(({ collection: name, key }) => [name, key])).toEqual([
      ['tally.unread', '0000000000000001'],
    ])
  })

  it('answers a question from the ranges that it looks at, once they are loaded', () => {
    const question = (model: ReadModel) => [
      documentOf(model, sums, 'a/1')?.sum,
      documentsIn(model, sums, 'a').length,
      documentOf(model, sums, 'a/2')?.sum,
      allDocuments(model, last).length,
      model.throughSequence,
    ]
    const unread = answerFrom(tally, 8, [], question)
    expect(unread).toEqual(
      E.left({
        _tag: 'RangesUnread',
        ranges: [oneKey('tally.sum', 'a/1'), keysWithin('tally.sum', 'a'), everyKey('tally.last')],
      }),
    )
    const loaded: ReadonlyArray<LoadedRange> = [
      {
        ...keysWithin('tally.sum', 'a'),
        documents: [
          { key: 'a/1', value: '{"sum":"4"}' },
          { key: 'a/2', value: '{"sum":"5"}' },
        ],
      },
      { ...everyKey('tally.last'), documents: [{ key: 'all', value: '{"stream":"a/2"}' }] },
    ]
    expect(answerFrom(tally, 8, loaded, question)).toEqual(E.right([4n, 2, 5n, 1, 8]))
    const damaged: LoadedRange = { ...everyKey('tally.sum'), documents: [{ key: 'a/1', value: '' }] }
    expect(answerFrom(tally, 8, [damaged], question)).toEqual(
      E.left({ _tag: 'DocumentDamaged', collection: 'tally.sum', key: 'a/1' }),
    )
  })
})
