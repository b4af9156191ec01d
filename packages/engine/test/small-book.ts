import { cny, type Instant } from '@waybill/core'
import type { EventStore } from '@waybill/port'
import { createEngine } from '../src/create-engine.js'
import type { Engine, EngineOptions } from '../src/engine.js'
import { taken } from './answers.js'
import { virtualClock, type VirtualClock } from './virtual-clock.js'

export const customer = { role: 'CUSTOMER' } as const
export const operator = { role: 'OPERATOR', name: 'operations' } as const
export const network = { role: 'NETWORK', name: 'HVPS' } as const
export const elsewhere = { account: '6222021001112223334', institution: 'ICBC' } as const

/** Money that came in for an account, as the network reports it. */
export const moneyComesIn = (
  engine: Engine,
  payee: string,
  decimal: string,
  name = `in-${payee}`,
  asOf: Instant = '2026-02-14T09:00:00.000Z',
) =>
  engine.report('ReportIncomingCredit', {
    transferId: name,
    reportId: name,
    by: network,
    asOf,
    rail: 'hvps',
    payer: elsewhere,
    payee,
    amount: cny(decimal),
    executionRef: name,
  })

/** An engine on a book in which Mei has CNY 1,000.00 and Bo has nothing. */
export type SmallBook = { readonly engine: Engine; readonly clock: VirtualClock }

export const engineOn = (store: EventStore, options: Omit<EngineOptions, 'store'> = {}): Engine =>
  createEngine({ store, ...options })

export const smallBook = async (
  store: EventStore,
  options: Omit<EngineOptions, 'store' | 'clock'> = {},
): Promise<SmallBook> => {
  const clock = virtualClock()
  const engine = engineOn(store, { ...options, clock })
  await taken(engine.openAccount({ commandId: 'open-mei', account: 'mei', currency: 'CNY' }))
  await taken(engine.openAccount({ commandId: 'open-bo', account: 'bo', currency: 'CNY' }))
  await taken(moneyComesIn(engine, 'mei', '1000.00'))
  return { engine, clock }
}
