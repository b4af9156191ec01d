import * as E from 'fp-ts/lib/Either.js'
import type { TransferCommand } from '../command.js'
import type { TransferRejection } from '../rejection.js'
import { transferStatus, type Transfer } from '../state.js'

/** The transfer has come to a status in which the command has no sense. */
export const statusForbids = (
  { _tag }: Pick<TransferCommand, '_tag'>,
  transfer: Transfer,
): E.Either<TransferRejection, never> =>
  E.left({
    _tag: 'StatusForbids',
    transferId: transfer.instruction.transferId,
    command: _tag,
    status: transferStatus(transfer),
  })
