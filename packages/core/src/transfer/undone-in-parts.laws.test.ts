import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { customer, elsewhere, hvps, iso, operator, times, yuan } from '../../test/canonical-payloads.js'
import { breachesOf } from '../../test/invariants.js'
import { balanceOf, done, send, type World } from '../../test/ledger-world.js'
import { beginning } from '../../test/transfer-states.js'
import type { Money } from '../money/money.js'

let messages = 0
const fresh = (prefix: string): string => `${prefix}-${(messages += 1)}`
const sumOf = (decimal: string): Money => ({ minorUnits: BigInt(decimal.replace('.', '')), currency: 'CNY' })
const fen = (minorUnits: bigint): Money => ({ minorUnits, currency: 'CNY' })

/** Mei's credit line of CNY 50.00 stands beside her cash. */
const withLine = done(beginning, 'OpenAccount', {
  commandId: 'open-line',
  account: 'line',
  currency: 'CNY',
  kind: 'CREDIT_LINE',
  limit: yuan('50.00'),
})

type Source = readonly [account: string, decimal: string]

/** CNY 100.00 to Bo in this book, from these sources. */
const paidFrom = (...sources: ReadonlyArray<Source>): World =>
  done(withLine, 'BookTransfer', {
    commandId: 'c1',
    transferId: 't1',
    payer: 'mei',
    payee: 'bo',
    amount: yuan('100.00'),
    by: customer,
    funding: sources.map(([account, decimal]) => ({ account, amount: yuan(decimal) })),
  })

/** The same to an account elsewhere, submitted and credited. */
const sentFrom = (...sources: ReadonlyArray<Source>): World => {
  const instruction = { payer: 'mei', payee: elsewhere, rail: 'hvps', amount: yuan('100.00') }
  const funding = sources.map(([account, decimal]) => ({ account, amount: yuan(decimal) }))
  const initiated = done(withLine, 'InitiateTransfer', { commandId: 'c1', transferId: 't1', ...instruction, funding })
  const confirmed = done(initiated, 'ConfirmTransfer', { commandId: 'c2', transferId: 't1', by: customer })
  const credit = { transferId: 't1', reportId: 'm1', by: hvps, asOf: times.now, account: elsewhere }
  return done(confirmed, 'ReportCredited', { ...credit, amount: yuan('100.00'), executionRef: 'X1' })
}

const spent = (world: World, amount: Money): World =>
  done(world, 'BookTransfer', {
    commandId: fresh('spend'),
    transferId: fresh('spent'),
    payer: 'bo',
    payee: 'eve',
    amount: { ...amount, minorUnits: amount.minorUnits.toString() },
    by: customer,
  })

const cameIn = (world: World, amount: Money): World =>
  done(world, 'ReportIncomingCredit', {
    transferId: fresh('in'),
    reportId: fresh('m'),
    by: hvps,
    asOf: times.now,
    rail: 'hvps',
    payer: elsewhere,
    payee: 'bo',
    amount: { ...amount, minorUnits: amount.minorUnits.toString() },
  })

const reversal = (amount: Money) => ({
  commandId: fresh('undo'),
  transferId: 't1',
  amount: { ...amount, minorUnits: amount.minorUnits.toString() },
  kind: 'MISPOSTING',
  by: operator,
  authority: 'Terms',
})

const refused = (world: World, amount: Money): unknown => {
  const { answer } = send(world, 'ReverseTransfer', reversal(amount))
  return answer._tag === 'Refused' ? answer.rejection : answer._tag
}

const standing = (world: World, ...accounts: ReadonlyArray<string>): ReadonlyArray<bigint> =>
  accounts.map((account) => balanceOf(world, account))

describe('a reversal when the payee has spent a part', () => {
  const short = spent(paidFrom(['mei', '100.00']), sumOf('70.00'))

  it('is refused above what is there, and the refusal names what is there', () => {
    expect(refused(short, sumOf('100.00'))).toEqual({
      _tag: 'InsufficientAvailableBalance',
      account: 'bo',
      available: sumOf('30.00'),
      requested: sumOf('100.00'),
    })
    expect(standing(short, 'mei', 'bo')).toEqual([90_000n, 3_000n])
  })

  it('takes what is there by a command of its own, and the rest by another once it is there again', () => {
    const partly = done(short, 'ReverseTransfer', reversal(sumOf('30.00')))
    expect(standing(partly, 'mei', 'bo')).toEqual([93_000n, 0n])
    expect(refused(partly, sumOf('70.00'))).toMatchObject({ available: fen(0n), requested: sumOf('70.00') })
    const whole = done(cameIn(partly, sumOf('80.00')), 'ReverseTransfer', reversal(sumOf('70.00')))
    expect(standing(whole, 'mei', 'bo')).toEqual([100_000n, 1_000n])
    expect(refused(whole, sumOf('0.01'))).toMatchObject({ _tag: 'ReversalExceedsCredit', withPayee: fen(0n) })
    expect(breachesOf(whole)).toEqual([])
  })
})

describe('a credit line that pays beside cash', () => {
  it('is used by its share, and has it back first when it paid last', () => {
    const paid = paidFrom(['mei', '60.00'], ['line', '40.00'])
    expect(standing(paid, 'mei', 'line')).toEqual([94_000n, -4_000n])
    const half = done(paid, 'ReverseTransfer', reversal(sumOf('50.00')))
    expect(standing(half, 'mei', 'line')).toEqual([95_000n, 0n])
  })

  it('has it back last when it paid first', () => {
    const half = done(paidFrom(['line', '40.00'], ['mei', '60.00']), 'ReverseTransfer', reversal(sumOf('50.00')))
    expect(standing(half, 'mei', 'line')).toEqual([99_000n, -4_000n])
  })

  it('has its share back from a return, and what was kept of it is missing where money comes back last', () => {
    const sent = sentFrom(['mei', '60.00'], ['line', '40.00'])
    const back = done(sent, 'ReportReturned', {
      transferId: 't1',
      reportId: 'm9',
      by: hvps,
      asOf: times.now,
      amount: yuan('95.00'),
      reason: iso('AC04'),
      fees: [{ kind: 'RETURN', amount: yuan('5.00'), bearer: 'PAYER' }],
    })
    expect(standing(back, 'mei', 'line')).toEqual([99_500n, 0n])
    expect(breachesOf(back)).toEqual([])
  })

  it('cannot pay more than its limit leaves', () => {
    const more = { account: 'line', amount: yuan('50.01') }
    const { answer } = send(withLine, 'BookTransfer', {
      commandId: 'c1',
      transferId: 't1',
      payer: 'mei',
      payee: 'bo',
      amount: yuan('100.00'),
      by: customer,
      funding: [{ account: 'mei', amount: yuan('49.99') }, more],
    })
    expect(answer).toMatchObject({ rejection: { _tag: 'InsufficientAvailableBalance', account: 'line' } })
  })
})

describe('however a transfer with several sources is undone in parts', () => {
  /** Minor unit for minor unit: the last source that is still owed something gets it. */
  const owedAfter = (paid: ReadonlyArray<bigint>, undone: bigint): ReadonlyArray<bigint> => {
    const owed = [...paid]
    let rest = undone
    for (let place = owed.length - 1; place >= 0; place -= 1) {
      const part = rest < (owed[place] ?? 0n) ? rest : (owed[place] ?? 0n)
      owed[place] = (owed[place] ?? 0n) - part
      rest -= part
    }
    return owed
  }

  it('every source has back what it paid and no more, the last first, and the payee is never below zero', () => {
    const sources = fc.constantFrom<ReadonlyArray<Source>>(
      [
        ['mei', '60.00'],
        ['line', '40.00'],
      ],
      [
        ['line', '40.00'],
        ['mei', '60.00'],
      ],
      [
        ['mei', '0.01'],
        ['line', '50.00'],
        ['savings', '49.99'],
      ],
    )
    const happening = fc.tuple(
      fc.constantFrom('UNDO', 'UNDO', 'SPEND', 'COME_IN'),
      fc.constantFrom(1n, 1_999n, 4_000n, 5_000n, 10_000n),
    )
    fc.assert(
      fc.property(sources, fc.array(happening, { maxLength: 10 }), (funding, happenings) => {
        const before = funding.map(([account]) => balanceOf(withLine, account))
        let world = paidFrom(...funding)
        let undone = 0n
        for (const [what, minorUnits] of happenings) {
          const there = balanceOf(world, 'bo')
          if (what === 'COME_IN') world = cameIn(world, fen(minorUnits))
          if (what === 'SPEND' && minorUnits <= there) world = spent(world, fen(minorUnits))
          if (what !== 'UNDO') continue
          const { answer, world: after } = send(world, 'ReverseTransfer', reversal(fen(minorUnits)))
          const fits = minorUnits <= there && undone + minorUnits <= 10_000n
          expect(answer._tag).toBe(fits ? 'Recorded' : 'Refused')
          if (fits) undone += minorUnits
          world = after
          expect(breachesOf(world)).toEqual([])
          const owed = funding.map(([account], place) => (before[place] ?? 0n) - balanceOf(world, account))
          const paid = funding.map(([, decimal]) => sumOf(decimal).minorUnits)
          expect(owed).toEqual(owedAfter(paid, undone))
        }
      }),
      { numRuns: 60 },
    )
  })
})
