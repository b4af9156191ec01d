import * as E from 'fp-ts/lib/Either.js'
import type { Rail, RailReport, RailSubmission } from '@waybill/port'
import type { ScriptedClock } from './scripted-clock.js'
import { statusCode } from './codes.js'

/** What a rail says when it is called, or null where its answer never comes back. */
export type RailWords = ReadonlyArray<RailReport> | null

export type RailCall = {
  readonly submission: RailSubmission
  readonly clock: ScriptedClock
  /** Names a message of this rail: the same call always names the same. */
  readonly messageId: (what: string) => string
}

/** How a rail treats one transfer, where that is not the ordinary way. */
export type RailConduct = {
  readonly submit?: (call: RailCall) => RailWords
  /** One entry for each inquiry, in their order; the last stands for all further ones. */
  readonly inquire?: ReadonlyArray<(call: RailCall) => RailWords>
}

export type ScriptedRailOptions = {
  readonly name: string
  readonly clock: ScriptedClock
  /** By transfer id. */
  readonly conduct?: Readonly<Record<string, RailConduct>>
}

const field = ({ message }: RailSubmission, name: string): string => message[name] ?? ''

/** "We have it." */
export const accepted = (rail: string, { clock, messageId }: RailCall): RailReport => ({
  _tag: 'Accepted',
  messageId: messageId('ACK'),
  asOf: clock.now(),
  by: rail,
  railReference: messageId('REF'),
  status: statusCode('ACSP'),
})

/** "The payee's account was credited", said by the payee's institution. */
export const credited = ({ submission, clock, messageId }: RailCall, asOf = clock.now()): RailReport => ({
  _tag: 'Credited',
  messageId: messageId('CREDIT'),
  asOf,
  by: field(submission, 'payeeInstitution'),
  account: field(submission, 'payeeAccount'),
  institution: field(submission, 'payeeInstitution'),
  amount: field(submission, 'amount'),
  currency: field(submission, 'currency'),
  executionRef: messageId('ENTRY'),
})

/** The ordinary way: acknowledged within a second or two, credited a few seconds later. */
const ordinary =
  (rail: string) =>
  (call: RailCall): RailWords => {
    call.clock.moveOn(1_400)
    const acknowledged = accepted(rail, call)
    call.clock.moveOn(6_300)
    return [acknowledged, credited(call)]
  }

/** A rail that answers as the story says, and moves the clock on by the time that it takes. */
export const createScriptedRail = ({ name, clock, conduct = {} }: ScriptedRailOptions): Rail => {
  const submissions = new Map<string, RailSubmission>()
  const inquiries = new Map<string, number>()

  const callOf = (submission: RailSubmission, occasion: string): RailCall => ({
    submission,
    clock,
    messageId: (what) => `${name}-${field(submission, 'transferId')}-${what}${occasion}`,
  })
  const say = (words: RailWords) =>
    words === null
      ? E.left({ _tag: 'RailSilent' as const, rail: name, detail: 'the connection was lost' })
      : E.right(words)

  return {
    name,
    submit: (submission) => () => {
      submissions.set(submission.railKey, submission)
      const submit = conduct[field(submission, 'transferId')]?.submit ?? ordinary(name)
      return Promise.resolve(say(submit(callOf(submission, ''))))
    },
    inquire:
      ({ railKey }) =>
      () => {
        const submission = submissions.get(railKey)
        if (submission === undefined) throw new Error(`an inquiry about ${railKey}, which was never submitted`)
        const asked = inquiries.get(railKey) ?? 0
        inquiries.set(railKey, asked + 1)
        const answers = conduct[field(submission, 'transferId')]?.inquire ?? []
        const answer = answers[Math.min(asked, answers.length - 1)] ?? (() => null)
        return Promise.resolve(say(answer(callOf(submission, `-${asked + 1}`))))
      },
  }
}
