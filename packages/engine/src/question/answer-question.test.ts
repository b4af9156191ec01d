import * as E from 'fp-ts/lib/Either.js'
import { cny } from '@waybill/core'
import type { EventStore } from '@waybill/port'
import { refused, taken } from '../../test/answers.js'
import { countingRail, creditedReport, said, silent } from '../../test/counting-rail.js'
import { customer, elsewhere, engineOn, smallBook } from '../../test/small-book.js'
import { testedStores, type StoreOnTest } from '../../test/tested-stores.js'
import { minutes } from '../../test/virtual-clock.js'
import { describe as say } from '../describe/describe.js'
import { importedOrigin, originProperty } from '../log-file/index.js'

const originOf = async (store: EventStore): Promise<string | null> => {
  const origin = await store.properties.get(originProperty)()
  return E.isRight(origin) ? origin.right : null
}

describe.each(testedStores)('a question about a ledger $name', ({ make }) => {
  let onTest: StoreOnTest
  beforeEach(async () => {
    onTest = await make()
  })
  afterEach(() => onTest.dispose())

  it('is answered while the outcome is in doubt, and again when it is known', async () => {
    const rail = countingRail()
    rail.onSubmit(() => silent)
    const { engine, clock } = await smallBook(onTest.store, { rails: [rail] })
    await taken(
      engine.initiate({
        commandId: 'c1',
        transferId: 't1',
        payer: 'mei',
        payee: elsewhere,
        amount: cny('400.00'),
        rail: 'hvps',
        promisedBy: '2026-02-14T10:00:00.000Z',
      }),
    )
    await taken(engine.confirm({ commandId: 'c2', transferId: 't1', by: customer }))
    clock.advance(minutes(31))
    const early = await engine.explain({ transferId: 't1', claim: 'NOT_ARRIVED' })()
    expect(early).toMatchObject({ right: { cause: { leaf: 'B4' }, claim: { kind: 'NOT_ARRIVED' } } })

    rail.onInquire(() => said({ ...creditedReport('found'), asOf: clock.now() }))
    clock.advance(minutes(1))
    await engine.runDue()()
    const late = await engine.explain({ transferId: 't1', claim: 'NOT_ARRIVED' })()
    expect(late).toMatchObject({ right: { cause: { leaf: 'Z2' } } })
    if (E.isLeft(early) || E.isLeft(late)) throw new Error('a finding was expected')
    const { happenedBy, knownBy } = early.right.asOf
    expect(await engine.explain({ transferId: 't1', claim: 'NOT_ARRIVED', happenedBy, knownBy })()).toEqual(early)
  })

  it('about something that nobody knows is answered so', async () => {
    const { engine } = await smallBook(onTest.store)
    const answer = await engine.explain({ transferId: 'nobody' })()
    expect(answer).toMatchObject({ left: { _tag: 'SubjectUnknown' } })
    if (E.isLeft(answer)) expect(say(answer.left)).toContain('transfer nobody')
  })

  it('finds nothing to look into where all went well', async () => {
    const { engine } = await smallBook(onTest.store)
    expect(await engine.investigate()()).toEqual(E.right([]))
  })

  it('reads what the engine wrote as live and intact, chained from event to event', async () => {
    const { engine } = await smallBook(onTest.store)
    await taken(
      engine.pay({ commandId: 'p', transferId: 'p', payer: 'mei', payee: 'bo', amount: cny('1.00'), by: customer }),
    )
    await refused(
      engine.pay({ commandId: 'q', transferId: 'q', payer: 'bo', payee: 'mei', amount: cny('9.00'), by: customer }),
    )
    expect(await engine.view()()).toMatchObject({
      right: { integrity: { _tag: 'INTACT' }, completeness: { _tag: 'LIVE' }, undecodable: [] },
    })
  })

  it('takes an imported ledger for a file until an engine appends to it', async () => {
    const { engine } = await smallBook(onTest.store)
    await onTest.store.properties.set(originProperty, importedOrigin)()
    const reader = engineOn(onTest.store)
    expect(await reader.view()()).toMatchObject({ right: { completeness: { _tag: 'FILE', anchor: null } } })
    expect(await originOf(onTest.store)).toBe(importedOrigin)
    await taken(reader.freezeAccount({ commandId: 'f', account: 'mei', scope: 'DEBITS', reason: 'asked for' }))
    expect(await originOf(onTest.store)).toBe('ENGINE')
    expect(await engine.view()()).toMatchObject({ right: { completeness: { _tag: 'LIVE' } } })
  })
})
