import * as E from 'fp-ts/lib/Either.js'
import { collection } from './collection.js'
import type { Delivery } from './delivery.js'
import type { Projection } from './projection.js'
import { createWorkspace, type FoundDocument, type StepOutcome, type Workspace } from './workspace.js'

const seen = collection<{ readonly count: number }>('seen.by-stream', {})

/** Counts the events of each stream. */
const counting: Projection = {
  name: 'seen',
  version: 1,
  collections: [seen],
  react: (documents, { stream }) => {
    if (stream === 'transfer-broken') throw new Error('cannot count this')
    documents.put(seen, stream, { count: (documents.get(seen, stream)?.count ?? 0) + 1 })
  },
}

const at = (sequence: number, stream: string): Delivery =>
  ({ sequence, stream, type: 'TransferConfirmed', id: `e${sequence}`, event: {} }) as unknown as Delivery

/** Looks up in a store that is a map, and counts how often it was asked. */
const storeOf = (stored: Map<string, string>) => {
  const asked: string[] = []
  const finish = (workspace: Workspace, first: StepOutcome): StepOutcome => {
    let outcome = first
    while (E.isLeft(outcome) && outcome.left._tag === 'DocumentsUnread') {
      const found = outcome.left.documents.map((place): FoundDocument => {
        asked.push(place.key)
        return { ...place, value: stored.get(place.key) ?? null }
      })
      outcome = workspace.takeWith(found)
    }
    if (E.isRight(outcome)) for (const { key, value } of outcome.right.writes) stored.set(key, value ?? '')
    return outcome
  }
  return { asked, finish }
}

describe('a workspace', () => {
  it('looks a document up once, and remembers what it made of it', () => {
    const stored = new Map([['transfer-a', '{"count":7}']])
    const { asked, finish } = storeOf(stored)
    const workspace = createWorkspace(counting)
    finish(workspace, workspace.take(0, [at(1, 'transfer-a'), at(2, 'transfer-b')]))
    workspace.committed()
    finish(workspace, workspace.take(2, [at(3, 'transfer-a'), at(4, 'transfer-b')]))
    expect(asked).toEqual(['transfer-a', 'transfer-b'])
    expect(Object.fromEntries(stored)).toEqual({ 'transfer-a': '{"count":9}', 'transfer-b': '{"count":2}' })
  })

  it('forgets what a batch made that was not committed', () => {
    const stored = new Map<string, string>()
    const { finish } = storeOf(stored)
    const workspace = createWorkspace(counting)
    finish(workspace, workspace.take(0, [at(1, 'transfer-a')]))
    stored.clear()
    workspace.forget()
    finish(workspace, workspace.take(0, [at(1, 'transfer-a')]))
    expect(stored.get('transfer-a')).toBe('{"count":1}')
  })

  it('comes through a batch that looks at more documents than it remembers', () => {
    const stored = new Map<string, string>()
    const { finish } = storeOf(stored)
    const workspace = createWorkspace(counting, 2)
    let sequence = 0
    for (let round = 1; round <= 3; round += 1) {
      const batch = Array.from({ length: 50 }, (_, index) => at(sequence + index + 1, `transfer-${index % 25}`))
      expect(E.isRight(finish(workspace, workspace.take(sequence, batch)))).toBe(true)
      workspace.committed()
      sequence += 50
      expect(new Set(stored.values())).toEqual(new Set([`{"count":${round * 2}}`]))
    }
  })

  it('names the event over which the projection throws', () => {
    const { finish } = storeOf(new Map())
    const workspace = createWorkspace(counting)
    expect(finish(workspace, workspace.take(0, [at(1, 'transfer-a'), at(2, 'transfer-broken')]))).toEqual(
      E.left({
        _tag: 'ProjectionThrew',
        projection: 'seen',
        sequence: 2,
        stream: 'transfer-broken',
        event: 'TransferConfirmed',
        eventId: 'e2',
        detail: 'cannot count this',
      }),
    )
  })

  it.each([
    ['half a surrogate pair in a key', 'transfer-\ud83d', collection('seen.by-stream', {})],
    ['U+0000 in a key', 'transfer-\0', collection('seen.by-stream', {})],
    ['U+0000 in a stored text', 'transfer-a', { ...collection('seen.by-stream', {}), encode: () => '\0' }],
  ])('names the event whose document no store gives back as it is: %s', (_, stream, seenHere) => {
    const { finish } = storeOf(new Map())
    const projection: Projection = {
      ...counting,
      collections: [seenHere],
      react: (documents, delivery) => documents.put(seenHere, delivery.stream, { count: 1 }),
    }
    const looking: Projection = { ...projection, react: (documents) => void documents.get(seenHere, stream) }
    const fault = { _tag: 'ProjectionThrew', sequence: 1, eventId: 'e1' }
    const put = createWorkspace(projection)
    expect(finish(put, put.take(0, [at(1, stream)]))).toMatchObject({ left: fault })
    if (stream === 'transfer-a') return
    const sought = createWorkspace(looking)
    expect(finish(sought, sought.take(0, [at(1, stream)]))).toMatchObject({ left: fault })
  })
})
