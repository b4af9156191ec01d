import { inTransit, type Recorded, type Transfer } from '@waybill/core'
import { transferFold } from '../stream/stream-fold.js'

/** The transfers about which time may ask for something to be done, as far as the ledger was read. */
export type Agenda = {
  readonly open: () => ReadonlyArray<Transfer>
  /** Transfers that had come to rest and were set going again: their streams have to be read. Asking empties the list. */
  readonly takeReopened: () => ReadonlyArray<string>
  readonly keep: (transfer: Transfer) => void
  readonly absorb: (recorded: Recorded) => void
}

/** Nothing can become due about it unless something new happens. */
const isAtRest = (transfer: Transfer): boolean =>
  (transfer.earlyEnding !== null || (transfer.confirmed > 0n && inTransit(transfer) === 0n)) &&
  transfer.recalls.every(({ phase }) => phase !== 'REQUESTED')

/** Keeps transfers that are under way and lets go of those that have come to rest. */
export const createAgenda = (): Agenda => {
  const open = new Map<string, Transfer>()
  const reopened = new Set<string>()

  const keep = (transfer: Transfer): void => {
    const { transferId } = transfer.instruction
    if (isAtRest(transfer)) open.delete(transferId)
    else open.set(transferId, transfer)
  }

  return {
    open: () => [...open.values()],
    takeReopened: () => {
      const taken = [...reopened]
      reopened.clear()
      return taken
    },
    keep,
    absorb: ({ stream, event }) => {
      const transferId = stream.slice(stream.indexOf('-') + 1)
      const known = open.get(transferId) ?? null
      if (known === null && event._tag === 'RecallRequested') reopened.add(transferId)
      const transfer = transferFold.evolve(known, event)
      if (transfer !== null) keep(transfer)
    },
  }
}
