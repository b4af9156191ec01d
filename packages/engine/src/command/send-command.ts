import * as E from 'fp-ts/lib/Either.js'
import {
  accountCommands,
  accountsNeededBy,
  accountStream,
  allCommands,
  fundsStream,
  transferStream,
  type AccountCommand,
  type AnyCommand,
  type TransferCommand,
} from '@waybill/core'
import type { EngineParts } from '../engine-parts.js'
import { carryOut, type Answer } from './carry-out.js'
import { fieldNamesOf } from './field-differences.js'
import type { Order } from './order.js'
import { refuseOtherUse } from './refuse-other-use.js'
import { situateAccount } from './situate-account.js'
import { situateTransfer, type StillDue } from './situate-transfer.js'

const isAccountCommand = (command: AnyCommand): command is AccountCommand =>
  Object.hasOwn(accountCommands, command._tag)

/** Sends a command about an account. */
const sendAccountCommand = (parts: EngineParts, order: Order, command: AccountCommand): Promise<Answer> =>
  parts.lock([accountStream(command.account), fundsStream(command.account)], () =>
    carryOut(parts, order, {
      situate: situateAccount(parts, command),
      ...(command._tag === 'OpenAccount' ? {} : { change: command }),
      onOtherUse: refuseOtherUse(order, fieldNamesOf(allCommands[order.word].codec)),
    }),
  )

/** Sends a command about a transfer. Those that take from the same account wait for each other here rather than conflict in the store. */
const sendTransferCommand = (
  parts: EngineParts,
  order: Order,
  command: TransferCommand,
  stillDue?: StillDue,
): Promise<Answer> =>
  parts.lock([transferStream(command.transferId)], async () => {
    const transfer = await parts.streams.transfer(command.transferId, 'REMEMBERED')
    if (E.isLeft(transfer)) return transfer
    const { funds } = accountsNeededBy(command, transfer.right.state)
    return parts.lock(funds.map(fundsStream), () =>
      carryOut(parts, order, {
        situate: situateTransfer(parts, order, command, stillDue),
        onOtherUse: refuseOtherUse(order, fieldNamesOf(allCommands[order.word].codec)),
      }),
    )
  })

/** Sends a command, and answers it as it was answered before where its id has a decision already. */
export const sendCommand = (
  parts: EngineParts,
  order: Order,
  command: AccountCommand | TransferCommand,
  stillDue?: StillDue,
): Promise<Answer> =>
  isAccountCommand(command)
    ? sendAccountCommand(parts, order, command)
    : sendTransferCommand(parts, order, command, stillDue)
