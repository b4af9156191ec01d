import * as E from 'fp-ts/lib/Either.js'
import { refused, taken, withoutReplay } from '../test/answers.js'
import { engineOn } from '../test/small-book.js'
import { testedStores, type StoreOnTest } from '../test/tested-stores.js'
import { virtualClock } from '../test/virtual-clock.js'
import type { Engine } from './engine.js'
import type { Observation } from './observe.js'

const app = { name: 'app', kind: 'CLIENT', grade: 'C' } as const

const captured: Observation = {
  observationId: 'app:1',
  occurredAt: '2026-02-14T09:29:00.000Z',
  event: {
    _tag: 'IntentCaptured',
    source: app,
    transferId: 't1',
    payee: { account: '6222021001112223334' },
    amount: { minorUnits: 40_000n, currency: 'CNY' },
  },
}

describe.each(testedStores)('an observation $name', ({ make }) => {
  let onTest: StoreOnTest
  let engine: Engine
  beforeEach(async () => {
    onTest = await make()
    engine = engineOn(onTest.store, { clock: virtualClock() })
  })
  afterEach(() => onTest.dispose())

  it('stands in the stream that it belongs in, with the time at which it happened', async () => {
    const receipt = await taken(engine.observe(captured))
    expect(receipt.events).toMatchObject([{ type: 'IntentCaptured', stream: 'attempt-t1', revision: 0 }])
    expect(receipt).toMatchObject({ transfer: null, account: null, replayed: false })
    const stored = await onTest.store.readById(receipt.events[0]!.id)()
    expect(stored).toMatchObject({
      right: { occurredAt: '2026-02-14T09:29:00.000Z', recordedAt: '2026-02-14T09:30:00.000Z' },
    })
  })

  it('is kept once, however its amounts are written', async () => {
    const first = await taken(engine.observe(captured))
    const asInALog = { ...captured, event: { ...captured.event, amount: { minorUnits: '40000', currency: 'CNY' } } }
    expect(withoutReplay(await taken(engine.observe(asInALog)))).toEqual(withoutReplay(first))
    const restarted = engineOn(await onTest.reopen())
    expect((await taken(restarted.observe(captured))).replayed).toBe(true)
  })

  it('is refused when its id names another observation', async () => {
    await taken(engine.observe(captured))
    const other = { ...captured, event: { ...captured.event, amount: { minorUnits: '50000', currency: 'CNY' } } }
    expect(await refused(engine.observe(other))).toMatchObject({ _tag: 'CommandIdReused', differences: ['amount'] })
  })

  it('is refused with the place when its form is wrong', async () => {
    expect(await refused(engine.observe({ ...captured, event: { ...captured.event, payee: 'Bo' } }))).toMatchObject({
      _tag: 'MalformedCommand',
      problems: [{ path: 'payee' }],
    })
    expect(await refused(engine.observe({ ...captured, event: { _tag: 'TransferInitiated' } }))).toMatchObject({
      _tag: 'MalformedCommand',
      problems: [{ path: '_tag' }],
    })
    expect(await refused(engine.observe({ ...captured, observationId: '' }))).toMatchObject({
      problems: [{ path: 'observationId' }],
    })
    expect(await refused(engine.observe({ ...captured, occurredAt: 'noon' }))).toMatchObject({
      problems: [{ path: 'occurredAt' }],
    })
  })

  it('finds its place among others that are appended to the same stream by two engines at once', async () => {
    const other = engineOn(onTest.store)
    const observations = Array.from({ length: 24 }, (_, index): Observation => ({
      ...captured,
      observationId: `app:${index}`,
    }))
    const answers = await Promise.all(
      observations.map((observation, index) => (index % 2 === 0 ? engine : other).observe(observation)()),
    )
    const revisions = answers.flatMap((answer) =>
      E.isRight(answer) ? answer.right.events.map(({ revision }) => revision) : [],
    )
    expect(revisions.sort((left, right) => left - right)).toEqual(observations.map((_, index) => index))
  })
})
