import * as E from 'fp-ts/lib/Either.js'
import { decodeStored, type Recorded, type StoredEvent } from '@waybill/core'
import type { EventStore, ReadFailure } from '@waybill/port'
import { isReadable, type Delivery } from '@waybill/projections'
import type { LogUnavailable, LogUnreadable } from '../log-file/log-failure.js'
import { openedLog, type LogInput } from '../log-file/log-input.js'
import { eachLogLine } from '../log-file/log-lines.js'
import { eachEventOf } from '../ledger-view.js'

/**
 * Events in the order of their log, which may be read from the beginning any number of times. Gives the ledger's name. The next event is shown
 * when what `take` gave for the one before has come to its end.
 */
export type Rereadable<F> = (
  take: (event: StoredEvent, ledger: string) => void | Promise<void>,
) => Promise<E.Either<F, string>>

export const rereadStore =
  (store: EventStore): Rereadable<ReadFailure> =>
  async (take) => {
    const read = await eachEventOf(store, (event) => take(event, store.ledger))()
    return E.isLeft(read) ? read : E.right(store.ledger)
  }

export const rereadLog =
  ({ file, open }: Pick<LogInput, 'file' | 'open'>): Rereadable<LogUnreadable | LogUnavailable> =>
  async (take) => {
    let ledger = ''
    const failure = await eachLogLine(openedLog(open), file, ({ event, ledger: named }) => {
      ledger = named
      return take(event, ledger)
    })
    return failure === null ? E.right(ledger) : E.left(failure)
  }

/** An event as a search looks at it: without its data where that cannot be read. */
export type SeenEvent = { readonly chainhash: string; readonly recorded: Recorded | null }

/** Events that a first reading went over, to be looked at again any number of times. */
export type SeenAgain<F> = (look: (seen: SeenEvent) => void) => Promise<E.Either<F, unknown>>

/** Remembers what a first reading goes over, as long as it is little. */
export type ShortMemory = {
  readonly note: (event: StoredEvent, delivery: Delivery) => void
  /** The events that were noted, from memory where there are few, else by reading them again. What was appended since stays out. */
  readonly again: <F>(read: Rereadable<F>) => SeenAgain<F>
}

/** Begins to remember events, and forgets all of them when their data has more than so many characters. */
export const beginShortMemory = (mostCharacters: number): ShortMemory => {
  let kept: SeenEvent[] | null = []
  let characters = 0
  let size = 0
  return {
    note: ({ chainhash, data }, delivery) => {
      size += 1
      characters += data.length
      if (characters > mostCharacters) kept = null
      kept?.push({ chainhash, recorded: isReadable(delivery) ? delivery : null })
    },
    again: (read) => (look) => {
      if (kept !== null) {
        kept.forEach(look)
        return Promise.resolve(E.right(undefined))
      }
      let ordinal = 0
      return read((event) => {
        ordinal += 1
        if (ordinal > size) return
        const decoded = decodeStored(event)
        look({ chainhash: event.chainhash, recorded: E.isRight(decoded) ? decoded.right : null })
      })
    },
  }
}
