import * as E from 'fp-ts/lib/Either.js'
import {
  accountsNeededBy,
  decide,
  noFunds,
  transferStatus,
  transferStream,
  type Account,
  type DecisionView,
  type Funds,
  type Transfer,
  type TransferCommand,
} from '@waybill/core'
import type { EngineParts } from '../engine-parts.js'
import type { LoadedStream } from '../stream/stream-reader.js'
import { loadMany } from './load-many.js'
import type { Order } from './order.js'
import { headsOf, type Situate } from './situation.js'

/** What a decision may look at, on the streams that were loaded and the inflow as it is known at this moment. */
export const decisionView = (
  parts: EngineParts,
  order: Order,
  transfer: Transfer | null,
  accounts: ReadonlyMap<string, LoadedStream<Account | null>>,
  funds: ReadonlyMap<string, LoadedStream<Funds>>,
): DecisionView => {
  const day = parts.bookingDay(order.receivedAt)
  return {
    receivedAt: order.receivedAt,
    bookingDate: day,
    valueDate: day,
    freshUetr: order.freshUetr,
    transfer,
    account: (id) => accounts.get(id)?.state ?? null,
    funds: (id) => ({
      funds: funds.get(id)?.state ?? noFunds,
      inflow: parts.inflow.of(id),
      throughSequence: parts.reading.throughSequence(),
    }),
  }
}

/** Whether something that the engine proposes to itself is still called for. */
export type StillDue = (transfer: Transfer) => boolean

/** Loads what a command about a transfer looks at. What is no longer due is refused. */
export const situateTransfer =
  (parts: EngineParts, order: Order, command: TransferCommand, stillDue: StillDue = () => true): Situate =>
  async (freshness) => {
    const transfer = await parts.streams.transfer(command.transferId, freshness)
    if (E.isLeft(transfer)) return transfer
    const needed = accountsNeededBy(command, transfer.right.state)
    const [accounts, funds] = await Promise.all([
      loadMany(needed.accounts, (id) => parts.streams.account(id, freshness)),
      loadMany(needed.funds, (id) => parts.streams.funds(id, freshness)),
    ])
    if (E.isLeft(accounts)) return accounts
    if (E.isLeft(funds)) return funds
    const { state } = transfer.right
    const view = (): DecisionView => decisionView(parts, order, state, accounts.right, funds.right)
    return E.right({
      subject: transferStream(command.transferId),
      heads: headsOf([transfer.right, ...accounts.right.values(), ...funds.right.values()]),
      needsInflowAtHead: false,
      judge: () =>
        state === null || stillDue(state)
          ? decide(command, view())
          : E.left({ _tag: 'StatusForbids', command: command._tag, status: transferStatus(state) }),
    })
  }
