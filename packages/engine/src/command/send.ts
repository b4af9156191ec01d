import * as E from 'fp-ts/lib/Either.js'
import { transferReports, type AnyCommand, type TransferReport } from '@waybill/core'
import type { CallContext } from '../call-context.js'
import type { EngineParts } from '../engine-parts.js'
import type { Answer } from './carry-out.js'
import { takeOrder, type OrderOptions } from './order.js'
import { sendCommand } from './send-command.js'
import { sendReport } from './send-report.js'
import type { StillDue } from './situate-transfer.js'

const isReport = (command: AnyCommand): command is TransferReport => Object.hasOwn(transferReports, command._tag)

export type SendOptions = OrderOptions & { readonly stillDue?: StillDue }

/** Takes a command or report by its word, decides it and stores the decision. */
export const send = async (
  parts: EngineParts,
  word: string,
  payload: unknown,
  context: CallContext,
  options: SendOptions = {},
): Promise<Answer> => {
  const order = takeOrder(parts, word, payload, context, options)
  if (E.isLeft(order)) return order
  const { command } = order.right
  return isReport(command)
    ? sendReport(parts, order.right, command)
    : sendCommand(parts, order.right, command, options.stillDue)
}
