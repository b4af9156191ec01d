import * as E from 'fp-ts/lib/Either.js'
import { canonicalJson, type Rejection } from '@waybill/core'
import type { Engine, Failure, Receipt } from '@waybill/engine'
import type { EventStore, RecordedEvent } from '@waybill/port'
import { eventsOf, faultsOf, freshStore, raceEngine, type RaceLedger } from './race-ledger.js'
import type { RacePayload } from './race-payloads.js'
import { createTurns, orderMatters, settled, type Side, type Turns } from './race-turns.js'

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

type Answer = E.Either<Rejection | Failure, Receipt>
type Answers = Readonly<Record<Side, Answer>>

/** A run: who went on at each step, and what did not hold. */
export type RaceRun = {
  readonly turns: string
  readonly violations: ReadonlyArray<string>
  /** Orders that differ from this one first at a step where the other engine could have gone on. */
  readonly others: ReadonlyArray<string>
  /** Given up on the way, since what follows is run elsewhere. */
  readonly repeats: boolean
}

/** Chooses who goes on, and with which of its waiting calls. */
export type Choose = (turns: Turns) => readonly [Side, number]

const sides = ['A', 'B'] as const
const otherThan = (side: Side): Side => (side === 'A' ? 'B' : 'A')

/** The same text for the same facts, in whatever order they stand. */
const asText = (value: unknown): string =>
  canonicalJson(
    JSON.parse(JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? `${inner}` : inner))),
  )

/** An answer without the order of the ledger, which two decisions on different streams may share out either way. */
const plain = (answer: Answer, first = true): string => {
  if (E.isLeft(answer)) return asText(answer.left)
  const { sequence: _, events, replayed, ...receipt } = answer.right
  const places = events.map(({ sequence: __, ...place }) => place)
  return asText({ ...receipt, events: places, ...(first ? { replayed } : {}) })
}

/** How far an engine had read when it decided is no part of what it decided. */
const settledText = (data: string): string =>
  asText(
    JSON.parse(data, (key, value: unknown) => (['inflowSeen', 'throughSequence'].includes(key) ? undefined : value)),
  )

/** Every stream, event by event. */
const ledgerText = (events: ReadonlyArray<RecordedEvent>): string =>
  events
    .map(({ stream, revision, type, data, metadata }) =>
      [stream, String(revision).padStart(4, '0'), type, metadata['commandid'], settledText(data)].join(' '),
    )
    .sort()
    .join('\n')

const idOf = ({ sameId }: Race, side: Side): string => `race-${sameId ? 'AB' : side}`

const sendTo = (engine: Engine, race: Race, side: Side): Promise<Answer> => {
  const { word, payload } = race.pair[side]
  return engine.send(word, payload(idOf(race, side), race.ledger.payee))()
}

const engineFor = (store: EventStore, { pair, oneTry }: Race, side: Side): Engine =>
  raceEngine(store, () => pair[side].at, side === 'A' ? '0a' : '0b', oneTry ? 1 : 16)

type Sequence = { readonly answers: Answers; readonly between: string; readonly end: string }

/** One after the other, each alone, on a copy of its own. */
const inSequence = async (race: Race, first: Side): Promise<Sequence> => {
  const store = await freshStore(race.ledger)
  const patient = { ...race, oneTry: false }
  const one = await sendTo(engineFor(store, patient, first), race, first)
  const between = ledgerText(await eventsOf(store))
  const two = await sendTo(engineFor(store, patient, otherThan(first)), race, otherThan(first))
  const answers = first === 'A' ? { A: one, B: two } : { A: two, B: one }
  return { answers, between, end: ledgerText(await eventsOf(store)) }
}

export type Sequences = Readonly<Record<Side, Sequence>>

/** The two legal outcomes, by who is first. */
export const legalOutcomes = async (race: Race): Promise<Sequences> => ({
  A: await inSequence(race, 'A'),
  B: await inSequence(race, 'B'),
})

const drive = async (turns: Turns, choose: () => ReturnType<Choose> | null): Promise<void> => {
  await settled()
  while (turns.waiting('A').length + turns.waiting('B').length > 0) {
    const chosen = choose()
    if (chosen === null) return
    await turns.take(...chosen)
  }
}

const wonAgainst = (race: Race, side: Side, answer: Answer, events: ReadonlyArray<RecordedEvent>): string | null => {
  if (E.isRight(answer) || answer.left._tag !== 'TooManyConflicts') return null
  const { winners, stream } = answer.left
  const winner = idOf(race, otherThan(side))
  const theirs = events.filter((event) => event.stream === stream && event.metadata['commandid']?.endsWith(winner))
  return winners.length > 0 && asText(winners) === asText(theirs)
    ? null
    : `${side} lost on ${stream} and was told that these won: ${asText(winners)}`
}

const gaveUp = (answer: Answer): boolean => E.isLeft(answer) && answer.left._tag === 'TooManyConflicts'

/** Nothing is kept of what lost too often, nor of a report that names no transfer yet: sent again, it is decided then. */
const isUndecided = (answer: Answer): boolean =>
  E.isLeft(answer) && (answer.left._tag === 'TooManyConflicts' || answer.left._tag === 'ReportUnplaced')

/** Null where both answers and the ledger are those of one of the two sequences. */
const illegal = (answers: Answers, end: string, legal: Sequences): string | null => {
  const fits = sides.some((first) => {
    const last = otherThan(first)
    const { answers: alone, between, end: both } = legal[first]
    if (plain(answers[first]) !== plain(alone[first])) return false
    return gaveUp(answers[last]) ? end === between : plain(answers[last]) === plain(alone[last]) && end === both
  })
  if (fits) return null
  const shown = (title: string, { A, B }: Answers, text: string): string =>
    `${title}\n    A: ${plain(A)}\n    B: ${plain(B)}\n${text.replace(/^/gm, '      ')}`
  return [
    'neither A before B nor B before A:',
    shown('  raced', answers, end),
    shown('  A before B', legal.A.answers, legal.A.end),
    shown('  B before A', legal.B.answers, legal.B.end),
  ].join('\n')
}

type Finished = { readonly answers: Answers; readonly turns: Turns; readonly engines: Readonly<Record<Side, Engine>> }

/** Sends both again, each to the other's engine: the same answers, and nothing more stored; what was left undecided is decided now. */
const again = async (
  race: Race,
  { answers, turns, engines }: Finished,
  legal: Sequences,
  store: EventStore,
): Promise<string[]> => {
  const wrong: string[] = []
  for (const side of sides) {
    const answered = sendTo(
      isUndecided(answers[side]) ? engineFor(store, { ...race, oneTry: false }, side) : engines[otherThan(side)],
      race,
      side,
    )
    await drive(turns, () => [turns.waiting('A').length > 0 ? 'A' : 'B', 0])
    const heard = await answered
    const expected = isUndecided(answers[side]) ? legal[otherThan(side)].answers[side] : answers[side]
    if (plain(heard, false) !== plain(expected, false))
      wrong.push(`${side}, sent again, is answered ${plain(heard)}, not ${plain(expected)}`)
  }
  return wrong
}

const judged = async (race: Race, finished: Finished, store: EventStore, legal: Sequences): Promise<string[]> => {
  const { answers } = finished
  const events = await eventsOf(store)
  const first = [
    illegal(answers, ledgerText(events), legal),
    ...sides.map((side) => wonAgainst(race, side, answers[side], events)),
  ].flatMap((fault) => (fault === null ? [] : [fault]))
  if (first.length > 0) return first
  const resent = await again(race, finished, legal, store)
  const after = await eventsOf(store)
  const more = after.length > events.length && !sides.some((side) => isUndecided(answers[side]))
  return [...resent, ...(more ? ['something was stored when both were sent again'] : []), ...faultsOf(after)]
}

const begin = async (race: Race): Promise<{ store: EventStore; turns: Turns; engines: Record<Side, Engine> }> => {
  const store = await freshStore(race.ledger)
  const turns = createTurns(store)
  const engines = {
    A: engineFor(turns.storeFor('A'), race, 'A'),
    B: engineFor(turns.storeFor('B'), race, 'B'),
  }
  if (race.warm)
    for (const side of sides) {
      void engines[side].send(race.ledger.known.word, race.ledger.known.payload)()
      await drive(turns, () => [side, 0])
    }
  return { store, turns, engines }
}

const bothSent = (race: Race, engines: Readonly<Record<Side, Engine>>): Promise<readonly [Answer, Answer]> =>
  Promise.all([sendTo(engines.A, race, 'A'), sendTo(engines.B, race, 'B')])

/** One race in the order that is chosen step by step. */
export const runRace = async (race: Race, legal: Sequences, choose: Choose): Promise<RaceRun> => {
  const { store, turns, engines } = await begin(race)
  const answered = bothSent(race, engines)
  let order = ''
  await drive(turns, () => {
    const chosen = choose(turns)
    order += chosen[1] === 0 ? chosen[0] : `${chosen[0]}${chosen[1]}`
    return chosen
  })
  const [A, B] = await answered
  const violations = await judged(race, { answers: { A, B }, turns, engines }, store, legal)
  return { turns: order, violations, others: [], repeats: false }
}

/**
 * One race whose first steps are given; after them A goes on wherever it may. Where B goes on although A waits, the order with
 * A first is run elsewhere: A then stays behind until B has done something that A's waiting call could notice.
 */
export const runOrder = async (race: Race, legal: Sequences, given: string): Promise<RaceRun> => {
  const { store, turns, engines } = await begin(race)
  const answered = bothSent(race, engines)
  const others: string[] = []
  let order = ''
  let asleep = false
  const met = { again: false }
  await drive(turns, () => {
    const [a] = turns.waiting('A')
    const [b] = turns.waiting('B')
    if (a !== undefined && b === undefined && asleep) {
      met.again = true
      return null
    }
    const wanted = given[order.length] ?? (asleep ? 'B' : 'A')
    const side: Side = a === undefined || (b !== undefined && wanted === 'B') ? 'B' : 'A'
    if (side === 'A' && b !== undefined && order.length >= given.length) others.push(`${order}B`)
    asleep = side === 'B' && a !== undefined && b !== undefined && !orderMatters(a.touch, b.touch)
    order += side
    return [side, 0]
  })
  if (met.again) return { turns: order, violations: [], others, repeats: true }
  const [A, B] = await answered
  const violations = await judged(race, { answers: { A, B }, turns, engines }, store, legal)
  return { turns: order, violations, others, repeats: false }
}
