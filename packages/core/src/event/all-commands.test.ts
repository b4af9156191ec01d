import { describe, expect, it } from '@jest/globals'
import * as E from 'fp-ts/lib/Either.js'
import { cny, eur } from '../money/money.js'
import { allCommands, decodeCommand, encodeCommand, isCommandWord } from './all-commands.js'

const written = (word: string, payload: unknown): string => {
  const decoded = decodeCommand(word, payload)
  return E.isRight(decoded) ? encodeCommand(decoded.right) : JSON.stringify(decoded.left)
}

describe('a command', () => {
  it('has a word of the list, and its definition says the same word', () => {
    expect(Object.entries(allCommands).filter(([word, definition]) => definition.word !== word)).toEqual([])
    expect(isCommandWord('InitiateTransfer')).toBe(true)
    expect(isCommandWord('toString')).toBe(false)
  })

  it('whose word nobody knows is malformed, and the answer lists the words', () => {
    const decoded = decodeCommand('SendMoney', {})
    expect(decoded).toMatchObject({
      left: { _tag: 'MalformedCommand', command: 'SendMoney', problems: [{ path: '', found: 'SendMoney' }] },
    })
    expect(E.isLeft(decoded) && decoded.left.problems[0]?.expected).toMatch(/^one of InitiateTransfer, BookTransfer, /)
  })

  it('is the same text however its money and accounts were written', () => {
    const ids = { transferId: 't1', commandId: 'c1' }
    const stored = { minorUnits: '10000', currency: 'CNY' }
    const texts = [
      { ...ids, payer: 'mei', payee: 'bo', amount: cny('100.00') },
      { payee: { account: 'bo' }, payer: { account: 'mei' }, amount: { currency: 'CNY', minorUnits: 10_000n }, ...ids },
      { ...ids, amount: stored, payer: 'mei', payee: 'bo', purpose: undefined },
    ].map((payload) => written('InitiateTransfer', payload))
    expect(new Set(texts)).toEqual(
      new Set([
        '{"amount":{"currency":"CNY","minorUnits":"10000"},"commandId":"c1","payee":{"account":"bo"},"payer":{"account":"mei"},"transferId":"t1"}',
      ]),
    )
  })

  it('is the same text however the sum that its quote names is written', () => {
    const terms = { quoteId: 'q1', sellCurrency: 'CNY', buyCurrency: 'EUR', rate: '0.13' }
    const asked = { transferId: 't1', commandId: 'c1', payer: 'mei', payee: 'bo', amount: cny('100.00') }
    const texts = [eur('13.00'), { minorUnits: 1_300n, currency: 'EUR' }, { minorUnits: '1300', currency: 'EUR' }].map(
      (buyAmount) =>
        written('InitiateTransfer', {
          ...asked,
          quote: { ...terms, validUntil: '2026-02-14T09:40:00.000Z', buyAmount },
        }),
    )
    expect(new Set(texts).size).toBe(1)
    expect(texts[0]).toContain('"buyAmount":{"currency":"EUR","minorUnits":"1300"}')
  })

  it('does not show the account numbers that it could not read', () => {
    const answer = written('InitiateTransfer', {
      commandId: 'c1',
      transferId: 't1',
      payer: '6222 0001',
      payee: { account: 7 },
      amount: cny('1.00'),
    })
    expect(answer).toContain('"path":"payer"')
    expect(answer).toContain('"path":"payee"')
    expect(answer).not.toContain('6222')
  })

  it('is malformed when it is told of an incoming credit whose payer is of this book', () => {
    const report = {
      transferId: 't1',
      reportId: 'm1',
      by: { role: 'NETWORK' },
      asOf: '2026-02-14T09:30:00.000Z',
      rail: 'hvps',
      payee: 'bo',
      amount: cny('1.00'),
    }
    expect(written('ReportIncomingCredit', { ...report, payer: { account: 'mei' } })).toContain(
      '"path":"payer.institution"',
    )
    expect(written('ReportIncomingCredit', { ...report, payer: 'mei' })).toContain('"path":"payer"')
  })

  it('names a rail that may stand in the name of an account', () => {
    const report = {
      commandId: 'c1',
      transferId: 't1',
      payer: 'mei',
      payee: { account: '1', institution: 'Elsewhere' },
      amount: cny('1.00'),
    }
    expect(written('InitiateTransfer', { ...report, rail: 'Faster Payments' })).toContain('"path":"rail"')
    expect(written('InitiateTransfer', { ...report, rail: 'faster-payments' })).toContain('"rail":"faster-payments"')
  })
})
