import * as E from 'fp-ts/lib/Either.js'
import { cny } from '@waybill/core'
import type { EventStore } from '@waybill/port'
import { createMemoryStore } from '@waybill/store-memory'
import { refused, taken } from '../../test/answers.js'
import { crashes, crashingStore } from '../../test/crashing-store.js'
import { customer, engineOn, moneyComesIn, network, operator, smallBook } from '../../test/small-book.js'
import { readAll } from '../../test/trials.js'
import type { VirtualClock } from '../../test/virtual-clock.js'
import { checkStore } from '../log-file/index.js'
import type { Answered, Engine } from '../engine.js'

/** A book on a store that is appended to one stream at a time, with CNY 500.00 of savings beside it. */
const book = async (): Promise<{ store: EventStore; clock: VirtualClock; engine: Engine }> => {
  const store = createMemoryStore({ ledger: 'urn:waybill:others', appends: 'ONE_STREAM' })
  const { clock, engine } = await smallBook(store)
  await taken(engine.openAccount({ commandId: 'open-savings', account: 'savings', currency: 'CNY' }))
  await taken(moneyComesIn(engine, 'savings', '500.00'))
  return { store, clock, engine }
}

/** Does this in a process of its own, which ends before its append of this number. */
const endingBefore = async (
  { store, clock }: { store: EventStore; clock: VirtualClock },
  appendNumber: number,
  act: (engine: Engine) => Answered,
): Promise<void> => {
  const crashing = crashingStore(store, 'BEFORE', appendNumber)
  await act(engineOn(crashing.store, { clock }))()
  expect(crashing.reached()).toBe(true)
}

/** A store on which something happens before the append of this number arrives. */
const beforeAppend = (store: EventStore, appendNumber: number, happens: () => Promise<unknown>): EventStore => {
  let appends = 0
  return {
    ...store,
    append: (writes) => async () => {
      appends += 1
      if (appends === appendNumber) await happens()
      return store.append(writes)()
    },
  }
}

const typesIn = async (store: EventStore, stream: string): Promise<ReadonlyArray<string>> => {
  const log = await readAll(store)
  return log
    .filter((event) => event.stream === stream)
    .map(({ type, metadata }) => `${type} ${metadata['commandid']?.split('/').at(-1) ?? ''}`)
}

const allRulesHold = async (store: EventStore): Promise<void> => {
  expect(await checkStore(store, null)()).toMatchObject(E.right({ ruleProblems: [] }))
}

const pay = (commandId: string, transferId: string, decimal: string) => (engine: Engine) =>
  engine.pay({ commandId, transferId, payer: 'mei', payee: 'bo', amount: cny(decimal), by: customer })
const initiate = (commandId: string, transferId: string, decimal: string) => (engine: Engine) =>
  engine.initiate({ commandId, transferId, payer: 'mei', payee: 'bo', amount: cny(decimal) })
const reverse = (commandId: string) => (engine: Engine) =>
  engine.reverse({
    commandId,
    transferId: 't1',
    amount: cny('100.00'),
    kind: 'MISPOSTING',
    by: operator,
    authority: 'Terms, section 4',
    cause: 'H1',
  })
const freeze = (commandId: string) => (engine: Engine) =>
  engine.freezeAccount({ commandId, account: 'mei', scope: 'DEBITS', reason: 'A court order' })
const beginClosing = (commandId: string) => (engine: Engine) =>
  engine.beginClosingAccount({ commandId, account: 'bo', reason: 'Asked for' })

describe('where one append reaches one stream only, and another command is under way', () => {
  it('two changes of one account are told in the order in which they were claimed, and neither waits for the other in a ring', async () => {
    const world = await book()
    await endingBefore(world, 2, freeze('f1'))
    await endingBefore(world, 2, (engine) =>
      engine.beginClosingAccount({ commandId: 'b1', account: 'mei', reason: 'x' }),
    )
    const report = await engineOn(world.store, { clock: world.clock }).runDue('2020-01-01T00:00:00.000Z')()
    expect(report).toMatchObject({ right: { finished: [{ failure: null }, { failure: null }] } })
    expect(await typesIn(world.store, 'account-mei')).toEqual([
      'AccountOpened open-mei',
      'AccountFrozen f1',
      'AccountClosing b1',
    ])
    await allRulesHold(world.store)
  })

  it('a reservation that a cancellation has still to release is released before an account refuses for ever', async () => {
    const world = await book()
    await taken(initiate('c1', 't1', '1000.00')(world.engine))
    await endingBefore(world, 3, (engine) => engine.cancel({ commandId: 'c2', transferId: 't1', by: customer }))
    await taken(initiate('c3', 't2', '1000.00')(engineOn(world.store, { clock: world.clock })))
    expect(await typesIn(world.store, 'funds-mei')).toEqual([
      'FundsReserved c1',
      'FundsReleased c2',
      'FundsReserved c3',
    ])
    await allRulesHold(world.store)
  })

  it('an account is closed although the release of its last reservation was under way', async () => {
    const world = await book()
    await taken(moneyComesIn(world.engine, 'bo', '10.00'))
    const back = { payer: 'bo', payee: 'mei', amount: cny('10.00') }
    await taken(world.engine.initiate({ commandId: 'c1', transferId: 't1', ...back }))
    await taken(beginClosing('b1')(world.engine))
    await endingBefore(world, 3, (engine) => engine.confirm({ commandId: 'c2', transferId: 't1', by: customer }))
    await taken(engineOn(world.store).closeAccount({ commandId: 'b2', account: 'bo' }))
    await allRulesHold(world.store)
  })

  it('what a payment took that is not decided yet is decided before an account refuses for ever', async () => {
    const world = await book()
    await endingBefore(world, 3, pay('c1', 't1', '1000.00'))
    const refusal = await refused(pay('c2', 't2', '1000.00')(engineOn(world.store, { clock: world.clock })))
    expect(refusal).toMatchObject({ _tag: 'InsufficientAvailableBalance', available: { minorUnits: 0n } })
    expect((await typesIn(world.store, 'transfer-t1')).at(-1)).toBe('TransferCredited c1')
    await allRulesHold(world.store)
  })

  it('a sum that was taken is given back where the transfer refuses', async () => {
    const world = await book()
    await taken(moneyComesIn(world.engine, 'bo', '500.00'))
    await taken(pay('c1', 't1', '100.00')(world.engine))
    await endingBefore(world, 3, reverse('r1'))
    await taken(reverse('r2')(engineOn(world.store, { clock: world.clock })))
    const refusal = await refused(reverse('r1')(engineOn(world.store, { clock: world.clock })))
    expect(refusal).toMatchObject({ _tag: 'ReversalExceedsCredit', withPayee: { minorUnits: 0n } })
    expect(await typesIn(world.store, 'funds-bo')).toEqual(['FundsTaken r1', 'FundsTaken r2', 'FundsReleased r1'])
    await allRulesHold(world.store)
  })

  it('a first source is given back where the second refuses', async () => {
    const world = await book()
    const funding = [
      { account: 'mei', amount: cny('100.00') },
      { account: 'savings', amount: cny('500.00') },
    ]
    const both = (engine: Engine) =>
      engine.initiate({ commandId: 'c1', transferId: 't1', payer: 'mei', payee: 'bo', amount: cny('600.00'), funding })
    await endingBefore(world, 4, both)
    await taken(
      world.engine.pay({
        commandId: 'c2',
        transferId: 't2',
        payer: 'savings',
        payee: 'bo',
        amount: cny('1.00'),
        by: customer,
      }),
    )
    const refusal = await refused(both(engineOn(world.store, { clock: world.clock })))
    expect(refusal).toMatchObject({ _tag: 'InsufficientAvailableBalance', account: 'savings' })
    expect(await typesIn(world.store, 'funds-mei')).toEqual(['FundsReserved c1', 'FundsReleased c1'])
    expect(await typesIn(world.store, 'funds-savings')).toEqual(['FundsTaken c2', 'FundsRefused c1'])
    await taken(initiate('c3', 't1', '1000.00')(world.engine))
    await allRulesHold(world.store)
  })

  it('a payment and an initiation of one transfer that take from the same account do not wait for each other in a ring', async () => {
    const world = await book()
    await endingBefore(world, 3, pay('c1', 't1', '600.00'))
    // Its transfer is begun, and its account has not enough while the payment holds what it took.
    await endingBefore(world, 3, initiate('c2', 't1', '600.00'))
    const restarted = engineOn(world.store, { clock: world.clock })
    expect(await restarted.runDue('2020-01-01T00:00:00.000Z')()).toMatchObject({
      right: { finished: [{ failure: null }, { failure: null }] },
    })
    const [one, other] = [
      await pay('c1', 't1', '600.00')(restarted)(),
      await initiate('c2', 't1', '600.00')(restarted)(),
    ]
    expect([E.isRight(one), E.isRight(other)].sort()).toEqual([false, true])
    await allRulesHold(world.store)
  })

  it('a credit that was judged on an open account stands in front of its closing, however late it is written', async () => {
    const world = await book()
    await taken(initiate('c1', 't1', '100.00')(world.engine))
    await taken(world.engine.confirm({ commandId: 'c2', transferId: 't1', by: customer }))
    const slow = beforeAppend(world.store, 2, () =>
      taken(beginClosing('b1')(engineOn(world.store, { clock: world.clock }))),
    )
    // Whoever closes the account finishes the credit first, and judges it under what the account allows by then.
    const answer = await refused(engineOn(slow, { clock: world.clock }).credit({ commandId: 'c3', transferId: 't1' }))
    expect(answer).toMatchObject({ _tag: 'AccountNotOpen', account: 'bo', phase: 'CLOSING' })
    expect(await typesIn(world.store, 'transfer-t1')).not.toContain('TransferCredited c3')
    await allRulesHold(world.store)
  })

  it('a credit by a report that meets a closing is kept apart in suspense', async () => {
    const world = await book()
    const late = beforeAppend(world.store, 2, () =>
      taken(beginClosing('b1')(engineOn(world.store, { clock: world.clock }))),
    )
    await taken(moneyComesIn(engineOn(late, { clock: world.clock }), 'bo', '10.00'))
    const [credited] = (await readAll(world.store)).filter(
      ({ metadata, type }) => type === 'TransferCredited' && metadata['commandid']?.endsWith('in-bo') === true,
    )
    expect(credited?.data).toContain('suspense:CNY')
    expect(await world.engine.balance('bo')()).toMatchObject({ right: { balances: [{ booked: 0n }] } })
    await allRulesHold(world.store)
  })

  describe.each(crashes)('two reports that contradict each other, where the process goes wrong %s', (crash) => {
    it.each([1, 2, 3])('its append %i, are recorded as one contradiction', async (appendNumber) => {
      const world = await book()
      await taken(initiate('c1', 't1', '100.00')(world.engine))
      const told = (code: string) => (engine: Engine) =>
        engine.report('ReportStatus', {
          transferId: 't1',
          reportId: 'm1',
          by: network,
          asOf: '2026-02-14T09:00:00.000Z',
          status: { codeSet: 'ISO20022', code },
        })
      await taken(told('ACSP')(world.engine))
      const crashing = crashingStore(world.store, crash, appendNumber)
      await told('RJCT')(engineOn(crashing.store, { clock: world.clock }))()
      const restarted = engineOn(world.store, { clock: world.clock })
      await restarted.runDue('2020-01-01T00:00:00.000Z')()
      await taken(told('RJCT')(restarted))
      await taken(told('RJCT')(restarted))
      const types = (await readAll(world.store)).map(({ type }) => type)
      expect(types.filter((type) => type === 'MismatchObserved')).toHaveLength(1)
      expect(types.filter((type) => type === 'CommandClaimed')).toHaveLength(
        types.filter((type) => type === 'CommandDecided').length,
      )
      await allRulesHold(world.store)
    })
  })

  it('a transfer whose funds are pending is explained as one that has moved nothing', async () => {
    const world = await book()
    await endingBefore(world, 3, initiate('c1', 't1', '100.00'))
    const explained = await engineOn(world.store, { clock: world.clock }).explain({ transferId: 't1' })()
    expect(explained).toMatchObject({
      right: {
        custody: [
          { place: 'PAYER_AVAILABLE', account: 'mei', amount: '10000' },
          { place: 'UNACCOUNTED', amount: '0' },
        ],
      },
    })
  })
})
