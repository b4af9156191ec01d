import * as E from 'fp-ts/lib/Either.js'
import { decodeStored, streamKindOf } from '@waybill/core'
import type { EventStore, ReadFailure, RecordedEvent } from '@waybill/port'
import type { Snapshots } from '../snapshot/snapshots.js'
import type { LedgerFold } from './ledger-fold.js'

/** The engine's own reading of the ledger, from its first event or a snapshot on: what its fold knows is a prefix of the log. */
export type LedgerReading = {
  /** The sequence up to which the ledger was read. */
  readonly throughSequence: () => number
  /** Reads on to the head that the store has when this is called, or later. */
  readonly catchUp: () => Promise<E.Either<ReadFailure, void>>
}

const eventsPerPage = 1000

type Sources = { readonly store: EventStore; readonly snapshots: Snapshots; readonly eventsPerSnapshot: number }

/** The name under which snapshots of what is folded over the ledger are kept: no stream has it. */
const subject = 'ledger'

/**
 * Gives every event of a transfer's stream, or a command's, to the fold, once and in order. An event that cannot be read is passed over: money
 * that it may have brought is not spendable.
 */
export const createLedgerReading = (
  { store, snapshots, eventsPerSnapshot }: Sources,
  fold: LedgerFold,
): LedgerReading => {
  let through = 0
  let snapshotAt = 0
  let begun = false
  let running: Promise<E.Either<ReadFailure, void>> = Promise.resolve(E.right(undefined))
  let waiting: Promise<E.Either<ReadFailure, void>> | null = null

  /** Goes on from where an engine had come before, if the event of that place is in the log as it was. */
  const beginAtSnapshot = async (headSequence: number): Promise<void> => {
    const kept = await snapshots.latest(subject, fold.name)
    if (kept === null || kept.through > headSequence) return
    const page = await store.readAll({ after: kept.through - 1, limit: 1 })()
    const event = E.isRight(page) ? page.right[0] : undefined
    if (event?.sequence !== kept.through || event.chainhash !== kept.chainhash) return
    fold.restore(kept.state)
    through = kept.through
    snapshotAt = kept.through
  }

  const absorbPage = (page: ReadonlyArray<RecordedEvent>): void => {
    for (const stored of page) {
      through = stored.sequence
      const kind = streamKindOf(stored.stream)
      if (kind !== 'transfer' && kind !== 'command') continue
      const recorded = decodeStored(stored)
      if (E.isRight(recorded)) fold.absorb(recorded.right)
    }
  }

  // A large state waits for as many events as it has parts: so it costs each of them no more than a small one.
  const keepIfDue = async (last: RecordedEvent): Promise<void> => {
    if (through - snapshotAt < eventsPerSnapshot || through - snapshotAt < fold.size()) return
    snapshotAt = through
    await snapshots.keep(subject, fold.name, { state: fold.state(), through, chainhash: last.chainhash })
  }

  const readToHead = async (): Promise<E.Either<ReadFailure, void>> => {
    const head = await store.ledgerHead()()
    if (E.isLeft(head)) return head
    if (!begun) await beginAtSnapshot(head.right.sequence)
    begun = true
    while (through < head.right.sequence) {
      const page = await store.readAll({ after: through, limit: eventsPerPage })()
      if (E.isLeft(page)) return page
      const last = page.right.at(-1)
      if (last === undefined) break
      absorbPage(page.right)
      await keepIfDue(last)
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
