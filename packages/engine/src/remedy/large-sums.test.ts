import { beforeEach, describe, expect, it } from '@jest/globals'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { largestMinorUnits, type Currency } from '@waybill/core'
import { renderFinding, type Remedy } from '@waybill/explain'
import { taken } from '../../test/answers.js'
import { applied, confirmed, openBook, planned, told } from '../../test/remedy-desk.js'
import { elsewhere } from '../../test/small-book.js'

type Book = Awaited<ReturnType<typeof openBook>>

const rail = { name: 'hvps', submit: () => TE.right([]), inquire: () => TE.right([]) }
const reason = { codeSet: 'ISO20022', code: 'DUPL' }
const sum = (minorUnits: bigint, currency: Currency = 'CNY') => ({ minorUnits, currency })
const most = sum(largestMinorUnits)

const executed = (book: Book, executionRef: string, amount: ReturnType<typeof sum>) =>
  taken(
    book.engine.report('ReportCredited', {
      ...told(executionRef, book.clock.now()),
      account: elsewhere,
      amount,
      executionRef,
    }),
  )
const returned = (book: Book, executionRef: string, amount: ReturnType<typeof sum>) =>
  taken(book.engine.report('ReportReturned', { ...told(executionRef, book.clock.now()), amount, reason, executionRef }))
const offered = async (book: Book): Promise<ReadonlyArray<Remedy>> => {
  const plan = await book.engine.remedies.plan({ transferId: 't1' })()
  if (E.isLeft(plan)) throw new Error(plan.left._tag)
  return plan.right.remedies.filter(({ safety }) => safety !== 'never')
}
const recall = (book: Book) => applied(book.engine, { remedy: 'REQUEST_RECALL', approvedBy: ['Lin'] })

let book: Book
beforeEach(async () => {
  book = await openBook({ rails: [rail] })
})

describe('executions too many that come to more than one sum of money can be', () => {
  beforeEach(async () => {
    await confirmed(book.engine, { payee: elsewhere, rail: 'hvps' })
    await executed(book, 'e1', sum(10_000n))
    await executed(book, 'e2', most)
    await executed(book, 'e3', most)
  })

  it('are asked back in as many requests as it takes, each under its own key, and not once more', async () => {
    const first = await planned(book.engine, 'REQUEST_RECALL')
    expect(first.amount).toEqual(most)
    expect(await recall(book)).toMatchObject({ inLedger: true, key: first.key })
    await returned(book, 'b1', most)
    const second = await planned(book.engine, 'REQUEST_RECALL')
    expect(second.amount).toEqual(most)
    expect(second.key).not.toBe(first.key)
    await recall(book)
    await returned(book, 'b2', most)
    expect((await offered(book)).map(({ remedy }) => remedy)).not.toContain('REQUEST_RECALL')
  })

  it('are asked back by what is left of them', async () => {
    await recall(book)
    await returned(book, 'b1', most)
    await taken(
      book.engine.send('ReportReturned', {
        ...told('b2', book.clock.now()),
        amount: sum(largestMinorUnits - 5n),
        reason,
        executionRef: 'b2',
      }),
    )
    expect((await planned(book.engine, 'REQUEST_RECALL')).amount).toEqual(sum(5n))
  })

  it('are borne one by one', async () => {
    expect((await planned(book.engine, 'WRITE_OFF')).amount).toEqual(most)
    await applied(book.engine, { remedy: 'WRITE_OFF', approvedBy: ['Lin', 'Wu'] })
    expect((await planned(book.engine, 'WRITE_OFF')).amount).toEqual(most)
    await applied(book.engine, { remedy: 'WRITE_OFF', approvedBy: ['Lin', 'Wu'] })
    expect((await offered(book)).map(({ remedy }) => remedy)).not.toContain('WRITE_OFF')
  })

  it('are told', async () => {
    const finding = await book.engine.explain({ transferId: 't1' })()
    if (E.isLeft(finding)) throw new Error(finding.left._tag)
    const each = '92,233,720,368,547,758.07'
    for (const lang of ['en', 'zh'] as const)
      expect(renderFinding(finding.right, { lang, why: true }).split(each).length).toBeGreaterThan(2)
  })
})

describe('an execution abroad that the quote makes more than one sum of money can be', () => {
  const quote = {
    quoteId: 'q1',
    sellCurrency: 'CNY',
    buyCurrency: 'EUR',
    rate: '0.1275',
    validUntil: '2026-02-15T09:00:00.000Z',
  } as const

  it('is asked back by as much as one request may name, which is not the whole of what the other side has', async () => {
    await confirmed(book.engine, { payee: elsewhere, rail: 'hvps', quote })
    await executed(book, 'e1', sum(largestMinorUnits, 'EUR'))
    const remedy = await planned(book.engine, 'REQUEST_RECALL')
    expect(remedy.amount).toEqual(most)
    expect(remedy.says.en).not.toContain('EUR')
    expect(await recall(book)).toMatchObject({ inLedger: true })
  })
})

describe('of three executions', () => {
  it('what is left beyond one is asked back after a part came back, and not what went beyond at first', async () => {
    await confirmed(book.engine, { payee: elsewhere, rail: 'hvps' })
    for (const executionRef of ['e1', 'e2', 'e3']) await executed(book, executionRef, sum(10_000n))
    expect((await planned(book.engine, 'REQUEST_RECALL')).amount).toEqual(sum(20_000n))
    await returned(book, 'b1', sum(10_000n))
    expect((await planned(book.engine, 'REQUEST_RECALL')).amount).toEqual(sum(10_000n))
  })
})
