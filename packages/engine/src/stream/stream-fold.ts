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
export type StreamFold<S> = {
  /**
   * What it is and which version: `funds/1`. A fold that gives another state for the same events, or reads a word that the one
   * before could not read, is another version, so that no snapshot of the one is taken for one of the other.
   */
  readonly name: string
  readonly initial: S
  readonly evolve: (state: S, event: DomainEvent) => S
  /** How many parts a state has that take up room in a snapshot. */
  readonly sizeOf: (state: S) => number
}

const isTransferEvent = (event: DomainEvent): event is TransferEvent => Object.hasOwn(transferEvents, event._tag)
const isAccountEvent = (event: DomainEvent): event is AccountStreamEvent =>
  Object.hasOwn(accountEvents, event._tag) || event._tag === 'CommandRefused'
const isFundsEvent = (event: DomainEvent): event is FundsEvent => Object.hasOwn(fundsEvents, event._tag)

export const transferFold: StreamFold<Transfer | null> = {
  name: 'transfer/7',
  initial: noTransfer,
  evolve: (transfer, event) => (isTransferEvent(event) ? evolveTransfer(transfer, event) : transfer),
  sizeOf: (transfer) =>
    transfer === null ? 0 : transfer.executions.length + transfer.inquiries.length + transfer.exceptions.length,
}

export const accountFold: StreamFold<Account | null> = {
  name: 'account/1',
  initial: noAccount,
  evolve: (account, event) => (isAccountEvent(event) ? evolveAccount(account, event) : account),
  sizeOf: () => 1,
}

export const fundsFold: StreamFold<Funds> = {
  name: 'funds/2',
  initial: noFunds,
  evolve: (funds, event) => (isFundsEvent(event) ? evolveFunds(funds, event) : funds),
  sizeOf: ({ reserved }) => reserved.size,
}
