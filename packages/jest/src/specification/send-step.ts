import {
  allCommands,
  type AnyCommand,
  type MalformedCommand,
  type Recorded,
  type Rejection,
  type ReportUnplaced,
} from '@waybill/core'
import * as E from 'fp-ts/lib/Either.js'
import { fieldSchema } from '../story/schema-part.js'
import { tellCommand } from '../story/tell-command.js'
import { tellFields } from '../story/tell-value.js'
import type { Teller } from '../story/teller.js'
import type { Book } from './book.js'
import { fieldsFilledIn, readCommand } from './read-step.js'
import type { CommandStep } from './step.js'

/** Why a command of a specification is not done. */
export type StepRefusal = Rejection | ReportUnplaced | MalformedCommand

/** What became of a command: how it reads, what it asked for where its form is right, and its events or its refusal. */
export type Sent = {
  readonly line: string
  readonly command: AnyCommand | null
  readonly outcome: E.Either<StepRefusal, ReadonlyArray<Recorded>>
}

/** Ids that a specification leaves out are counted by the events before them. */
const fillInsOf = (book: Book): Parameters<typeof readCommand>[1] => ({
  count: book.events().length + 1,
  now: book.now(),
})

/** A command as it was written, where its form is wrong. */
const tellWritten = (teller: Teller, { _tag, ...payload }: CommandStep): string => {
  const schema = allCommands[_tag].codec.schema
  const isShort = (name: string, value: unknown): boolean =>
    typeof value === 'string' && fieldSchema(schema, name)?.['type'] === 'object'
  const written = Object.entries(payload).map(
    ([name, value]: readonly [string, unknown]): readonly [string, unknown] => [
      name,
      isShort(name, value) ? { account: value } : value,
    ],
  )
  return `${_tag}: ${tellFields(teller, Object.fromEntries(written), schema).join(', ')}`
}

/** Sends a command or report to the book, and writes what follows from it. */
export const sendStep = (book: Book, teller: Teller, step: CommandStep, happenedAt?: string): Sent => {
  const read = readCommand(step, fillInsOf(book))
  if (E.isLeft(read)) return { line: tellWritten(teller, step), command: null, outcome: read }
  const command = read.right
  const line = tellCommand(teller, command, fieldsFilledIn(step, command))
  const decision = book.judge(command)
  return {
    line,
    command,
    outcome: E.isLeft(decision) ? decision : E.right(book.write(decision.right.writes, happenedAt)),
  }
}
