import { describe, expect, it } from '@jest/globals'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { cny, later } from '@waybill/core'
import type { RemedyName } from '@waybill/explain'
import type { EventStore } from '@waybill/port'
import { taken } from '../../test/answers.js'
import { applied, booked, cny2, confirmed, failureOf, openBook, planned, policy, told } from '../../test/remedy-desk.js'
import { minutes } from '../../test/virtual-clock.js'
import { customer, elsewhere, engineOn, network } from '../../test/small-book.js'
import type { Engine, EngineOptions } from '../engine.js'

/** Stuck in this book: confirmed, promised for long ago, and never credited. */
const stuck = async (options?: Omit<EngineOptions, 'store' | 'clock'>) => {
  const book = await openBook(options)
  await confirmed(book.engine, { promisedBy: later(book.clock.now(), 60_000) })
  book.clock.advance(minutes(10))
  return book
}

/** Bo was credited by command, and the network names two executions of it. */
const creditedTwice = async (options?: Omit<EngineOptions, 'store' | 'clock'>) => {
  const book = await openBook(options)
  await confirmed(book.engine)
  await taken(book.engine.credit({ commandId: 'c3', transferId: 't1' }))
  for (const executionRef of ['e1', 'e2']) {
    const execution = { account: { account: 'bo' }, amount: cny('100.00'), executionRef }
    await taken(book.engine.report('ReportCredited', { ...told(executionRef, book.clock.now()), ...execution }))
  }
  return book
}

/** Eve was credited with what was Bo's. */
const misdirected = async (options?: Omit<EngineOptions, 'store' | 'clock'>) => {
  const book = await openBook(options)
  await confirmed(book.engine)
  const wrong = { account: { account: 'eve' }, amount: cny('100.00'), executionRef: 'e1' }
  await taken(book.engine.report('ReportCredited', { ...told('m1', book.clock.now()), ...wrong }))
  return book
}

const disputed = async (book: { readonly engine: Engine }, claim: 'NOT_ARRIVED' | 'WRONG_PAYEE' = 'NOT_ARRIVED') => {
  const dispute = { transferId: 't1', disputeId: 'd1', claim, claimant: customer } as const
  await taken(book.engine.dispute({ commandId: 'c5', ...dispute }))
}

const silentRail = {
  name: 'hvps',
  submit: () => TE.left({ _tag: 'RailSilent', rail: 'hvps', detail: 'no answer' } as const),
  inquire: () => TE.right([]),
}

describe('a guarded remedy', () => {
  it('is applied by the engine itself where every guard holds, and read back from ledger and view [S1-30]', async () => {
    const { engine } = await creditedTwice()
    expect(await planned(engine, 'TAKE_BACK_EXCESS')).toMatchObject({
      safety: 'guarded',
      mayBeApplied: 'AUTOMATICALLY',
    })
    const done = await applied(engine, { remedy: 'TAKE_BACK_EXCESS' })
    expect(done).toMatchObject({ inLedger: true, inView: true, replayed: false })
    expect(await booked(engine, 'bo')).toBe(10_000n)
  })

  it.each([
    ['CONSENTED', { ...policy, automatic: [] }],
    ['UNDER_CAP', { ...policy, largest: [cny2('99.99')] }],
    ['WITHIN_TIME', { ...policy, withinMs: -1 }],
    ['NOT_STOPPED', { ...policy, stopped: true }],
  ] as const)('waits for a person where %s does not hold', async (condition, remedyPolicy) => {
    const { engine } = await creditedTwice({ remedyPolicy })
    expect(await failureOf(engine, { remedy: 'TAKE_BACK_EXCESS' })).toMatchObject({
      _tag: 'RemedyForbidden',
      unmet: [condition],
      withApproval: true,
    })
    expect(await applied(engine, { remedy: 'TAKE_BACK_EXCESS', approvedBy: ['Lin'] })).toMatchObject({ inView: true })
  })

  it('is applied by nobody once the money is gone, whoever approves', async () => {
    const { engine } = await creditedTwice()
    await taken(
      engine.pay({ commandId: 'p1', transferId: 'p1', payer: 'bo', payee: 'eve', amount: cny('150.00'), by: customer }),
    )
    expect(await failureOf(engine, { remedy: 'TAKE_BACK_EXCESS', approvedBy: ['Lin'] })).toMatchObject({
      _tag: 'RemedyForbidden',
      unmet: ['FUNDS_STILL_THERE'],
      withApproval: false,
    })
  })

  it('brings money that another account of this book got to the confirmed payee', async () => {
    const { engine } = await misdirected()
    const remedy = await planned(engine, 'CORRECT_DESTINATION')
    expect(remedy.conditions.filter(({ holds }) => !holds).map(({ condition }) => condition)).toEqual([])
    const done = await applied(engine, { remedy: 'CORRECT_DESTINATION' })
    expect(done.after.finding.custody.filter(({ amount }) => amount !== '0')).toMatchObject([
      { place: 'PAYEE', account: 'bo', amount: '10000' },
    ])
    expect([await booked(engine, 'eve'), await booked(engine, 'bo')]).toEqual([0n, 10_000n])
    expect(await failureOf(engine, { remedy: 'CORRECT_DESTINATION' })).toMatchObject({ _tag: 'RemedyNotOffered' })
  })

  it('takes the overdue step of a transfer inside this book once somebody has looked at it', async () => {
    const { engine } = await stuck()
    await applied(engine, { remedy: 'TAKE_DUE_STEP', approvedBy: ['Lin'] })
    expect(await booked(engine, 'bo')).toBe(10_000n)
  })
})

describe('a proposal', () => {
  it('waits for a name', async () => {
    const book = await stuck()
    await disputed(book)
    expect(await failureOf(book.engine, { remedy: 'GRANT_PROVISIONAL_CREDIT' })).toMatchObject({
      _tag: 'RemedyForbidden',
      withApproval: true,
      approvalsNeeded: 1,
    })
    await applied(book.engine, { remedy: 'GRANT_PROVISIONAL_CREDIT', approvedBy: ['Lin'] })
    expect(await booked(book.engine, 'mei')).toBe(100_000n)
  })

  it('to bear a loss waits for two, who are two people', async () => {
    const { engine } = await creditedTwice()
    const writeOff = { remedy: 'WRITE_OFF' } as const
    expect(await failureOf(engine, { ...writeOff, approvedBy: ['Lin', ' Lin '] })).toMatchObject({
      approvalsNeeded: 2,
      approvalsGiven: 1,
    })
    expect(await applied(engine, { ...writeOff, approvedBy: ['Lin', 'Wu'] })).toMatchObject({ inLedger: true })
  })

  it('has the key that a backend makes of the same loss, so that the two are one command', async () => {
    const book = await stuck()
    await disputed(book)
    const { key } = await planned(book.engine, 'GRANT_PROVISIONAL_CREDIT')
    expect(key).toBe(book.engine.remedyId('t1', cny2('0.00')))
  })
})

describe('what is never done', () => {
  it('is refused with the reason, whoever approves', async () => {
    const book = await openBook()
    await confirmed(book.engine)
    const hold = { transferId: 't1', holdId: 'h1', kind: 'FRAUD', rule: 'r1', ruleVersion: '1', by: network } as const
    await taken(book.engine.hold({ commandId: 'c9', ...hold }))
    expect(await failureOf(book.engine, { remedy: 'RELEASE_HOLD', approvedBy: ['Lin', 'Wu'] })).toMatchObject({
      _tag: 'RemedyForbidden',
      safety: 'never',
      unmet: ['ALLOWED_AT_ALL'],
    })
  })

  it('is sending again what may still arrive', async () => {
    const book = await openBook({ rails: [silentRail] })
    await confirmed(book.engine, { payee: elsewhere, rail: 'hvps' })
    expect(await failureOf(book.engine, { remedy: 'SUBMIT_AGAIN', approvedBy: ['Lin'] })).toMatchObject({
      safety: 'never',
    })
    expect(await applied(book.engine, { remedy: 'INQUIRE' })).toMatchObject({
      receipts: [{ command: 'SendStatusInquiry' }],
    })
  })
})

describe('a remedy that is tried', () => {
  it('shows what would change and writes nothing', async () => {
    const { engine, store } = await creditedTwice()
    const before = await store.ledgerHead()()
    const tried = await engine.remedies.simulate({ transferId: 't1', remedy: 'TAKE_BACK_EXCESS' })()
    if (E.isLeft(tried)) throw new Error(tried.left._tag)
    const of = (state: typeof tried.right.before) => state.holdings.find(({ account }) => account === 'bo')?.booked
    expect([of(tried.right.before), of(tried.right.after)]).toEqual([20_000n, 10_000n])
    expect(tried.right.refusedBy).toBeNull()
    expect(tried.right.events.map(({ type }) => type)).toEqual(['ExceptionResolved', 'FundsTaken'])
    expect(await store.ledgerHead()()).toEqual(before)
    expect(await booked(engine, 'bo')).toBe(20_000n)
  })

  it('does what applying it then does', async () => {
    const { engine } = await misdirected()
    const tried = await engine.remedies.simulate({ transferId: 't1', remedy: 'CORRECT_DESTINATION' })()
    const done = await applied(engine, { remedy: 'CORRECT_DESTINATION' })
    expect(tried).toMatchObject({ right: { after: { holdings: done.after.holdings, status: done.after.status } } })
  })
})

/** A store that takes so many more appends and then no further one, until it is restored. */
const stoppingAfter = (store: EventStore) => {
  let left = Infinity
  return {
    restore: () => void (left = Infinity),
    arm: (appends: number) => void (left = appends),
    store: {
      ...store,
      append: (writes) => async () => {
        left -= 1
        return left < 0
          ? E.left({ _tag: 'StoreUnavailable', operation: 'append', location: 'a store', reason: 'IO', detail: 'gone' })
          : store.append(writes)()
      },
    } satisfies EventStore as EventStore,
  }
}

/** A store whose reads wait, from the one with this number on, until something has ended. */
const waitingFrom = (store: EventStore, number: number, ended: Promise<unknown>) => {
  let reads = 0
  const inTurn =
    <A>(read: () => Promise<A>) =>
    async (): Promise<A> => {
      reads += 1
      if (reads >= number) await ended
      return read()
    }
  return {
    reads: () => reads,
    store: {
      ...store,
      head: (stream) => inTurn(store.head(stream)),
      readStream: (stream, range) => inTurn(store.readStream(stream, range)),
      readAll: (range) => inTurn(store.readAll(range)),
    } satisfies EventStore as EventStore,
  }
}

describe('asking the rail', () => {
  it('is done once where two have planned it on the same state, however late one of them acts', async () => {
    const book = await openBook({ rails: [silentRail] })
    await confirmed(book.engine, { payee: elsewhere, rail: 'hvps' })
    const counting = waitingFrom(book.store, Infinity, Promise.resolve())
    const { key } = await planned(engineOn(counting.store, { clock: book.clock, rails: [silentRail] }), 'INQUIRE')
    let end: (value: unknown) => void = () => undefined
    const ended = new Promise((resolve) => (end = resolve))
    const late = waitingFrom(book.store, counting.reads() + 1, ended)
    const other = engineOn(late.store, { clock: book.clock, rails: [silentRail] })
    const acting = failureOf(other, { remedy: 'INQUIRE' })
    await applied(book.engine, { remedy: 'INQUIRE', key })
    end(null)
    expect(await acting).toMatchObject({ _tag: 'RemedyOvertaken', remedy: 'INQUIRE', key })
    const log = await book.store.readAll({ after: 0, limit: 1000 })()
    const sent = E.isRight(log) ? log.right.filter(({ type }) => type === 'StatusInquirySent') : []
    expect(sent).toHaveLength(1)
  })
})

describe('putting it right and giving it back exclude each other', () => {
  it('when two apply the same at once, one decision is stored', async () => {
    const { engine, store, clock } = await creditedTwice()
    const other = engineOn(store, { clock, remedyPolicy: policy })
    const asked = { transferId: 't1', remedy: 'TAKE_BACK_EXCESS' } as const
    const answers = await Promise.all([engine, other, engine].map((one) => one.remedies.apply(asked)()))
    expect(answers.filter(E.isRight).length).toBeGreaterThan(0)
    expect(await booked(engine, 'bo')).toBe(10_000n)
  })

  it('when one lets the transfer go on and another pays at the same moment, one of them does it [S1-28]', async () => {
    for (const first of ['TAKE_DUE_STEP', 'GRANT_PROVISIONAL_CREDIT'] as const) {
      const book = await stuck()
      await disputed(book)
      const other = engineOn(book.store, { clock: book.clock })
      const second = first === 'TAKE_DUE_STEP' ? 'GRANT_PROVISIONAL_CREDIT' : 'TAKE_DUE_STEP'
      const by = (remedy: RemedyName) => ({ transferId: 't1', remedy, approvedBy: ['Lin'] })
      const answers = await Promise.all([book.engine.remedies.apply(by(first))(), other.remedies.apply(by(second))()])
      expect(answers.filter(E.isRight)).toHaveLength(1)
      const [mei, bo] = [await booked(book.engine, 'mei'), await booked(book.engine, 'bo')]
      expect(mei + bo).toBe(100_000n)
    }
  })

  it('when the money comes back between plan and act, nothing is done', async () => {
    const rail = { name: 'hvps', submit: () => TE.right([]), inquire: () => TE.right([]) }
    const book = await openBook({ rails: [rail] })
    await confirmed(book.engine, { payee: elsewhere, rail: 'hvps' })
    await disputed(book)
    const { key } = await planned(book.engine, 'GRANT_PROVISIONAL_CREDIT')
    const back = { amount: cny('100.00'), reason: { codeSet: 'ISO20022', code: 'AC04' }, executionRef: 'r1' }
    await taken(book.engine.report('ReportReturned', { ...told('m9', book.clock.now()), ...back }))
    expect(
      await failureOf(book.engine, { remedy: 'GRANT_PROVISIONAL_CREDIT', key, approvedBy: ['Lin'] }),
    ).toMatchObject({
      _tag: 'RemedyNotOffered',
    })
    expect(await booked(book.engine, 'mei')).toBe(100_000n)
  })

  it('when the caller never heard the answer, the same key gives it again', async () => {
    const { engine } = await creditedTwice()
    const { key } = await planned(engine, 'TAKE_BACK_EXCESS')
    await applied(engine, { remedy: 'TAKE_BACK_EXCESS', key })
    expect(await applied(engine, { remedy: 'TAKE_BACK_EXCESS', key })).toMatchObject({ replayed: true, inLedger: true })
    expect(await booked(engine, 'bo')).toBe(10_000n)
  })

  it('when it stops between its two steps, it goes on where it stopped', async () => {
    const book = await stuck()
    await disputed(book)
    await applied(book.engine, { remedy: 'GRANT_PROVISIONAL_CREDIT', approvedBy: ['Lin'] })
    const stopping = stoppingAfter(book.store)
    const engine = engineOn(stopping.store, { clock: book.clock })
    stopping.arm(1)
    const asked = { remedy: 'RESCIND_AND_GO_ON', approvedBy: ['Lin'] } as const
    expect(await failureOf(engine, asked)).toMatchObject({ _tag: 'StoreUnavailable' })
    expect([await booked(engine, 'mei'), await booked(engine, 'bo')]).toEqual([90_000n, 0n])
    stopping.restore()
    expect(await applied(engine, asked)).toMatchObject({ receipts: [{ command: 'CreditTransfer' }] })
    expect([await booked(engine, 'mei'), await booked(engine, 'bo')]).toEqual([90_000n, 10_000n])
  })

  it('what was given and taken back may be given again', async () => {
    const book = await stuck()
    await disputed(book)
    const grant = { remedy: 'GRANT_PROVISIONAL_CREDIT', approvedBy: ['Lin'] } as const
    await applied(book.engine, grant)
    const rescission = {
      transferId: 't1',
      disputeId: 'd1',
      by: { role: 'OPERATOR', name: 'Wu' },
      reason: 'a mistake',
    } as const
    await taken(book.engine.rescindProvisionalCredit({ commandId: 'c8', ...rescission }))
    expect(await applied(book.engine, grant)).toMatchObject({ replayed: false })
    expect(await booked(book.engine, 'mei')).toBe(100_000n)
  })
})
