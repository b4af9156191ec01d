import * as E from 'fp-ts/lib/Either.js'
import { tellRefusal } from '../story/tell-refusal.js'
import { failDeed, happenedEvents, tellOutcome, type Deed } from './deed.js'
import { eventsPart } from './events-part.js'
import { schemaOfEvent, taggedOf, tellExpected, type ExpectedEvent } from './expectation.js'
import { firstDifference } from './first-difference.js'
import type { Expected } from './loose.js'
import { partAt, partInField } from './parting.js'
import type { StepRefusal } from './send-step.js'

type Claim = (...args: never) => unknown

/** A refusal that is expected: its name alone, or its name and the facts that matter. */
export type ExpectedRefusal =
  | StepRefusal['_tag']
  | {
      readonly [T in StepRefusal['_tag']]: { readonly _tag: T } & Expected<
        Omit<Extract<StepRefusal, { readonly _tag: T }>, '_tag'>
      >
    }[StepRefusal['_tag']]

/** Claims that these events, in this order, and no others followed from the command. */
export const claimEvents = (deed: Deed, expected: ReadonlyArray<ExpectedEvent>, claim: Claim): void => {
  const { teller, sent } = deed
  const wanted = expected.map(taggedOf)
  const told = wanted.map((event) => tellExpected(teller, event, schemaOfEvent(event._tag)))
  const { outcome } = sent
  if (E.isLeft(outcome)) {
    const remedy = `If the refusal is right, write .thenRefused('${outcome.left._tag}').`
    const first = wanted[0]?._tag ?? 'no event'
    failDeed(
      deed,
      told,
      tellOutcome(deed),
      partAt('the outcome', first, `a refusal by ${outcome.left._tag}`, remedy),
      claim,
    )
    return
  }
  const parting = eventsPart(teller, wanted, outcome.right)
  if (parting !== null) failDeed(deed, told, tellOutcome(deed), parting, claim)
}

/** Claims that the command was refused, with these facts. */
export const claimRefusal = (deed: Deed, expected: ExpectedRefusal, claim: Claim): void => {
  const { teller, sent } = deed
  const { _tag, ...facts } = taggedOf(expected)
  const told = [`refused by ${tellExpected(teller, { _tag, ...facts })}`]
  const { outcome } = sent
  const fail = (parting: Parameters<typeof failDeed>[3]): never =>
    failDeed(deed, told, tellOutcome(deed), parting, claim)
  if (E.isRight(outcome)) {
    const words = happenedEvents(deed).map(({ type }) => type)
    const remedy = `If what happened is right, write .then(${words.map((word) => `'${word}'`).join(', ')}).`
    fail(partAt('the outcome', `a refusal by ${_tag}`, words.join(', '), remedy))
    return
  }
  const refusal = outcome.left
  if (refusal._tag !== _tag) {
    const remedy = `If what happened is right, write .thenRefused('${refusal._tag}').`
    fail(partAt('the refusal', _tag, tellRefusal(teller, refusal), remedy))
  }
  const difference = firstDifference(teller, facts, refusal)
  if (difference !== null)
    fail(partInField(`the refusal ${_tag}`, difference, (field) => `.thenRefused({ _tag: '${_tag}', ${field} })`))
}
