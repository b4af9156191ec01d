import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { randomLedger } from '../test/random-history.js'
import { answerFrom, type LoadedRange } from './answer-from.js'
import { auditProjection } from './audit/audit-projection.js'
import { streamsExplaining } from './audit/explaining-streams.js'
import { payeesOf, storyOf } from './audit/story.js'
import { balanceProjection } from './balance/balance-projection.js'
import { balanceSheet, bookTotals } from './balance/balance.js'
import { allCases, casesOfTransfer } from './dispute/case.js'
import { disputeProjection } from './dispute/dispute-projection.js'
import { foldProjection } from './fold-projection.js'
import type { KeyRange } from './key-range.js'
import type { Projection } from './projection.js'
import { documentsOf, type ReadModel, type StoredDocument } from './read-model.js'

const right = <A>(outcome: E.Either<unknown, A>): A => {
  if (E.isLeft(outcome)) throw new Error(JSON.stringify(outcome.left))
  return outcome.right
}

const load = (stored: ReadonlyArray<StoredDocument>, range: KeyRange): LoadedRange => ({
  ...range,
  documents: stored.filter(
    ({ collection, key }) =>
      collection === range.collection && range.from <= key && (range.to === undefined || key < range.to),
  ),
})

/** Asks in rounds, as a reader over a network does; counts the documents that it took. */
const ask = <A>(projection: Projection, model: ReadModel, question: (model: ReadModel) => A) => {
  const stored = documentsOf(projection, model)
  let loaded: ReadonlyArray<LoadedRange> = []
  for (let round = 0; round < 8; round += 1) {
    const answer = answerFrom(projection, model.throughSequence, loaded, question)
    if (E.isRight(answer))
      return { answer: answer.right, taken: loaded.reduce((sum, { documents }) => sum + documents.length, 0) }
    if (answer.left._tag !== 'RangesUnread') throw new Error(answer.left._tag)
    loaded = [...loaded, ...answer.left.ranges.map((range) => load(stored, range))]
  }
  throw new Error('The question took eight rounds')
}

const questions: ReadonlyArray<readonly [string, Projection, (model: ReadModel) => unknown]> = [
  ['what a balance is made of', balanceProjection, (model) => balanceSheet(model, 'mei', 'CNY')],
  ['whether the book sums to zero', balanceProjection, bookTotals],
  ['the cases of a transfer', disputeProjection, (model) => casesOfTransfer(model, 't1')],
  ['every case', disputeProjection, allCases],
  ['the story of a transfer', auditProjection, (model) => storyOf(model, 't1')],
  ['the streams that explain a transfer', auditProjection, (model) => streamsExplaining(model, 't1')],
  ['the payees of an account', auditProjection, (model) => payeesOf(model, 'mei')],
]

describe('a read model that is kept elsewhere', () => {
  it.each(questions)('answers %s as one in memory does', (_name, projection, question) => {
    fc.assert(
      fc.property(randomLedger, ({ events }) => {
        const model = right(foldProjection(projection, events))
        expect(ask(projection, model, question).answer).toEqual(question(model))
      }),
      { numRuns: 20 },
    )
  })

  it('is read no further than the question looks', () => {
    fc.assert(
      fc.property(randomLedger, ({ events }) => {
        const model = right(foldProjection(balanceProjection, events))
        const { balance, entries, reservations, incoming } = balanceSheet(model, 'bo', 'CNY')
        const { taken } = ask(balanceProjection, model, (asked) => balanceSheet(asked, 'bo', 'CNY'))
        expect(balance.currency).toBe('CNY')
        expect(taken).toBe(1 + entries.length + reservations.length + incoming.length)
      }),
      { numRuns: 20 },
    )
  })
})
