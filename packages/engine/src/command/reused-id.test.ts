import { cny } from '@waybill/core'
import { refused, taken } from '../../test/answers.js'
import { meanwhile } from '../../test/meanwhile.js'
import { customer, elsewhere, engineOn, network, smallBook } from '../../test/small-book.js'
import { testedStores, type StoreOnTest } from '../../test/tested-stores.js'
import type { VirtualClock } from '../../test/virtual-clock.js'
import type { Engine } from '../engine.js'

const payment = { commandId: 'c1', transferId: 't1', payer: 'mei', payee: 'bo', amount: cny('400.00') }

/** What is left out and filled in is another thing to say than the same value said: the answer names exactly what differs. */
describe.each(testedStores)('an id that is used again with another payload $name', ({ make }) => {
  let onTest: StoreOnTest
  let engine: Engine
  let clock: VirtualClock
  beforeEach(async () => {
    onTest = await make()
    ;({ engine, clock } = await smallBook(onTest.store))
  })
  afterEach(() => onTest.dispose())

  it('names a field that now says what was filled in before', async () => {
    await taken(engine.initiate(payment))
    const explicit = [
      { rail: 'book' },
      { fees: [] },
      { funding: [{ account: 'mei', amount: cny('400.00') }] },
      { confirmationRequired: true },
    ]
    for (const said of explicit)
      expect(await refused(engine.initiate({ ...payment, ...said }))).toMatchObject({
        _tag: 'CommandIdReused',
        differences: Object.keys(said),
      })
    expect(await refused(engine.initiate({ ...payment, rail: 'book', fees: [], purpose: 'rent' }))).toMatchObject({
      differences: expect.arrayContaining(['rail', 'fees', 'purpose']),
    })
  })

  it('names a field that was said before and is now left out, and no other', async () => {
    const fees = [{ kind: 'WIRE', amount: cny('1.00'), bearer: 'PAYER' }] as const
    await taken(engine.initiate({ ...payment, fees }))
    expect(await refused(engine.initiate(payment))).toMatchObject({ differences: ['fees'] })
  })

  it('names an amount that is said only the second time', async () => {
    await taken(engine.initiate(payment))
    await taken(engine.confirm({ commandId: 'c2', transferId: 't1', by: customer }))
    await taken(engine.credit({ commandId: 'c3', transferId: 't1' }))
    const all = { commandId: 'c3', transferId: 't1', amount: cny('400.00') }
    expect(await refused(engine.credit(all))).toMatchObject({ _tag: 'CommandIdReused', differences: ['amount'] })
  })

  it('is told so where another command says the very same', async () => {
    await taken(engine.initiate(payment))
    await taken(engine.confirm({ commandId: 'c2', transferId: 't1', by: customer }))
    const same = { commandId: 'c3', transferId: 't1' }
    await taken(engine.credit(same))
    expect(await refused(engine.send('ExpireTransfer', same))).toMatchObject({
      _tag: 'CommandIdReused',
      firstCommand: 'CreditTransfer',
      differences: ['command'],
    })
  })

  it('names no time that the engine had filled in', async () => {
    await taken(engine.initiate(payment))
    const dispute = {
      commandId: 'c2',
      transferId: 't1',
      disputeId: 'd1',
      claim: 'NOT_ARRIVED',
      claimant: customer,
    } as const
    const first = await taken(engine.dispute(dispute))
    clock.advance(60_000)
    expect((await taken(engine.dispute(dispute))).events).toEqual(first.events)
    expect(await refused(engine.dispute({ ...dispute, claim: 'LATE' }))).toMatchObject({ differences: ['claim'] })
    const named = { ...dispute, replyDueAt: '2026-02-15T09:30:00.000Z' }
    expect(await refused(engine.dispute(named))).toMatchObject({ differences: ['replyDueAt'] })
  })

  it('is told so also where both payloads lead to the same events and another engine was first', async () => {
    await taken(engine.initiate(payment))
    await taken(engine.confirm({ commandId: 'c2', transferId: 't1', by: customer }))
    const credit = { commandId: 'c3', transferId: 't1' }
    const overtaken = engineOn(
      meanwhile(onTest.store, () => taken(engine.credit(credit))),
      { clock },
    )
    expect(await refused(overtaken.credit({ ...credit, amount: cny('400.00') }))).toMatchObject({
      _tag: 'CommandIdReused',
      differences: ['amount'],
    })
  })

  it('is a contradiction where it is that of a report and another engine was first', async () => {
    await taken(engine.initiate({ ...payment, payee: elsewhere, rail: 'hvps' }))
    const report = { transferId: 't1', reportId: 'm1', by: network, asOf: '2026-02-14T09:29:00.000Z' } as const
    const silence = { ...report, final: false } as const
    const overtaken = engineOn(
      meanwhile(onTest.store, () => taken(engine.report('ReportNeverReceived', silence))),
      { clock },
    )
    const final = await taken(overtaken.report('ReportNeverReceived', { ...silence, final: true }))
    expect(final.events.map(({ type }) => type)).toEqual(['MismatchObserved'])
  })
})
