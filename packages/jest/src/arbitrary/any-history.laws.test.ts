import { describe, expect, it } from '@jest/globals'
import { auditProjection, balanceProjection, bookTotals, disputeProjection } from '@waybill/projections'
import * as fc from 'fast-check'
import { viewOf } from '../explanation/view-of.js'
import { givenLog } from '../explanation/given-log.js'
import type { Fold } from '../projection/folded.js'
import { toConserveMoney } from '../matchers/to-conserve-money.js'
import { anyHistory, anySteps } from './any-history.js'

const wordsOf = (stories: ReadonlyArray<{ readonly stored: ReadonlyArray<{ readonly type: string }> }>) =>
  new Set(stories.flatMap(({ stored }) => stored.map(({ type }) => type)))

describe('histories made at random', () => {
  it('are legal, whole, anchored and conserve money', () => {
    fc.assert(
      fc.property(anyHistory({ contradictions: true }), (log) => {
        const view = viewOf(log)
        expect(view.integrity).toEqual({ _tag: 'INTACT' })
        expect(view.undecodable).toEqual([])
        expect(view.events.some(({ type }) => type === 'CommandRefused')).toBe(false)
        expect(toConserveMoney(view.events).pass).toBe(true)
      }),
      { numRuns: 40 },
    )
  })

  it('leave a book that sums to zero, and keep the laws of the shipped projections', () => {
    fc.assert(
      fc.property(anyHistory({ contradictions: true }), (log) => {
        givenLog(log)
          .projectedBy(balanceProjection)
          .thenAnswer(bookTotals, [{ currency: 'CNY', imbalance: 0n }])
        for (const projection of [balanceProjection, disputeProjection, auditProjection])
          givenLog(log).projectedBy(projection).thenSecondDeliveryChangesNothing().thenResumingChangesNothing()
      }),
      { numRuns: 15 },
    )
  })

  it('reach every kind of ending, recalls and disputes', () => {
    const words = wordsOf(fc.sample(anyHistory({ contradictions: true }), { numRuns: 400, seed: 7 }))
    for (const word of [
      'TransferCancelled',
      'TransferExpired',
      'TransferRejected',
      'TransferHeld',
      'TransferReleased',
      'TransferCredited',
      'TransferFailed',
      'TransferReturned',
      'TransferReversed',
      'TransferOutcomeUnknown',
      'StatusInquirySent',
      'RecallRequested',
      'RecallWithdrawn',
      'TransferDisputed',
      'DisputeResolved',
      'DisputeClosed',
      'MismatchObserved',
    ])
      expect(words).toContain(word)
  })

  it('agree with themselves unless contradictions are asked for', () => {
    const words = wordsOf(fc.sample(anyHistory(), { numRuns: 100, seed: 7 }))
    expect(words).not.toContain('MismatchObserved')
    expect(words).not.toContain('DuplicateDetected')
  })

  it('have no more transfers and steps than were asked for', () => {
    for (const steps of fc.sample(anySteps({ transfers: 1, steps: 3 }), { numRuns: 50, seed: 7 })) {
      const taken = steps.filter((step) => '_tag' in step && !['GivenAccount', 'TimeReached'].includes(step._tag))
      expect(taken.length).toBeLessThanOrEqual(3)
      expect(JSON.stringify(taken)).not.toContain('"t2"')
    }
  })

  it('shrink to the few steps that show a fault, told as a story', () => {
    const careless: Fold<{ readonly credits: number }> = {
      start: () => ({ credits: 0 }),
      take: (state, { event, stream }) =>
        event._tag === 'TransferCredited' && !stream.startsWith('transfer-opening')
          ? { credits: state.credits + 1 }
          : state,
    }
    const law = fc.property(anyHistory(), (log) => {
      givenLog(log).foldedBy(careless).thenState({ credits: 0 })
    })
    const { counterexample } = fc.check(law, { seed: 7 })
    expect(fc.stringify(counterexample?.[0])).toMatchInlineSnapshot(`
      "
        mei has CNY 1,000.00
        bo has CNY 0.00
        ana has CNY 50.00, CREDIT_LINE, may go CNY 100.00 below zero
        T+00:00  BookTransfer t1: mei pays bo CNY 100.00, by CUSTOMER"
    `)
  })
})
