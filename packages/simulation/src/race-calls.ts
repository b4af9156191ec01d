import type { EventStore, StreamWrite } from '@waybill/port'

/** One call of an engine to its store. Two calls that ask for the same have one key. */
export type Call<A = unknown> = {
  readonly key: string
  /** Whether the store may be another after it. */
  readonly writes: boolean
  /** The streams and the marks whose content its answer follows from; null where that may be anything in the ledger. */
  readonly places: ReadonlyArray<string> | null
  readonly perform: (store: EventStore) => Promise<A>
}

/** Where ids are unique in the ledger, an append is judged by them too. */
const placesOf = ({ capabilities }: EventStore, writes: ReadonlyArray<StreamWrite>): Call['places'] =>
  capabilities.uniqueEventIds ? null : writes.map(({ stream }) => stream)

/** A store whose every call is handed to somebody, who answers it. */
export const storeOfCalls = (of: EventStore, hand: <A>(call: Call<A>) => Promise<A>): EventStore => {
  const call =
    <A>(
      name: string,
      asked: unknown,
      places: Call['places'],
      perform: (store: EventStore) => () => Promise<A>,
      writes = false,
    ) =>
    (): Promise<A> =>
      hand({ key: `${name} ${JSON.stringify(asked)}`, writes, places, perform: (store) => perform(store)() })
  return {
    ledger: of.ledger,
    capabilities: of.capabilities,
    properties: {
      get: (name) => call('get', name, [`mark ${name}`], ({ properties }) => properties.get(name)),
      set: (name, value) =>
        call('set', [name, value], [`mark ${name}`], ({ properties }) => properties.set(name, value), true),
    },
    append: (writes) => call('append', writes, placesOf(of, writes), (store) => store.append(writes), true),
    readStream: (stream, range) =>
      call('readStream', [stream, range], [stream], (store) => store.readStream(stream, range)),
    readAll: (range) => call('readAll', range, null, (store) => store.readAll(range)),
    readById: (id) => call('readById', id, null, (store) => store.readById(id)),
    head: (stream) => call('head', stream, [stream], (store) => store.head(stream)),
    ledgerHead: () => call('ledgerHead', null, null, (store) => store.ledgerHead()),
    subscribe: of.subscribe,
    close: () => Promise.resolve(),
  }
}
