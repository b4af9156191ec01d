import { beforeEach, describe, expect, it } from '@jest/globals'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { cny, later, type ObservationEvent } from '@waybill/core'
import type { RemedyName } from '@waybill/explain'
import type { EventStore, RecordedEvent } from '@waybill/port'
import { taken } from '../../test/answers.js'
import { applied, booked, cny2, confirmed, failureOf, openBook, planned, told } from '../../test/remedy-desk.js'
import { customer, elsewhere, engineOn, moneyComesIn, network } from '../../test/small-book.js'
import { minutes } from '../../test/virtual-clock.js'
import type { Engine } from '../engine.js'
import type { RemedyAsked } from './remedies.js'

type Book = Awaited<ReturnType<typeof openBook>>

const rail = { name: 'hvps', submit: () => TE.right([]), inquire: () => TE.right([]) }
const appServer = { name: 'app-server', kind: 'OWN_SYSTEM', grade: 'A' } as const
const status = (code: string) => ({ codeSet: 'ISO20022:ExternalPaymentTransactionStatus1Code', code })
const reason = { codeSet: 'ISO20022:ExternalStatusReason1Code', code: 'AC04' }

const seen = (engine: Engine, event: ObservationEvent) => taken(engine.observe({ observationId: event._tag, event }))

const accepted = async (engine: Engine, account: string, decimal = '100.00') => {
  const shown = { payee: { account }, amount: cny2(decimal) }
  await seen(engine, { _tag: 'ConfirmationShown', source: appServer, transferId: 't1', shown })
  await seen(engine, { _tag: 'ConfirmationAnswered', source: appServer, transferId: 't1', answer: 'ACCEPTED' })
}

const credited = (book: Book, more: object = {}) =>
  taken(
    book.engine.report('ReportCredited', {
      ...told('m1', book.clock.now()),
      account: elsewhere,
      amount: cny('100.00'),
      executionRef: 'e1',
      ...more,
    }),
  )

/** Tries a remedy, applies it, and applies it once more under its key: what was tried is what is done, and it is done once. */
const putRight = async (engine: Engine, remedy: RemedyName, more: Partial<RemedyAsked> = {}) => {
  const asked = { remedy, approvedBy: ['Lin', 'Wu'], ...more }
  const tried = await engine.remedies.simulate({ transferId: 't1', ...asked })()
  if (E.isLeft(tried)) throw new Error(tried.left._tag)
  expect(tried.right.refusedBy).toBeNull()
  const done = await applied(engine, asked)
  expect(done).toMatchObject({ inLedger: true, inView: true, replayed: false })
  expect(done.after.holdings).toEqual(tried.right.after.holdings)
  expect(await applied(engine, { ...asked, key: done.key })).toMatchObject({ replayed: true })
  expect(await applied(engine, { ...asked, key: done.key })).toMatchObject({ after: { holdings: done.after.holdings } })
  return done
}

const placed = ({ after }: Awaited<ReturnType<typeof putRight>>) =>
  after.finding.custody
    .filter(({ amount }) => amount !== '0')
    .map(({ place, account, amount }) => `${place} ${account ?? ''} ${amount}`)

describe('a refusal that came as a mere status [C6]', () => {
  let book: Book
  beforeEach(async () => {
    book = await openBook({ rails: [rail] })
    await confirmed(book.engine, { payee: elsewhere, rail: 'hvps' })
    await taken(book.engine.report('ReportStatus', { ...told('m1', book.clock.now()), status: status('RJCT'), reason }))
  })

  it('is recorded as final by the engine itself, and the money goes back to the payer', async () => {
    expect(await planned(book.engine, 'RELEASE_KEPT')).toMatchObject({ mayBeApplied: 'AUTOMATICALLY' })
    const done = await putRight(book.engine, 'RELEASE_KEPT', { approvedBy: [] })
    expect([done.before.finding.cause.leaf, done.after.finding.cause.leaf]).toEqual(['C6', 'C2'])
    expect(placed(done)).toEqual(['PAYER_AVAILABLE mei 10000'])
    expect(await failureOf(book.engine, { remedy: 'RELEASE_KEPT' })).toMatchObject({ _tag: 'RemedyNotOffered' })
  })

  it('leaves nothing to be paid once the money is back [S1-28]', async () => {
    const dispute = { transferId: 't1', disputeId: 'd1', claim: 'NOT_ARRIVED', claimant: customer } as const
    await taken(book.engine.dispute({ commandId: 'c5', ...dispute }))
    await applied(book.engine, { remedy: 'RELEASE_KEPT' })
    expect(await failureOf(book.engine, { remedy: 'GRANT_PROVISIONAL_CREDIT', approvedBy: ['Lin'] })).toMatchObject({
      _tag: 'RemedyNotOffered',
    })
    expect(await booked(book.engine, 'mei')).toBe(100_000n)
  })

  it('goes to whoever had given the payer the money meanwhile [S1-28]', async () => {
    const dispute = { transferId: 't1', disputeId: 'd1', claim: 'NOT_ARRIVED', claimant: customer } as const
    await taken(book.engine.dispute({ commandId: 'c5', ...dispute }))
    await applied(book.engine, { remedy: 'GRANT_PROVISIONAL_CREDIT', approvedBy: ['Lin'] })
    await applied(book.engine, { remedy: 'RELEASE_KEPT', approvedBy: ['Lin'] })
    expect(await booked(book.engine, 'mei')).toBe(100_000n)
  })
})

describe('a request that our edge took in and nobody recorded [A3]', () => {
  const lostRequest = async (more: object = {}) => {
    const { engine, clock } = await openBook()
    const window = { windowId: 'w1', kind: 'MAINTENANCE_PLANNED', component: 'ledger' } as const
    const [from, until] = [clock.now(), later(clock.now(), 7_200_000)]
    await seen(engine, { _tag: 'WindowOpened', source: appServer, ...window, from, until })
    await seen(engine, {
      _tag: 'RequestReceived',
      source: { ...appServer, name: 'edge' },
      transferId: 't1',
      idempotencyKey: 'key-t1',
      payloadDigest: `sha256:${'a'.repeat(64)}`,
      instruction: { payer: { account: 'mei' }, payee: { account: 'bo' }, amount: cny2('100.00'), ...more },
    })
    clock.advance(minutes(60))
    return engine
  }

  it('is carried out under its own id, and waits for the customer', async () => {
    const done = await putRight(await lostRequest(), 'RE_DRIVE')
    expect(done).toMatchObject({ key: 'key-t1', receipts: [{ command: 'InitiateTransfer' }] })
    expect([done.before.finding.cause.leaf, done.after.finding.cause.leaf]).toEqual(['A3', 'B1'])
    expect(placed(done)).toEqual(['PAYER_RESERVED mei 10000'])
  })

  it('is not carried out without the quote that it named', async () => {
    const engine = await lostRequest({ quoteId: 'q1' })
    const plan = await engine.remedies.plan({ transferId: 't1' })()
    expect(plan).toMatchObject({
      right: {
        remedies: [],
        finding: {
          cause: { leaf: 'A3' },
          next: [{ action: 'RE_DRIVE', forbiddenBy: { en: expect.stringContaining('quote') as unknown } }],
        },
      },
    })
  })
})

describe('what came back and waits in suspense [E2]', () => {
  const sources = async () => {
    const book = await openBook({ rails: [rail] })
    await taken(moneyComesIn(book.engine, 'eve', '500.00'))
    const [first, second] = [
      { account: 'mei', amount: cny('60.00') },
      { account: 'eve', amount: cny('40.00') },
    ]
    await confirmed(book.engine, { payee: elsewhere, rail: 'hvps', funding: [first, second] })
    return book
  }
  const returned = (book: Book) =>
    taken(
      book.engine.report('ReportReturned', {
        ...told('m2', book.clock.now()),
        amount: cny('100.00'),
        reason: { codeSet: 'ISO20022:ExternalReturnReason1Code', code: 'MS03' },
        executionRef: 'r1',
      }),
    )
  const closing = (book: Book, account: string) =>
    taken(book.engine.beginClosingAccount({ commandId: `close-${account}`, account, reason: 'asked for' }))

  it('is given only to the source whose it is, on another account that a person names', async () => {
    const book = await sources()
    await closing(book, 'eve')
    await returned(book)
    expect(await planned(book.engine, 'POST_RETURN')).toMatchObject({
      amount: cny2('40.00'),
      mayBeApplied: 'NO',
    })
    expect(await failureOf(book.engine, { remedy: 'POST_RETURN', approvedBy: ['Lin', 'Wu'] })).toMatchObject({
      _tag: 'RemedyForbidden',
      withApproval: false,
    })
    const done = await putRight(book.engine, 'POST_RETURN', { account: 'bo' })
    expect(done.after.finding.cause.leaf).toBe('E1')
    expect([await booked(book.engine, 'mei'), await booked(book.engine, 'bo')]).toEqual([100_000n, 4_000n])
  })

  it('that people took into the book’s own accounts is brought back by people, and then given to whose it is', async () => {
    const book = await sources()
    await closing(book, 'eve')
    await returned(book)
    await taken(
      book.engine.send('PostCorrection', {
        commandId: 'c9',
        transferId: 't1',
        from: 'suspense:CNY',
        to: 'operator-loss:CNY',
        amount: cny('40.00'),
        corrects: 'an old balance',
        reason: 'Found',
        by: { role: 'OPERATOR', name: 'Lin' },
        approvedBy: { role: 'OPERATOR', name: 'Wu' },
      }),
    )
    const remedy = await planned(book.engine, 'POST_RETURN')
    expect(remedy.says.en).toBe(
      "Take the CNY 40.00 that came back from operator-loss:CNY into suspense again: it is the payer's.",
    )
    expect(remedy.mayBeApplied).toBe('WITH_APPROVAL')
    const restored = await putRight(book.engine, 'POST_RETURN', { approvedBy: ['Lin', 'Wu'] })
    expect(restored.after.finding.cause.leaf).toBe('E2')
    const done = await putRight(book.engine, 'POST_RETURN', { account: 'bo' })
    expect(done.after.finding.cause.leaf).toBe('E1')
    expect([await booked(book.engine, 'mei'), await booked(book.engine, 'bo')]).toEqual([100_000n, 4_000n])
  })

  it('is given to each source where several wait', async () => {
    const book = await sources()
    await closing(book, 'mei')
    await closing(book, 'eve')
    await returned(book)
    const plan = await book.engine.remedies.plan({ transferId: 't1' })()
    const sums = E.isRight(plan)
      ? plan.right.remedies.flatMap(({ remedy, amount }) => (remedy === 'POST_RETURN' ? [amount?.minorUnits] : []))
      : []
    expect(sums).toEqual([4_000n, 6_000n])
    await putRight(book.engine, 'POST_RETURN', { account: 'bo' })
    await putRight(book.engine, 'POST_RETURN', { account: 'bo' })
    expect(await booked(book.engine, 'bo')).toBe(10_000n)
    expect(await failureOf(book.engine, { remedy: 'POST_RETURN', account: 'bo' })).toMatchObject({
      _tag: 'RemedyNotOffered',
    })
  })
})

describe('what was booked otherwise than the customer confirmed', () => {
  it('is given back where the payee was never confirmed [F1]', async () => {
    const { engine } = await openBook()
    await accepted(engine, 'bo')
    await confirmed(engine, { payee: 'eve' })
    await taken(engine.credit({ commandId: 'c3', transferId: 't1' }))
    const done = await putRight(engine, 'REVERSE_MISPOSTING')
    expect(placed(done)).toEqual(['PAYER_AVAILABLE mei 10000'])
    expect(done.after.finding).toMatchObject({
      cause: { leaf: 'F1' },
      answer: { en: expect.stringContaining('it was put right on') },
    })
  })

  it('is given back by the difference alone where the amount was another [F2]', async () => {
    const { engine } = await openBook()
    await accepted(engine, 'bo', '10.00')
    await confirmed(engine)
    await taken(engine.credit({ commandId: 'c3', transferId: 't1' }))
    const done = await putRight(engine, 'REVERSE_DIFFERENCE')
    expect(placed(done)).toEqual(['PAYEE bo 1000', 'PAYER_AVAILABLE mei 9000'])
    expect(done.after.finding.answer.en).toContain('it was put right on')
    expect(await failureOf(engine, { remedy: 'REVERSE_DIFFERENCE' })).toMatchObject({ _tag: 'RemedyNotOffered' })
  })
})

describe('what only the other side can do', () => {
  it('is asked for, once, with an answer due within the limit [G1]', async () => {
    const book = await openBook({ rails: [rail], limits: { recallAnswerMs: 3_600_000 } })
    await accepted(book.engine, elsewhere.account)
    await confirmed(book.engine, { payee: elsewhere, rail: 'hvps' })
    await credited(book)
    const dispute = { transferId: 't1', disputeId: 'd1', claim: 'WRONG_PAYEE', claimant: customer } as const
    await taken(book.engine.dispute({ commandId: 'c5', ...dispute }))
    const due = later(book.clock.now(), 3_600_000)
    const done = await putRight(book.engine, 'REQUEST_RECALL', { claim: 'WRONG_PAYEE' })
    expect(done.after.finding.next).toEqual(
      expect.arrayContaining([expect.objectContaining({ action: 'AWAIT_RECALL', due })]),
    )
    expect(await failureOf(book.engine, { remedy: 'REQUEST_RECALL', approvedBy: ['Lin'] })).toMatchObject({
      _tag: 'RemedyNotOffered',
    })
  })

  it('is the difference alone where the customer meant less, as the finding says [G3]', async () => {
    const book = await openBook({ rails: [rail] })
    const { engine } = book
    for (const transferId of ['before-1', 'before-2']) {
      const usual = { transferId, payer: 'mei', payee: elsewhere, rail: 'hvps', amount: cny('10.00') }
      await taken(engine.initiate({ commandId: `${transferId}-i`, ...usual }))
      await taken(engine.confirm({ commandId: `${transferId}-c`, transferId, by: customer }))
      const paid = { transferId, reportId: transferId, by: told('', '').by, asOf: book.clock.now() }
      await taken(
        engine.report('ReportCredited', {
          ...paid,
          account: elsewhere,
          amount: cny('10.00'),
          executionRef: transferId,
        }),
      )
    }
    book.clock.advance(minutes(24 * 60))
    await seen(engine, {
      _tag: 'IntentCaptured',
      source: appServer,
      transferId: 't1',
      payee: { account: elsewhere.account },
      amount: cny2('100.00'),
    })
    await accepted(engine, elsewhere.account)
    await confirmed(engine, { payee: elsewhere, rail: 'hvps' })
    await credited(book)
    await seen(engine, {
      _tag: 'ClaimOpened',
      source: { name: 'desk', kind: 'SUPPORT', grade: 'B' },
      claimId: 'k1',
      claim: 'WRONG_AMOUNT',
      transferId: 't1',
      intended: { amount: cny2('10.00') },
    })
    const asked = await planned(engine, 'REQUEST_RECALL')
    expect([asked.amount, asked.says.en]).toEqual([
      cny2('90.00'),
      'Ask for CNY 90.00 back. The other side may refuse, and nothing moves until they send it.',
    ])
  })

  it('is asked about where it is late, and not again while the answer may still come [D5]', async () => {
    const book = await openBook({ rails: [rail] })
    await confirmed(book.engine, { payee: elsewhere, rail: 'hvps', promisedBy: later(book.clock.now(), 3_600_000) })
    await taken(book.engine.report('ReportAccepted', { ...told('m1', book.clock.now()), railReference: 'R1' }))
    book.clock.advance(minutes(120))
    const done = await applied(book.engine, { remedy: 'CHASE' })
    expect(done).toMatchObject({ receipts: [{ command: 'SendStatusInquiry' }], inLedger: true })
    expect(await failureOf(book.engine, { remedy: 'CHASE' })).toMatchObject({ _tag: 'RemedyForbidden' })
  })
})

describe('a dispute in which nothing is owed', () => {
  it('is closed by the engine itself', async () => {
    const { engine } = await openBook()
    await confirmed(engine)
    await taken(engine.credit({ commandId: 'c3', transferId: 't1' }))
    const dispute = { transferId: 't1', disputeId: 'd1', by: network, reason: 'It arrived' } as const
    await taken(
      engine.dispute({ commandId: 'c5', transferId: 't1', disputeId: 'd1', claim: 'NOT_ARRIVED', claimant: customer }),
    )
    await taken(engine.startDisputeReview({ commandId: 'c6', transferId: 't1', disputeId: 'd1', reviewer: network }))
    await taken(engine.resolveDispute({ commandId: 'c7', outcome: 'DENIED', ...dispute }))
    expect(await planned(engine, 'CLOSE_DISPUTE')).toMatchObject({ mayBeApplied: 'AUTOMATICALLY' })
    await putRight(engine, 'CLOSE_DISPUTE', { approvedBy: [] })
    expect(await failureOf(engine, { remedy: 'CLOSE_DISPUTE' })).toMatchObject({ _tag: 'RemedyNotOffered' })
  })
})

describe('while the record is damaged', () => {
  /** A store from which one event is read otherwise than it was written. */
  const damaged = (store: EventStore): EventStore => {
    const altered = (event: RecordedEvent): RecordedEvent =>
      event.sequence === 1 ? { ...event, data: event.data.replace('mei', 'mel') } : event
    return {
      ...store,
      readAll: (range) => TE.map((events: ReadonlyArray<RecordedEvent>) => events.map(altered))(store.readAll(range)),
    }
  }

  it('nothing is applied, whoever approves [X1]', async () => {
    const book = await openBook()
    await confirmed(book.engine, { promisedBy: later(book.clock.now(), 60_000) })
    book.clock.advance(minutes(10))
    const engine = engineOn(damaged(book.store), { clock: book.clock })
    const plan = await engine.remedies.plan({ transferId: 't1' }, ['Lin', 'Wu'])()
    if (E.isLeft(plan)) throw new Error(plan.left._tag)
    expect(plan.right.finding.cause.leaf).toBe('X1')
    expect(plan.right.remedies.filter(({ mayBeApplied }) => mayBeApplied !== 'NO')).toEqual([])
    expect(
      E.isLeft(await engine.remedies.apply({ transferId: 't1', remedy: 'TAKE_DUE_STEP', approvedBy: ['Lin', 'Wu'] })()),
    ).toBe(true)
    expect(await booked(book.engine, 'bo')).toBe(0n)
  })
})
