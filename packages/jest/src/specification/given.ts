import type { Account, Recorded, Transfer } from '@waybill/core'
import type { Balance } from '@waybill/projections'
import * as E from 'fp-ts/lib/Either.js'
import { storyBeginning } from '../story/story-time.js'
import { createTeller } from '../story/teller.js'
import { openBook } from './book.js'
import { claimFunds, type FundsState } from './claim-funds.js'
import { claimEvents, claimRefusal, type ExpectedRefusal } from './claim-outcome.js'
import { claimAccount, claimBalance, claimState, type ExpectedState } from './claim-state.js'
import { happenedEvents, type Deed } from './deed.js'
import type { ExpectedEvent } from './expectation.js'
import type { Expected } from './loose.js'
import { usualTransfer } from './read-step.js'
import { sendStep, type StepRefusal } from './send-step.js'
import type { CommandStep, Step } from './step.js'
import { requireStory, specificationError } from './specification-failed.js'
import { takeSteps } from './take-step.js'

/** Further claims about the same command. Each ends the test when it does not hold. */
export type FurtherClaims = {
  /** The command was refused by this rule, with these facts. */
  readonly thenRefused: (expected: ExpectedRefusal) => FurtherClaims
  /** The transfer stands so: its status, or the fields that matter. */
  readonly thenState: (expected: ExpectedState) => FurtherClaims
  /** The account stands so. */
  readonly thenAccount: (account: string, expected: Expected<Account>) => FurtherClaims
  /** The funds of an account are so: what came in, what left, what is kept for which transfer, what may be spent. */
  readonly thenFunds: (account: string, expected: Expected<FundsState>) => FurtherClaims
  /** The balance of an account is so, that of `in-transit:book:CNY` included. */
  readonly thenBalance: (account: string, expected: Expected<Balance>) => FurtherClaims
  /** The events that followed, for a snapshot; none of a command that was refused. */
  readonly events: ReadonlyArray<Recorded>
  /** Why the command was refused; null where it was not. */
  readonly refusal: StepRefusal | null
  /** The transfer after the command; null where there is none. */
  readonly transfer: Transfer | null
}

/** What may be claimed of a command. */
export type Claims = FurtherClaims & {
  /** Exactly these events followed, in this order, in all streams: words alone, or words with the fields that matter. */
  readonly then: (...expected: ReadonlyArray<ExpectedEvent>) => FurtherClaims
}

/** What was given; `when` sends the command or report that the specification is about. */
export type Given = { readonly when: (command: CommandStep) => Claims }

const nothingClaimed =
  'This specification ends at `when` and claims nothing. End it with .then(…), .thenRefused(…) or .thenState(…), and claim before it is returned or awaited.'

const isCallable = (value: unknown): value is (settled?: unknown) => void => typeof value === 'function'

/** `unclaimed` is what a promise made of the claims is rejected with; null once something was claimed. */
const claimsOf = (deed: Deed, transferId: string, unclaimed: Error | null): Claims => {
  const further = (): FurtherClaims => claimsOf(deed, transferId, null)
  // Who returns or awaits an object that has a `then` calls it with two functions. Then nothing more is claimed.
  const settle = ([resolve, reject]: ReadonlyArray<unknown>): boolean => {
    if (!isCallable(resolve)) return false
    if (unclaimed === null) resolve()
    else if (isCallable(reject)) reject(unclaimed)
    return true
  }
  const claims: Claims = {
    then: (...expected) => {
      if (!settle(expected)) claimEvents(deed, expected, claims.then)
      return further()
    },
    thenRefused: (expected) => {
      claimRefusal(deed, expected, claims.thenRefused)
      return further()
    },
    thenState: (expected) => {
      claimState(deed, transferId, expected, claims.thenState)
      return further()
    },
    thenAccount: (account, expected) => {
      claimAccount(deed, account, expected, claims.thenAccount)
      return further()
    },
    thenFunds: (account, expected) => {
      claimFunds(deed, account, expected, claims.thenFunds)
      return further()
    },
    thenBalance: (account, expected) => {
      claimBalance(deed, account, expected, claims.thenBalance)
      return further()
    },
    events: happenedEvents(deed),
    refusal: E.isLeft(deed.sent.outcome) ? deed.sent.outcome.left : null,
    transfer: deed.book.transfer(transferId),
  }
  return claims
}

/**
 * A specification of the rules: `given(…).when(…).then(…)`. What is given are accounts with money, commands, reports,
 * events and times, in order; the core decides and nothing else runs. The clock stands still unless `atTime` moves it.
 */
export const given = (...steps: ReadonlyArray<Step>): Given => {
  const specification: Given = {
    when: (step) => {
      const book = openBook()
      const teller = createTeller(storyBeginning)
      const story = takeSteps(book, teller, steps)
      requireStory(story, specification.when)
      const sent = sendStep(book, teller, step)
      const { command } = sent
      const transferId = command !== null && 'transferId' in command ? command.transferId : usualTransfer
      return claimsOf(
        { book, teller, given: story.lines, sent },
        transferId,
        specificationError(nothingClaimed, specification.when),
      )
    },
  }
  return specification
}
