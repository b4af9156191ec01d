import * as E from 'fp-ts/lib/Either.js'
import type { Recorded } from '@waybill/core'
import {
  allWanted,
  beginSearch,
  namesOfWanted,
  timesOf,
  wantedBy,
  type LedgerView,
  type Question,
  type Reach,
  type Wanted,
} from '@waybill/explain'
import type { Delivery } from '@waybill/projections'
import { beginSecondReading, rootOf, type MerkleAccumulator } from '@waybill/proof'
import type { Vouching } from '../ledger-view.js'
import { growTree } from '../root-marks.js'
import { sha256 } from '../sha256.js'
import { beginShortMemory, type Rereadable, type SeenAgain } from './reread.js'
import { beginSurvey, type Survey } from './survey.js'

/** What is known of a whole ledger without any of its events. */
export type LedgerState = Omit<LedgerView, 'events' | 'rootAt' | 'known'> & Required<Pick<LedgerView, 'known'>>

/** A search for nothing. */
export const nothingWanted: Wanted = allWanted([])

/** Events that were found, and the names of what they were searched for. */
export type Found = { readonly events: ReadonlyArray<Recorded>; readonly searched: ReadonlySet<string> }

/** A ledger that was read once from end to end, and may be asked about in part. */
export type SurveyedLog<F> = {
  readonly state: LedgerState
  /** Whether every event came behind all of lower sequence. */
  readonly inOrder: boolean
  /**
   * A view that holds what bears on all of these questions, which ask as of the times that the ledger was surveyed for. `found` is what of it was
   * found already, and `sought` what that was searched for.
   */
  readonly viewFor: (
    questions: ReadonlyArray<Question>,
    sought: Wanted,
    found: Found,
  ) => Promise<E.Either<F, LedgerView>>
}

/** Is shown every event in the order of the log; streams are numbered from 0, in the order of their first events. */
export type Notice = (delivery: Delivery, streamNumber: number) => void

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

/** One more look at the events that the survey saw, for what is wanted. */
const searchAgain = async <F>(
  seenAgain: SeenAgain<F>,
  wanted: Wanted,
  reach: Reach,
  eachHash: RootAtEnd['take'],
): Promise<E.Either<F, Found>> => {
  const search = beginSearch(wanted, reach)
  let ordinal = 0
  const outcome = await seenAgain(({ chainhash, recorded }) => {
    ordinal += 1
    eachHash(ordinal, chainhash)
    if (recorded !== null) search.take(recorded)
  })
  if (E.isLeft(outcome)) return outcome
  const stories = [...search.stories()].map((trace) => `every ${trace}`)
  return E.right({ events: search.found(), searched: new Set([...namesOfWanted(wanted), ...stories]) })
}

/** Where the knowledge that was asked for ends in a log that is out of order, found by one more look. */
const knownPrefixOf = async <F>(
  seenAgain: SeenAgain<F>,
  { firstLate, known }: Survey,
): Promise<E.Either<F, Survey['known']>> => {
  let sequence = 0
  const outcome = await seenAgain(({ recorded }) => {
    if (recorded !== null && recorded.sequence < firstLate) sequence = Math.max(sequence, recorded.sequence)
  })
  return E.isLeft(outcome) ? outcome : E.right({ ...known, sequence })
}

/** A ledger of some ten thousand events is read once, however often it has to be looked at. */
const mostRemembered = 4_000_000

/** A survey whose first reading has come to its end. */
export type SurveyRead<F> = {
  /** Settles what the first reading left in doubt. */
  readonly finish: () => Promise<E.Either<F, SurveyedLog<F>>>
}

/**
 * Reads a ledger once, and verifies all of it. `knownBy` is the time of knowledge that will be asked for, null where all that is known is.
 * A ledger whose data has at most `mostCharacters` is remembered, and not read again.
 */
export const readForSurvey = async <F>(
  read: Rereadable<F>,
  vouching: Vouching,
  knownBy: string | null,
  notice: Notice,
  mostCharacters = mostRemembered,
): Promise<E.Either<F, SurveyRead<F>>> => {
  const surveying = beginSurvey(vouching, knownBy)
  const memory = beginShortMemory(mostCharacters)
  const outcome = await read((event, ledger) => {
    const { delivery, streamNumber } = surveying.take(event, ledger)
    memory.note(event, delivery)
    notice(delivery, streamNumber)
  })
  if (E.isLeft(outcome)) return outcome
  const ledger = outcome.right
  const seenAgain = memory.again(read)

  const finish = async (): Promise<E.Either<F, SurveyedLog<F>>> => {
    const doubtfulIds = surveying.doubtfulIds()
    const second = beginSecondReading(doubtfulIds)
    const again = doubtfulIds.size === 0 ? outcome : await read(second.step)
    if (E.isLeft(again)) return again
    const survey = surveying.finish(second)
    const { completeness, inOrder, integrity, now, undecodable } = survey
    const prefix = inOrder ? E.right(survey.known) : await knownPrefixOf(seenAgain, survey)
    if (E.isLeft(prefix)) return prefix
    const known = prefix.right
    const root = beginRootAtEnd(survey, known.sequence)
    const state: LedgerState = { ledger, undecodable, integrity, completeness, now, known }
    const viewWith = (events: ReadonlyArray<Recorded>): LedgerView => ({ ...state, events, rootAt: root.root })

    const viewFor: SurveyedLog<F>['viewFor'] = async (questions, sought, found) => {
      const [first] = questions
      const reach: Reach = { sequence: known.sequence, happenedBy: timesOf(survey, first ?? {}).happenedBy }
      for (;;) {
        const view = viewWith(found.events)
        const wanted = allWanted(questions.map((question) => wantedBy(question, view)))
        const { searched } = found
        const isEnough = [...namesOfWanted(wanted)].every((name) => searched.has(name))
        if (isEnough && root.isThere()) return E.right(view)
        // Whatever was wanted once stays wanted, so that this comes to an end.
        sought = allWanted([sought, wanted])
        const more = await searchAgain(seenAgain, sought, reach, root.take)
        if (E.isLeft(more)) return more
        found = more.right
      }
    }
    return E.right({ state, inOrder, viewFor })
  }
  return E.right({ finish })
}
