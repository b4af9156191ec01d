import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { elsewhere, hvps, iso, operator, times, yuan } from '../../test/canonical-payloads.js'
import { at, done, outcomeOf, send, type World } from '../../test/ledger-world.js'
import { stateNamed } from '../../test/transfer-states.js'
import type { Currency } from '../money/currency.js'
import { largestMinorUnits, lesser } from '../money/money.js'
import { excess, type Recall } from './state.js'

const told = (reportId: string) => ({ transferId: 't1', reportId, by: hvps, asOf: times.now })
const back = (decimal: string, executionRef: string) => ({
  ...told(`back-${executionRef}`),
  amount: yuan(decimal),
  reason: iso('FOCR'),
  executionRef,
})
const ask = (recallId: string) => ({
  commandId: `ask-${recallId}`,
  transferId: 't1',
  recallId,
  to: hvps,
  reason: iso('AC03'),
  answerDueAt: times.recallDue,
})

const recallIn = (world: World): Recall | undefined => world.transfers.get('t1')?.recalls[0]
const answer = (world: World, ...[word, payload]: [Parameters<typeof send>[1], unknown]): string =>
  outcomeOf(send(world, word, payload).answer)

describe('a recall whose money came back', () => {
  it('is over when as much came as it asked for, in however many parts', () => {
    const partly = done(stateNamed('recall requested'), 'ReportReturned', back('40.00', 'Y1'))
    expect(recallIn(partly)).toMatchObject({ phase: 'REQUESTED', cameBack: 4_000n })
    const whole = done(partly, 'ReportReturned', back('60.00', 'Y2'))
    expect(recallIn(whole)).toMatchObject({ phase: 'RETURNED', cameBack: 10_000n, answer: null })
  })

  it('is over although fees were kept of it: they are gone from there as well', () => {
    const fees = [{ kind: 'RETURN', amount: yuan('5.00'), bearer: 'PAYER' }]
    const met = done(stateNamed('recall requested'), 'ReportReturned', { ...back('95.00', 'Y1'), fees })
    expect(recallIn(met)?.phase).toBe('RETURNED')
  })

  it('waits for no answer any more, whatever the clock says, and cannot be taken back', () => {
    const late = at(stateNamed('recall requested, then met'), times.recallDue)
    expect(answer(late, 'DeclareRecallUnanswered', { commandId: 'c1', transferId: 't1', recallId: 'r1' })).toBe(
      'RecallNotOpen',
    )
    const withdraw = { commandId: 'c2', transferId: 't1', recallId: 'r1', by: operator }
    expect(answer(late, 'WithdrawRecall', withdraw)).toBe('RecallNotOpen')
  })

  it.each([
    ['recall accepted, then met', 'ACCEPTED'],
    ['recall refused, then met', 'REFUSED'],
  ])('is over in the state «%s», and what was answered stays known', (state, said) => {
    expect(recallIn(stateNamed(state))).toMatchObject({ phase: 'RETURNED', answer: said })
  })

  it('takes an answer that comes after the money as a fact that changes nothing, and a second one as a contradiction', () => {
    const met = stateNamed('recall requested, then met')
    const refused = { ...told('m20'), recallId: 'r1', reason: iso('ARDT') }
    const answered = done(met, 'ReportRecallRefused', refused)
    expect(recallIn(answered)).toMatchObject({ phase: 'RETURNED', answer: 'REFUSED' })
    expect(answer(answered, 'ReportRecallAccepted', { ...told('m21'), recallId: 'r1' })).toBe('MismatchObserved')
  })

  it('leaves nothing to recall when all is back, and the rest when a part is', () => {
    expect(answer(stateNamed('recall requested, then met'), 'RequestRecall', ask('r2'))).toBe('StatusForbids')
    const part = done(stateNamed('credited (rail)'), 'RequestRecall', { ...ask('r1'), amount: yuan('40.00') })
    expect(answer(part, 'RequestRecall', ask('r2'))).toBe('RecallAlreadyOpen')
    const met = done(part, 'ReportReturned', back('40.00', 'Y1'))
    expect(answer(met, 'RequestRecall', ask('r2'))).toBe('RecallRequested')
  })

  it('stays withdrawn when it was taken back before the money came', () => {
    const met = done(stateNamed('recall withdrawn'), 'ReportReturned', back('100.00', 'Y1'))
    expect(recallIn(met)?.phase).toBe('WITHDRAWN')
  })
})

describe('a recall where more was executed than one sum of money can be', () => {
  const inMinorUnits = (minorUnits: bigint, currency: Currency = 'CNY') => ({
    minorUnits: minorUnits.toString(),
    currency,
  })
  const executed = (world: World, minorUnits: bigint, executionRef: string, currency?: Currency): World =>
    done(world, 'ReportCredited', {
      ...told(`executed-${executionRef}`),
      account: elsewhere,
      amount: inMinorUnits(minorUnits, currency),
      executionRef,
    })
  const returned = (world: World, minorUnits: bigint, executionRef: string): World =>
    done(world, 'ReportReturned', {
      ...back('0.01', executionRef),
      amount: inMinorUnits(minorUnits),
    })
  const recalls = (world: World): ReadonlyArray<Recall> => world.transfers.get('t1')?.recalls ?? []
  const excessIn = (world: World): bigint => {
    const transfer = world.transfers.get('t1') ?? null
    return transfer === null ? 0n : excess(transfer)
  }
  /** What was instructed is back, and only what went beyond it is still outside. */
  const backAlready = done(stateNamed('credited (rail)'), 'ReportReturned', back('100.00', 'Y0'))

  it('asks for as much as that can be, and for the rest by the next one', () => {
    const nearLimit = fc.oneof(
      fc.bigInt({ min: 1n, max: largestMinorUnits }),
      fc.bigInt({ min: largestMinorUnits - 3n, max: largestMinorUnits }),
    )
    fc.assert(
      fc.property(fc.array(nearLimit, { minLength: 1, maxLength: 4 }), (sums) => {
        const whole = sums.reduce((sum, one) => sum + one, 0n)
        let world = sums.reduce((next, sum, index) => executed(next, sum, `X${index + 10}`), backAlready)
        for (let asked = 0n, count = 0; asked < whole; count += 1) {
          world = done(world, 'RequestRecall', ask(`r${count}`))
          const sum = recalls(world).at(-1)?.minorUnits ?? 0n
          expect(sum).toBe(lesser(whole - asked, largestMinorUnits))
          world = returned(world, sum, `Y${count + 10}`)
          expect(recalls(world).at(-1)?.phase).toBe('RETURNED')
          asked += sum
        }
        expect(excessIn(world)).toBe(0n)
        expect(answer(world, 'RequestRecall', ask('none'))).toBe('StatusForbids')
      }),
      { numRuns: 25 },
    )
  })

  it('may name any sum of money, for more than that is outside', () => {
    const twice = ['X2', 'X3'].reduce(
      (world, ref) => executed(world, largestMinorUnits, ref),
      stateNamed('credited (rail)'),
    )
    const asked = done(twice, 'RequestRecall', { ...ask('r1'), amount: inMinorUnits(largestMinorUnits) })
    expect(recalls(asked)[0]?.minorUnits).toBe(largestMinorUnits)
  })

  it('asks for as much as that can be where the quote makes one execution more than that in the money of the payer', () => {
    const nothingThere = done(stateNamed('exchanged (rail)'), 'ReportReturned', {
      ...back('0.01', 'Y1'),
      amount: inMinorUnits(1_275n, 'EUR'),
    })
    const asked = done(executed(nothingThere, largestMinorUnits, 'X2', 'EUR'), 'RequestRecall', ask('r1'))
    expect(recalls(asked)[0]?.minorUnits).toBe(largestMinorUnits)
  })
})

describe('a recall of what was executed beyond a quote', () => {
  const inEuros = (minorUnits: bigint) => ({ minorUnits: minorUnits.toString(), currency: 'EUR' as const })

  it('is over when all of it is back, in however many parts', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: 1n, max: 400n }), { minLength: 1, maxLength: 5 }), (parts) => {
        const whole = parts.reduce((sum, part) => sum + part, 0n)
        const twice = done(stateNamed('exchanged (rail)'), 'ReportCredited', {
          ...told('again'),
          account: elsewhere,
          amount: inEuros(whole),
          executionRef: 'X2',
        })
        const asked = done(twice, 'RequestRecall', {
          ...ask('r1'),
          amount: { minorUnits: ((whole * 10_000n) / 1_275n).toString(), currency: 'CNY' },
        })
        const met = parts.reduce(
          (world, part, index) =>
            done(world, 'ReportReturned', { ...back('0.01', `Y${index + 1}`), amount: inEuros(part) }),
          asked,
        )
        const recall = met.transfers.get('t1')?.recalls[0]
        expect([recall?.phase, recall?.cameBack]).toEqual(['RETURNED', recall?.minorUnits])
      }),
      { numRuns: 50 },
    )
  })
})
