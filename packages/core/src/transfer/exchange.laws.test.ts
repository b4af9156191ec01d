import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { customer, elsewhere, hvps, iso, operator, times } from '../../test/canonical-payloads.js'
import { breachesOf } from '../../test/invariants.js'
import { balanceOf, done, emptyWorld, send, type World } from '../../test/ledger-world.js'
import type { Currency } from '../money/currency.js'
import { atRate, exchangeOf, agreesWithQuote } from './exchange.js'
import { atFarEnd, excess, inTransit, onPayeesOwnAccount, withPayee, type Transfer } from './state.js'

type Terms = { readonly sell: Currency; readonly buy: Currency; readonly rate: string; readonly amount: bigint }

const someCurrency = fc.constantFrom<Currency>('EUR', 'JPY', 'KRW', 'KWD', 'USD')
const rates = fc.constantFrom('0.00068', '0.0061', '0.9', '1', '1.082', '1.3333333', '7.25', '163.94', '1472.5')

const terms = fc
  .record({ sell: someCurrency, buy: someCurrency, rate: rates, amount: fc.bigInt({ min: 1n, max: 1_000_000n }) })
  .filter(({ sell, buy }) => sell !== buy)
  .filter(({ sell, buy, rate, amount }) => {
    const quote = { quoteId: 'q', sellCurrency: sell, buyCurrency: buy, rate, validUntil: times.expiry }
    return atRate(quote, amount) > 0n
  })

/** The same in one currency, which is not exchanged. */
const termsInOneCurrency = terms.map((of): Terms => ({ ...of, buy: of.sell }))

/** A transfer that is confirmed: to Paul in this book, or to an account elsewhere. */
const confirmed = ({ sell, buy, rate, amount }: Terms, isAbroad: boolean): World => {
  const money = { minorUnits: amount, currency: sell }
  const limit = { minorUnits: 2_000_000n, currency: sell }
  const line = { commandId: 'o1', account: 'mei', currency: sell, kind: 'CREDIT_LINE', limit }
  const opened = done(done(emptyWorld, 'OpenAccount', line), 'OpenAccount', {
    commandId: 'o2',
    account: 'paul',
    currency: buy,
  })
  const quote = { quoteId: 'q', sellCurrency: sell, buyCurrency: buy, rate, validUntil: times.expiry }
  const payee = isAbroad ? { payee: elsewhere, rail: 'hvps' } : { payee: 'paul' }
  const quoted = sell === buy ? {} : { quote }
  const instruction = { commandId: 'c1', transferId: 't1', payer: 'mei', amount: money, ...quoted, ...payee }
  const begun = done(opened, 'InitiateTransfer', instruction)
  return done(begun, 'ConfirmTransfer', { commandId: 'c2', transferId: 't1', by: customer })
}

const transferOf = (world: World): Transfer => {
  const transfer = world.transfers.get('t1')
  if (transfer === null || transfer === undefined) throw new Error('There is no transfer')
  return transfer
}

/** A part of a sum by its share in thousandths; at least one minor unit. */
const partOf = (whole: bigint, share: number): bigint => {
  const part = (whole * BigInt(share)) / 1000n
  return part === 0n ? 1n : part
}

type Step = { readonly kind: 'CREDIT' | 'UNDO'; readonly share: number }
const steps = fc.array(
  fc.record<Step>({ kind: fc.constantFrom('CREDIT', 'CREDIT', 'UNDO'), share: fc.integer({ min: 0, max: 1000 }) }),
  { maxLength: 12 },
)

const inBook = (world: World, { kind, share }: Step, index: number): World => {
  const transfer = transferOf(world)
  const { currency } = transfer.instruction.amount
  const whole = kind === 'CREDIT' ? inTransit(transfer) : withPayee(transfer)
  if (whole === 0n) return world
  const ids = { commandId: `s${index}`, transferId: 't1', amount: { minorUnits: partOf(whole, share), currency } }
  return kind === 'CREDIT'
    ? send(world, 'CreditTransfer', ids).world
    : send(world, 'ReverseTransfer', { ...ids, kind: 'MISPOSTING', by: operator, authority: 'Terms' }).world
}

const abroad = (world: World, { kind, share }: Step, index: number): World => {
  const transfer = transferOf(world)
  const exchange = exchangeOf(transfer.instruction)
  if (exchange === null) throw new Error('Nothing is exchanged')
  const { currency, minorUnits } = exchange.bought
  const amount = { minorUnits: partOf(minorUnits, share), currency }
  const told = { transferId: 't1', reportId: `s${index}`, by: hvps, asOf: times.now, amount, executionRef: `X${index}` }
  return kind === 'CREDIT'
    ? send(world, 'ReportCredited', { ...told, account: elsewhere }).world
    : send(world, 'ReportReturned', { ...told, reason: iso('AC04') }).world
}

type Message = { readonly kind: 'CREDIT' | 'RETURN'; readonly share: number; readonly feeShare: number }
const message = fc.record<Message>({
  kind: fc.constantFrom('CREDIT', 'RETURN'),
  share: fc.integer({ min: 0, max: 1000 }),
  feeShare: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 500 })),
})

/** A rail by its own books, in the currency of the payee: what it has still to credit, and what it has credited. */
type Rail = { readonly world: World; readonly open: bigint; readonly there: bigint; readonly currency: Currency }

const within = ({ sell, buy, rate, amount }: Terms): Omit<Rail, 'world'> => {
  const quote = { quoteId: 'q', sellCurrency: sell, buyCurrency: buy, rate, validUntil: times.expiry }
  return { open: sell === buy ? amount : atRate(quote, amount), there: 0n, currency: buy }
}

/** The rail tells of a part of what it holds, never of more: what it sends back it had not credited, as long as there is such. */
const toldWithin = (rail: Rail, { kind, share, feeShare }: Message, index: number): Rail => {
  const { world, open, there, currency } = rail
  const holds = kind === 'CREDIT' || open > 0n ? open : there
  if (holds === 0n) return rail
  const whole = partOf(holds, share)
  const fee = (whole * BigInt(feeShare)) / 1000n
  const ids = { transferId: 't1', reportId: `m${index}`, by: hvps, asOf: times.now, executionRef: `M${index}` }
  const sum = (minorUnits: bigint) => ({ minorUnits, currency })
  if (kind === 'CREDIT') {
    const after = send(world, 'ReportCredited', { ...ids, account: elsewhere, amount: sum(whole) }).world
    return { ...rail, world: after, open: open - whole, there: there + whole }
  }
  const fees = fee === 0n ? {} : { fees: [{ kind: 'RETURN', amount: sum(fee), bearer: 'PAYER' }] }
  const back = { ...ids, reason: iso('AC04'), amount: sum(whole - fee), ...fees }
  const after = send(world, 'ReportReturned', back).world
  return open > 0n ? { ...rail, world: after, open: open - whole } : { ...rail, world: after, there: there - whole }
}

/** What of each step does not agree with the quote, and which rules of money are broken after it. */
const complaintsOf = (world: World): ReadonlyArray<string> => {
  const exchange = exchangeOf(transferOf(world).instruction)
  const offQuote = world.log.flatMap(({ event }) =>
    (event._tag === 'TransferCredited' || event._tag === 'TransferReturned' || event._tag === 'TransferReversed') &&
    exchange !== null &&
    !(event.converted !== undefined && agreesWithQuote(exchange, event.amount.minorUnits, event.converted.minorUnits))
      ? [`${event._tag} of ${event.amount.minorUnits} for ${event.converted?.minorUnits}`]
      : [],
  )
  return [...offQuote, ...breachesOf(world)]
}

const positions = (world: World, { sell, buy }: Terms): ReadonlyArray<bigint> => [
  balanceOf(world, `position:${sell}`, sell),
  balanceOf(world, `position:${buy}`, buy),
]

const row = (sell: Currency, buy: Currency, rate: string, amount: bigint) => ({ sell, buy, rate, amount })

describe('a transfer into another currency, whatever is credited and taken back of it in this book', () => {
  it('keeps every rule of money, and each part agrees with the quote', () => {
    fc.assert(
      fc.property(terms, steps, (of, taken) => {
        expect(complaintsOf(taken.reduce(inBook, confirmed(of, false)))).toEqual([])
      }),
      { numRuns: 200 },
    )
  })

  it('comes to the quoted sum when the rest is credited, and back to exactly what was paid when all is undone', () => {
    fc.assert(
      fc.property(terms, steps, (of, taken) => {
        const parts = taken.filter(({ kind }) => kind === 'CREDIT').reduce(inBook, confirmed(of, false))
        const rest = { commandId: 'rest', transferId: 't1' }
        const whole = inTransit(transferOf(parts)) === 0n ? parts : done(parts, 'CreditTransfer', rest)
        const bought = exchangeOf(transferOf(whole).instruction)?.bought.minorUnits ?? 0n
        expect(balanceOf(whole, 'paul', of.buy)).toBe(bought)
        expect(positions(whole, of)).toEqual([of.amount, -bought])

        const undone = taken.filter(({ kind }) => kind === 'UNDO').reduce(inBook, whole)
        const left = onPayeesOwnAccount(transferOf(undone)).withPayee
        const amount = { minorUnits: left, currency: of.sell }
        const back = { ...rest, commandId: 'back', amount, kind: 'MISPOSTING', by: operator, authority: 'Terms' }
        const square = left === 0n ? undone : done(undone, 'ReverseTransfer', back)
        expect(balanceOf(square, 'mei', of.sell)).toBe(0n)
        expect(balanceOf(square, 'paul', of.buy)).toBe(0n)
        expect(positions(square, of)).toEqual([0n, 0n])
      }),
      { numRuns: 200 },
    )
  })

  it('credits the rest with all that was quoted and not credited yet, although what was credited before was taken back', () => {
    const of = row('CNY', 'KWD', '0.00431', 100n)
    const credit = { commandId: 'c3', transferId: 't1', amount: { minorUnits: 80n, currency: of.sell } }
    const there = done(confirmed(of, false), 'CreditTransfer', credit)
    const reversal = { ...credit, commandId: 'c4', kind: 'MISPOSTING', by: operator, authority: 'Terms' }
    const back = done(there, 'ReverseTransfer', reversal)
    const world = done(back, 'CreditTransfer', { commandId: 'c5', transferId: 't1' })
    expect([balanceOf(there, 'paul', of.buy), balanceOf(back, 'paul', of.buy)]).toEqual([3n, 0n])
    expect(balanceOf(world, 'paul', of.buy)).toBe(1n)
    expect(complaintsOf(world)).toEqual([])
  })

  it('strands nothing on its way: the rest becomes what of the quoted sum was not credited yet, whatever was undone', () => {
    fc.assert(
      fc.property(terms, steps, (of, taken) => {
        const before = taken.reduce(inBook, confirmed(of, false))
        fc.pre(inTransit(transferOf(before)) > 0n)
        const world = done(before, 'CreditTransfer', { commandId: 'rest', transferId: 't1' })
        const became = world.log.reduce(
          (sum, { event }) => (event._tag === 'TransferCredited' ? sum + (event.converted?.minorUnits ?? 0n) : sum),
          0n,
        )
        expect(became).toBe(exchangeOf(transferOf(world).instruction)?.bought.minorUnits)
        expect(complaintsOf(world)).toEqual([])
      }),
      { numRuns: 200 },
    )
  })
})

const told = (begun: Rail, messages: ReadonlyArray<Message>): ReadonlyArray<string> =>
  messages.reduce(toldWithin, begun).world.log.map(({ event }) => event._tag)
const neverBeyond = ['DuplicateDetected', 'ExcessReturned']

describe('a transfer of which a rail tells no more than it holds, credited or sent back, with fees kept', () => {
  it('is never executed or sent back beyond its quote', () => {
    fc.assert(
      fc.property(terms, fc.array(message, { maxLength: 8 }), (of, messages) => {
        const tags = told({ world: confirmed(of, true), ...within(of) }, messages)
        expect(tags.filter((tag) => neverBeyond.includes(tag))).toEqual([])
      }),
      { numRuns: 500 },
    )
  })

  it('is never so in one currency either, and nothing of it contradicts the instruction', () => {
    fc.assert(
      fc.property(termsInOneCurrency, fc.array(message, { maxLength: 8 }), (of, messages) => {
        const tags = told({ world: confirmed(of, true), ...within(of) }, messages)
        expect(tags.filter((tag) => [...neverBeyond, 'MismatchObserved'].includes(tag))).toEqual([])
      }),
      { numRuns: 500 },
    )
  })
})

describe('a transfer into another currency of which a rail tells in parts', () => {
  it('has arrived with its last part where a part came back before: nothing of it was executed beyond the instruction', () => {
    const of = row('EUR', 'KRW', '1472.5', 10_000n)
    const told = { transferId: 't1', by: hvps, asOf: times.now }
    const sum = (minorUnits: bigint) => ({ minorUnits, currency: of.buy })
    const back = { ...told, reportId: 'r1', amount: sum(10_000n), executionRef: 'X1', reason: iso('AC04') }
    const there = { ...told, reportId: 'r2', amount: sum(137_250n), executionRef: 'X2', account: elsewhere }
    const world = done(done(confirmed(of, true), 'ReportReturned', back), 'ReportCredited', there)
    const transfer = transferOf(world)
    expect([withPayee(transfer), atFarEnd(transfer)]).toEqual([9_320n, 137_250n])
    expect([inTransit(transfer), excess(transfer), transfer.exceptions]).toEqual([0n, 0n, []])
    expect(balanceOf(world, 'mei', of.sell)).toBe(-9_320n)
    expect(positions(world, of)).toEqual([9_320n, -137_250n])
  })

  it('agrees with the quote where rounding was up before and down after', () => {
    const taken: ReadonlyArray<Step> = [
      { kind: 'CREDIT', share: 847 },
      { kind: 'UNDO', share: 156 },
      { kind: 'UNDO', share: 755 },
    ]
    const world = taken.reduce(abroad, confirmed(row('EUR', 'USD', '163.94', 4n), true))
    expect(complaintsOf(world)).toEqual([])
  })
})

describe('a transfer into another currency, whatever a rail reports of it', () => {
  it('keeps every rule of money, and each part agrees with the quote', () => {
    fc.assert(
      fc.property(terms, steps, (of, taken) => {
        expect(complaintsOf(taken.reduce(abroad, confirmed(of, true)))).toEqual([])
      }),
      { numRuns: 200 },
    )
  })

  it('gives the payer exactly what was paid when what was credited comes back, with what was credited beyond it', () => {
    fc.assert(
      fc.property(terms, steps, (of, taken) => {
        const world = taken.reduce(abroad, confirmed(of, true))
        const there = atFarEnd(transferOf(world)) + excess(transferOf(world))
        const told = { transferId: 't1', reportId: 'last', by: hvps, asOf: times.now, executionRef: 'last' }
        const amount = { minorUnits: there, currency: of.buy }
        const gone = send(world, 'ReportRefused', {
          ...told,
          reportId: 'no',
          executionRef: undefined,
          reason: iso('AC04'),
        })
        const open = inTransit(transferOf(gone.world))
        fc.pre(there > 0n && open === 0n)
        const back = done(gone.world, 'ReportReturned', { ...told, amount, reason: iso('AC04') })
        expect(balanceOf(back, 'mei', of.sell)).toBe(0n)
        expect(positions(back, of)).toEqual([0n, 0n])
      }),
      { numRuns: 200 },
    )
  })
})
