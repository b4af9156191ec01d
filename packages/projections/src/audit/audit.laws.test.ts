import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import {
  evolveTransfer,
  streamSubjectOf,
  transferStatus,
  type Recorded,
  type Transfer,
  type TransferEvent,
} from '@waybill/core'
import { randomLedger } from '../../test/random-history.js'
import { foldProjection } from '../fold-projection.js'
import type { ReadModel } from '../read-model.js'
import { auditProjection } from './audit-projection.js'
import { streamsExplaining } from './explaining-streams.js'
import { allTransfers, ledgerTotals, storyOf, transfersOfAccount } from './story.js'

const folded = (events: ReadonlyArray<Recorded>): ReadModel => {
  const outcome = foldProjection(auditProjection, events)
  if (E.isLeft(outcome)) throw new Error(JSON.stringify(outcome.left))
  return outcome.right
}

const runs = { numRuns: 30 }

describe('the story of a transfer', () => {
  it('holds every event of its own streams and of its funds once, in order', () => {
    fc.assert(
      fc.property(randomLedger, ({ events }) => {
        const model = folded(events)
        for (const { transferId } of allTransfers(model)) {
          const own = events.filter(
            ({ stream, event }) =>
              stream === `transfer-${transferId}` ||
              stream === `attempt-${transferId}` ||
              ('transferId' in event && event.transferId === transferId),
          )
          const told = storyOf(model, transferId)!.hops.map(({ sequence }) => sequence)
          expect(told).toEqual([...told].sort((left, right) => left - right))
          expect(new Set(told).size).toBe(told.length)
          expect(told).toEqual(expect.arrayContaining(own.map(({ sequence }) => sequence)))
        }
      }),
      runs,
    )
  })

  it('ends in the state that the core makes of the stream, and the totals count those states', () => {
    fc.assert(
      fc.property(randomLedger, ({ events }) => {
        const model = folded(events)
        const states = new Map<string, Transfer | null>()
        for (const { stream, event } of events)
          if (stream.startsWith('transfer-')) {
            const transferId = streamSubjectOf(stream)
            states.set(transferId, evolveTransfer(states.get(transferId) ?? null, event as TransferEvent))
          }
        const counted: Record<string, number> = {}
        let credited = 0n
        for (const [transferId, state] of states) {
          expect(storyOf(model, transferId)?.state).toEqual(state)
          if (state === null) continue
          counted[transferStatus(state)] = (counted[transferStatus(state)] ?? 0) + 1
          credited += state.credited
        }
        const { byStatus, money, events: words } = ledgerTotals(model)
        expect(byStatus).toEqual(counted)
        expect(money.reduce((sum, total) => sum + total.credited, 0n)).toBe(credited)
        expect(words.reduce((sum, { count }) => sum + count, 0)).toBe(events.length)
      }),
      runs,
    )
  })

  it('is found from every account that money was posted to', () => {
    fc.assert(
      fc.property(randomLedger, ({ events }) => {
        const model = folded(events)
        for (const { stream, event } of events) {
          if (!('entry' in event)) continue
          const transferId = streamSubjectOf(stream)
          for (const { account } of event.entry.postings) {
            if (account.includes(':')) continue
            expect(
              transfersOfAccount(model, account).filter((mention) => mention.transferId === transferId),
            ).toHaveLength(1)
          }
        }
      }),
      runs,
    )
  })
})

describe('the streams that explain a transfer', () => {
  it('hold every event of its story, and no stream twice', () => {
    fc.assert(
      fc.property(randomLedger, ({ events }) => {
        const model = folded(events)
        for (const { transferId } of allTransfers(model)) {
          const streams = streamsExplaining(model, transferId).map(({ stream }) => stream)
          expect(new Set(streams).size).toBe(streams.length)
          for (const { stream } of storyOf(model, transferId)!.hops) expect(streams).toContain(stream)
        }
      }),
      runs,
    )
  })
})
