import type { Recorded } from '@waybill/core'
import * as E from 'fp-ts/lib/Either.js'
import { tellRefusal } from '../story/tell-refusal.js'
import { tellEvent } from '../story/tell-event.js'
import type { Teller } from '../story/teller.js'
import type { Book } from './book.js'
import type { Failing } from './failure-text.js'
import type { Parting } from './parting.js'
import type { Sent } from './send-step.js'
import { failSpecification } from './specification-failed.js'

/** A command that a specification sent to a book, with the story before it. */
export type Deed = {
  readonly book: Book
  readonly teller: Teller
  readonly given: ReadonlyArray<string>
  readonly sent: Sent
}

export const happenedEvents = ({ sent }: Deed): ReadonlyArray<Recorded> =>
  E.isRight(sent.outcome) ? sent.outcome.right : []

/** What became of the command, in words: its events, or its refusal. */
export const tellOutcome = ({ teller, sent }: Deed): ReadonlyArray<string> =>
  E.isRight(sent.outcome)
    ? sent.outcome.right.map(({ event, stream }) => tellEvent(teller, event, stream))
    : [`refused by ${tellRefusal(teller, sent.outcome.left)}`]

/** Ends the test with everything that a reader needs. */
export const failDeed = (
  deed: Deed,
  expected: ReadonlyArray<string>,
  happened: ReadonlyArray<string>,
  parting: Parting,
  claim: (...args: never) => unknown,
): never => {
  const { book, teller, given, sent } = deed
  const failing: Failing = {
    ...parting,
    given,
    deed: ['When', [`${teller.time(book.now())}  ${sent.line}`]],
    expected,
    happened,
  }
  return failSpecification(failing, claim)
}
