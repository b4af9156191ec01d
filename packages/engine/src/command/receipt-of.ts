import * as E from 'fp-ts/lib/Either.js'
import { streamKindOf, transferStatus, type Account, type Transfer, type UndecodableEvent } from '@waybill/core'
import type { ReadFailure, RecordedEvent } from '@waybill/port'
import type { EngineParts } from '../engine-parts.js'
import { lastSequenceOf, positionOf, type Receipt } from '../receipt.js'

type StateAfter = Pick<Receipt, 'transfer' | 'account'>

const nothing: StateAfter = { transfer: null, account: null }

const afterTransfer = (transfer: Transfer | null): StateAfter =>
  transfer === null
    ? nothing
    : { ...nothing, transfer: { transferId: transfer.instruction.transferId, status: transferStatus(transfer) } }

const afterAccount = (state: Account | null): StateAfter => {
  if (state === null) return nothing
  const { account, phase, freeze, limit, currency } = state
  return { ...nothing, account: { account, phase, freeze, limit, currency } }
}

/** The state of a transfer or account as it was right after this revision of its stream. */
const stateAfter = async (
  parts: EngineParts,
  stream: string,
  revision: number,
): Promise<E.Either<ReadFailure | UndecodableEvent, StateAfter>> => {
  switch (streamKindOf(stream)) {
    case 'transfer': {
      const transfer = await parts.streams.transferAt(stream, revision)
      return E.isLeft(transfer) ? transfer : E.right(afterTransfer(transfer.right))
    }
    case 'account': {
      const account = await parts.streams.accountAt(stream, revision)
      return E.isLeft(account) ? account : E.right(afterAccount(account.right))
    }
    default:
      return E.right(nothing)
  }
}

/** The receipt of stored events. It tells the state as it was after them, also when it is made again later. */
export const receiptOf = async (
  parts: EngineParts,
  { commandId, command }: { readonly commandId: string; readonly command: string },
  subject: string,
  events: ReadonlyArray<RecordedEvent>,
  replayed: boolean,
): Promise<E.Either<ReadFailure | UndecodableEvent, Receipt>> => {
  const inSubject = events.filter(({ stream }) => stream === subject)
  const revision = inSubject.reduce((greatest, event) => Math.max(greatest, event.revision), -1)
  const after = await stateAfter(parts, subject, revision)
  if (E.isLeft(after)) return after
  const positions = events.map(positionOf)
  return E.right({ commandId, command, events: positions, sequence: lastSequenceOf(events), ...after.right, replayed })
}
