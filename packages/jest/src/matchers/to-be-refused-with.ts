import { taggedOf, tellExpected } from '../specification/expectation.js'
import { firstDifference } from '../specification/first-difference.js'
import type { Expected } from '../specification/loose.js'
import { beginningOf } from '../story/beginning-of.js'
import { isRefusal, type Refusal } from '../story/is-refusal.js'
import { recognise } from '../story/recognise.js'
import { tellRefusal } from '../story/tell-refusal.js'
import { isFields } from '../story/tell-value.js'
import { createTeller, type Teller } from '../story/teller.js'
import { verdict, type MatcherVerdict } from './verdict.js'

type Named<T extends Refusal['_tag']> = Expected<Omit<Extract<Refusal, { readonly _tag: T }>, '_tag'>>

/** A rejection or failure that an answer is expected to carry: its name alone, or its name and the facts that matter. */
export type ExpectedAnswer =
  Refusal['_tag'] | { readonly [T in Refusal['_tag']]: { readonly _tag: T } & Named<T> }[Refusal['_tag']]

const call = 'expect(answer).toBeRefusedWith(expected)'

/** What stands where an answer was expected. */
const tellReceived = (teller: Teller, received: unknown): ReadonlyArray<string> => {
  if (typeof received === 'function') return ['a task that was not run: write `await task()`']
  if (received instanceof Promise) return ['a promise: write `await` before it']
  if (isFields(received) && received['_tag'] === 'Right')
    return recognise(received)?.(teller) ?? ['it was done, and answered with something that this kit does not know']
  if (isFields(received) && received['_tag'] === 'Left')
    return recognise(received)?.(teller) ?? ['it was refused by something that this kit does not know']
  return ['no answer of an engine: an Either was expected']
}

/** Whether an answer of an engine, or of the core, is a refusal of this name with these facts. */
export const toBeRefusedWith = (received: unknown, expected: ExpectedAnswer): MatcherVerdict => {
  const teller = createTeller(beginningOf([received, expected]))
  const { _tag, ...facts } = taggedOf(expected)
  const told = ['Expected', [`refused by ${tellExpected(teller, { _tag, ...facts })}`]] as const
  const refusal = isFields(received) && received['_tag'] === 'Left' ? received['left'] : null
  if (!isRefusal(refusal)) return verdict(false, call, [told, ['Happened', tellReceived(teller, received)]])
  const happened = ['Happened', [`refused by ${tellRefusal(teller, refusal)}`]] as const
  if (refusal._tag !== _tag)
    return verdict(false, call, [told, happened], [`If what happened is right, expect '${refusal._tag}'.`])
  const difference = firstDifference(teller, facts, refusal)
  if (difference === null)
    return verdict(true, call.replace(').', ').not.'), [['Expected', ['another answer']], happened])
  return verdict(
    false,
    call,
    [told, happened],
    [`Where they part: ${difference.path}`, `  expected  ${difference.expected}`, `  happened  ${difference.happened}`],
  )
}
