import * as E from 'fp-ts/lib/Either.js'
import { cny } from '@waybill/core'
import { refused, taken } from '../../test/answers.js'
import { acceptedReport, countingRail, said } from '../../test/counting-rail.js'
import { customer, elsewhere, engineOn, network, smallBook } from '../../test/small-book.js'
import { testedStores, type StoreOnTest } from '../../test/tested-stores.js'
import { hours, type VirtualClock } from '../../test/virtual-clock.js'
import type { Engine } from '../engine.js'

const nothing = { right: { done: [], failed: [] } }

describe.each(testedStores)('what is due $name', ({ make }) => {
  let onTest: StoreOnTest
  let engine: Engine
  let clock: VirtualClock
  beforeEach(async () => {
    onTest = await make()
    ;({ engine, clock } = await smallBook(onTest.store))
  })
  afterEach(() => onTest.dispose())

  const initiate = (transferId: string, amount: string) =>
    engine.initiate({
      commandId: `initiate-${transferId}`,
      transferId,
      payer: 'mei',
      payee: 'bo',
      amount: cny(amount),
      expiresAt: '2026-02-14T10:30:00.000Z',
    })

  it('expires reservations whose time has come, once, and the money is available again', async () => {
    await taken(initiate('t1', '400.00'))
    await taken(initiate('t2', '600.00'))
    expect(await engine.runDue()()).toMatchObject(nothing)
    clock.advance(hours(1))
    const due = await engine.runDue()()
    expect(due).toMatchObject({
      right: {
        done: [
          { transferId: 't1', deed: { _tag: 'Expire' }, receipt: { transfer: { status: 'EXPIRED' } } },
          { transferId: 't2', deed: { _tag: 'Expire' }, receipt: { transfer: { status: 'EXPIRED' } } },
        ],
        failed: [],
      },
    })
    expect(await engine.runDue()()).toMatchObject(nothing)
    expect(await engineOn(await onTest.reopen(), { clock }).runDue()()).toMatchObject(nothing)
  })

  it('makes the expired money available', async () => {
    await taken(initiate('t1', '1000.00'))
    clock.advance(hours(1))
    await engine.runDue()()
    await taken(
      engine.pay({ commandId: 'p', transferId: 'p', payer: 'mei', payee: 'bo', amount: cny('1000.00'), by: customer }),
    )
  })

  it('does each thing once when two engines run it at the same time', async () => {
    for (const name of ['t1', 't2', 't3', 't4']) await taken(initiate(name, '100.00'))
    clock.advance(hours(1))
    const other = engineOn(onTest.store, { clock })
    const reports = await Promise.all([engine.runDue()(), other.runDue()()])
    const done = reports.flatMap((report) => (E.isRight(report) ? report.right.done : []))
    expect(done.map(({ transferId }) => transferId).sort()).toEqual(['t1', 't2', 't3', 't4'])
    expect(reports.flatMap((report) => (E.isRight(report) ? report.right.failed : []))).toEqual([])
  })

  it('leaves no refusal behind when a confirmation was faster', async () => {
    await taken(initiate('t1', '400.00'))
    const late = engineOn(onTest.store, { clock })
    await late.runDue()()
    await taken(engine.confirm({ commandId: 'c', transferId: 't1', by: customer }))
    expect(await late.runDue('2026-02-14T12:00:00.000Z')()).toMatchObject(nothing)
    const stream = await onTest.store.readStream('transfer-t1', { limit: 10 })()
    expect(JSON.stringify(stream)).not.toContain('CommandRefused')
  })

  it('takes the time that it is given for now', async () => {
    await taken(initiate('t1', '400.00'))
    const due = await engine.runDue('2026-02-14T10:30:00.000Z')()
    expect(due).toMatchObject({ right: { done: [{ deed: { _tag: 'Expire' } }] } })
    expect(await refused(engine.confirm({ commandId: 'c', transferId: 't1', by: customer }))).toMatchObject({
      _tag: 'StatusForbids',
      status: 'EXPIRED',
    })
  })

  it('declares a recall unanswered, also of a transfer that had come to rest', async () => {
    const rail = countingRail()
    rail.onSubmit(() => said(acceptedReport('ack')))
    const own = engineOn(onTest.store, { clock, rails: [rail] })
    await taken(
      own.initiate({
        commandId: 'c1',
        transferId: 't1',
        payer: 'mei',
        payee: elsewhere,
        amount: cny('400.00'),
        rail: 'hvps',
      }),
    )
    await taken(own.confirm({ commandId: 'c2', transferId: 't1', by: customer }))
    await taken(
      own.report('ReportCredited', {
        transferId: 't1',
        reportId: 'm1',
        by: network,
        asOf: clock.now(),
        account: elsewhere,
        amount: cny('400.00'),
      }),
    )
    expect(await own.runDue()()).toMatchObject(nothing)
    await taken(
      own.requestRecall({
        commandId: 'c3',
        transferId: 't1',
        recallId: 'r1',
        to: network,
        reason: { codeSet: 'ISO20022:ExternalCancellationReason1Code', code: 'CUST' },
        answerDueAt: '2026-02-14T11:00:00.000Z',
      }),
    )
    expect(await own.runDue()()).toMatchObject(nothing)
    clock.advance(hours(2))
    expect(await own.runDue()()).toMatchObject({
      right: { done: [{ deed: { _tag: 'DeclareRecallUnanswered', recallId: 'r1' } }] },
    })
    expect(await own.runDue()()).toMatchObject(nothing)
  })

  it('runs on a timer until it is stopped', async () => {
    await taken(initiate('t1', '400.00'))
    clock.advance(hours(1))
    const reports: unknown[] = []
    await new Promise<void>((resolve) => {
      engine.start(2, (report) => {
        reports.push(report)
        if (reports.length === 2) resolve()
      })
    })
    await engine.stop()
    const count = reports.length
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(reports).toHaveLength(count)
    expect(reports[0]).toMatchObject({ done: [{ deed: { _tag: 'Expire' } }] })
  })
})
