import type { Account, TransferStatus } from '@waybill/core'
import type { RecordedEvent } from '@waybill/port'

/** Where one event stands: in its stream, and in the ledger. */
export type EventPosition = {
  readonly id: string
  readonly type: string
  readonly stream: string
  readonly revision: number
  readonly sequence: number
}

/** The state of a transfer after the events of a receipt. */
export type TransferAfter = { readonly transferId: string; readonly status: TransferStatus }

/** The state of an account after the events of a receipt. */
export type AccountAfter = Pick<Account, 'account' | 'phase' | 'freeze' | 'limit' | 'currency'>

/** What became of a command, report or observation that was taken: the same for each time that it is sent, but for `replayed`. */
export type Receipt = {
  /** The command's id; of a report `report/<role>/<name>/<reportId>`, of an observation `observation/<observationId>`. */
  readonly commandId: string
  readonly command: string
  /** The events that follow from it, in the order in which they were decided. */
  readonly events: ReadonlyArray<EventPosition>
  /** The greatest sequence among the events: who has read up to it has read them all. */
  readonly sequence: number
  readonly transfer: TransferAfter | null
  readonly account: AccountAfter | null
  /** True when the decision was stored before this call. */
  readonly replayed: boolean
}

export const positionOf = ({ id, type, stream, revision, sequence }: RecordedEvent): EventPosition => ({
  id,
  type,
  stream,
  revision,
  sequence,
})

/** The greatest sequence among events; 0 when there are none. */
export const lastSequenceOf = (events: ReadonlyArray<{ readonly sequence: number }>): number =>
  events.reduce((greatest, { sequence }) => Math.max(greatest, sequence), 0)
