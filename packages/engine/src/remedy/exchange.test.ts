import { beforeEach, describe, expect, it } from '@jest/globals'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { cny, eur, type ObservationEvent } from '@waybill/core'
import { taken } from '../../test/answers.js'
import { applied, booked, cny2, confirmed, openBook, planned, told } from '../../test/remedy-desk.js'
import { customer, elsewhere } from '../../test/small-book.js'
import type { Engine } from '../engine.js'

type Book = Awaited<ReturnType<typeof openBook>>
type StatedPayee = { readonly account: string; readonly institution?: string }

const rail = { name: 'hvps', submit: () => TE.right([]), inquire: () => TE.right([]) }
const quote = {
  quoteId: 'q1',
  sellCurrency: 'CNY',
  buyCurrency: 'EUR',
  rate: '0.1275',
  validUntil: '2026-02-15T09:00:00.000Z',
} as const
const eur2 = (decimal: string) => ({ minorUnits: BigInt(decimal.replace('.', '')), currency: 'EUR' }) as const

/** Mei has CNY 1,000.00 and sends CNY 100.00 that become EUR 12.75; Paul and Petra hold euros. */
const openExchange = async (): Promise<Book> => {
  const book = await openBook({ rails: [rail] })
  for (const account of ['paul', 'petra'])
    await taken(book.engine.openAccount({ commandId: `open-${account}`, account, currency: 'EUR' }))
  return book
}

const arrives = (book: Book, decimal: string, account: object | string = elsewhere, executionRef = 'e1') =>
  taken(
    book.engine.send('ReportCredited', {
      ...told(executionRef, book.clock.now()),
      account: account as typeof elsewhere,
      amount: eur(decimal),
      executionRef,
    }),
  )

const next = async (engine: Engine): Promise<ReadonlyArray<string>> => {
  const finding = await engine.explain({ transferId: 't1' })()
  return finding._tag === 'Right' ? finding.right.next.map(({ action, says }) => `${action}: ${says.en}`) : []
}

/** The customer was shown this payee and this sum in yuan, and accepted. */
const accepted = async (engine: Engine, payee: StatedPayee, decimal: string): Promise<void> => {
  const source = { name: 'app-server', kind: 'OWN_SYSTEM', grade: 'A' } as const
  const seen = (event: ObservationEvent) => taken(engine.observe({ observationId: event._tag, event }))
  const shown = { payee, amount: cny2(decimal) }
  await seen({ _tag: 'ConfirmationShown', source, transferId: 't1', shown })
  await seen({ _tag: 'ConfirmationAnswered', source, transferId: 't1', answer: 'ACCEPTED' })
}

let book: Book
beforeEach(async () => {
  book = await openExchange()
})

describe('what a payee in another currency got too much', () => {
  beforeEach(async () => {
    await confirmed(book.engine, { payee: 'paul', quote })
    await arrives(book, '20.00', 'paul')
  })

  it('is taken back in the currency in which it stands', async () => {
    const remedy = await planned(book.engine, 'TAKE_BACK_EXCESS')
    expect(remedy).toMatchObject({ amount: eur2('7.25'), accounts: ['paul'] })
    expect(remedy.says.en).toContain('EUR 7.25')
    const done = await applied(book.engine, { remedy: 'TAKE_BACK_EXCESS', approvedBy: ['Lin'] })
    expect(done).toMatchObject({ inLedger: true, inView: true })
    expect(await booked(book.engine, 'paul')).toBe(1_275n)
    expect(done.after.holdings.map(({ account, currency }) => `${account} ${currency}`)).toEqual([
      'mei CNY',
      'paul EUR',
    ])
  })

  it('may be borne by the operator in that currency', async () => {
    const remedy = await planned(book.engine, 'WRITE_OFF')
    expect(remedy.amount).toEqual(eur2('7.25'))
    expect(await applied(book.engine, { remedy: 'WRITE_OFF', approvedBy: ['Lin', 'Wu'] })).toMatchObject({
      inLedger: true,
    })
  })
})

describe('what went to another account in another currency', () => {
  beforeEach(async () => {
    await confirmed(book.engine, { payee: 'paul', quote })
    await arrives(book, '12.75', 'petra')
  })

  it('is still to be put right, and is not told as done', async () => {
    expect(await next(book.engine)).toEqual([
      'CORRECT_DESTINATION: We bring the money to the confirmed payee: what stands on the wrong account is taken back and credited anew.',
    ])
  })

  it('is brought to the payee as what it became', async () => {
    const remedy = await planned(book.engine, 'CORRECT_DESTINATION')
    expect(remedy).toMatchObject({ amount: eur2('12.75'), accounts: ['petra', 'paul'] })
    expect(remedy.conditions.find(({ condition }) => condition === 'FUNDS_STILL_THERE')).toMatchObject({
      holds: true,
      says: { en: 'Account petra still has the money (EUR 12.75 is available).' },
    })
    await applied(book.engine, { remedy: 'CORRECT_DESTINATION', approvedBy: ['Lin', 'Wu'] })
    expect([await booked(book.engine, 'petra'), await booked(book.engine, 'paul')]).toEqual([0n, 1_275n])
    expect(await next(book.engine)).toEqual([])
  })
})

describe('a credit in another currency that the customer never confirmed so', () => {
  it('is reversed in the money of the payer, where the payee still has what that became', async () => {
    await accepted(book.engine, { account: 'bo' }, '100.00')
    await confirmed(book.engine, { payee: 'paul', quote })
    await taken(book.engine.credit({ commandId: 'c3', transferId: 't1' }))
    const remedy = await planned(book.engine, 'REVERSE_MISPOSTING')
    expect(remedy.amount).toEqual(cny2('100.00'))
    expect(remedy.conditions.find(({ condition }) => condition === 'FUNDS_STILL_THERE')).toMatchObject({
      holds: true,
      says: { en: 'Account paul still has the money (EUR 12.75 is available).' },
    })
    await applied(book.engine, { remedy: 'REVERSE_MISPOSTING', approvedBy: ['Lin'] })
    expect([await booked(book.engine, 'mei'), await booked(book.engine, 'paul')]).toEqual([100_000n, 0n])
  })

  it('is reversed by the difference alone where the amount was too large', async () => {
    await accepted(book.engine, { account: 'paul' }, '40.00')
    await confirmed(book.engine, { payee: 'paul', quote })
    await taken(book.engine.credit({ commandId: 'c3', transferId: 't1' }))
    expect(await planned(book.engine, 'REVERSE_DIFFERENCE')).toMatchObject({ amount: cny2('60.00') })
    await applied(book.engine, { remedy: 'REVERSE_DIFFERENCE', approvedBy: ['Lin'] })
    expect([await booked(book.engine, 'mei'), await booked(book.engine, 'paul')]).toEqual([96_000n, 510n])
  })
})

describe('what was executed twice abroad', () => {
  beforeEach(async () => {
    await confirmed(book.engine, { payee: elsewhere, rail: 'hvps', quote })
    await arrives(book, '12.75')
    await arrives(book, '12.75', elsewhere, 'e2')
  })

  it('is asked back in the money of the payer, with what the other side has of it', async () => {
    const remedy = await planned(book.engine, 'REQUEST_RECALL')
    expect(remedy.amount).toEqual(cny2('100.00'))
    expect(remedy.says.en).toContain('Ask for CNY 100.00 back, which is EUR 12.75 there.')
    await applied(book.engine, { remedy: 'REQUEST_RECALL', approvedBy: ['Lin'] })
  })

  it('is not undone once more after one of the two came back', async () => {
    expect((await next(book.engine))[0]).toMatch(/^UNDO_SECOND/)
    const reason = { codeSet: 'ISO20022', code: 'DUPL' }
    await taken(book.engine.send('ReportReturned', { ...told('b1', book.clock.now()), amount: eur('12.75'), reason }))
    expect(await next(book.engine)).toEqual([])
  })
})

describe('what a payee abroad got too much in one execution', () => {
  it('is asked back by itself, and not with what was instructed', async () => {
    await confirmed(book.engine, { payee: elsewhere, rail: 'hvps', quote })
    await arrives(book, '20.00')
    const remedy = await planned(book.engine, 'REQUEST_RECALL')
    expect(remedy.says.en).toContain('Ask for CNY 56.86 back, which is EUR 7.25 there.')
    await applied(book.engine, { remedy: 'REQUEST_RECALL', approvedBy: ['Lin'] })
  })

  it('is so in one currency too', async () => {
    await confirmed(book.engine, { payee: elsewhere, rail: 'hvps' })
    const credit = { ...told('e1', book.clock.now()), account: elsewhere, executionRef: 'e1' }
    await taken(book.engine.send('ReportCredited', { ...credit, amount: cny('150.00') }))
    expect((await planned(book.engine, 'REQUEST_RECALL')).amount).toEqual(cny2('50.00'))
  })

  it('is the difference alone where another amount was recorded than the customer accepted', async () => {
    await accepted(book.engine, elsewhere, '40.00')
    await confirmed(book.engine, { payee: elsewhere, rail: 'hvps', quote })
    await arrives(book, '12.75')
    expect((await planned(book.engine, 'REQUEST_RECALL')).amount).toEqual(cny2('60.00'))
  })
})

describe('what a payee in another currency got too late', () => {
  it('is asked of the payer in that currency', async () => {
    await confirmed(book.engine, { payee: elsewhere, rail: 'hvps', quote })
    const reason = { codeSet: 'ISO20022', code: 'AC04' }
    await taken(book.engine.send('ReportRefused', { ...told('m1', book.clock.now()), reason }))
    await arrives(book, '12.75')
    expect((await next(book.engine)).find((action) => action.startsWith('RECOVER_FROM_PAYER'))).toContain('EUR 12.75')
  })
})

describe('a dispute about what was exchanged', () => {
  it('is in the money of the payer', async () => {
    await confirmed(book.engine, { payee: elsewhere, rail: 'hvps', quote })
    await arrives(book, '6.37')
    const dispute = { transferId: 't1', disputeId: 'd1', claim: 'NOT_ARRIVED', claimant: customer } as const
    await taken(book.engine.dispute({ commandId: 'd1', ...dispute, amount: cny('50.04') }))
    expect(await planned(book.engine, 'GRANT_PROVISIONAL_CREDIT')).toMatchObject({ amount: cny2('50.04') })
  })
})
