import { eventsOf, freshStore } from './race-ledger.js'
import {
  engineFor,
  otherThan,
  sendTo,
  sides,
  violationsOf,
  type EndedRace,
  type Race,
  type Sequence,
  type Sequences,
} from './race-judge.js'
import { ledgerText, plain, type Answer } from './race-outcome.js'
import { createTurns, settled, type Side, type Turns } from './race-turns.js'

/** A run: who went on at each step, and what did not hold. */
export type RaceRun = {
  readonly turns: string
  readonly violations: ReadonlyArray<string>
  /** At each step, whether the other engine could have gone on. */
  readonly free: ReadonlyArray<boolean>
  /** Both answers and every stream, as text. */
  readonly outcome: string
}

/** Chooses who goes on, and with which of its waiting calls. */
export type Choose = (turns: Turns) => readonly [Side, number]

/** One after the other, each alone, on a copy of its own. */
const inSequence = async (race: Race, first: Side): Promise<Sequence> => {
  const store = freshStore(race.ledger)
  const patient = { ...race, oneTry: false }
  const one = await sendTo(engineFor(store, patient, first), race, first)
  const between = ledgerText(race.ledger.store, await eventsOf(store))
  const two = await sendTo(engineFor(store, patient, otherThan(first)), race, otherThan(first))
  const answers = first === 'A' ? { A: one, B: two } : { A: two, B: one }
  return { answers, between, end: ledgerText(race.ledger.store, await eventsOf(store)) }
}

export const legalOutcomes = async (race: Race): Promise<Sequences> => ({
  A: await inSequence(race, 'A'),
  B: await inSequence(race, 'B'),
})

const drive = async (turns: Turns, choose: () => ReturnType<Choose>): Promise<void> => {
  await settled()
  while (turns.waiting('A').length + turns.waiting('B').length > 0) await turns.take(...choose())
}

const outcomeText = async (race: Race, { answers, events }: EndedRace): Promise<string> => {
  const { store } = race.ledger
  return [plain(store, answers.A), plain(store, answers.B), ledgerText(store, await events())].join('\n')
}

/** One race on two engines and a store of its own, in the order that is chosen step by step. */
export const runRace = async (race: Race, legal: Sequences, choose: Choose): Promise<RaceRun> => {
  const store = freshStore(race.ledger)
  const turns = createTurns(store)
  const engines = {
    A: engineFor(turns.storeFor('A'), race, 'A'),
    B: engineFor(turns.storeFor('B'), race, 'B'),
  }
  const inTurn = (): ReturnType<Choose> => [turns.waiting('A').length > 0 ? 'A' : 'B', 0]
  if (race.warm)
    for (const side of sides) {
      void engines[side].send(race.ledger.known.word, race.ledger.known.payload)()
      await drive(turns, () => [side, 0])
    }
  const answered = Promise.all([sendTo(engines.A, race, 'A'), sendTo(engines.B, race, 'B')])
  let order = ''
  const free: boolean[] = []
  await drive(turns, () => {
    const chosen = choose(turns)
    const [side, at] = chosen
    free.push(turns.waiting(otherThan(side)).length > 0)
    order += at === 0 ? side : `${side}${at}`
    return chosen
  })
  const [A, B] = await answered
  const ended: EndedRace = {
    answers: { A, B },
    events: () => eventsOf(store),
    resend: async (side, to): Promise<Answer> => {
      const anew = (): ReturnType<typeof engineFor> => engineFor(turns.storeFor(side), { ...race, oneTry: false }, side)
      const resent = sendTo(to === 'OTHER' ? engines[otherThan(side)] : anew(), race, side)
      await drive(turns, inTurn)
      return resent
    },
  }
  const outcome = await outcomeText(race, ended)
  return { turns: order, violations: await violationsOf(race, ended, legal), free, outcome }
}

/**
 * One race whose first steps are given; after them the same engine goes on as long as it can. Each goes on with the first of its calls
 * that wait.
 */
export const runOrder = (race: Race, legal: Sequences, given: string): Promise<RaceRun> => {
  let step = 0
  let last: Side = 'A'
  return runRace(race, legal, (turns) => {
    const wanted = given[step] === undefined ? last : given[step] === 'B' ? 'B' : 'A'
    step += 1
    last = turns.waiting(wanted).length > 0 ? wanted : otherThan(wanted)
    return [last, 0]
  })
}
