import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { cny } from '@waybill/core'
import type { EventStore, ReadModelDocument, ReadModelStore } from '@waybill/port'
import { auditProjection, balanceOf, balanceProjection, collectionsOf, type Projection } from '@waybill/projections'
import { createMemoryReadModelStore } from '@waybill/store-memory'
import { openSqliteStore } from '@waybill/store-sqlite'
import { taken } from '../../test/answers.js'
import { busiestDay, paidOn } from '../../../../tests/docs/busiest-day.js'
import { crashingReadModels, type Crash } from '../../test/crashing-read-models.js'
import { customer, engineOn, smallBook } from '../../test/small-book.js'
import { testedStores, testLedger, type StoreOnTest } from '../../test/tested-stores.js'
import type { Engine } from '../engine.js'
import { livePlace } from './place.js'

const day = '2026-02-14'

const given = async <L, A>(task: () => Promise<E.Either<L, A>>): Promise<A> => {
  const outcome = await task()
  if (E.isLeft(outcome)) throw new Error(JSON.stringify(outcome.left))
  return outcome.right
}

const readModelsOf = (store: EventStore & { readonly readModels?: ReadModelStore }): ReadModelStore =>
  store.readModels ?? createMemoryReadModelStore()

const pay = (engine: Engine, transferId: string) =>
  taken(engine.pay({ commandId: transferId, transferId, payer: 'mei', payee: 'bo', amount: cny('1.00'), by: customer }))

/** Every document of the read model that is live. */
const liveDocuments = async (
  readModels: ReadModelStore,
  projection: Projection,
): Promise<Readonly<Record<string, ReadonlyArray<ReadModelDocument>>>> => {
  const place = await given(() => livePlace(readModels, projection))
  const documents: Record<string, ReadonlyArray<ReadModelDocument>> = {}
  for (const { name } of collectionsOf(projection))
    documents[name] = await given(readModels.range({ collection: place.collection(name), limit: 1000 }))
  return documents
}

const throwingOver = (transferId: string): Projection => ({
  ...busiestDay,
  name: 'brittle',
  react: (_documents, { event }) => {
    if (event._tag === 'TransferInitiated' && event.transferId === transferId) throw new Error('no such hour')
  },
  collections: [],
})

describe.each(testedStores)('read models $name', ({ make }) => {
  let onTest: StoreOnTest
  let readModels: ReadModelStore
  let engine: Engine
  beforeEach(async () => {
    onTest = await make()
    readModels = readModelsOf(onTest.store)
    ;({ engine } = await smallBook(onTest.store, { readModels, projections: [busiestDay] }))
  })
  afterEach(() => onTest.dispose())

  const balanceOfBo = (reader: Engine) => given(reader.read(balanceProjection, (model) => balanceOf(model, 'bo')))

  it('of a user are run and read beside those of the house', async () => {
    await pay(engine, 't1')
    await pay(engine, 't2')
    expect(await given(engine.read(busiestDay, paidOn(day)))).toMatchObject({
      // Two payments, and Mei's money that came in.
      answer: { day, transfers: 3, minorUnits: 100_200n },
    })
    const { projected } = await given(engine.runDue())
    expect(projected.map(({ projection }) => projection)).toEqual(['balance', 'dispute', 'audit', 'busiest-day'])
  })

  it('are answered from the ledger itself where none are kept', async () => {
    await pay(engine, 't1')
    const folding = engineOn({ ...onTest.store, readModels: undefined } as unknown as EventStore, {
      projections: [busiestDay],
    })
    expect(await given(folding.read(busiestDay, paidOn(day)))).toEqual(
      await given(engine.read(busiestDay, paidOn(day))),
    )
  })

  it('that nobody registered are not known', async () => {
    expect(await engine.read({ name: 'quietest-day' }, () => null)()).toMatchObject({
      left: { _tag: 'ProjectionUnknown', projection: 'quietest-day' },
    })
  })

  it('whose projection throws stand before that event, say so, and do not hold up the others', async () => {
    const brittle = throwingOver('t2')
    const other = engineOn(onTest.store, { readModels, projections: [brittle] })
    await pay(engine, 't1')
    const receipt = await pay(engine, 't2')
    const { projected } = await given(other.runDue())
    const initiated = receipt.events.find(({ type }) => type === 'TransferInitiated')
    expect(projected.at(-1)).toMatchObject({
      projection: 'brittle',
      failure: {
        _tag: 'ProjectionThrew',
        event: 'TransferInitiated',
        stream: 'transfer-t2',
        sequence: initiated?.sequence,
        detail: 'no such hour',
      },
    })
    // A decision that is stored step by step is closed behind the events that a receipt tells.
    const head = await given(onTest.store.ledgerHead())
    expect(projected.slice(0, 3)).toMatchObject([
      { throughSequence: head.sequence },
      { throughSequence: head.sequence },
      { throughSequence: head.sequence },
    ])
    expect(await given(readModels.checkpoint('brittle@1'))).toBe((initiated?.sequence ?? 0) - 1)
    expect(await other.read(brittle, () => null)()).toMatchObject({ left: { _tag: 'ProjectionThrew' } })
    // Mended, it goes on from there.
    const mended = engineOn(onTest.store, { readModels, projections: [throwingOver('nobody')] })
    expect(await given(mended.read(brittle, () => 'read'))).toMatchObject({ throughSequence: head.sequence })
  })

  it('name the events that cannot be read', async () => {
    await given(
      onTest.store.append([
        {
          stream: 'transfer-future',
          expectedRevision: -1,
          events: [
            {
              id: '00000000-0000-4000-8000-00000000f001',
              type: 'TransferTeleported',
              schemaVersion: 1,
              occurredAt: '2026-02-14T09:00:00.000Z',
              recordedAt: '2026-02-14T09:00:00.000Z',
              metadata: {},
              data: '{}',
              chainhash: '0'.repeat(64),
            },
          ],
        },
      ]),
    )
    const { projected } = await given(engine.runDue())
    for (const one of projected)
      expect(one).toMatchObject({
        unread: [{ stream: 'transfer-future', type: 'TransferTeleported', reason: 'UNKNOWN_TYPE' }],
      })
  })

  it('are waited for up to the sequence of a receipt', async () => {
    const receipt = await pay(engine, 't1')
    const reader = engineOn(onTest.store, { readModels })
    const reached = await given(reader.waitUntilRead({ projection: 'balance', sequence: receipt.sequence }))
    expect(reached).toBeGreaterThanOrEqual(receipt.sequence)
  })

  it('are waited for until an event comes that the ledger does not have yet', async () => {
    const { sequence } = await pay(engine, 't1')
    const reader = engineOn(onTest.store, { readModels })
    const reached = given(reader.waitUntilRead({ projection: 'balance', sequence: sequence + 1, deadlineMs: 60_000 }))
    await pay(engine, 't2')
    expect(await reached).toBeGreaterThan(sequence)
  })

  it('that do not come in time are answered with how far they came', async () => {
    const { sequence } = await pay(engine, 't1')
    let ring = (): void => undefined
    const timer = {
      after: (_milliseconds: number, then: () => void) => {
        ring = then
        return () => undefined
      },
      spread: () => 0,
    }
    const reader = engineOn(onTest.store, { readModels, timer })
    await given(reader.waitUntilRead({ projection: 'balance', sequence }))
    const late = reader.waitUntilRead({ projection: 'balance', sequence: sequence + 100, deadlineMs: 250 })()
    ring()
    expect(await late).toMatchObject({ left: { _tag: 'ReadModelLate', wanted: sequence + 100, deadlineMs: 250 } })
  })

  it('are rebuilt beside the live one, compared, and switched, again and again', async () => {
    await pay(engine, 't1')
    for (const transferId of ['t2', 't3']) {
      const before = await balanceOfBo(engine)
      const live = await liveDocuments(readModels, balanceProjection)
      expect(await given(engine.rebuild('balance'))).toMatchObject({
        differing: 0,
        switched: true,
        throughSequence: before.throughSequence,
      })
      expect(await liveDocuments(readModels, balanceProjection)).toEqual(live)
      expect(await balanceOfBo(engine)).toEqual(before)
      await pay(engine, transferId)
      expect((await balanceOfBo(engine)).throughSequence).toBeGreaterThan(before.throughSequence)
    }
    // What was switched away from is gone.
    expect(await given(readModels.range({ collection: 'balance.account@1', limit: 1 }))).toEqual([])
  })

  it('that were damaged are named document by document, and made good by the switch', async () => {
    await pay(engine, 't1')
    const sound = await balanceOfBo(engine)
    const { throughSequence } = sound
    const text = await given(readModels.get('balance.account@1', 'bo'))
    await given(
      readModels.commit({
        projection: 'balance@1',
        expectedCheckpoint: throughSequence,
        checkpoint: throughSequence,
        writes: [
          {
            _tag: 'Put',
            collection: 'balance.account@1',
            key: 'bo',
            value: (text ?? '').replace('"booked":"100"', '"booked":"900"'),
          },
        ],
      }),
    )
    const reader = engineOn(onTest.store, { readModels })
    const kept = await given(reader.rebuild('balance', 'KEEP'))
    expect(kept).toMatchObject({
      differing: 1,
      switched: false,
      differences: [{ collection: 'balance.account', key: 'bo', rebuilt: text }],
    })
    expect(await balanceOfBo(reader)).not.toEqual(sound)
    expect(await given(reader.rebuild('balance'))).toMatchObject({ differing: 1, switched: true })
    expect(await balanceOfBo(reader)).toEqual(sound)
  })

  it('are rebuilt while new events arrive', async () => {
    await pay(engine, 't1')
    const other = engineOn(onTest.store, { readModels })
    const [rebuilt] = await Promise.all([
      given(engine.rebuild('audit')),
      (async () => {
        for (let number = 0; number < 20; number += 1) {
          await pay(other, `meanwhile-${number}`)
          await given(other.runDue())
        }
      })(),
    ])
    expect(rebuilt).toMatchObject({ differing: 0, switched: true })
    expect(await given(engine.rebuild('audit'))).toMatchObject({ differing: 0 })
  })

  it('that two rebuild at once are switched by one of them, and stay whole', async () => {
    await pay(engine, 't1')
    const before = await balanceOfBo(engine)
    const other = engineOn(onTest.store, { readModels })
    const outcomes = await Promise.all([engine.rebuild('balance')(), other.rebuild('balance')()])
    expect(outcomes.some(E.isRight)).toBe(true)
    for (const outcome of outcomes)
      if (E.isLeft(outcome)) expect(outcome.left).toMatchObject({ _tag: 'RebuildOvertaken' })
    expect(await balanceOfBo(engine)).toEqual(before)
    expect(await given(engine.rebuild('balance'))).toMatchObject({ differing: 0 })
  })
})

describe.each(testedStores)('a process that ends at any of its writes to the read models $name', ({ make, name }) => {
  const crashes: ReadonlyArray<Crash> = ['BEFORE', 'AFTER']

  it.each(crashes)(
    'leaves them as the ledger has them, when it ends %s the write was stored',
    async (crash) => {
      // Files are slow to make, so there every seventh write must do.
      const stride = name === 'in memory' ? 1 : 7
      for (let at = 1; ; at += stride) {
        const onTest = await make()
        const kept = readModelsOf(onTest.store)
        const crashing = crashingReadModels(kept, at, crash)
        const { engine } = await smallBook(onTest.store, { readModels: crashing })
        await pay(engine, 't1')
        await engine.runDue()()
        await pay(engine, 't2')
        await engine.rebuild('balance')()
        await engine.rebuild('balance')()
        const restarted = engineOn(onTest.store, { readModels: kept })
        const live = await given(restarted.read(balanceProjection, (model) => balanceOf(model, 'bo')))
        expect(live.answer).toMatchObject([{ booked: 200n }])
        expect(await given(restarted.rebuild('balance'))).toMatchObject({ differing: 0, switched: true })
        await onTest.dispose()
        if (!crashing.hasCrashed()) return
      }
    },
    60_000,
  )
})

it('two engines on one SQLite file, each with a connection of its own, take every event in exactly once', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'waybill-two-engines-'))
  const open = () => given(openSqliteStore({ path: join(folder, 'ledger.db'), ledger: testLedger }))
  const [one, two] = [await open(), await open()]
  const { clock, engine } = await smallBook(one, { projections: [busiestDay] })
  const other = engineOn(two, { clock, projections: [busiestDay] })
  for (let number = 0; number < 12; number += 1) {
    await pay(number % 2 === 0 ? engine : other, `t${number}`)
    await Promise.all([given(engine.runDue()), given(other.runDue()), given(engine.runDue())])
  }
  const [mine, theirs] = await Promise.all([
    given(engine.read(busiestDay, paidOn(day))),
    given(other.read(busiestDay, paidOn(day))),
  ])
  expect(mine).toMatchObject({ answer: { transfers: 13, minorUnits: 101_200n } })
  expect(theirs).toEqual(mine)
  for (const { name } of [balanceProjection, auditProjection, busiestDay])
    expect(await given(other.rebuild(name))).toMatchObject({ differing: 0, switched: true })
  // The other engine notices the switch by itself.
  await pay(engine, 'after')
  expect(await given(engine.read(busiestDay, paidOn(day)))).toMatchObject({ answer: { transfers: 14 } })
  await one.close()
  await two.close()
  await rm(folder, { recursive: true, force: true })
})
