import * as E from 'fp-ts/lib/Either.js'
import type { ReadFailure, ReadModelDocument, ReadModelStore } from '@waybill/port'
import {
  answerFrom,
  oneKey,
  type KeyRange,
  type LoadedRange,
  type Projection,
  type ReadModel,
} from '@waybill/projections'
import { keyPage } from './key-page.js'
import type { Place } from './place.js'
import type { ProjectionFailure } from './projection-failure.js'
import type { Runner } from './runner.js'

const documentsPerPage = 1000

/** Every document of a range of keys. */
const loadRange = async (
  readModels: ReadModelStore,
  place: Place,
  range: KeyRange,
): Promise<E.Either<ReadFailure, LoadedRange>> => {
  const collection = place.collection(range.collection)
  if (range.to === oneKey(range.collection, range.from).to) {
    const value = await readModels.get(collection, range.from)()
    if (E.isLeft(value)) return value
    return E.right({ ...range, documents: value.right === null ? [] : [{ key: range.from, value: value.right }] })
  }
  const wanted = { ...range, collection, limit: documentsPerPage }
  const documents: ReadModelDocument[] = []
  for (;;) {
    const page = await keyPage(readModels, wanted, documents.at(-1))
    if (E.isLeft(page)) return page
    documents.push(...page.right)
    if (page.right.length < documentsPerPage) return E.right({ ...range, documents })
  }
}

/** Answers from the documents as they are now, of which the question looks at some. */
const answerNow = async <A>(
  readModels: ReadModelStore,
  place: Place,
  projection: Projection,
  throughSequence: number,
  question: (model: ReadModel) => A,
): Promise<E.Either<ProjectionFailure, A>> => {
  const loaded: LoadedRange[] = []
  for (;;) {
    const answer = answerFrom(projection, throughSequence, loaded, question)
    if (E.isRight(answer)) return answer
    if (answer.left._tag !== 'RangesUnread') return E.left(answer.left)
    for (const range of answer.left.ranges) {
      const documents = await loadRange(readModels, place, range)
      if (E.isLeft(documents)) return documents
      loaded.push(documents.right)
    }
  }
}

/** An answer, and the sequence up to which the ledger counts in it. */
export type Kept<A> = { readonly answer: A; readonly throughSequence: number }

const attempts = 16

/**
 * Asks the read model that is live. All that an answer was made from is of one state: where another engine moved the read model
 * on, or switched it, while it was being read, it is read again.
 */
export const readKept = <A>(
  runner: Runner,
  question: (model: ReadModel) => A,
): Promise<E.Either<ProjectionFailure, Kept<A>>> =>
  runner.meanwhile(async () => {
    const { place, projection, readModels } = runner
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const before = await place()
      if (E.isLeft(before)) return before
      const stood = await readModels.checkpoint(before.right.checkpoint)()
      if (E.isLeft(stood)) return stood
      const answer = await answerNow(readModels, before.right, projection, stood.right, question)
      const after = await place()
      if (E.isLeft(after)) return after
      const stands = await readModels.checkpoint(before.right.checkpoint)()
      if (E.isLeft(stands)) return stands
      if (after.right.build !== before.right.build || stands.right !== stood.right) continue
      return E.isLeft(answer) ? answer : E.right({ answer: answer.right, throughSequence: stood.right })
    }
    return E.left({ _tag: 'ReadModelBusy', projection: projection.name, attempts })
  })
