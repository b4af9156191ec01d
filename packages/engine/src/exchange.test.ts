import { describe, expect, it } from '@jest/globals'
import * as E from 'fp-ts/lib/Either.js'
import { eur, usd } from '@waybill/core'
import { createMemoryStore } from '@waybill/store-memory'
import { createEngine } from './create-engine.js'
import type { Engine } from './engine.js'

const customer = { role: 'CUSTOMER' } as const
const quote = {
  quoteId: 'q1',
  sellCurrency: 'EUR',
  buyCurrency: 'USD',
  rate: '1.082',
  validUntil: '2026-02-14T10:00:00.000Z',
} as const
const gift = { transferId: 't1', payer: 'mei', payee: 'bo', amount: eur('100.00'), quote } as const

const begun = async () => {
  let now = '2026-02-14T09:30:00.000Z'
  const store = createMemoryStore({ ledger: 'urn:example:exchange' })
  const engine = createEngine({ store, clock: { now: () => now } })
  await engine.openAccount({
    commandId: 'c1',
    account: 'mei',
    currency: 'EUR',
    kind: 'CREDIT_LINE',
    limit: eur('500.00'),
  })()
  await engine.openAccount({ commandId: 'c2', account: 'bo', currency: 'USD' })()
  return { engine, passTo: (instant: string) => void (now = instant) }
}

const explained = async (engine: Engine, transferId = 't1') => {
  const finding = await engine.explain({ transferId, claim: 'NOT_ARRIVED' })()
  if (E.isLeft(finding)) throw new Error(finding.left._tag)
  return finding.right
}

describe('an engine between two currencies', () => {
  it('credits what the quote says, and explains it with the quote', async () => {
    const { engine } = await begun()
    await engine.initiate({ commandId: 'c3', ...gift })()
    await engine.confirm({ commandId: 'c4', transferId: 't1', by: customer })()
    const credited = await engine.credit({ commandId: 'c5', transferId: 't1' })()
    expect(E.isRight(credited)).toBe(true)

    const finding = await explained(engine)
    expect(finding.cause).toEqual({ leaf: 'Z1', confidence: 'CONFIRMED' })
    expect(finding.custody).toEqual([
      {
        of: 'ORIGINAL',
        place: 'CONVERTED',
        account: 'bo',
        amount: '10000',
        currency: 'EUR',
        quote: { quoteId: 'q1', rate: '1.082', amount: '10820', currency: 'USD', place: 'PAYEE' },
      },
      { of: 'ORIGINAL', place: 'UNACCOUNTED', amount: '0', currency: 'EUR' },
    ])
    expect(finding.answer.en).toContain(
      'EUR 100.00 became USD 108.20 at quote q1, 1 EUR = 1.082 USD, which is with the payee, account bo',
    )
    expect(finding.answer.zh).toContain('EUR 100.00按报价 q1（1 EUR = 1.082 USD）兑换为USD 108.20，已在收款方账户 bo')
  })

  it('takes the quoted sum in the form of every other amount', async () => {
    const { engine } = await begun()
    const paid = await engine.pay({
      commandId: 'c3',
      ...gift,
      quote: { ...quote, buyAmount: usd('108.20') },
      by: customer,
    })()
    expect(E.isRight(paid)).toBe(true)
    expect((await explained(engine)).answer.en).toContain('became USD 108.20')
  })

  it('refuses to confirm when the time of the quote is over, and nothing has moved', async () => {
    const { engine, passTo } = await begun()
    await engine.initiate({ commandId: 'c3', ...gift })()
    passTo(quote.validUntil)
    const late = await engine.confirm({ commandId: 'c4', transferId: 't1', by: customer })()
    expect(late).toMatchObject({ left: { _tag: 'QuoteExpired', quoteId: 'q1' } })
    expect((await explained(engine)).custody[0]).toMatchObject({ place: 'PAYER_RESERVED', amount: '10000' })
  })

  it('takes back at the quote what it credited, so that the payer has the whole again', async () => {
    const { engine } = await begun()
    await engine.pay({ commandId: 'c3', ...gift, by: customer })()
    const reversed = await engine.send('ReverseTransfer', {
      commandId: 'c4',
      transferId: 't1',
      amount: eur('100.00'),
      kind: 'MISPOSTING',
      by: { role: 'OPERATOR', name: 'Back office' },
      authority: 'Terms',
    })()
    expect(E.isRight(reversed)).toBe(true)
    const again = await engine.pay({
      commandId: 'c5',
      ...gift,
      transferId: 't2',
      amount: eur('500.00'),
      by: customer,
    })()
    expect(E.isRight(again)).toBe(true)
    const overdrawn = await engine.initiate({
      commandId: 'c6',
      transferId: 't3',
      payer: 'bo',
      payee: 'mei',
      amount: usd('541.01'),
      quote: { ...quote, sellCurrency: 'USD', buyCurrency: 'EUR', rate: '0.92' },
    })()
    expect(overdrawn).toMatchObject({ left: { _tag: 'InsufficientAvailableBalance' } })
    expect((await explained(engine)).cause.leaf).toBe('E1')
  })
})
