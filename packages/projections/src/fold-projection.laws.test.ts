import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { randomLedger } from '../test/random-history.js'
import { balanceProjection } from './balance/balance-projection.js'
import { disputeProjection } from './dispute/dispute-projection.js'
import { asOf } from './as-of.js'
import { auditProjection } from './audit/audit-projection.js'
import { continueFold, foldProjection } from './fold-projection.js'
import { project, type ReadDocument } from './project.js'
import type { Projection } from './projection.js'
import { documentsOf, readModelFrom, type ReadModel } from './read-model.js'

const projections: ReadonlyArray<Projection> = [balanceProjection, disputeProjection, auditProjection]

const right = <A>(outcome: E.Either<unknown, A>): A => {
  if (E.isLeft(outcome)) throw new Error(JSON.stringify(outcome.left))
  return outcome.right
}

/** A read model as one text: two of them compare faster than two trees. */
const documentsAfter = (projection: Projection, model: ReadModel): string =>
  documentsOf(projection, model)
    .map(({ collection, key, value }) => `${collection} ${key} ${value}`)
    .join('\n')

/** A store that knows a document only after it was asked for: what a reader over a network is like. */
const keptElsewhere = (projection: Projection) => {
  const stored = new Map<string, string>()
  let throughSequence = 0
  const take = (batch: Parameters<typeof project>[2]): void => {
    const lookedUp = new Map<string, string | null>()
    const read: ReadDocument = (collection, key) => lookedUp.get(`${collection} ${key}`)
    for (let round = 0; round < 10; round += 1) {
      const step = project(projection, throughSequence, batch, read)
      if (E.isRight(step)) {
        for (const { collection, key, value } of step.right.writes) {
          if (value === null) stored.delete(`${collection} ${key}`)
          else stored.set(`${collection} ${key}`, value)
        }
        throughSequence = step.right.throughSequence
        return
      }
      if (step.left._tag !== 'DocumentsUnread') throw new Error(step.left._tag)
      for (const { collection, key } of step.left.documents)
        lookedUp.set(`${collection} ${key}`, stored.get(`${collection} ${key}`) ?? null)
    }
    throw new Error('The batch asked for documents ten times')
  }
  return { take, stored, throughSequence: () => throughSequence }
}

describe.each(projections)('the $name projection', (projection) => {
  it('is not changed by a second delivery of any part', () => {
    fc.assert(
      fc.property(randomLedger, fc.nat(), fc.nat(), ({ events }, one, other) => {
        const [from, to] = [one % (events.length + 1), other % (events.length + 1)].sort((left, right) => left - right)
        const once = right(foldProjection(projection, events))
        const expected = documentsAfter(projection, once)
        const again = right(continueFold(projection, once, events.slice(from, to)))
        expect(documentsAfter(projection, again)).toBe(expected)
        const stuttered = [...events.slice(0, to), ...events.slice(from, to), ...events.slice(to)]
        expect(documentsAfter(projection, right(foldProjection(projection, stuttered)))).toBe(expected)
      }),
      { numRuns: 20 },
    )
  })

  it('comes to the same in two goes as in one', () => {
    fc.assert(
      fc.property(randomLedger, fc.nat(), ({ events }, cut) => {
        const at = cut % (events.length + 1)
        const first = right(foldProjection(projection, events.slice(0, at)))
        const second = right(continueFold(projection, first, events.slice(at)))
        expect(documentsAfter(projection, second)).toBe(
          documentsAfter(projection, right(foldProjection(projection, events))),
        )
      }),
      { numRuns: 20 },
    )
  })

  it('keeps in a store exactly what it keeps in memory, whatever the batches', () => {
    fc.assert(
      fc.property(randomLedger, fc.integer({ min: 1, max: 30 }), ({ events }, size) => {
        const elsewhere = keptElsewhere(projection)
        for (let from = 0; from < events.length; from += size) elsewhere.take(events.slice(from, from + size))
        const inMemory = right(foldProjection(projection, events))
        expect(elsewhere.throughSequence()).toBe(inMemory.throughSequence)
        const stored = [...elsewhere.stored].map(([key, value]) => `${key} ${value}`)
        expect(stored.sort()).toEqual(documentsAfter(projection, inMemory).split('\n').sort())
      }),
      { numRuns: 20 },
    )
  })

  it('reads its stored documents back as they were', () => {
    fc.assert(
      fc.property(randomLedger, ({ events }) => {
        const model = right(foldProjection(projection, events))
        const again = right(readModelFrom(projection, model.throughSequence, documentsOf(projection, model)))
        expect(again).toEqual(model)
      }),
      { numRuns: 10 },
    )
  })

  it('takes in, as of a pair of times, what had happened within what was known', () => {
    fc.assert(
      fc.property(randomLedger, fc.nat(), fc.nat(), ({ events }, one, other) => {
        const times = {
          happenedBy: events[one % events.length]!.occurredAt,
          knownBy: events[other % events.length]!.recordedAt,
        }
        const kept = new Set(asOf(events, times))
        const model = right(foldProjection(projection, events, times))
        const alone = {
          ...projection,
          react: ((documents, recorded) => {
            if (kept.has(recorded)) projection.react(documents, recorded)
          }) satisfies Projection['react'],
        }
        expect(documentsAfter(projection, model)).toBe(documentsAfter(projection, right(foldProjection(alone, events))))
      }),
      { numRuns: 20 },
    )
  })
})
