import * as E from 'fp-ts/lib/Either.js'
import { explain, subjectsKnown, type LedgerView, type Question, type Subject } from '@waybill/explain'
import type { EventStore, ReadModelStore } from '@waybill/port'
import { createMemoryReadModelStore, createMemoryStore } from '@waybill/store-memory'
import { busyLedger, dice } from '../../test/busy-ledger.js'
import { testLedger } from '../../test/tested-stores.js'
import { viewOfStore } from '../ledger-view.js'
import { rootsKeptAs } from '../ledger/kept-roots.js'
import { systemTimer } from '../system-timer.js'
import { createProjector } from '../projection/projector.js'
import { sha256 } from '../sha256.js'
import { sliceOfStore } from './slice-of-store.js'

const claims = ['NOT_ARRIVED', 'LATE', 'TWICE', 'WRONG_PAYEE', 'WRONG_AMOUNT', 'NOT_MINE', 'BALANCE_WRONG'] as const
const kinds = ['transfer', 'account', 'case', 'customer'] as const

const right = <A>(outcome: E.Either<unknown, A>): A => {
  if (E.isLeft(outcome)) throw new Error(JSON.stringify(outcome.left))
  return outcome.right
}

const told = (question: Question, view: LedgerView): unknown => {
  const finding = explain(question, view, sha256)
  return E.isRight(finding) ? finding.right : [finding.left._tag, finding.left.subject]
}

/** A ledger of several hundred events, whose read models stand where they stood `behind` steps before its end. */
const ledgerWith = async (seed: number, behind: number) => {
  const store = createMemoryStore({ ledger: testLedger })
  const readModels = createMemoryReadModelStore()
  const steps = 260
  const { clock } = await busyLedger(store, seed, steps, async (_engine, step) => {
    if (step === steps - 1 - behind) await createProjector({ store, readModels, timer: systemTimer }, []).projectAll()
  })
  const now = clock.now()
  return { store, readModels, now, view: right(await viewOfStore(store, { _tag: 'LIVE', now })()) }
}

const questionsOf = (seed: number, view: LedgerView, count: number): ReadonlyArray<Question> => {
  const { below, pick } = dice(seed)
  const subjects = kinds.map((kind) => subjectsKnown(view, kind).map((id): Subject => ({ kind, id })))
  const timeIn = (): string => {
    const { occurredAt, recordedAt } = pick(view.events)
    return pick([occurredAt, recordedAt, new Date(Date.parse(recordedAt) - 1).toISOString()])
  }
  return Array.from({ length: count }, () => {
    const claim = pick([null, ...claims])
    const times = [{}, {}, { knownBy: timeIn() }, { happenedBy: timeIn(), knownBy: timeIn() }, { happenedBy: timeIn() }]
    return {
      subject: pick(subjects[below(3) === 0 ? below(kinds.length) : 0]!),
      claim: claim === null ? null : { kind: claim },
      ...pick(times),
    }
  })
}

const sliceFor = async (store: EventStore, readModels: ReadModelStore, question: Question, now: string) =>
  right(await sliceOfStore(store, readModels, question, now))

describe('what the index finds in a live ledger answers a question as the whole ledger does', () => {
  it.each([
    [1, 0],
    [3, 7],
    [4, 200],
  ])('in history %i, with read models that lag by %i steps', async (seed, behind) => {
    const { now, readModels, store, view } = await ledgerWith(seed, behind)
    let held = 0
    const questions = questionsOf(seed, view, 60)
    for (const question of questions) {
      const slice = await sliceFor(store, readModels, question, now)
      if (slice === null) throw new Error('the index was not leaned on')
      expect([question, told(question, slice)]).toEqual([question, told(question, view)])
      held += slice.events.length
    }
    expect(view.events.length).toBeGreaterThan(256)
    expect(held).toBeLessThan((questions.length * view.events.length) / 2)
  })

  it('or it is not leaned on: without read models, and with ones that were made from another ledger', async () => {
    const { now, readModels, store } = await ledgerWith(5, 0)
    const other = createMemoryStore({ ledger: testLedger })
    await busyLedger(other, 6, 300)
    const question: Question = { subject: { kind: 'transfer', id: 'step-0' }, claim: null }
    expect(await sliceFor(store, createMemoryReadModelStore(), question, now)).toBeNull()
    expect(await sliceFor(other, readModels, question, now)).toBeNull()
  })

  it('and a kept tree that was changed is not leaned on, and is made anew', async () => {
    const { now, readModels, store } = await ledgerWith(7, 0)
    const question: Question = { subject: { kind: 'transfer', id: 'step-0' }, claim: null }
    const { checkpoint, collection } = rootsKeptAs
    const reached = right(await readModels.checkpoint(checkpoint)())
    const [newest] = right(await readModels.range({ collection, from: String(reached).padStart(16, '0'), limit: 1 })())
    const value = newest!.value.replace(/"peaks":\["[0-9a-f]{8}/, '"peaks":["00000000')
    expect(value).not.toBe(newest!.value)
    right(
      await readModels.commit({
        projection: checkpoint,
        expectedCheckpoint: reached,
        checkpoint: reached,
        writes: [{ _tag: 'Put', collection, key: newest!.key, value }],
      })(),
    )
    expect(await sliceFor(store, readModels, question, now)).toBeNull()
    await createProjector({ store, readModels, timer: systemTimer }, []).projectAll()
    expect(await sliceFor(store, readModels, question, now)).not.toBeNull()
    expect(right(await readModels.checkpoint(checkpoint)())).toBe(reached)
  })
})
