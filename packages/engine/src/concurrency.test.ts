import * as E from 'fp-ts/lib/Either.js'
import { cny } from '@waybill/core'
import type { EventStore } from '@waybill/port'
import { refused, taken } from '../test/answers.js'
import { customer, engineOn, smallBook } from '../test/small-book.js'
import { testedStores, type StoreOnTest } from '../test/tested-stores.js'
import { virtualClock, hours, morning } from '../test/virtual-clock.js'
import type { Engine } from './engine.js'

const sixtyFour = Array.from({ length: 64 }, (_, index) => index)

const payment = (index: number) => ({
  commandId: `pay-${index}`,
  transferId: `t-${index}`,
  payer: 'mei',
  payee: 'bo',
  amount: cny('30.00'),
  by: customer,
})

const isTaken = E.isRight

describe.each(testedStores)('many at once $name', ({ make }) => {
  let onTest: StoreOnTest
  let engine: Engine
  beforeEach(async () => {
    onTest = await make()
    engine = (await smallBook(onTest.store)).engine
  })
  afterEach(() => onTest.dispose())

  it('takes exactly those of 64 payments that the account can pay, and refuses the others for ever', async () => {
    const answers = await Promise.all(sixtyFour.map((index) => engine.pay(payment(index))()))
    // CNY 1,000.00 pay 33 times CNY 30.00.
    expect(answers.filter(isTaken)).toHaveLength(33)
    const refusals = answers.filter(E.isLeft)
    expect(new Set(refusals.map(({ left }) => left._tag))).toEqual(new Set(['InsufficientAvailableBalance']))

    const again = await Promise.all(sixtyFour.map((index) => engine.pay(payment(index))()))
    expect(again.filter(E.isLeft)).toEqual(refusals)
    const restarted = engineOn(await onTest.reopen())
    const later = await Promise.all(sixtyFour.map((index) => restarted.pay(payment(index))()))
    expect(later.filter(E.isLeft)).toEqual(refusals)
    expect(later.filter(isTaken)).toHaveLength(33)
  })

  it('reserves exactly what there is when 64 transfers are initiated at once', async () => {
    const initiated = await Promise.all(
      sixtyFour.map((index) => {
        const { by: _by, ...instruction } = payment(index)
        return engine.initiate(instruction)()
      }),
    )
    expect(initiated.filter(isTaken)).toHaveLength(33)
  })

  it('never spends the same money in two engines', async () => {
    const other = engineOn(onTest.store)
    const answers = await Promise.all(
      sixtyFour.map((index) => (index % 2 === 0 ? engine : other).pay(payment(index))()),
    )
    expect(answers.filter(isTaken)).toHaveLength(33)
    for (const answer of answers.filter(E.isLeft)) expect(answer.left._tag).toBe('InsufficientAvailableBalance')
  })

  it('does one thing once when the same command is sent 16 times at once, in two engines', async () => {
    const other = engineOn(onTest.store)
    const answers = await Promise.all(
      sixtyFour.slice(0, 16).map((index) => (index % 2 === 0 ? engine : other).pay(payment(0))()),
    )
    const receipts = answers.flatMap((answer) => (isTaken(answer) ? [answer.right] : []))
    expect(receipts).toHaveLength(16)
    expect(receipts.filter(({ replayed }) => !replayed)).toHaveLength(1)
    expect(new Set(receipts.map(({ events }) => JSON.stringify(events))).size).toBe(1)
  })

  it('lets one of the same command id win that is aimed at two transfers', async () => {
    const other = engineOn(onTest.store)
    const answers = await Promise.all([
      engine.pay({ ...payment(1), commandId: 'same' })(),
      other.pay({ ...payment(2), commandId: 'same' })(),
    ])
    expect(answers.filter(isTaken)).toHaveLength(1)
    expect(answers.filter(E.isLeft).map(({ left }) => left._tag)).toEqual(['CommandIdReused'])
  })

  it('lets exactly one of confirm, cancel, reject and expire win', async () => {
    for (const index of sixtyFour.slice(0, 12)) {
      const { by: _by, ...instruction } = payment(index)
      const transferId = instruction.transferId
      await taken(engine.initiate({ ...instruction, expiresAt: '2026-02-14T10:30:00.000Z' }))
      const confirmer = engineOn(onTest.store, { clock: virtualClock(morning) })
      const late = engineOn(onTest.store, { clock: virtualClock('2026-02-14T10:30:00.000Z') })
      const reason = { codeSet: 'waybill', code: 'RISK' }
      const answers = await Promise.all([
        confirmer.confirm({ commandId: `confirm-${index}`, transferId, by: customer })(),
        engine.cancel({ commandId: `cancel-${index}`, transferId, by: customer })(),
        engine.reject({ commandId: `reject-${index}`, transferId, by: { role: 'OPERATOR' }, reason })(),
        late.send('ExpireTransfer', { commandId: `expire-${index}`, transferId })(),
      ])
      expect(answers.filter(isTaken)).toHaveLength(1)
    }
  })

  it('spends money that came in between the decision and its refusal', async () => {
    const other = engineOn(onTest.store)
    const cameIn = other.pay({ ...payment(1), amount: cny('500.00') })
    let waiting = true
    const store: EventStore = {
      ...onTest.store,
      // The engine asks for the head only when it is about to refuse.
      ledgerHead: () => async () => {
        if (waiting) await taken(cameIn)
        waiting = false
        return onTest.store.ledgerHead()()
      },
    }
    const onward = { ...payment(2), payer: 'bo', payee: 'mei', amount: cny('500.00') }
    expect((await taken(engineOn(store).pay(onward))).transfer?.status).toBe('CREDITED')
    expect(waiting).toBe(false)
  })

  it('decides by the moment at which a command was received, whatever it waits for', async () => {
    const clock = virtualClock()
    const own = engineOn(onTest.store, { clock })
    const { by: _by, ...instruction } = payment(1)
    await taken(own.initiate({ ...instruction, expiresAt: '2026-02-14T10:30:00.000Z' }))
    clock.advance(hours(1))
    expect(await refused(own.confirm({ commandId: 'late', transferId: 't-1', by: customer }))).toEqual({
      _tag: 'ConfirmationTooLate',
      expiresAt: '2026-02-14T10:30:00.000Z',
      receivedAt: '2026-02-14T10:30:00.000Z',
    })
  })
})
