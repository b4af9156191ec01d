import { inTransit, streamKindOf, streamSubjectOf, type Recorded, type Transfer } from '@waybill/core'
import { transferFold } from '../stream/stream-fold.js'

/** The transfers about which time may ask for something to be done, as far as the ledger was read. */
export type Agenda = {
  readonly open: () => ReadonlyArray<Transfer>
  /** Transfers that are known by name alone, or were set going again after they had come to rest: their streams have to be read. */
  readonly toBeRead: () => ReadonlyArray<string>
  /** A stream was read: the transfer as it is after this revision, or null where there is none or it cannot be read. */
  readonly keep: (transferId: string, transfer: Transfer | null, revision: number) => void
  readonly absorb: (recorded: Recorded) => void
  /** The names of all of them, and the same taken over from another engine. */
  readonly underWay: () => ReadonlyArray<string>
  readonly restore: (transferIds: ReadonlyArray<string>) => void
}

/** Nothing can become due about it unless something new happens. */
const isAtRest = (transfer: Transfer): boolean =>
  (transfer.earlyEnding !== null || (transfer.confirmed > 0n && inTransit(transfer) === 0n)) &&
  transfer.recalls.every(({ phase }) => phase !== 'REQUESTED')

/** Keeps transfers that are under way and lets go of those that have come to rest. */
export const createAgenda = (): Agenda => {
  const open = new Map<string, { readonly transfer: Transfer; readonly revision: number }>()
  const unread = new Set<string>()

  const keep: Agenda['keep'] = (transferId, transfer, revision) => {
    unread.delete(transferId)
    if (transfer === null || isAtRest(transfer)) open.delete(transferId)
    else open.set(transferId, { transfer, revision })
  }

  return {
    open: () => [...open.values()].map(({ transfer }) => transfer),
    toBeRead: () => [...unread],
    keep,
    absorb: ({ stream, revision, event }) => {
      if (streamKindOf(stream) !== 'transfer') return
      const transferId = streamSubjectOf(stream)
      const known = open.get(transferId)
      // A stream that was read by itself may be further than the reading of the ledger.
      if (unread.has(transferId) || (known !== undefined && known.revision >= revision)) return
      if (known === undefined && event._tag === 'RecallRequested') unread.add(transferId)
      const transfer = transferFold.evolve(known?.transfer ?? null, event)
      if (transfer !== null || known !== undefined) keep(transferId, transfer, revision)
    },
    underWay: () => [...open.keys(), ...unread],
    restore: (transferIds) => {
      open.clear()
      unread.clear()
      for (const transferId of transferIds) unread.add(transferId)
    },
  }
}
