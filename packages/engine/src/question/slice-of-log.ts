import * as E from 'fp-ts/lib/Either.js'
import { decodeStored, type Instant, type Recorded } from '@waybill/core'
import {
  beginSearch,
  bothWanted,
  namesOfWanted,
  timesOf,
  wantedBy,
  type LedgerView,
  type Question,
  type Reach,
  type Wanted,
} from '@waybill/explain'
import { traceOf } from '@waybill/projections'
import { beginSecondReading, rootOf, type MerkleAccumulator } from '@waybill/proof'
import type { Vouching } from '../ledger-view.js'
import { growTree } from '../root-marks.js'
import { sha256 } from '../sha256.js'
import type { Rereadable } from './reread.js'
import { beginSurvey, type Survey } from './survey.js'

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

const grow = growTree(sha256)

type RootAtEnd = {
  readonly take: (ordinal: number, chainhash: string) => void
  readonly isThere: () => boolean
  readonly root: () => string
}

/** The root over the first so many events: among what the survey kept, or grown from the nearest tree by the events that follow. */
const beginRootAtEnd = (survey: Survey, sequence: number): RootAtEnd => {
  const size = Math.min(sequence, survey.size)
  let tree: MerkleAccumulator = survey.treeBefore(size)
  return {
    take: (ordinal, chainhash) => {
      if (ordinal === tree.size + 1 && ordinal <= size) tree = grow(tree, chainhash)
    },
    isThere: () => tree.size === size,
    root: () => rootOf(sha256)(tree),
  }
}

const firstWish = (ids: ReadonlyArray<string>): Wanted => ({
  every: new Set(ids.flatMap((id) => [traceOf.transfer(id), traceOf.case(id)])),
  last: new Set(),
  payments: [],
  records: [],
  heads: [],
})

const endOfTime: Instant = '9999-12-31T23:59:59.999Z'

type Found = { readonly events: ReadonlyArray<Recorded>; readonly searched: ReadonlySet<string> }

/** One more reading of the events that the survey saw, for what is wanted. What was appended since stays out. */
const searchAgain = async <F>(
  read: Rereadable<F>,
  wanted: Wanted,
  reach: Reach,
  size: number,
  eachHash: RootAtEnd['take'],
): Promise<E.Either<F, Found>> => {
  const search = beginSearch(wanted, reach)
  let ordinal = 0
  const outcome = await read((event) => {
    ordinal += 1
    if (ordinal > size) return
    eachHash(ordinal, event.chainhash)
    const decoded = decodeStored(event)
    if (E.isRight(decoded)) search.take(decoded.right)
  })
  if (E.isLeft(outcome)) return outcome
  const stories = [...search.stories()].map((trace) => `every ${trace}`)
  return E.right({ events: search.found(), searched: new Set([...namesOfWanted(wanted), ...stories]) })
}

/** Where the knowledge that was asked for ends in a log that is out of order, found by one more reading. */
const knownPrefixOf = async <F>(
  read: Rereadable<F>,
  { firstLate, known, size }: Survey,
): Promise<E.Either<F, Survey['known']>> => {
  let sequence = 0
  let ordinal = 0
  const outcome = await read((event) => {
    ordinal += 1
    if (ordinal <= size && event.sequence < firstLate && E.isRight(decodeStored(event)))
      sequence = Math.max(sequence, event.sequence)
  })
  return E.isLeft(outcome) ? outcome : E.right({ ...known, sequence })
}

/**
 * Reads a ledger for one question: once to verify all of it, and again for what bears on the question as far as that turns out, keeping
 * no more than that. An answer from this view is the answer from the whole.
 */
export const sliceOfLog = async <F, L>(
  read: Rereadable<F>,
  vouching: Vouching,
  request: SliceRequest<L>,
): Promise<E.Either<F | L, AskedView>> => {
  const { happenedBy, knownBy } = request.times
  const clock = vouching._tag === 'LIVE' ? vouching.now : null
  const surveying = beginSurvey(vouching, knownBy ?? clock)
  const first = beginSearch(firstWish(request.ids), {
    sequence: Infinity,
    happenedBy: happenedBy ?? knownBy ?? clock ?? endOfTime,
  })
  const outcome = await read((event, ledger) => {
    const recorded = surveying.take(event, ledger)
    if (recorded === null) return
    request.notice(recorded)
    first.take(recorded)
  })
  if (E.isLeft(outcome)) return outcome
  const asked = request.question()
  if (E.isLeft(asked)) return asked
  const question = asked.right

  const doubtfulIds = surveying.doubtfulIds()
  const second = beginSecondReading(doubtfulIds)
  const again = doubtfulIds.size === 0 ? outcome : await read(second.step)
  if (E.isLeft(again)) return again
  const survey = surveying.finish(second)
  const prefix = survey.inOrder ? E.right(survey.known) : await knownPrefixOf(read, survey)
  if (E.isLeft(prefix)) return prefix
  const known = prefix.right
  const root = beginRootAtEnd(survey, known.sequence)
  const viewWith = (events: ReadonlyArray<Recorded>): LedgerView => ({
    ledger: outcome.right,
    events,
    undecodable: survey.undecodable,
    integrity: survey.integrity,
    completeness: survey.completeness,
    rootAt: root.root,
    now: survey.now,
    known,
  })

  const reach: Reach = { sequence: known.sequence, happenedBy: timesOf(survey, question).happenedBy }
  let sought = firstWish(request.ids)
  let found: Found = { events: first.found(), searched: namesOfWanted(sought) }
  for (;;) {
    const wanted = wantedBy(question, viewWith(found.events))
    const isEnough = [...namesOfWanted(wanted)].every((name) => found.searched.has(name))
    if (isEnough && root.isThere()) return E.right({ question, view: viewWith(found.events) })
    // Whatever was wanted once stays wanted, so that this comes to an end.
    sought = bothWanted(sought, wanted)
    const again = await searchAgain(read, sought, reach, survey.size, root.take)
    if (E.isLeft(again)) return again
    found = again.right
  }
}
