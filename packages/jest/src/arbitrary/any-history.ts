import { cny, eur, type AnyCommand } from '@waybill/core'
import * as E from 'fp-ts/lib/Either.js'
import * as fc from 'fast-check'
import { history, type History } from '../explanation/history.js'
import { openBook, type Book } from '../specification/book.js'
import { readCommand } from '../specification/read-step.js'
import { anAccount, atTime, type CommandStep, type Step } from '../specification/step.js'
import { takeSteps } from '../specification/take-step.js'
import { storyBeginning, tellTime } from '../story/story-time.js'
import { createTeller } from '../story/teller.js'
import { possibleSteps, type Reach, type Turn } from './possible-steps.js'

/** What of histories is wanted. */
export type HistoryOptions = {
  /** Most transfers; 3 without it. */
  readonly transfers?: number
  /** Most commands and reports; 24 without it. */
  readonly steps?: number
  /** Whether rails may also report what contradicts the ledger, so that duplicates and mismatches appear; false without it. */
  readonly contradictions?: boolean
  /** Whether some transfers go into another currency, at a quote, and Paul has an account in euros; false without it. */
  readonly exchanges?: boolean
}

/** The book in which everything happens: Mei has money, Bo has none, Ana may go below zero. */
const opening: ReadonlyArray<Step> = [
  anAccount('mei', cny('1000.00')),
  anAccount('bo', cny('0')),
  anAccount('ana', cny('50.00'), { kind: 'CREDIT_LINE', limit: cny('100.00') }),
]

/** Beside them, where money is exchanged. */
const openingInEuros: Step = anAccount('paul', eur('0'))

const teller = createTeller(storyBeginning)

/** Whether the rules allow it, and, unless contradictions are wanted, nothing in it contradicts what is recorded. */
const isAllowed = (book: Book, step: CommandStep, { contradictions }: Reach): boolean => {
  const read: E.Either<unknown, AnyCommand> = readCommand(step, { count: book.events().length + 1, now: book.now() })
  const judged = E.isRight(read) ? book.judge(read.right) : read
  return (
    E.isRight(judged) && (contradictions || judged.right.writes.every(({ event }) => event._tag !== 'MismatchObserved'))
  )
}

/** The step that a turn chooses among those that the rules allow: a group first, then one of it. */
const chosenStep = (book: Book, turn: Turn, reach: Reach): CommandStep | null => {
  const groups = possibleSteps(book, turn, reach)
  for (let next = 0; next < groups.length; next += 1) {
    const group = groups[(turn.choice + next) % groups.length] ?? []
    const allowed = group.filter((step) => isAllowed(book, step, reach))
    const step = allowed[Math.floor(turn.choice / groups.length) % Math.max(1, allowed.length)]
    if (step !== undefined) return step
  }
  return null
}

/** Plays turns against the rules: each becomes one of the steps that they allow there, so that every part of a history is one. */
const play = (turns: ReadonlyArray<Turn>, reach: Reach): ReadonlyArray<Step> => {
  const book = openBook()
  const beginning = reach.exchanges ? [...opening, openingInEuros] : opening
  takeSteps(book, teller, beginning)
  const steps: Step[] = [...beginning]
  let minutes = 0
  for (const turn of turns) {
    minutes += turn.wait
    const time = `T+${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
    if (turn.wait > 0) takeSteps(book, teller, [atTime(time)])
    const step = chosenStep(book, turn, reach)
    if (step === null) continue
    const now = atTime(tellTime(storyBeginning, book.now()))
    const taken: ReadonlyArray<Step> = turn.wait > 0 ? [now, step] : [step]
    takeSteps(book, teller, [step])
    steps.push(...taken)
  }
  return steps
}

const turnArbitrary: fc.Arbitrary<Turn> = fc.record({
  wait: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(90) }),
  choice: fc.nat(359),
  about: fc.nat(11),
  share: fc.oneof(fc.constant(0), fc.nat(99)),
})

/** The steps of a history, for one's own use: a legal sequence of commands and reports over a small book. */
export const anySteps = ({
  transfers = 3,
  steps = 24,
  contradictions = false,
  exchanges = false,
}: HistoryOptions = {}): fc.Arbitrary<ReadonlyArray<Step>> =>
  fc
    .array(turnArbitrary, { maxLength: steps, size: 'max' })
    .map((turns) => play(turns, { transfers, contradictions, exchanges }))

/** Printed by fast-check as the story that it is, and not as its stored events. */
const printedAsStory = (told: History): History => {
  const { lines } = takeSteps(openBook(), createTeller(storyBeginning), told.steps)
  return Object.defineProperty({ ...told }, fc.toStringMethod, {
    value: () => ['', ...lines].join('\n  '),
    enumerable: false,
  })
}

/**
 * Histories that the rules themselves have written: transfers within the book and over a rail that end in every way, recalls
 * and disputes, chained and anchored. One that breaks a law shrinks to few steps, each of which is still legal.
 */
export const anyHistory = (options: HistoryOptions = {}): fc.Arbitrary<History> =>
  anySteps(options).map((steps) => printedAsStory(history(...steps)))
