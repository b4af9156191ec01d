import * as E from 'fp-ts/lib/Either.js'
import type { StoredEvent } from '@waybill/core'
import type { EventStore, ReadFailure } from '@waybill/port'
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
