import * as E from 'fp-ts/lib/Either.js'
import type { Engine } from '@waybill/engine'
import type { EventStore, RecordedEvent } from '@waybill/port'
import { eventsOf, faultsOf, freshStore, raceEngine, type RaceLedger } from './race-ledger.js'
import { asText, ledgerText, plain, type Answer } from './race-outcome.js'
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

type Answers = Readonly<Record<Side, Answer>>

/** A run: who went on at each step, and what did not hold. */
export type RaceRun = {
  readonly turns: string
  readonly violations: ReadonlyArray<string>
  /** Orders that differ from this one first at a step where the other engine could have gone on. */
  readonly others: ReadonlyArray<string>
  /** Given up on the way, since what follows is run elsewhere. */
  readonly repeats: boolean
  /** Whether an append lost to another. */
  readonly conflict: boolean
  /** Both answers and every stream, as text. */
  readonly outcome: string
}

/** Chooses who goes on, and with which of its waiting calls. */
export type Choose = (turns: Turns) => readonly [Side, number]

const sides = ['A', 'B'] as const
const otherThan = (side: Side): Side => (side === 'A' ? 'B' : 'A')

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
  const between = ledgerText(race.ledger.store, await eventsOf(store))
  const two = await sendTo(engineFor(store, patient, otherThan(first)), race, otherThan(first))
  const answers = first === 'A' ? { A: one, B: two } : { A: two, B: one }
  return { answers, between, end: ledgerText(race.ledger.store, await eventsOf(store)) }
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
  const named =
    race.ledger.store === 'WHOLE'
      ? asText(winners) === asText(theirs)
      : winners.every((winner) => theirs.some((one) => asText(one) === asText(winner)))
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

type Finished = { readonly answers: Answers; readonly turns: Turns; readonly engines: Readonly<Record<Side, Engine>> }

const sendAlone = async (race: Race, side: Side, engine: Engine, turns: Turns): Promise<Answer> => {
  const answered = sendTo(engine, race, side)
  await drive(turns, () => [turns.waiting('A').length > 0 ? 'A' : 'B', 0])
  return answered
}

/** Sends both again, each to the other's engine: the same answers, and nothing more stored; what was left undecided is decided now. */
const again = async (
  race: Race,
  { answers, turns, engines }: Finished,
  legal: Sequences,
  store: EventStore,
): Promise<string[]> => {
  const wrong: string[] = []
  const shown = (answer: Answer, first?: boolean): string => plain(race.ledger.store, answer, first)
  for (const side of sides) {
    const engine = isUndecided(answers[side])
      ? engineFor(store, { ...race, oneTry: false }, side)
      : engines[otherThan(side)]
    const heard = await sendAlone(race, side, engine, turns)
    const expected = isUndecided(answers[side]) ? legal[otherThan(side)].answers[side] : answers[side]
    if (shown(heard, false) !== shown(expected, false))
      wrong.push(`${side}, sent again, is answered ${shown(heard)}, not ${shown(expected)}`)
  }
  return wrong
}

/** What an engine gave up on the way is claimed: sent again, it is decided, in the place that its steps have given it. */
const decidedAtLast = async (race: Race, { answers, turns }: Finished, store: EventStore): Promise<Answers> => {
  const decided = { ...answers }
  for (const side of sides) {
    if (!gaveUp(answers[side])) continue
    const answer = await sendAlone(race, side, engineFor(store, { ...race, oneTry: false }, side), turns)
    decided[side] = E.isLeft(answer) ? answer : E.right({ ...answer.right, replayed: false })
  }
  return decided
}

const judged = async (race: Race, finished: Finished, store: EventStore, legal: Sequences): Promise<string[]> => {
  const lost = sides.map(async (side) => wonAgainst(race, side, finished.answers[side], await eventsOf(store)))
  const told = (await Promise.all(lost)).flatMap((fault) => (fault === null ? [] : [fault]))
  if (told.length > 0) return told
  const answers = race.ledger.store === 'WHOLE' ? finished.answers : await decidedAtLast(race, finished, store)
  const events = await eventsOf(store)
  const fault = illegal(race, answers, ledgerText(race.ledger.store, events), legal)
  if (fault !== null) return [fault]
  const resent = await again(race, { ...finished, answers }, legal, store)
  const after = await eventsOf(store)
  const more = after.length > events.length && !sides.some((side) => isUndecided(answers[side]))
  return [
    ...resent,
    ...(more ? ['something was stored when both were sent again'] : []),
    ...faultsOf(race.ledger.store, after),
  ]
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
  return { turns: order, violations, others: [], repeats: false, conflict: turns.hadConflict(), outcome: '' }
}

/**
 * One race whose first steps are given; after them A goes on wherever it may. Where B goes on although A waits, the order with
 * A first is run elsewhere: A then stays behind until B has done something that A's waiting call could notice.
 */
export const runOrder = async (
  race: Race,
  legal: Sequences,
  given: string,
  matters: typeof orderMatters = orderMatters,
): Promise<RaceRun> => {
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
    asleep = side === 'B' && a !== undefined && b !== undefined && !matters(a.touch, b.touch)
    order += side
    return [side, 0]
  })
  if (met.again) return { turns: order, violations: [], others, repeats: true, conflict: false, outcome: '' }
  const [A, B] = await answered
  const conflict = turns.hadConflict()
  const { store: kind } = race.ledger
  const outcome = [plain(kind, A), plain(kind, B), ledgerText(kind, await eventsOf(store))].join('\n')
  const violations = await judged(race, { answers: { A, B }, turns, engines }, store, legal)
  return { turns: order, violations, others, repeats: false, conflict, outcome }
}
