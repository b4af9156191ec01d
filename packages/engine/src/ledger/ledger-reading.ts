import * as E from 'fp-ts/lib/Either.js'
import { decodeStored, streamKindOf, type Recorded } from '@waybill/core'
import type { EventStore, ReadFailure } from '@waybill/port'

/** The engine's own reading of the ledger, from its first event on: what its folds know is a prefix of the log. */
export type LedgerReading = {
  /** The sequence up to which the ledger was read. */
  readonly throughSequence: () => number
  /** Reads on to the head that the store has when this is called, or later. */
  readonly catchUp: () => Promise<E.Either<ReadFailure, void>>
}

const eventsPerPage = 1000

/**
 * Gives every event of a transfer's stream to `absorb`, once and in order. An event that cannot be read is passed over: money
 * that it may have brought is not spendable.
 */
export const createLedgerReading = (store: EventStore, absorb: (recorded: Recorded) => void): LedgerReading => {
  let through = 0
  let running: Promise<E.Either<ReadFailure, void>> = Promise.resolve(E.right(undefined))
  let waiting: Promise<E.Either<ReadFailure, void>> | null = null

  const readToHead = async (): Promise<E.Either<ReadFailure, void>> => {
    const head = await store.ledgerHead()()
    if (E.isLeft(head)) return head
    while (through < head.right.sequence) {
      const page = await store.readAll({ after: through, limit: eventsPerPage })()
      if (E.isLeft(page)) return page
      if (page.right.length === 0) break
      for (const stored of page.right) {
        through = stored.sequence
        if (streamKindOf(stored.stream) !== 'transfer') continue
        const recorded = decodeStored(stored)
        if (E.isRight(recorded)) absorb(recorded.right)
      }
    }
    return E.right(undefined)
  }

  return {
    throughSequence: () => through,
    catchUp: () => {
      // Whoever asks while a reading runs waits for the next one, whose head is read after they asked.
      waiting ??= running.then(() => {
        waiting = null
        running = readToHead()
        return running
      })
      return waiting
    },
  }
}
