import * as E from 'fp-ts/lib/Either.js'
import type { Instant, Recorded } from '@waybill/core'
import { beginSearch, namesOfWanted, type LedgerView, type Question, type Wanted } from '@waybill/explain'
import { isReadable, traceOf } from '@waybill/projections'
import type { Vouching } from '../ledger-view.js'
import type { Rereadable } from './reread.js'
import { readForSurvey } from './surveyed-log.js'

/** What a slice is read for. */
export type SliceRequest<L> = {
  /** Ids of transfers or cases that the question may be about: the first reading keeps what tells of them. */
  readonly ids: ReadonlyArray<string>
  readonly times: Pick<Question, 'happenedBy' | 'knownBy'>
  /** Is shown every event that can be read in the first reading. */
  readonly notice: (recorded: Recorded) => void
  /** The question, asked for when the first reading has ended; a left ends the work. */
  readonly question: () => E.Either<L, Question>
}

/** A question, and a view that holds what bears on it. */
export type AskedView = { readonly question: Question; readonly view: LedgerView }

const firstWish = (ids: ReadonlyArray<string>): Wanted => ({
  every: new Set(ids.flatMap((id) => [traceOf.transfer(id), traceOf.case(id)])),
  last: new Set(),
  payments: [],
  records: [],
  heads: [],
})

const endOfTime: Instant = '9999-12-31T23:59:59.999Z'

/**
 * Reads a ledger for one question: once to verify all of it, and again for what bears on the question as far as that turns out, keeping
 * no more than that. An answer from this view is the answer from the whole. A ledger whose data has at most `mostCharacters` (4 million
 * where none are given) is remembered for as long as this takes, and read once.
 */
export const sliceOfLog = async <F, L>(
  read: Rereadable<F>,
  vouching: Vouching,
  request: SliceRequest<L>,
  mostCharacters?: number,
): Promise<E.Either<F | L, AskedView>> => {
  const { happenedBy, knownBy } = request.times
  const clock = vouching._tag === 'LIVE' ? vouching.now : null
  const sought = firstWish(request.ids)
  const first = beginSearch(sought, {
    sequence: Infinity,
    happenedBy: happenedBy ?? knownBy ?? clock ?? endOfTime,
  })
  const surveyRead = await readForSurvey(
    read,
    vouching,
    knownBy ?? clock,
    (delivery) => {
      if (!isReadable(delivery)) return
      request.notice(delivery)
      first.take(delivery)
    },
    mostCharacters,
  )
  if (E.isLeft(surveyRead)) return surveyRead
  const question = request.question()
  if (E.isLeft(question)) return question
  const surveyed = await surveyRead.right.finish()
  if (E.isLeft(surveyed)) return surveyed
  const found = { events: first.found(), searched: namesOfWanted(sought) }
  const view = await surveyed.right.viewFor([question.right], sought, found)
  return E.isLeft(view) ? view : E.right({ question: question.right, view: view.right })
}
