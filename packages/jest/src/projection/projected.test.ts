import { describe, expect, it } from '@jest/globals'
import { cny, type Recorded } from '@waybill/core'
import {
  accountBalances,
  auditProjection,
  balanceIn,
  balanceProjection,
  balanceSheet,
  collection,
  disputeProjection,
  inTransitByAge,
  type Projection,
  type ReadModel,
} from '@waybill/projections'
import { failureOf } from '../../test/failure-of.js'
import { givenLog } from '../explanation/given-log.js'
import { history } from '../explanation/history.js'
import { anAccount, atTime, happenedAt } from '../specification/step.js'
import { storyTime } from '../story/story-time.js'
import type { Fold } from './folded.js'

const elsewhere = { account: '6222 0001', institution: 'Bank of Elsewhere' } as const
const hvps = { role: 'NETWORK', name: 'HVPS' } as const

/** Mei pays Bo at once, and sends money elsewhere, which arrives and becomes known late. */
const log = history(
  anAccount('mei', cny('1000.00'), { customer: 'mei-lin' }),
  anAccount('bo', cny('0')),
  atTime('T+00:05'),
  { _tag: 'BookTransfer', payer: 'mei', payee: 'bo', amount: cny('100.00'), by: { role: 'CUSTOMER' } },
  atTime('T+00:10'),
  { _tag: 'InitiateTransfer', transferId: 't2', payer: 'mei', payee: elsewhere, amount: cny('50.00'), rail: 'hvps' },
  { _tag: 'ConfirmTransfer', transferId: 't2', by: { role: 'CUSTOMER' } },
  { _tag: 'StartSubmission', transferId: 't2', answerDueAt: storyTime('T+00:30') },
  atTime('T+02:00'),
  happenedAt('T+00:20', {
    _tag: 'ReportCredited',
    transferId: 't2',
    account: elsewhere,
    amount: cny('50.00'),
    by: hvps,
    asOf: storyTime('T+00:20'),
    executionRef: 'X1',
  }),
)

type Spending = { readonly payer: string; readonly spent: bigint; readonly transfers: number }

const spending = collection<Spending>('spending', { spent: true })

const confirmedSpending: Projection = {
  name: 'spending',
  version: 1,
  collections: [spending],
  react: (documents, { event }) => {
    if (event._tag !== 'TransferConfirmed') return
    for (const { account, creditDebit, amount } of event.entry.postings) {
      if (creditDebit !== 'DBIT') continue
      const before = documents.get(spending, account) ?? { payer: account, spent: 0n, transfers: 0 }
      const spent = before.spent + amount.minorUnits
      documents.put(spending, account, { ...before, spent, transfers: before.transfers + 1 })
    }
  },
}

describe('a specification of a projection', () => {
  it('claims documents by the fields that matter, and that there is none', () => {
    givenLog(log)
      .projectedBy(confirmedSpending)
      .thenDocument(spending, 'mei', { spent: 15_000n, transfers: 2 })
      .thenNoDocument(spending, 'bo')
  })

  it('claims what a question to the read model answers', () => {
    givenLog(log)
      .projectedBy(balanceProjection)
      .thenAnswer((model) => balanceIn(model, 'mei', 'CNY'), { booked: cny('850.00') })
      .thenAnswer((model) => inTransitByAge(model).length, 0)
  })

  it('claims balances, also as they were known and as they had happened by a time', () => {
    givenLog(log)
      .thenBalance('mei', { booked: cny('850.00') })
      .thenBalance('mei', { booked: cny('900.00') }, { knownBy: 'T+00:05' })
      .thenBalance('external:hvps:CNY', { booked: cny('0') }, { knownBy: 'T+01:00' })
      .thenBalance('in-transit:hvps:CNY', { booked: cny('50.00') }, { knownBy: 'T+01:00' })
      .thenBalance('in-transit:hvps:CNY', { booked: cny('0') }, { happenedBy: 'T+01:00' })
    givenLog(log)
      .projectedBy(confirmedSpending, { knownBy: 'T+00:05' })
      .thenDocument(spending, 'mei', { spent: 10_000n })
  })

  it('holds the shipped projections to the laws of all projections', () => {
    for (const projection of [balanceProjection, disputeProjection, auditProjection, confirmedSpending])
      givenLog(log).projectedBy(projection).thenSecondDeliveryChangesNothing().thenResumingChangesNothing()
    givenLog(log)
      .projectedBy(balanceProjection)
      .thenOrderChangesNothing((model) => balanceIn(model, 'bo', 'CNY').booked)
  })

  it('gives the model to whoever wants to look at it', () => {
    const { model } = givenLog(log).projectedBy(balanceProjection)
    expect(balanceIn(model, 'bo', 'CNY')).toMatchInlineSnapshot(`
      {
        "account": "bo",
        "available": 10000n,
        "booked": 10000n,
        "currency": "CNY",
        "expected": 10000n,
        "incoming": 0n,
        "limit": 0n,
        "reserved": 0n,
      }
    `)
  })
})

describe('a specification of a projection that does not hold says what was given, expected and read, and where they part', () => {
  const read = () => givenLog(log).projectedBy(confirmedSpending)

  it('when a field of a document differs', () => {
    expect(failureOf(() => read().thenDocument(spending, 'mei', { spent: 14_000n }))).toMatchSnapshot()
  })

  it('when there is no such document, or one that should not be', () => {
    expect(failureOf(() => read().thenDocument(spending, 'bo', { transfers: 1 }))).toMatchSnapshot()
    expect(failureOf(() => read().thenNoDocument(spending, 'mei'))).toMatchSnapshot()
  })

  it('when a question is answered otherwise', () => {
    const balances = givenLog(log).projectedBy(balanceProjection, { knownBy: 'T+00:05' })
    expect(
      failureOf(() => balances.thenAnswer((model) => balanceIn(model, 'mei', 'CNY'), { booked: cny('850.00') })),
    ).toMatchSnapshot()
  })

  it('when a balance is another', () => {
    expect(
      failureOf(() => givenLog(log).thenBalance('mei', { booked: cny('850.00') }, { knownBy: 'T+00:05' })),
    ).toMatchSnapshot()
  })

  it('when the log has a gap', () => {
    const holed = { ...log, stored: log.stored.filter(({ sequence }) => sequence !== 4) }
    expect(failureOf(() => givenLog(holed).projectedBy(confirmedSpending))).toBe(
      'The log that was given has a gap: after event 3 stands event 5, and no projection reads on.',
    )
  })

  it('without showing what names a person', () => {
    const failure = failureOf(() =>
      givenLog(log)
        .projectedBy(balanceProjection)
        .thenDocument(accountBalances, 'mei', { opened: { customer: 'c-eve' } }),
    )
    expect(failure).toMatchSnapshot()
    expect(failure).not.toContain('mei-lin')
  })
})

describe('the laws of projections catch one that', () => {
  it('remembers something beside its documents', () => {
    let transfers = 0
    const forgetful: Projection = {
      ...confirmedSpending,
      react: (documents, { event }) => {
        if (event._tag !== 'TransferConfirmed') return
        transfers += 1
        documents.put(spending, 'all', { payer: 'all', spent: 0n, transfers })
      },
    }
    expect(failureOf(() => givenLog(log).projectedBy(forgetful).thenSecondDeliveryChangesNothing())).toContain(
      'Keep everything that the projection remembers in its documents',
    )
  })

  it('keeps what does not survive being stored', () => {
    type Seen = { readonly payees: ReadonlySet<string> }
    const seen = collection<Seen>('seen', {})
    const volatile: Projection = {
      name: 'seen',
      version: 1,
      collections: [seen],
      react: (documents, { event }) => {
        if (event._tag !== 'TransferInitiated' || documents.get(seen, 'all') !== null) return
        documents.put(seen, 'all', { payees: new Set([event.payee.account]) })
      },
    }
    expect(failureOf(() => givenLog(log).projectedBy(volatile).thenResumingChangesNothing())).toMatchSnapshot()
  })

  it('resumes otherwise than it began', () => {
    const restarted: Projection = {
      ...confirmedSpending,
      react: (documents, { event, sequence }) => {
        if (event._tag !== 'TransferConfirmed') return
        const before = documents.get(spending, 'all')
        const spent = before === null ? BigInt(sequence) : before.spent
        const isFirstTime = before === null || Object.isFrozen(before)
        const transfers = (before?.transfers ?? 0) + (isFirstTime ? 1 : 0)
        documents.put(spending, 'all', Object.freeze({ payer: 'all', spent, transfers }))
      },
    }
    expect(failureOf(() => givenLog(log).projectedBy(restarted).thenResumingChangesNothing())).toMatchSnapshot()
  })

  it('answers by the order of streams', () => {
    const entries = (model: ReadModel): unknown =>
      balanceSheet(model, 'mei', 'CNY').entries.map(({ transferId }) => transferId)
    expect(failureOf(() => givenLog(log).projectedBy(balanceProjection).thenOrderChangesNothing(entries))).toContain(
      'Where the order of streams matters, do not promise that it does not.',
    )
  })
})

describe('a fold of one’s own', () => {
  type Sent = { readonly count: number; readonly seenThrough: number }
  const careless: Fold<Sent> = {
    start: () => ({ count: 0, seenThrough: 0 }),
    take: (state, { event }: Recorded) =>
      event._tag === 'TransferConfirmed' ? { ...state, count: state.count + 1 } : state,
  }
  const careful: Fold<Sent> = {
    start: careless.start,
    take: (state, recorded) =>
      recorded.sequence <= state.seenThrough
        ? state
        : { ...careless.take(state, recorded), seenThrough: recorded.sequence },
  }
  const lastPayer: Fold<{ readonly stream: string }> = {
    start: () => ({ stream: '' }),
    take: (state, { event, stream }) => (event._tag === 'TransferConfirmed' ? { stream } : state),
  }

  it('is claimed by how it ends', () => {
    const { state } = givenLog(log).foldedBy(careful).thenState({ count: 3 })
    expect(state.seenThrough).toBe(log.stored.length)
    expect(failureOf(() => givenLog(log).foldedBy(careful).thenState({ count: 2 }))).toMatchSnapshot()
  })

  it('is caught when it counts what it sees twice, at the first event that shows it', () => {
    givenLog(log)
      .foldedBy(careful)
      .thenSecondDeliveryChangesNothing()
      .thenOrderChangesNothing(({ count }) => count)
    expect(failureOf(() => givenLog(log).foldedBy(careless).thenSecondDeliveryChangesNothing())).toMatchSnapshot()
  })

  it('is caught when it depends on an order that it was not promised', () => {
    expect(failureOf(() => givenLog(log).foldedBy(lastPayer).thenOrderChangesNothing())).toMatchSnapshot()
  })
})
