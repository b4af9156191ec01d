import * as E from 'fp-ts/lib/Either.js'
import { cny } from '@waybill/core'
import type { EventStore } from '@waybill/port'
import { refused, taken, withoutReplay } from '../../test/answers.js'
import {
  acceptedReport,
  countingRail,
  creditedReport,
  said,
  silent,
  type CountingRail,
} from '../../test/counting-rail.js'
import { customer, elsewhere, engineOn, network, operator, smallBook } from '../../test/small-book.js'
import { testedStores, type StoreOnTest } from '../../test/tested-stores.js'
import { hours, minutes, type VirtualClock } from '../../test/virtual-clock.js'
import type { Engine } from '../engine.js'

const instruction = { transferId: 't1', payer: 'mei', payee: elsewhere, amount: cny('400.00'), rail: 'hvps' } as const

const nothing = { right: { done: [], failed: [] } }

const typesIn = async (store: EventStore, stream: string): Promise<ReadonlyArray<string>> => {
  const events = await store.readStream(stream, { limit: 1000 })()
  if (E.isLeft(events)) throw new Error(events.left._tag)
  return events.right.map(({ type }) => type)
}

describe.each(testedStores)('a transfer on a rail $name', ({ make }) => {
  let onTest: StoreOnTest
  let engine: Engine
  let clock: VirtualClock
  let rail: CountingRail
  beforeEach(async () => {
    onTest = await make()
    rail = countingRail()
    ;({ engine, clock } = await smallBook(onTest.store, { rails: [rail] }))
    await taken(engine.initiate({ commandId: 'c1', ...instruction }))
  })
  afterEach(() => onTest.dispose())

  const confirm = () => engine.confirm({ commandId: 'c2', transferId: 't1', by: customer })
  const story = async () =>
    (await typesIn(onTest.store, 'transfer-t1')).filter((type) => type !== 'TransferFundsConfirmed')

  it('is handed to its rail right after it is confirmed, once', async () => {
    const receipt = await taken(confirm())
    expect(receipt.transfer?.status).toBe('CONFIRMED')
    expect(await story()).toEqual(['TransferInitiated', 'TransferConfirmed', 'SubmissionStarted', 'TransferSubmitted'])
    expect(rail.submitted).toHaveLength(1)
    expect(rail.submitted[0]?.message).toMatchObject({
      transferId: 't1',
      amount: '40000',
      currency: 'CNY',
      payeeAccount: '6222021001112223334',
      payeeInstitution: 'ICBC',
    })
    expect(withoutReplay(await taken(confirm()))).toEqual(withoutReplay(receipt))
    expect(rail.submitted).toHaveLength(1)
  })

  it('is known to its rail by one key for ever', async () => {
    await taken(confirm())
    await taken(engine.initiate({ commandId: 'c5', ...instruction, transferId: 't2' }))
    await taken(engine.confirm({ commandId: 'c6', transferId: 't2', by: customer }))
    const keys = rail.submitted.map(({ railKey }) => railKey)
    expect(new Set(keys).size).toBe(2)
  })

  it('is stored as started before the rail is called', async () => {
    let known: ReadonlyArray<string> = []
    rail.onSubmit(async () => {
      known = await story()
      return said(acceptedReport('ack'))
    })
    await taken(confirm())
    expect(known.at(-1)).toBe('SubmissionStarted')
  })

  it('takes everything that the rail says in its answer', async () => {
    rail.onSubmit(() => said(acceptedReport('ack'), creditedReport('done')))
    await taken(confirm())
    expect((await story()).slice(-2)).toEqual(['TransferSubmitted', 'TransferCredited'])
  })

  it('comes into doubt when the rail does not answer: nothing is released, and an inquiry is due', async () => {
    rail.onSubmit(() => silent)
    await taken(confirm())
    expect((await story()).at(-1)).toBe('TransferOutcomeUnknown')
    expect(
      await refused(
        engine.pay({
          commandId: 'p1',
          transferId: 'p1',
          payer: 'mei',
          payee: 'bo',
          amount: cny('600.01'),
          by: customer,
        }),
      ),
    ).toMatchObject({
      _tag: 'InsufficientAvailableBalance',
    })
    clock.advance(minutes(1))
    rail.onInquire(() => said(creditedReport('found')))
    const due = await engine.runDue()()
    expect(due).toMatchObject({ right: { done: [{ transferId: 't1', deed: { _tag: 'Inquire' } }], failed: [] } })
    expect((await story()).slice(-2)).toEqual(['StatusInquirySent', 'TransferCredited'])
    expect(rail.submitted).toHaveLength(1)
    expect(rail.inquired).toEqual([{ railKey: rail.submitted[0]?.railKey }])
  })

  it('does not come into doubt when what the rail says arrives by another way than its lost answer', async () => {
    rail.onSubmit(async () => {
      const accepted = { reportId: 'ack', asOf: clock.now(), by: network, railReference: 'r1' }
      await taken(engine.report('ReportAccepted', { transferId: 't1', ...accepted }))
      return silent
    })
    await taken(engineOn(onTest.store, { clock }).confirm({ commandId: 'c2', transferId: 't1', by: customer }))
    expect(await taken(engine.submit('t1'))).toMatchObject({ events: [{ type: 'SubmissionStarted' }] })
    expect((await story()).at(-1)).toBe('TransferSubmitted')
    expect(await engine.runDue()()).toMatchObject(nothing)
  })

  it('counts a rail that throws, or says what cannot be read, as silent', async () => {
    rail.onSubmit(() => {
      throw new Error('socket closed')
    })
    await taken(confirm())
    expect((await story()).at(-1)).toBe('TransferOutcomeUnknown')

    rail.onSubmit(() => said(creditedReport('done', '4e4')))
    await taken(engine.initiate({ commandId: 'c5', ...instruction, transferId: 't2' }))
    await taken(engine.confirm({ commandId: 'c6', transferId: 't2', by: customer }))
    expect((await typesIn(onTest.store, 'transfer-t2')).at(-1)).toBe('TransferOutcomeUnknown')
  })

  it('waits for its rail no longer than the limit, and still records an answer that comes later', async () => {
    let answer: (value: ReturnType<typeof said>) => void = () => undefined
    rail.onSubmit(() => new Promise((resolve) => (answer = resolve)))
    const hasty = engineOn(onTest.store, { rails: [rail], clock, limits: { railAnswerMs: 20 } })
    await taken(hasty.confirm({ commandId: 'c2', transferId: 't1', by: customer }))
    expect((await story()).at(-1)).toBe('TransferOutcomeUnknown')
    answer(said(creditedReport('late')))
    for (let turn = 0; turn < 100 && (await story()).at(-1) !== 'TransferCredited'; turn += 1)
      await new Promise((resolve) => setTimeout(resolve, 5))
    expect((await story()).at(-1)).toBe('TransferCredited')
  })

  it('is inquired about, and never submitted again, after a crash between SubmissionStarted and the answer', async () => {
    // The process dies inside the call: its engine never hears the answer.
    let hangUp: (value: typeof silent) => void = () => undefined
    rail.onSubmit(() => new Promise((resolve) => (hangUp = resolve)))
    void confirm()()
    for (let turn = 0; turn < 200 && rail.submitted.length === 0; turn += 1)
      await new Promise((resolve) => setTimeout(resolve, 5))
    expect((await story()).at(-1)).toBe('SubmissionStarted')

    const restarted = engineOn(await onTest.reopen(), { rails: [rail], clock })
    const tooEarly = await restarted.runDue()()
    expect(tooEarly).toMatchObject(nothing)
    await taken(restarted.confirm({ commandId: 'c2', transferId: 't1', by: customer }))
    await refusedOrReplayed(restarted.submit('t1'))
    expect(rail.submitted).toHaveLength(1)

    clock.advance(minutes(5))
    rail.onInquire(() => said(creditedReport('found')))
    const due = await restarted.runDue()()
    expect(due).toMatchObject({
      right: { done: [{ deed: { _tag: 'DeclareOutcomeUnknown' } }, { deed: { _tag: 'Inquire' } }], failed: [] },
    })
    expect(rail.submitted).toHaveLength(1)
    expect(rail.inquired).toHaveLength(1)
    expect(await restarted.runDue()()).toMatchObject(nothing)
    hangUp(silent)
  })

  it('fails, and the money goes back, when the rail says for good that it never received it', async () => {
    rail.onSubmit(() => silent)
    await taken(confirm())
    clock.advance(minutes(1))
    rail.onInquire(() => said({ _tag: 'NeverReceived', messageId: 'none', asOf: clock.now(), by: 'HVPS', final: true }))
    await engine.runDue()()
    expect((await story()).at(-1)).toBe('TransferFailed')
    expect(rail.submitted).toHaveLength(1)
    await taken(
      engine.pay({
        commandId: 'p1',
        transferId: 'p1',
        payer: 'mei',
        payee: 'bo',
        amount: cny('1000.00'),
        by: customer,
      }),
    )
  })

  it('stays in doubt, and is asked about again later, when the rail never received it but gives no promise', async () => {
    rail.onSubmit(() => silent)
    await taken(confirm())
    clock.advance(minutes(1))
    rail.onInquire(() =>
      said({ _tag: 'NeverReceived', messageId: 'none', asOf: clock.now(), by: 'HVPS', final: false }),
    )
    await engine.runDue()()
    await engine.runDue()()
    expect(rail.inquired).toHaveLength(1)
    expect((await story()).at(-1)).toBe('TransferOutcomeUnknown')
    clock.advance(hours(4))
    rail.onInquire(() => said(creditedReport('found')))
    await engine.runDue()()
    expect(rail.inquired).toHaveLength(2)
    expect((await story()).at(-1)).toBe('TransferCredited')
    expect(rail.submitted).toHaveLength(1)
  })

  it('comes into doubt when the rail acknowledged it and its promised time passes', async () => {
    await taken(
      engine.initiate({ commandId: 'c5', ...instruction, transferId: 't2', promisedBy: '2026-02-14T12:00:00.000Z' }),
    )
    await taken(engine.confirm({ commandId: 'c6', transferId: 't2', by: customer }))
    clock.set('2026-02-14T11:59:59.999Z')
    expect(await engine.runDue()()).toMatchObject(nothing)
    clock.set('2026-02-14T12:00:00.000Z')
    rail.onInquire(() => silent)
    const due = await engine.runDue()()
    expect(due).toMatchObject({
      right: {
        done: [
          { transferId: 't2', deed: { _tag: 'DeclareOutcomeUnknown', because: 'DEADLINE_PASSED' } },
          { transferId: 't2', deed: { _tag: 'Inquire' } },
        ],
      },
    })
  })

  it('is submitted by whoever has the rail, when the engine that confirmed it has not', async () => {
    const without = engineOn(onTest.store, { clock })
    await taken(without.confirm({ commandId: 'c2', transferId: 't1', by: customer }))
    expect(await refused(without.submit('t1'))).toEqual({
      _tag: 'RailNotRegistered',
      transferId: 't1',
      rail: 'hvps',
      registered: [],
    })
    expect(await without.runDue()()).toMatchObject(nothing)
    expect(await engine.runDue()()).toMatchObject({ right: { done: [{ deed: { _tag: 'Submit' } }] } })
    expect(rail.submitted).toHaveLength(1)
  })

  it('is submitted once when two engines find it due at the same time', async () => {
    const without = engineOn(onTest.store, { clock })
    await taken(without.confirm({ commandId: 'c2', transferId: 't1', by: customer }))
    const other = engineOn(onTest.store, { rails: [rail], clock })
    await Promise.all([engine.runDue()(), other.runDue()(), engine.submit('t1')(), other.submit('t1')()])
    expect(rail.submitted).toHaveLength(1)
  })

  it('is not submitted while it is held, and is when it is released', async () => {
    const without = engineOn(onTest.store, { clock })
    await taken(without.confirm({ commandId: 'c2', transferId: 't1', by: customer }))
    await taken(
      engine.hold({
        commandId: 'h1',
        transferId: 't1',
        holdId: 'h',
        kind: 'FRAUD',
        rule: 'r',
        ruleVersion: '1',
        by: operator,
      }),
    )
    expect(await engine.runDue()()).toMatchObject(nothing)
    expect(rail.submitted).toHaveLength(0)
    await taken(engine.release({ commandId: 'h2', transferId: 't1', holdId: 'h', by: operator }))
    expect(rail.submitted).toHaveLength(1)
  })

  it('is not submitted before its earliest day', async () => {
    await taken(
      engine.initiate({ commandId: 'c5', ...instruction, transferId: 't2', notBefore: '2026-02-15T00:00:00.000Z' }),
    )
    await taken(engine.confirm({ commandId: 'c6', transferId: 't2', by: customer }))
    expect(rail.submitted).toHaveLength(0)
    clock.set('2026-02-15T00:00:00.000Z')
    await engine.runDue()()
    expect(rail.submitted).toHaveLength(1)
  })

  const refusedOrReplayed = async (answered: ReturnType<Engine['submit']>): Promise<void> => {
    const answer = await answered()
    expect(E.isLeft(answer) || answer.right.replayed).toBe(true)
  }
})
