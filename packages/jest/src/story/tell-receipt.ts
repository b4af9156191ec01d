import { streamSubjectOf } from '@waybill/core'
import type { Receipt } from '@waybill/engine'
import type { Teller } from './teller.js'

/** What became of a command: its events, and the state after them. */
export const tellReceipt = (teller: Teller, { command, events, transfer, account, replayed }: Receipt): string => {
  const written = events.map(({ type, stream }) => `${type} ${teller.text(streamSubjectOf(stream))}`)
  return [
    `${command} led to ${written.join(', ')}`,
    ...(transfer === null ? [] : [`${teller.text(transfer.transferId)} is ${transfer.status}`]),
    ...(account === null ? [] : [`${teller.text(account.account)} is ${account.phase}`]),
    ...(replayed ? ['decided before'] : []),
  ].join('; ')
}
