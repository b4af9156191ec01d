import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  customer,
  elsewhere,
  euro,
  hvps,
  iso,
  operator,
  quote,
  supervisor,
  times,
  yuan,
} from '../../test/canonical-payloads.js'
import { balanceOf, done, outcomeOf, send, type World } from '../../test/ledger-world.js'
import { breachesOf } from '../../test/invariants.js'
import { beginning } from '../../test/transfer-states.js'
import type { Currency } from '../money/currency.js'
import { largestMinorUnits } from '../money/money.js'
import {
  agreesWithQuote,
  atRate,
  boughtFor,
  followsFromRate,
  soldByReturnInTransit,
  toBuyOf,
  type Exchange,
} from './exchange.js'
import { formatMoney } from '../money/money.js'
import { isMoneyEvent } from './postings.js'
import { reversible } from './state.js'

const ids = (commandId: string) => ({ commandId, transferId: 't1' })
const told = (reportId: string) => ({ transferId: 't1', reportId, by: hvps, asOf: times.now })
const abroad = { payee: elsewhere, rail: 'hvps' }

const confirmed = (fields: object = {}): World =>
  done(
    done(beginning, 'InitiateTransfer', {
      ...ids('i1'),
      payer: 'mei',
      payee: 'paul',
      amount: yuan('100.00'),
      quote,
      ...fields,
    }),
    'ConfirmTransfer',
    { ...ids('i2'), by: customer },
  )

const credited = (world: World, amount: string): World =>
  done(world, 'CreditTransfer', { ...ids(`credit-${amount}`), amount: yuan(amount) })
const reversal = (amount: string) => ({
  ...ids(`back-${amount}`),
  amount: yuan(amount),
  kind: 'MISPOSTING',
  by: operator,
  authority: 'Terms',
})

const legs = (world: World): ReadonlyArray<string> => {
  const event = world.log.map((one) => one.event).findLast(isMoneyEvent)
  return (event?.entry.postings ?? []).map(
    ({ account, amount, creditDebit }) => `${creditDebit} ${account} ${formatMoney(amount)}`,
  )
}

const positions = (world: World) => ({
  CNY: balanceOf(world, 'position:CNY'),
  EUR: balanceOf(world, 'position:EUR', 'EUR'),
})
const square = { CNY: 0n, EUR: 0n }

describe('a transfer into another currency', () => {
  it('is credited with what the quote says, and each currency balances on its own', () => {
    const world = credited(confirmed(), '100.00')
    expect(legs(world)).toEqual([
      'DBIT in-transit:book:CNY CNY 100.00',
      'CRDT position:CNY CNY 100.00',
      'DBIT position:EUR EUR 12.75',
      'CRDT paul EUR 12.75',
    ])
    expect(breachesOf(world)).toEqual([])
  })

  it('states the sum that follows from the rate where the quote names none', () => {
    const { buyAmount: _, ...unsaid } = quote
    const world = confirmed({ quote: { ...unsaid, rate: '0.12345' } })
    expect(world.transfers.get('t1')?.instruction.quote?.buyAmount).toEqual({ minorUnits: 1_234n, currency: 'EUR' })
  })

  it('comes to the quoted sum to the last minor unit, in however many parts it is credited', () => {
    const parts = ['33.33', '33.32', '33.35'].reduce(credited, confirmed())
    expect(balanceOf(parts, 'paul', 'EUR')).toBe(1_275n)
    expect(positions(parts)).toEqual({ CNY: 10_000n, EUR: -1_275n })
  })

  it('gives the payer exactly what it paid when it is taken back, and squares the position', () => {
    const there = ['33.33', '66.67'].reduce(credited, confirmed())
    const back = ['10.01', '0.09', '89.90'].reduce(
      (world, amount) => done(world, 'ReverseTransfer', reversal(amount)),
      there,
    )
    expect(balanceOf(back, 'mei')).toBe(balanceOf(beginning, 'mei'))
    expect(balanceOf(back, 'paul', 'EUR')).toBe(0n)
    expect(positions(back)).toEqual(square)
  })

  it('is told by a rail in the currency of the payee, in which the rail is also asked', () => {
    const world = confirmed(abroad)
    const half = done(world, 'ReportCredited', { ...told('r1'), account: elsewhere, amount: euro('6.37') })
    expect(legs(half)).toEqual([
      'DBIT in-transit:hvps:CNY CNY 49.96',
      'CRDT position:CNY CNY 49.96',
      'DBIT position:EUR EUR 6.37',
      'CRDT nostro:hvps:EUR EUR 6.37',
    ])
    const whole = done(half, 'ReportCredited', { ...told('r2'), account: elsewhere, amount: euro('6.38') })
    expect(positions(whole)).toEqual({ CNY: 10_000n, EUR: -1_275n })
  })

  it('that is sent back comes back at the quote, and the fees that were kept are lost at the quote too', () => {
    const there = done(confirmed(abroad), 'ReportCredited', {
      ...told('r1'),
      account: elsewhere,
      amount: euro('12.75'),
    })
    const returned = { ...told('r2'), reason: iso('AC04') }
    const whole = done(there, 'ReportReturned', { ...returned, amount: euro('12.75') })
    expect(balanceOf(whole, 'mei')).toBe(balanceOf(beginning, 'mei'))
    expect(positions(whole)).toEqual(square)

    const fees = [{ kind: 'RETURN', amount: euro('0.75'), bearer: 'PAYER' }]
    const less = done(there, 'ReportReturned', { ...returned, amount: euro('12.00'), fees })
    const last = less.log.at(-1)?.event
    expect(last).toMatchObject({
      amount: { minorUnits: 9_412n },
      converted: { minorUnits: 1_200n },
      keptOfAmount: { minorUnits: 588n },
    })
    expect(positions(less)).toEqual({ CNY: 588n, EUR: -75n })
    expect(breachesOf(less)).toEqual([])
  })

  it('does not exchange what goes beyond the quote: it stands in the currency in which it moved', () => {
    const twice = done(confirmed(abroad), 'ReportCredited', {
      ...told('r1'),
      account: elsewhere,
      amount: euro('20.00'),
    })
    expect(balanceOf(twice, 'exception:t1:EUR', 'EUR')).toBe(-725n)
    expect(positions(twice)).toEqual({ CNY: 10_000n, EUR: -1_275n })
  })

  it('is asked back in the money of the payer, with what goes beyond it at the quote', () => {
    const started = done(confirmed(abroad), 'StartSubmission', {
      ...ids('s1'),
      railKey: '5f0b6f0e-3b9c-4a53-9d2f-0d7c1b0a9e11',
      messageDigest: `sha256:${'0'.repeat(64)}`,
      answerDueAt: times.expiry,
    })
    const twice = done(started, 'ReportCredited', { ...told('r1'), account: elsewhere, amount: euro('20.00') })
    const recall = { ...ids('k1'), recallId: 'k1', to: hvps, reason: iso('DUPL'), answerDueAt: times.expiry }
    // EUR 7.25 beyond the quote are CNY 56.86 at it.
    const tooMuch = send(twice, 'RequestRecall', { ...recall, amount: yuan('156.87') })
    expect(outcomeOf(tooMuch.answer)).toBe('RecallExceedsTransfer')
    const asked = done(twice, 'RequestRecall', { ...recall, amount: yuan('156.86') })
    const back = { ...told('r2'), reason: iso('DUPL'), amount: euro('20.00') }
    expect(done(asked, 'ReportReturned', back).transfers.get('t1')?.recalls[0]?.phase).toBe('RETURNED')
  })

  it('that is reported in the currency of the payer contradicts the quote, and posts nothing', () => {
    const { answer } = send(confirmed(abroad), 'ReportCredited', {
      ...told('r1'),
      account: elsewhere,
      amount: yuan('100.00'),
    })
    expect(outcomeOf(answer)).toBe('MismatchObserved')
  })

  it('keeps no sum that would come to nothing: such a part is refused, on the way there and back', () => {
    expect(outcomeOf(send(confirmed(), 'CreditTransfer', { ...ids('c1'), amount: yuan('0.07') }).answer)).toBe(
      'TooSmallToExchange',
    )
    const there = credited(confirmed(), '100.00')
    expect(outcomeOf(send(there, 'ReverseTransfer', reversal('99.95')).answer)).toBe('TooSmallToExchange')
    expect(outcomeOf(send(there, 'ReverseTransfer', reversal('100.00')).answer)).toMatch(/^TransferReversed/)
  })

  it('is brought from suspense to the payee as what it became', () => {
    const closing = done(confirmed(), 'BeginClosingAccount', { commandId: 'x', account: 'paul', reason: 'Asked' })
    const waiting = done(closing, 'ReportCredited', { ...told('r1'), account: 'paul', amount: euro('12.75') })
    expect(balanceOf(waiting, 'suspense:EUR', 'EUR')).toBe(1_275n)
    expect(waiting.transfers.get('t1')?.exchanged).toEqual({
      bought: 1_275n,
      boughtElsewhere: 1_275n,
      boughtMovedAway: 0n,
      accountedFor: 1_275n,
    })
  })
})

describe('what corrections took off the account of who got an exchanged sum', () => {
  const correction = (commandId: string, from: string, to: string, amount: string) => ({
    ...ids(commandId),
    from,
    to,
    amount: euro(amount),
    corrects: 'an entry',
    by: operator,
    approvedBy: supervisor,
    reason: 'Found',
  })
  const there = credited(confirmed(), '100.00')

  it('is not taken a second time by a reversal, until it is brought back', () => {
    const moved = done(there, 'PostCorrection', correction('k1', 'paul', 'suspense:EUR', '12.75'))
    expect(outcomeOf(send(moved, 'ReverseTransfer', reversal('100.00')).answer)).toBe('ReversalExceedsCredit')
    const brought = done(moved, 'PostCorrection', correction('k2', 'suspense:EUR', 'paul', '12.75'))
    expect(outcomeOf(send(brought, 'ReverseTransfer', reversal('100.00')).answer)).toMatch(/^TransferReversed/)
  })

  it('leaves the rest of it to be taken back, to the last minor unit', () => {
    const moved = done(there, 'PostCorrection', correction('k1', 'paul', 'suspense:EUR', '5.00'))
    const left = reversible(moved.transfers.get('t1')!)
    // EUR 5.00 are at least CNY 39.22 at the quote.
    expect(left).toBe(6_078n)
    const back = done(moved, 'ReverseTransfer', reversal('60.78'))
    expect([balanceOf(back, 'paul', 'EUR'), balanceOf(back, 'suspense:EUR', 'EUR')]).toEqual([0n, 500n])
  })
})

describe('a recall of a part of an exchanged transfer', () => {
  it('is met by what the part is at the quote, though in the money of the payer that rounds to less', () => {
    const of = { ...quote, rate: '0.1283', buyAmount: euro('12.83') }
    const started = done(confirmed({ ...abroad, quote: of }), 'StartSubmission', {
      ...ids('s1'),
      railKey: '5f0b6f0e-3b9c-4a53-9d2f-0d7c1b0a9e11',
      messageDigest: `sha256:${'0'.repeat(64)}`,
      answerDueAt: times.expiry,
    })
    const sent = done(started, 'ReportCredited', { ...told('r1'), account: elsewhere, amount: euro('12.83') })
    const recall = { ...ids('k1'), recallId: 'k1', to: hvps, reason: iso('DUPL'), answerDueAt: times.expiry }
    const asked = done(sent, 'RequestRecall', { ...recall, amount: yuan('60.00') })
    const back = (sum: string) => ({ ...told('r2'), reason: iso('DUPL'), amount: euro(sum) })
    const [less, met] = [back('7.68'), back('7.69')].map(
      (one) => done(asked, 'ReportReturned', one).transfers.get('t1')?.recalls[0],
    )
    expect(met).toMatchObject({ phase: 'RETURNED', cameBack: 5_994n, cameBackThere: 769n })
    expect(less).toMatchObject({ phase: 'REQUESTED', cameBackThere: 768n })
  })
})

describe('a transfer in one currency', () => {
  it('keeps nothing about an exchange', () => {
    const plain = confirmed({ payee: 'bo', quote: undefined })
    expect(Object.hasOwn(plain.transfers.get('t1') ?? {}, 'exchanged')).toBe(false)
  })
})

const someCurrency = fc.constantFrom<Currency>('CNY', 'EUR', 'JPY', 'KRW', 'KWD', 'USD')
const rate = fc
  .tuple(fc.bigInt({ min: 1n, max: 10n ** 9n }), fc.integer({ min: 0, max: 8 }))
  .map(([digits, places]) => {
    const text = digits.toString().padStart(places + 1, '0')
    return places === 0 ? text : `${text.slice(0, -places)}.${text.slice(-places)}`
  })
const someQuote = fc
  .record({ rate, sellCurrency: someCurrency, buyCurrency: someCurrency })
  .filter(({ sellCurrency, buyCurrency }) => sellCurrency !== buyCurrency)
  .map((fields) => ({ ...fields, quoteId: 'q', validUntil: times.expiry }))

const exchange = fc
  .tuple(someQuote, fc.bigInt({ min: 1n, max: 10n ** 9n }))
  .map(([terms, sold]): Exchange => {
    const bought = { minorUnits: atRate(terms, sold), currency: terms.buyCurrency }
    return { sold: { minorUnits: sold, currency: terms.sellCurrency }, bought, quote: terms }
  })
  .filter(({ bought }) => bought.minorUnits > 0n && bought.minorUnits <= largestMinorUnits)

const { buyAmount: _, ...unsaid } = quote
const quoted = (rate: string) => ({ ...unsaid, sellCurrency: 'CNY', buyCurrency: 'EUR', rate }) as const
const ofFour: Exchange = {
  sold: { minorUnits: 4n, currency: 'EUR' },
  bought: { minorUnits: 656n, currency: 'USD' },
  quote: { ...quoted('163.94'), sellCurrency: 'EUR', buyCurrency: 'USD' },
}

describe('a rate', () => {
  it.each([
    ['0.4', 1n, 0n],
    ['0.6', 1n, 1n],
    ['0.5', 1n, 0n],
    ['0.5', 3n, 2n],
    ['0.5', 5n, 2n],
    ['0.5', 7n, 4n],
    ['1.25', 1n, 1n],
    ['1.75', 1n, 2n],
  ])('of %s makes of %s minor units %s: to the nearest, and a half to the even one', (rate, sold, becomes) => {
    expect(atRate(quoted(rate), sold)).toBe(becomes)
  })

  it('allows a quoted sum that is less than one minor unit away, either way, and no other', () => {
    const allowed = (rate: string) => [0n, 1n, 2n, 3n, 4n, 5n].filter((sum) => followsFromRate(quoted(rate), 3n, sum))
    expect([allowed('0.5'), allowed('1'), allowed('1.1')]).toEqual([[1n, 2n], [3n], [3n, 4n]])
  })

  it('allows a part that is three minor units of both sides away, either way, and no other', () => {
    const agrees = (part: bigint, ...became: ReadonlyArray<bigint>) =>
      became.map((sum) => agreesWithQuote(ofFour, part, sum))
    // 3 × (4 + 656) is 1,980, of which each of the minor units bought counts four.
    expect(agrees(1n, 659n, 660n)).toEqual([true, false])
    expect(agrees(4n, 161n, 160n)).toEqual([true, false])
  })
})

describe('what is left of an exchange', () => {
  it('is never less than nothing, whatever was told of it', () => {
    expect(toBuyOf(ofFour, { accountedFor: 657n }, 1n)).toBe(0n)
    expect(toBuyOf(ofFour, { accountedFor: 655n }, 1n)).toBe(1n)
  })

  it('gives nothing back for what is worth less than a minor unit', () => {
    const reached = { withPayee: 0n, inTransit: 2n, bought: 0n, toBuy: 600n }
    expect([soldByReturnInTransit(ofFour, reached, 1n), soldByReturnInTransit(ofFour, reached, 200n)]).toEqual([0n, 0n])
    expect(soldByReturnInTransit(ofFour, reached, 400n)).toBe(1n)
  })
})

describe('what a sum becomes', () => {
  it('is less than a minor unit away from the rate, and so is what is rounded the other way', () => {
    fc.assert(
      fc.property(exchange, ({ quote: terms, sold, bought }) => {
        expect(followsFromRate(terms, sold.minorUnits, bought.minorUnits)).toBe(true)
        expect(followsFromRate(terms, sold.minorUnits, bought.minorUnits + 2n)).toBe(false)
      }),
    )
  })

  it('rises with the sum, and the last minor unit always brings something', () => {
    fc.assert(
      fc.property(exchange, fc.bigInt({ min: 0n, max: 10n ** 9n }), (all, some) => {
        const whole = all.sold.minorUnits
        const part = some % whole
        expect(boughtFor(all, whole)).toBe(all.bought.minorUnits)
        expect(boughtFor(all, part)).toBeLessThan(all.bought.minorUnits)
        expect(boughtFor(all, part)).toBeLessThanOrEqual(boughtFor(all, part + 1n))
      }),
    )
  })
})
