import * as E from 'fp-ts/lib/Either.js'
import type { Engine } from '@waybill/engine'
import type { EventStore, RecordedEvent } from '@waybill/port'
import { contentOf } from './race-content.js'
import { faultsOf, raceEngine, type RaceLedger } from './race-ledger.js'
import { asText, ledgerText, plain, type Answer } from './race-outcome.js'
import type { RacePayload } from './race-payloads.js'
import type { Side } from './race-turns.js'

/** Two commands or reports that meet, on a ledger in one state. */
export type Race = {
  readonly ledger: RaceLedger
  readonly pair: Readonly<Record<Side, RacePayload>>
  /** Both are sent under one id, as a client does that presses twice. */
  readonly sameId: boolean
  /** Both engines have the transfer in memory before it begins. */
  readonly warm: boolean
  /** The engines give up at the first conflict and say so. */
  readonly oneTry: boolean
}

export type Answers = Readonly<Record<Side, Answer>>

export const sides = ['A', 'B'] as const
export const otherThan = (side: Side): Side => (side === 'A' ? 'B' : 'A')

const idOf = ({ sameId }: Race, side: Side): string => `race-${sameId ? 'AB' : side}`

export const sendTo = (engine: Engine, race: Race, side: Side): Promise<Answer> => {
  const { word, payload } = race.pair[side]
  return engine.send(word, payload(idOf(race, side), race.ledger.payee))()
}

/** The same text where a side sends the same. */
export const sentText = (race: Race, side: Side): string => {
  const { word, payload } = race.pair[side]
  return `${word} ${JSON.stringify(payload(idOf(race, side), race.ledger.payee))}`
}

/** The engine of a side, on whatever store: it tries again, or gives up at the first conflict. */
export const engineFor = (store: EventStore, { pair, oneTry }: Race, side: Side): Engine =>
  raceEngine(store, () => pair[side].at, side === 'A' ? '0a' : '0b', oneTry ? 1 : 16)

/** What one after the other comes to: both answers, and the ledger between and after them. */
export type Sequence = { readonly answers: Answers; readonly between: string; readonly end: string }

/** The two legal outcomes, by who is first. */
export type Sequences = Readonly<Record<Side, Sequence>>

/** A race in which both were answered. */
export type EndedRace = {
  readonly answers: Answers
  readonly events: () => Promise<ReadonlyArray<RecordedEvent>>
  /** Sends once more what a side had sent, to the engine of the other, or to one of its own that has nothing in memory and tries again. */
  readonly resend: (side: Side, to: 'OTHER' | 'FRESH') => Promise<Answer>
}

const gaveUp = (answer: Answer): boolean => E.isLeft(answer) && answer.left._tag === 'TooManyConflicts'

/** Nothing is kept of what lost too often, nor of a report that names no transfer yet: sent again, it is decided then. */
const isUndecided = (answer: Answer): boolean =>
  E.isLeft(answer) && (answer.left._tag === 'TooManyConflicts' || answer.left._tag === 'ReportUnplaced')

/**
 * A loser names exactly what the other stored in that stream; where decisions are stored step by step, the other may have finished
 * its command for it.
 */
const wonAgainst = (race: Race, side: Side, answer: Answer, events: ReadonlyArray<RecordedEvent>): string | null => {
  if (E.isRight(answer) || answer.left._tag !== 'TooManyConflicts') return null
  const { winners, stream } = answer.left
  const raced = race.ledger.store === 'WHOLE' ? [otherThan(side)] : sides
  const theirs = events.filter(
    (event) =>
      event.stream === stream && raced.some((one) => event.metadata['commandid']?.endsWith(idOf(race, one)) === true),
  )
  const isSame = (one: RecordedEvent, other: RecordedEvent | undefined): boolean =>
    other !== undefined && contentOf(one) === contentOf(other)
  const named =
    race.ledger.store === 'WHOLE'
      ? winners.length === theirs.length && winners.every((winner, index) => isSame(winner, theirs[index]))
      : winners.every((winner) => theirs.some((one) => isSame(winner, one)))
  return winners.length > 0 && named
    ? null
    : `${side} lost on ${stream} and was told that these won: ${asText(winners)}`
}

/** Null where both answers and the ledger are those of one of the two sequences. */
const illegal = ({ ledger: { store } }: Race, answers: Answers, end: string, legal: Sequences): string | null => {
  const shownAs = (answer: Answer): string => plain(store, answer)
  const fits = sides.some((first) => {
    const last = otherThan(first)
    const { answers: alone, between, end: both } = legal[first]
    if (shownAs(answers[first]) !== shownAs(alone[first])) return false
    return gaveUp(answers[last]) ? end === between : shownAs(answers[last]) === shownAs(alone[last]) && end === both
  })
  if (fits) return null
  const shown = (title: string, { A, B }: Answers, text: string): string =>
    `${title}\n    A: ${shownAs(A)}\n    B: ${shownAs(B)}\n${text.replace(/^/gm, '      ')}`
  return [
    'neither A before B nor B before A:',
    shown('  raced', answers, end),
    shown('  A before B', legal.A.answers, legal.A.end),
    shown('  B before A', legal.B.answers, legal.B.end),
  ].join('\n')
}

/** Sends both again, each to the other's engine: the same answers, and nothing more stored; what was left undecided is decided now. */
const again = async (race: Race, answers: Answers, { resend }: EndedRace, legal: Sequences): Promise<string[]> => {
  const wrong: string[] = []
  const shown = (answer: Answer, first?: boolean): string => plain(race.ledger.store, answer, first)
  for (const side of sides) {
    const undecided = isUndecided(answers[side])
    const heard = await resend(side, undecided ? 'FRESH' : 'OTHER')
    const expected = undecided ? legal[otherThan(side)].answers[side] : answers[side]
    if (shown(heard, false) !== shown(expected, false))
      wrong.push(`${side}, sent again, is answered ${shown(heard)}, not ${shown(expected)}`)
  }
  return wrong
}

/** What an engine gave up on the way is claimed: sent again, it is decided, in the place that its steps have given it. */
const decidedAtLast = async ({ answers, resend }: EndedRace): Promise<Answers> => {
  const decided = { ...answers }
  for (const side of sides) {
    if (!gaveUp(answers[side])) continue
    const answer = await resend(side, 'FRESH')
    decided[side] = E.isLeft(answer) ? answer : E.right({ ...answer.right, replayed: false })
  }
  return decided
}

/** What does not hold of a race that has ended. */
export const violationsOf = async (race: Race, ended: EndedRace, legal: Sequences): Promise<string[]> => {
  const { store } = race.ledger
  const first = await ended.events()
  const told = sides.flatMap((side) => wonAgainst(race, side, ended.answers[side], first) ?? [])
  if (told.length > 0) return told
  const answers = store === 'WHOLE' ? ended.answers : await decidedAtLast(ended)
  const events = await ended.events()
  const fault = illegal(race, answers, ledgerText(store, events), legal)
  if (fault !== null) return [fault]
  const resent = await again(race, answers, ended, legal)
  const after = await ended.events()
  const more = after.length > events.length && !sides.some((side) => isUndecided(answers[side]))
  return [
    ...resent,
    ...(more ? ['something was stored when both were sent again'] : []),
    ...faultsOf(race.ledger, after),
  ]
}
