import type { EventStore } from '@waybill/port'

/** One call of an engine to its store. Two calls that ask for the same have one key. */
export type Call<A = unknown> = {
  readonly key: string
  /** Whether the store may be another after it. */
  readonly writes: boolean
  readonly perform: (store: EventStore) => Promise<A>
}

/** A store whose every call is handed to somebody, who answers it. */
export const storeOfCalls = (of: EventStore, hand: <A>(call: Call<A>) => Promise<A>): EventStore => {
  const call =
    <A>(name: string, asked: unknown, perform: (store: EventStore) => () => Promise<A>, writes = false) =>
    (): Promise<A> =>
      hand({ key: `${name} ${JSON.stringify(asked)}`, writes, perform: (store) => perform(store)() })
  return {
    ledger: of.ledger,
    capabilities: of.capabilities,
    properties: {
      get: (name) => call('get', name, ({ properties }) => properties.get(name)),
      set: (name, value) => call('set', [name, value], ({ properties }) => properties.set(name, value), true),
    },
    append: (writes) => call('append', writes, (store) => store.append(writes), true),
    readStream: (stream, range) => call('readStream', [stream, range], (store) => store.readStream(stream, range)),
    readAll: (range) => call('readAll', range, (store) => store.readAll(range)),
    readById: (id) => call('readById', id, (store) => store.readById(id)),
    head: (stream) => call('head', stream, (store) => store.head(stream)),
    ledgerHead: () => call('ledgerHead', null, (store) => store.ledgerHead()),
    subscribe: of.subscribe,
    close: () => Promise.resolve(),
  }
}
