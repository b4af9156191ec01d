import * as E from 'fp-ts/lib/Either.js'
import { cny } from '@waybill/core'
import { refused, taken } from '../../test/answers.js'
import { countingRail } from '../../test/counting-rail.js'
import { customer, elsewhere, engineOn, network, smallBook } from '../../test/small-book.js'
import { testedStores, type StoreOnTest } from '../../test/tested-stores.js'
import type { Engine } from '../engine.js'

const payment = {
  commandId: 'c1',
  transferId: 't1',
  payer: 'mei',
  payee: elsewhere,
  amount: cny('400.00'),
  rail: 'hvps',
}
const status = {
  transferId: 't1',
  reportId: 'm1',
  by: network,
  asOf: '2026-02-14T09:29:00.000Z',
  status: { codeSet: 'ISO20022', code: 'PDNG' },
} as const

/** What is answered and not stored is no answer for ever: the same id may be decided later. */
describe.each(testedStores)('an answer that is told and not stored $name', ({ make }) => {
  let onTest: StoreOnTest
  let engine: Engine
  beforeEach(async () => {
    onTest = await make()
    engine = (await smallBook(onTest.store, { rails: [countingRail()] })).engine
  })
  afterEach(() => onTest.dispose())

  const head = async (): Promise<number> => {
    const read = await onTest.store.ledgerHead()()
    if (E.isLeft(read)) throw new Error(read.left._tag)
    return read.right.sequence
  }

  it('is that of a report about a transfer that the ledger does not hold yet', async () => {
    const before = await head()
    for (const otherText of [undefined, 'by hand'])
      expect(
        await refused(
          engine.report('ReportStatus', { ...status, ...(otherText === undefined ? {} : { text: otherText }) }),
        ),
      ).toMatchObject({ _tag: 'ReportUnplaced' })
    expect(await head()).toBe(before)
    await taken(engine.initiate(payment))
    const receipt = await taken(engine.report('ReportStatus', status))
    expect(receipt.events.map(({ type }) => type)).toEqual(['TransferStatusReported'])
  })

  it('is that of what the engine proposes to itself and is not due: it may be due later', async () => {
    await taken(engine.initiate(payment))
    const before = await head()
    expect(await refused(engine.submit('t1'))).toMatchObject({ _tag: 'StatusForbids' })
    expect(await refused(engine.inquire('t1'))).toMatchObject({ _tag: 'NotSubmitted' })
    expect(await head()).toBe(before)
    const receipt = await taken(engine.confirm({ commandId: 'c2', transferId: 't1', by: customer }))
    expect(receipt.events[0]?.type).toBe('TransferConfirmed')
    const story = await onTest.store.readStream('transfer-t1', { limit: 10 })()
    const words = E.isRight(story) ? story.right.map(({ type }) => type) : []
    // A store of one stream at a time says besides when the money was reserved.
    expect(words.filter((word) => word !== 'TransferFundsConfirmed')).toEqual([
      'TransferInitiated',
      'TransferConfirmed',
      'SubmissionStarted',
      'TransferSubmitted',
    ])
  })

  it('is given on what the store has, and not on what this engine remembers', async () => {
    await taken(engine.initiate(payment))
    const withoutRail = engineOn(onTest.store)
    await withoutRail.confirm({ commandId: 'c2', transferId: 't1', by: customer })()
    expect((await taken(engine.submit('t1'))).transfer?.status).toBe('SUBMITTED')
  })

  it('is that of a command whose form is wrong: it is corrected under the same id', async () => {
    const before = await head()
    expect(await refused(engine.send('InitiateTransfer', { ...payment, amount: '400' }))).toMatchObject({
      _tag: 'MalformedCommand',
    })
    expect(await head()).toBe(before)
    await taken(engine.initiate(payment))
  })
})
