import type { FundsEvent } from '@waybill/core'
import { lastOfFunds, type OwnEvents } from './own-events.js'

/** Gives back what the last of a command's events keeps or took; null where it does neither. */
export const released = (last: FundsEvent | null): FundsEvent | null => {
  if (last === null) return null
  switch (last._tag) {
    case 'FundsReserved':
      return { _tag: 'FundsReleased', transferId: last.transferId, amount: last.amount }
    case 'FundsTaken':
      return { _tag: 'FundsReleased', transferId: last.transferId, amount: last.amount, purpose: last.purpose }
    case 'FundsCaptured':
    case 'FundsReleased':
    case 'FundsRefused':
    case 'FundsTermsSet':
      return null
  }
}

/** The next release of what a command still keeps or took; null where it holds nothing. */
export const nextRelease = (
  fundsStreams: ReadonlyArray<string>,
  own: OwnEvents,
): { readonly stream: string; readonly event: FundsEvent } | null => {
  for (const stream of fundsStreams) {
    const event = released(lastOfFunds(own(stream)))
    if (event !== null) return { stream, event }
  }
  return null
}
