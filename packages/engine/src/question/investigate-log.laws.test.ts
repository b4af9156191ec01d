import * as E from 'fp-ts/lib/Either.js'
import { isMoneyEvent, type Recorded } from '@waybill/core'
import { beginTriage, investigate, subjectsKnown, timesOf, type LedgerView, type Question } from '@waybill/explain'
import { createMemoryStore } from '@waybill/store-memory'
import { busyLedger, dice } from '../../test/busy-ledger.js'
import { testLedger } from '../../test/tested-stores.js'
import { viewOfStore } from '../ledger-view.js'
import { sha256 } from '../sha256.js'
import { investigateLog } from './investigate-log.js'
import { beginTotals, totalsOf } from './ledger-totals.js'
import { rereadStore } from './reread.js'

type Times = Pick<Question, 'happenedBy' | 'knownBy'>

const right = <A>(outcome: E.Either<unknown, A>): A => {
  if (E.isLeft(outcome)) throw new Error(JSON.stringify(outcome.left))
  return outcome.right
}

const ledgerOf = async (seed: number) => {
  const store = createMemoryStore({ ledger: testLedger })
  const { clock } = await busyLedger(store, seed, 150)
  const now = clock.now()
  return { store, now, view: right(await viewOfStore(store, { _tag: 'LIVE', now })()) }
}

const timesIn = (seed: number, { events }: LedgerView): ReadonlyArray<Times> => {
  const { pick } = dice(seed)
  const time = (): string => {
    const { occurredAt, recordedAt } = pick(events)
    return pick([occurredAt, recordedAt, new Date(Date.parse(recordedAt) - 1).toISOString()])
  }
  return [{}, { knownBy: time() }, { happenedBy: time() }, { happenedBy: time(), knownBy: time() }]
}

/** The ids that a first look leaves for a full reading. */
const readInFull = (view: LedgerView, times: Times): ReadonlySet<string> => {
  const { knownBy } = timesOf(view, times)
  const triage = beginTriage({ ...times, knownBy })
  view.events.forEach(triage.take)
  const known = view.events.filter(({ recordedAt }) => recordedAt <= knownBy).at(-1)?.sequence ?? 0
  const subjects = triage.subjects({ sequence: known, cut: true }, timesOf(view, times).happenedBy)
  return new Set(subjects.map(({ id }) => id))
}

/** The events with a few of them left out, told by another account, or with an entry that is not the one that follows from it. */
const disturbed = (seed: number, events: ReadonlyArray<Recorded>): ReadonlyArray<Recorded> => {
  const { below } = dice(seed)
  return events.flatMap((recorded): ReadonlyArray<Recorded> => {
    const { event } = recorded
    const turn = below(25)
    if (turn === 0) return []
    if (turn === 1 && isMoneyEvent(event)) {
      const { entry } = event
      const halved = entry.postings.map((posting) => ({
        ...posting,
        amount: { ...posting.amount, minorUnits: posting.amount.minorUnits / 2n },
      }))
      return [{ ...recorded, event: { ...event, entry: { ...entry, postings: halved } } }]
    }
    if (turn === 2 && event._tag === 'TransferCredited')
      return [{ ...recorded, event: { ...event, account: { ...event.account, account: '99999999' } } }]
    if (turn === 3 && event._tag === 'TransferInitiated')
      return [{ ...recorded, event: { ...event, promisedBy: '2000-01-01T00:00:00.000Z' } }]
    return [recorded]
  })
}

describe('an investigation that reads in full only what it has to', () => {
  it.each([1, 2])('tells what one of the whole ledger tells, to the byte, in history %i', async (seed) => {
    const { now, store, view } = await ledgerOf(seed)
    for (const [index, times] of timesIn(seed, view).entries()) {
      const totalling = beginTotals()
      const mostRemembered = (index + seed) % 2 === 0 ? 0 : undefined
      const read = investigateLog(rereadStore(store), { _tag: 'LIVE', now }, times, totalling.take, mostRemembered)
      const { findings, whole } = right(await read)
      expect(whole).toBeNull()
      expect(JSON.stringify(findings)).toBe(JSON.stringify(investigate(view, sha256, times)))
      expect(totalling.totals()).toEqual(totalsOf(view.events))
    }
    expect(readInFull(view, {}).size).toBeLessThan(subjectsKnown(view, 'transfer').length)
  })

  it('passes over nothing that would be told, also where events are missing, late, or booked otherwise than they say', async () => {
    let told = 0
    for (const seed of [4, 5]) {
      const { view } = await ledgerOf(seed)
      for (let turn = 0; turn < 5; turn += 1) {
        const events = disturbed(seed * 100 + turn, view.events)
        for (const times of timesIn(turn, view)) {
          const other: LedgerView = { ...view, events, rootAt: () => '' }
          const inFull = readInFull(other, times)
          const findings = investigate(other, sha256, times)
          expect(findings.map(({ subject }) => subject.id).filter((id) => !inFull.has(id))).toEqual([])
          told += findings.length
        }
      }
    }
    expect(told).toBeGreaterThan(100)
  })
})
