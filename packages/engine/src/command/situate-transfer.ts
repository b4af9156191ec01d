import * as E from 'fp-ts/lib/Either.js'
import {
  accountsNeededBy,
  accountUnder,
  decide,
  fundsStream,
  noFunds,
  reservedFor,
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
import { loadTransfer } from './load-transfer.js'
import type { Order } from './order.js'
import { headsOf, type Situate } from './situation.js'

/** The funds as they were before earlier steps of the same command kept something of them for a transfer that is not initiated yet, or took it. */
const asBefore = (funds: Funds, pending: string | null, taken: bigint): Funds => ({
  ...funds,
  outflow: funds.outflow - taken,
  reservedTotal: funds.reservedTotal - (pending === null ? 0n : reservedFor(funds.reserved, pending)),
})

/** What earlier steps of the same command have done: the transfer that they keep funds for, and what they took from which account. */
type EarlierSteps = { readonly pending?: string | null; readonly taken?: ReadonlyMap<string, bigint> }

/** What a decision may look at, on the streams that were loaded and the inflow as it is known at this moment. */
export const decisionView = (
  parts: EngineParts,
  order: Order,
  transfer: Transfer | null,
  accounts: ReadonlyMap<string, LoadedStream<Account | null>>,
  funds: ReadonlyMap<string, LoadedStream<Funds>>,
  { pending = null, taken = new Map() }: EarlierSteps = {},
): DecisionView => {
  const fundsOf = (id: string): Funds => funds.get(id)?.state ?? noFunds
  const day = parts.bookingDay(order.receivedAt)
  return {
    receivedAt: order.receivedAt,
    bookingDate: day,
    valueDate: day,
    freshUetr: order.freshUetr,
    transfer,
    account: (id) => accountUnder(accounts.get(id)?.state ?? null, fundsOf(id)),
    funds: (id) => ({
      funds: asBefore(fundsOf(id), pending, taken.get(id) ?? 0n),
      inflow: parts.inflow.of(id),
      throughSequence: parts.reading.throughSequence(),
    }),
  }
}

/**
 * Where one append reaches one stream only, what an account allows is written to its funds first: these are then looked at wherever
 * the account is.
 */
export const fundsLookedAt = (
  { store }: EngineParts,
  { accounts, funds }: { readonly accounts: ReadonlyArray<string>; readonly funds: ReadonlyArray<string> },
): ReadonlyArray<string> => (store.capabilities.atomicAcrossStreams ? funds : [...new Set([...funds, ...accounts])])

/** Whether something that the engine proposes to itself is still called for. */
export type StillDue = (transfer: Transfer) => boolean

/** Loads what a command about a transfer looks at. What is no longer due is refused. */
export const situateTransfer =
  (parts: EngineParts, order: Order, command: TransferCommand, stillDue: StillDue = () => true): Situate =>
  async (freshness) => {
    const transfer = await loadTransfer(parts, command.transferId, freshness, order.commandId)
    if (E.isLeft(transfer)) return transfer
    const needed = accountsNeededBy(command, transfer.right.state)
    const [accounts, funds] = await Promise.all([
      loadMany(needed.accounts, (id) => parts.streams.account(id, freshness)),
      loadMany(fundsLookedAt(parts, needed), (id) => parts.streams.funds(id, freshness)),
    ])
    if (E.isLeft(accounts)) return accounts
    if (E.isLeft(funds)) return funds
    const { state } = transfer.right
    const view = (taken?: ReadonlyMap<string, bigint>): DecisionView =>
      decisionView(parts, order, state, accounts.right, funds.right, {
        pending: state === null ? command.transferId : null,
        taken: taken ?? new Map<string, bigint>(),
      })
    return E.right({
      subject: transferStream(command.transferId),
      heads: headsOf([transfer.right, ...accounts.right.values(), ...funds.right.values()]),
      needsInflowAtHead: false,
      mayWrite: [transferStream(command.transferId), ...needed.funds.map(fundsStream)],
      judge: (taken) =>
        state === null || stillDue(state)
          ? decide(command, view(taken))
          : E.left({
              _tag: 'StatusForbids',
              transferId: command.transferId,
              command: command._tag,
              status: transferStatus(state),
            }),
    })
  }
