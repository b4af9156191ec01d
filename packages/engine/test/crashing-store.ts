import * as E from 'fp-ts/lib/Either.js'
import type { EventStore } from '@waybill/port'

/** What goes wrong at one append: the process ends before it or after it, or its answer is lost and the process lives on. */
export const crashes = ['BEFORE', 'AFTER', 'REPLY_LOST', 'NOT_STORED'] as const
export type Crash = (typeof crashes)[number]

/** A store as a process sees it that goes wrong at one of its appends; `reached` says whether it came to that one. */
export const crashingStore = (
  store: EventStore,
  crash: Crash,
  appendNumber: number,
): { readonly store: EventStore; readonly reached: () => boolean } => {
  let appends = 0
  let dead = false
  const closed = (operation: string) => E.left({ _tag: 'StoreClosed' as const, operation })
  const unknown = E.left({ _tag: 'AppendOutcomeUnknown' as const, location: 'a test', detail: 'the answer was lost' })
  const whileAlive =
    <L, A>(operation: string, act: () => Promise<E.Either<L, A>>) =>
    () =>
      dead ? Promise.resolve(closed(operation)) : act()
  return {
    reached: () => appends >= appendNumber,
    store: {
      ...store,
      append: (writes) =>
        whileAlive('append', async () => {
          appends += 1
          if (appends !== appendNumber) return store.append(writes)()
          dead = crash === 'BEFORE' || crash === 'AFTER'
          const outcome = crash === 'AFTER' || crash === 'REPLY_LOST' ? await store.append(writes)() : null
          if (outcome !== null && E.isLeft(outcome)) return outcome
          return dead ? closed('append') : unknown
        }),
      readStream: (stream, range) => whileAlive('readStream', store.readStream(stream, range)),
      readAll: (range) => whileAlive('readAll', store.readAll(range)),
      head: (stream) => whileAlive('head', store.head(stream)),
      ledgerHead: () => whileAlive('ledgerHead', store.ledgerHead()),
    },
  }
}
