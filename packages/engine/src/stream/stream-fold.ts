import {
  accountEvents,
  evolveAccount,
  evolveFunds,
  evolveTransfer,
  fundsEvents,
  noAccount,
  noFunds,
  noTransfer,
  transferEvents,
  type Account,
  type AccountStreamEvent,
  type DomainEvent,
  type Funds,
  type FundsEvent,
  type Transfer,
  type TransferEvent,
} from '@waybill/core'

/** How the state of a stream follows from its events. */
export type StreamFold<S> = { readonly initial: S; readonly evolve: (state: S, event: DomainEvent) => S }

const isTransferEvent = (event: DomainEvent): event is TransferEvent => Object.hasOwn(transferEvents, event._tag)
const isAccountEvent = (event: DomainEvent): event is AccountStreamEvent =>
  Object.hasOwn(accountEvents, event._tag) || event._tag === 'CommandRefused'
const isFundsEvent = (event: DomainEvent): event is FundsEvent => Object.hasOwn(fundsEvents, event._tag)

export const transferFold: StreamFold<Transfer | null> = {
  initial: noTransfer,
  evolve: (transfer, event) => (isTransferEvent(event) ? evolveTransfer(transfer, event) : transfer),
}

export const accountFold: StreamFold<Account | null> = {
  initial: noAccount,
  evolve: (account, event) => (isAccountEvent(event) ? evolveAccount(account, event) : account),
}

export const fundsFold: StreamFold<Funds> = {
  initial: noFunds,
  evolve: (funds, event) => (isFundsEvent(event) ? evolveFunds(funds, event) : funds),
}
