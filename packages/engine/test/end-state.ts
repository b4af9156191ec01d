import * as E from 'fp-ts/lib/Either.js'
import { decodeStored, effectOf, isMoneyEvent, streamKindOf, type DomainEvent } from '@waybill/core'
import type { RecordedEvent } from '@waybill/port'
import { textOfState } from '../src/snapshot/state-text.js'
import { accountFold, fundsFold, transferFold, type StreamFold } from '../src/stream/stream-fold.js'

const eventOf = (stored: RecordedEvent): DomainEvent => {
  const recorded = decodeStored(stored)
  if (E.isLeft(recorded)) throw new Error(`${stored.type} in ${stored.stream} cannot be read`)
  return recorded.right.event
}

const folds: Readonly<Record<string, StreamFold<unknown>>> = {
  transfer: transferFold as StreamFold<unknown>,
  account: accountFold as StreamFold<unknown>,
  funds: fundsFold as StreamFold<unknown>,
}

/** The reference of a transfer is drawn by chance. */
const withoutChance = (text: string): string => text.replace(/"uetr":"[^"]+"/g, '"uetr":"…"')

/** What a ledger has come to: the state of every transfer, account and funds, and what is booked on every account. */
export const endState = (events: ReadonlyArray<RecordedEvent>): Readonly<Record<string, string>> => {
  const states = new Map<string, unknown>()
  const booked = new Map<string, bigint>()
  for (const stored of events) {
    const event = eventOf(stored)
    const fold = folds[streamKindOf(stored.stream)]
    if (fold !== undefined)
      states.set(
        stored.stream,
        fold.evolve(states.has(stored.stream) ? states.get(stored.stream) : fold.initial, event),
      )
    if (!isMoneyEvent(event)) continue
    for (const leg of event.entry.postings) booked.set(leg.account, (booked.get(leg.account) ?? 0n) + effectOf(leg))
  }
  return Object.fromEntries([
    ...[...states].map(([stream, state]) => [stream, withoutChance(textOfState(state))]),
    ...[...booked].map(([account, sum]) => [`booked on ${account}`, String(sum)]),
  ])
}
