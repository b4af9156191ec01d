import * as E from 'fp-ts/lib/Either.js'
import { collection } from './collection.js'
import type { Delivery } from './delivery.js'
import type { Projection } from './projection.js'
import { createWorkspace, type FoundDocument, type StepOutcome, type Workspace } from './workspace.js'

const seen = collection<{ readonly count: number }>('seen.by-key', {})

/** An event of the stream `count-a` counts at the key a, one of `read-a` only looks at it, one of `write-a` writes over it. */
const marks: Projection = {
  name: 'seen',
  version: 1,
  collections: [seen],
  react: (documents, { stream }) => {
    const [what = '', key = ''] = stream.split('-')
    if (what === 'throw') throw new Error('cannot count this')
    if (what === 'write') documents.put(seen, key, { count: 70 })
    const known = what === 'write' ? null : documents.get(seen, key)
    if (what === 'count') documents.put(seen, key, { count: (known?.count ?? 0) + 1 })
  },
}

const at = (sequence: number, stream: string): Delivery =>
  ({ sequence, stream, type: 'TransferConfirmed', id: `e${sequence}`, event: {} }) as unknown as Delivery

/** A workspace over a store that is a map; each batch is committed, and says what was looked up for it. */
const over = (stored: Map<string, string>, mostHeld?: number) => {
  const workspace: Workspace = createWorkspace(marks, mostHeld)
  let sequence = 0
  const take = (...streams: ReadonlyArray<string>): ReadonlyArray<string> => {
    const asked: string[] = []
    const batch = streams.map((stream, index) => at(sequence + index + 1, stream))
    let outcome: StepOutcome = workspace.take(sequence, batch)
    while (E.isLeft(outcome) && outcome.left._tag === 'DocumentsUnread') {
      const found = outcome.left.documents.map((place): FoundDocument => {
        asked.push(place.key)
        return { ...place, value: stored.get(place.key) ?? null }
      })
      outcome = workspace.takeWith(found)
    }
    if (E.isLeft(outcome)) throw new Error(outcome.left._tag)
    for (const { key, value } of outcome.right.writes) stored.set(key, value ?? '')
    workspace.committed()
    sequence += streams.length
    return asked
  }
  return { take, workspace }
}

describe('a workspace remembers', () => {
  it('what it looked up and what it made of it, batch after batch', () => {
    const stored = new Map([['a', '{"count":7}']])
    const { take } = over(stored)
    expect(take('count-a', 'count-b')).toEqual(['a', 'b'])
    for (let round = 0; round < 3; round += 1) expect(take('count-a', 'count-b')).toEqual([])
    expect(Object.fromEntries(stored)).toEqual({ a: '{"count":11}', b: '{"count":4}' })
  })

  it('what it only looked at, also that nothing is there', () => {
    const { take } = over(new Map([['a', '{"count":7}']]))
    expect(take('read-a', 'read-b')).toEqual(['a', 'b'])
    expect(take('read-a', 'read-b')).toEqual([])
  })

  it('nothing that it only wrote, but what it wrote over something that it remembered', () => {
    const stored = new Map<string, string>()
    const { take } = over(stored)
    expect(take('write-a')).toEqual([])
    expect(take('count-a')).toEqual(['a'])
    expect(take('write-a')).toEqual([])
    expect(take('count-a')).toEqual([])
    expect(stored.get('a')).toBe('{"count":71}')
  })

  it('as many as it may hold, and those before them as long as no more are new', () => {
    const { take } = over(new Map(), 2)
    expect(take('read-a', 'read-b')).toEqual(['a', 'b'])
    expect(take('read-c')).toEqual(['c'])
    expect(take('read-c')).toEqual([])
    expect(take('read-b')).toEqual([])
    expect(take('read-a')).toEqual(['a'])
  })

  it('what it looked at again for longer than what it did not', () => {
    const { take } = over(new Map(), 2)
    expect(take('read-a', 'read-b')).toEqual(['a', 'b'])
    expect(take('read-a')).toEqual([])
    expect(take('read-c')).toEqual(['c'])
    expect(take('read-d')).toEqual(['d'])
    expect(take('read-a')).toEqual([])
    expect(take('read-b')).toEqual(['b'])
  })

  it('what it made of a document that it had nearly forgotten', () => {
    const stored = new Map<string, string>()
    const { take } = over(stored, 1)
    take('count-a')
    for (let round = 0; round < 3; round += 1) expect(take('count-a')).toEqual([])
    expect(stored.get('a')).toBe('{"count":4}')
  })

  it('nothing once somebody else has written', () => {
    const stored = new Map<string, string>()
    const { take, workspace } = over(stored)
    take('count-a')
    stored.set('a', '{"count":50}')
    workspace.forget()
    expect(take('count-a')).toEqual(['a'])
    expect(stored.get('a')).toBe('{"count":51}')
  })
})

describe('a batch', () => {
  it('ends with the event over which the projection throws, whatever comes after it', () => {
    const outcome = createWorkspace(marks).take(0, [at(1, 'write-a'), at(2, 'throw-a'), at(3, 'write-b')])
    expect(outcome).toMatchObject(E.left({ _tag: 'ProjectionThrew', sequence: 2, detail: 'cannot count this' }))
  })

  it('says which text no store gives back as it is', () => {
    const detailOf = (outcome: StepOutcome) =>
      E.isLeft(outcome) && outcome.left._tag === 'ProjectionThrew' ? outcome.left.detail : null
    const expected = 'expected well-formed text without U+0000'
    for (const stream of ['read-\0', 'write-\0', 'write-\ud83d'])
      expect(detailOf(createWorkspace(marks).take(0, [at(1, stream)]))).toBe(`the key of a document: ${expected}`)
    const here = { ...seen, encode: () => '\0' }
    const projection: Projection = {
      ...marks,
      collections: [here],
      react: (documents) => documents.put(here, 'a', { count: 1 }),
    }
    expect(detailOf(createWorkspace(projection).take(0, [at(1, 'write-a')]))).toBe(`a document: ${expected}`)
  })

  it('cannot be gone on with before it began, or with what its projection does not declare', () => {
    const workspace = createWorkspace(marks)
    expect(() => workspace.takeWith([])).toThrow('documents were looked up for no batch')
    workspace.take(0, [at(1, 'count-a')])
    const foreign = { collection: 'other', key: 'a', value: null }
    expect(() => workspace.takeWith([foreign])).toThrow('seen does not declare its collection other')
    workspace.forget()
    expect(() => workspace.takeWith([])).toThrow('documents were looked up for no batch')
  })

  it('that was committed is over: there is nothing to commit a second time', () => {
    const { take, workspace } = over(new Map())
    take('count-a')
    workspace.committed()
    expect(() => workspace.takeWith([])).toThrow('documents were looked up for no batch')
    expect(take('count-a')).toEqual([])
  })
})
