import { canonicalJson, encodeCommand, transferStream } from '@waybill/core'
import * as E from 'fp-ts/lib/Either.js'
import { readTime } from '../story/story-time.js'
import { tellEvent } from '../story/tell-event.js'
import { tellRefusal, tellSentenceOf } from '../story/tell-refusal.js'
import type { Teller } from '../story/teller.js'
import type { Book } from './book.js'
import { openAccount } from './open-account.js'
import { isCommandStep, readEvent, type EventRefused } from './read-step.js'
import { sendStep, type StepRefusal } from './send-step.js'
import type { EarlierStep, RefusedStep, Step } from './step.js'

/** A step that cannot be taken: how it reads, what stood in its way, and what can be done. */
export type StepImpossible = {
  readonly line: string
  readonly because: string
  readonly remedies: ReadonlyArray<string>
}

/** What a step adds to the story, in words; null for what is not told, such as the passing of time. */
type Taken = E.Either<StepImpossible, string | null>

const inTime = (teller: Teller, book: Book, line: string, happenedAt = book.now()): string =>
  `${teller.time(happenedAt)}  ${line}${happenedAt === book.now() ? '' : ` [known at ${teller.time(book.now())}]`}`

const asText = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value)

/** Keeps a refusal as an engine keeps it: in the stream of the transfer that the command names. */
const keepRefusal = (book: Book, teller: Teller, { command: step }: RefusedStep): Taken => {
  const { line, command, outcome } = sendStep(book, teller, step)
  if (E.isRight(outcome))
    return E.left({
      line,
      because: 'the rules allow it, and a refusal was expected',
      remedies: ['Take `refused` away.'],
    })
  const { _tag: rejection, ...facts } = outcome.left
  if (command === null || !('commandId' in command && 'transferId' in command))
    return E.left({
      line,
      because: `its refusal is not kept, ${tellRefusal(teller, outcome.left)}`,
      remedies: ['Leave it out: only the refusal of a well-formed command about a transfer is kept.'],
    })
  book.write([
    {
      stream: transferStream(command.transferId),
      event: {
        _tag: 'CommandRefused',
        commandId: command.commandId,
        command: command._tag,
        payload: encodeCommand(command),
        rejection,
        facts: canonicalJson(JSON.parse(JSON.stringify(facts, asText))),
        judgedAt: [],
        throughSequence: book.events().length,
      },
    },
  ])
  return E.right(inTime(teller, book, `${line}; refused by ${tellRefusal(teller, outcome.left)}`))
}

const refusedStep = (teller: Teller, line: string, refusal: StepRefusal): StepImpossible => ({
  line,
  because: `it is refused by ${tellRefusal(teller, refusal)}`,
  remedies: [tellSentenceOf(teller, refusal), 'Where the refusal belongs to the story, write refused(…).'],
})

const unreadStep = (refused: EventRefused): StepImpossible =>
  refused._tag === 'StreamNotNamed'
    ? {
        line: refused.word,
        because: 'the event does not say what it is about',
        remedies: ["Write { stream: 'account-mei', event } instead."],
      }
    : {
        line: refused.type,
        because: `its form is wrong, ${refused.reason}`,
        remedies: refused.problems.map(
          ({ path, expected, found }) => `${path}: ${expected} was expected, and ${found} stood there.`,
        ),
      }

const takeDeed = (book: Book, teller: Teller, step: EarlierStep['step'], happenedAt?: string): Taken => {
  if (isCommandStep(step)) {
    const { line, outcome } = sendStep(book, teller, step, happenedAt)
    return E.isRight(outcome)
      ? E.right(inTime(teller, book, line, happenedAt))
      : E.left(refusedStep(teller, inTime(teller, book, line, happenedAt), outcome.left))
  }
  const read = readEvent(step)
  if (E.isLeft(read)) return E.left(unreadStep(read.left))
  book.write([read.right], happenedAt)
  return E.right(inTime(teller, book, tellEvent(teller, read.right.event, read.right.stream), happenedAt))
}

/** Takes one step of a story into the book. */
const takeStep = (book: Book, teller: Teller, step: Step): Taken => {
  if (!('_tag' in step)) return takeDeed(book, teller, step)
  if (step._tag === 'GivenAccount') return E.right(openAccount(book, step))
  if (step._tag === 'HappenedAt') return takeDeed(book, teller, step.step, readTime(step.time))
  if (step._tag === 'RefusedCommand') return keepRefusal(book, teller, step)
  if (step._tag !== 'TimeReached') return takeDeed(book, teller, step)
  book.setTime(readTime(step.time))
  return E.right(null)
}

/** A story as far as it can be told: its lines, and the step that cannot be taken, if any. */
export type Story = {
  readonly lines: ReadonlyArray<string>
  readonly impossible: (StepImpossible & { readonly number: number }) | null
}

/** Takes a story into a new book, step by step, up to the first step that cannot be. */
export const takeSteps = (book: Book, teller: Teller, steps: ReadonlyArray<Step>): Story => {
  const lines: string[] = []
  for (const [index, step] of steps.entries()) {
    const taken = takeStep(book, teller, step)
    if (E.isLeft(taken)) return { lines, impossible: { ...taken.left, number: index + 1 } }
    if (taken.right !== null) lines.push(taken.right)
  }
  return { lines, impossible: null }
}
