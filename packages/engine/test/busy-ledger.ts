import { cny } from '@waybill/core'
import type { EventStore } from '@waybill/port'
import type { Engine } from '../src/engine.js'
import { customer, elsewhere, engineOn, moneyComesIn, network } from './small-book.js'
import { virtualClock, type VirtualClock } from './virtual-clock.js'

/** Figures that look random and are the same for the same seed. */
export const dice = (seed: number) => {
  let state = seed >>> 0
  const below = (limit: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 4294967296) * limit)
  }
  return { below, pick: <A>(items: ReadonlyArray<A>): A => items[below(items.length)]! }
}

/** Account numbers that a person may take for one another. */
const accounts = ['62220001', '62220002', '62220020', '62222000', '71110001'] as const
const customers = ['mei', 'bo', 'lin'] as const
const claims = ['NOT_ARRIVED', 'LATE', 'TWICE', 'WRONG_PAYEE', 'WRONG_AMOUNT', 'NOT_MINE'] as const

const edge = { name: 'edge', kind: 'OWN_SYSTEM', grade: 'A' } as const
const phone = { name: 'phone', kind: 'CLIENT', grade: 'C' } as const

/** A ledger in which a little of everything happens, whose steps are drawn from a seed. */
export const busyLedger = async (
  store: EventStore,
  seed: number,
  steps: number,
  between: (engine: Engine, step: number) => Promise<void> = () => Promise.resolve(),
): Promise<{ readonly engine: Engine; readonly clock: VirtualClock }> => {
  const { below, pick } = dice(seed)
  const clock = virtualClock()
  const engine = engineOn(store, { clock })
  for (const [index, account] of accounts.entries()) {
    const owner = customers[index % customers.length]!
    await engine.openAccount({ commandId: `open-${account}`, account, currency: 'CNY', customer: owner })()
    await moneyComesIn(engine, account, '100.00')()
  }
  const transferIds: string[] = []
  const observe = (observationId: string, event: Parameters<Engine['observe']>[0]['event']) =>
    engine.observe({ observationId, event })()

  const turns: ReadonlyArray<(name: string) => Promise<unknown>> = [
    async (name) => {
      transferIds.push(name)
      await engine.pay({
        commandId: name,
        transferId: name,
        payer: pick(accounts),
        payee: pick(accounts),
        amount: cny(`${1 + below(3)}.00`),
        by: customer,
        ...(below(2) === 0 ? { customer: pick(customers) } : {}),
      })()
    },
    async (name) => {
      transferIds.push(name)
      const isOut = below(2) === 0
      await engine.initiate({
        commandId: name,
        transferId: name,
        payer: pick(accounts),
        payee: isOut ? elsewhere : pick(accounts),
        amount: cny('2.00'),
        ...(isOut ? { rail: 'hvps' } : {}),
        ...(below(2) === 0 ? { promisedBy: clock.now() } : {}),
      })()
    },
    (name) => engine.confirm({ commandId: name, transferId: pick(transferIds), by: customer })(),
    (name) => engine.credit({ commandId: name, transferId: pick(transferIds) })(),
    (name) =>
      engine.report('ReportCredited', {
        transferId: pick(transferIds),
        reportId: name,
        by: network,
        asOf: clock.now(),
        account: elsewhere,
        amount: cny('2.00'),
      })(),
    (name) =>
      engine.dispute({
        commandId: name,
        transferId: pick(transferIds),
        disputeId: `dispute-${name}`,
        claim: pick(claims),
        claimant: customer,
      })(),
    (name) =>
      observe(name, {
        _tag: 'ClaimOpened',
        source: edge,
        claimId: `claim-${name}`,
        claim: pick(claims),
        customer: pick(customers),
        ...(below(3) === 0 ? { account: pick(accounts) } : { transferId: pick([...transferIds, `lost-${name}`]) }),
      }),
    (name) =>
      observe(name, {
        _tag: 'PayeeSaved',
        source: edge,
        customer: pick(customers),
        payee: { account: pick(accounts) },
      }),
    (name) =>
      observe(name, {
        _tag: 'ViewServed',
        source: edge,
        account: pick(accounts),
        projection: 'balance',
        projectionSequence: 1 + below(20),
        balance: { currency: 'CNY', available: BigInt(below(10_000)) },
      }),
    (name) =>
      observe(name, {
        _tag: 'RequestSent',
        source: phone,
        transferId: pick([...transferIds, `lost-${name}`]),
        idempotencyKey: name,
        payloadDigest: `sha256:${'0'.repeat(64)}`,
      }),
    (name) =>
      observe(name, {
        _tag: 'SourceCoverageDeclared',
        source: edge,
        covers: 'edge',
        from: '2026-02-14T00:00:00.000Z',
        to: '2026-02-15T00:00:00.000Z',
        count: below(3),
        digest: `sha256:${'0'.repeat(64)}`,
        eventWords: ['RequestReceived'],
      }),
    (name) =>
      observe(name, {
        _tag: 'WindowOpened',
        source: edge,
        windowId: name,
        kind: pick(['HOLIDAY', 'MAINTENANCE']),
        from: clock.now(),
      }),
  ]
  const frequent = [0, 0, 0, 0, 1, 2, 2, 3, 3, 4]
  for (let step = 0; step < steps; step += 1) {
    clock.advance(1_000 + below(60_000))
    const name = `step-${step}`
    const turn = step < 4 ? 0 : below(3) === 0 ? below(turns.length) : pick(frequent)
    await turns[turn]!(name)
    await between(engine, step)
  }
  return { engine, clock }
}
