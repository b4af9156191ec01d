import * as E from 'fp-ts/lib/Either.js'
import type { Recorded } from '@waybill/core'
import {
  beginTriage,
  findingsAbout,
  investigate,
  timesOf,
  worstFirst,
  type Finding,
  type LedgerView,
  type Question,
} from '@waybill/explain'
import { isReadable } from '@waybill/projections'
import { gatherView, type Vouching } from '../ledger-view.js'
import { sha256 } from '../sha256.js'
import type { AsOf } from './asked.js'
import type { Rereadable } from './reread.js'
import { nothingWanted, readForSurvey, type LedgerState, type SurveyedLog } from './surveyed-log.js'

/** What an investigation of a ledger found. */
export type Investigated = {
  /** Every claim and every anomaly, worst first. */
  readonly findings: ReadonlyArray<Finding>
  readonly state: LedgerState
  /** The ledger with all its events, where it had to be held: damaged, out of order, or with events that this version cannot read. */
  readonly whole: LedgerView | null
}

/** How many subjects are read in full at a time. */
const mostAtOnce = 500

const findingsInPart = async <F>(
  { viewFor }: SurveyedLog<F>,
  subjects: ReadonlyArray<Question['subject']>,
  asked: AsOf,
): Promise<E.Either<F, ReadonlyArray<Finding>>> => {
  const findings: Finding[] = []
  for (let from = 0; from < subjects.length; from += mostAtOnce) {
    const some = subjects.slice(from, from + mostAtOnce)
    const questions = some.map((subject): Question => ({ subject, claim: null, ...asked }))
    const view = await viewFor(questions, nothingWanted, { events: [], searched: new Set() })
    if (E.isLeft(view)) return view
    findings.push(...findingsAbout(some, view.right, sha256, asked))
  }
  return E.right(worstFirst(findings))
}

const wholeOf = async <F>(
  read: Rereadable<F>,
  ledger: string,
  vouching: Vouching,
): Promise<E.Either<F, LedgerView>> => {
  const gathering = gatherView(ledger, vouching)
  const outcome = await read(gathering.take)
  return E.isLeft(outcome) ? outcome : E.right(gathering.finish())
}

/**
 * Finds every claim and every anomaly of a ledger: reads it once for what has to be looked at, and again for what bears on that, some subjects at a
 * time. Held are the stories of transfers under way, a mark for every other, and what bears on the subjects at hand. A ledger that is damaged, out
 * of order, or has events that this version cannot read is held whole. `notice` is shown every event that can be read in the first reading.
 */
export const investigateLog = async <F>(
  read: Rereadable<F>,
  vouching: Vouching,
  asked: AsOf,
  notice: (recorded: Recorded, streamNumber: number) => void,
  mostCharacters?: number,
): Promise<E.Either<F, Investigated>> => {
  const knownBy = asked.knownBy ?? (vouching._tag === 'LIVE' ? vouching.now : undefined)
  const { happenedBy } = asked
  const triage = beginTriage({
    ...(happenedBy === undefined ? {} : { happenedBy }),
    ...(knownBy === undefined ? {} : { knownBy }),
  })
  const surveyRead = await readForSurvey(
    read,
    vouching,
    knownBy ?? null,
    (delivery, streamNumber) => {
      if (!isReadable(delivery)) return
      notice(delivery, streamNumber)
      triage.take(delivery)
    },
    mostCharacters,
  )
  if (E.isLeft(surveyRead)) return surveyRead
  const surveyed = await surveyRead.right.finish()
  if (E.isLeft(surveyed)) return surveyed
  const { inOrder, state } = surveyed.right
  if (!inOrder || state.integrity._tag === 'BROKEN' || state.undecodable.length > 0) {
    const whole = await wholeOf(read, state.ledger, vouching)
    if (E.isLeft(whole)) return whole
    return E.right({ findings: investigate(whole.right, sha256, asked), state, whole: whole.right })
  }
  const subjects = triage.subjects(state.known, timesOf(state, asked).happenedBy)
  const findings = await findingsInPart(surveyed.right, subjects, asked)
  return E.isLeft(findings) ? findings : E.right({ findings: findings.right, state, whole: null })
}
