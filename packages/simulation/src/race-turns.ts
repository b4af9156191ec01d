import * as E from 'fp-ts/lib/Either.js'
import type { EventStore, StreamWrite } from '@waybill/port'

/** The two engines of a race. */
export type Side = 'A' | 'B'

/** What a call to the store looks at or writes. */
export type Touch =
  | { readonly _tag: 'STREAM'; readonly stream: string }
  | { readonly _tag: 'ID'; readonly id: string }
  | { readonly _tag: 'LEDGER' }
  /** Marks of the store beside its events; no answer leans on them. */
  | { readonly _tag: 'MARK' }
  | { readonly _tag: 'APPEND'; readonly writes: ReadonlyArray<StreamWrite> }

export type Waiting = { readonly touch: Touch; readonly go: () => Promise<void> }

/** Where the calls of both engines stand until one of them is let go. */
export type Turns = {
  readonly storeFor: (side: Side) => EventStore
  readonly waiting: (side: Side) => ReadonlyArray<Waiting>
  /** Whether an append has lost to another. */
  readonly hadConflict: () => boolean
  /** Lets one waiting call of a side go, and waits until all that follows from it waits again or has ended. */
  readonly take: (side: Side, at?: number) => Promise<void>
}

/** What follows from a call happens in microtasks; Node comes to its next tick when they have all ended. */
export const settled = async (): Promise<void> => {
  await null
  await new Promise<void>((resolve) => {
    process.nextTick(resolve)
  })
}

/** One store, as two engines call it. */
export const createTurns = (store: EventStore): Turns => {
  const lines: Record<Side, ReadonlyArray<Waiting>> = { A: [], B: [] }

  let conflict = false
  const append =
    (writes: ReadonlyArray<StreamWrite>): ReturnType<EventStore['append']> =>
    async () => {
      const appended = await store.append(writes)()
      if (E.isLeft(appended)) conflict = true
      return appended
    }

  const wait = <A>(side: Side, touch: Touch, perform: () => Promise<A>): Promise<A> =>
    new Promise((resolve, reject) => {
      const go = (): Promise<void> => perform().then(resolve, reject)
      lines[side] = [...lines[side], { touch, go }]
    })

  return {
    storeFor: (side) => ({
      ledger: store.ledger,
      capabilities: store.capabilities,
      properties: {
        get: (name) => () => wait(side, { _tag: 'MARK' }, store.properties.get(name)),
        set: (name, value) => () => wait(side, { _tag: 'MARK' }, store.properties.set(name, value)),
      },
      append: (writes) => () => wait(side, { _tag: 'APPEND', writes }, append(writes)),
      readStream: (stream, range) => () => wait(side, { _tag: 'STREAM', stream }, store.readStream(stream, range)),
      readAll: (range) => () => wait(side, { _tag: 'LEDGER' }, store.readAll(range)),
      readById: (id) => () => wait(side, { _tag: 'ID', id }, store.readById(id)),
      head: (stream) => () => wait(side, { _tag: 'STREAM', stream }, store.head(stream)),
      ledgerHead: () => () => wait(side, { _tag: 'LEDGER' }, store.ledgerHead()),
      subscribe: store.subscribe,
      close: () => Promise.resolve(),
    }),
    waiting: (side) => lines[side],
    hadConflict: () => conflict,
    take: async (side, at = 0) => {
      const taken = lines[side][at]
      lines[side] = lines[side].filter((other) => other !== taken)
      await taken?.go()
      await settled()
    },
  }
}

const reaches = (writes: ReadonlyArray<StreamWrite>, touch: Touch): boolean => {
  const written = writes.filter(({ events }) => events.length > 0)
  switch (touch._tag) {
    case 'STREAM':
      return written.some(({ stream }) => stream === touch.stream)
    case 'ID':
      return written.some(({ events }) => events.some(({ id }) => id === touch.id))
    case 'LEDGER':
    case 'APPEND':
      return true
    case 'MARK':
      return false
  }
}

/** Whether the order of two calls can matter: one of them appends, and the other looks at what it writes. */
export const orderMatters = (one: Touch, other: Touch): boolean => {
  if (one._tag === 'APPEND') return reaches(one.writes, other)
  return other._tag === 'APPEND' && reaches(other.writes, one)
}
