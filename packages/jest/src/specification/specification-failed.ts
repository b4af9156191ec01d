import { failureText, impossibleText, type Failing } from './failure-text.js'
import type { Story } from './take-step.js'

type Caller = (...args: never) => unknown

/** An error whose trace begins at the caller of the kit, so that jest shows the test's own line. */
export const specificationError = (message: string, caller: Caller): Error => {
  const error = new Error(message)
  error.name = 'SpecificationFailed'
  Error.captureStackTrace(error, caller)
  return error
}

const fail = (message: string, caller: Caller): never => {
  throw specificationError(message, caller)
}

/** Ends the test: a claim does not hold. */
export const failSpecification = (failing: Failing, claim: Caller): never => fail(failureText(failing), claim)

/** Ends the test where what is given cannot be. */
export const requireStory = (story: Story, caller: Caller): void => {
  if (story.impossible !== null) fail(impossibleText(story), caller)
}
