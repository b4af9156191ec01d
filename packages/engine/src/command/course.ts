import type * as E from 'fp-ts/lib/Either.js'
import type { ChangeOfAccount, Rejection } from '@waybill/core'
import type { Failure } from '../failure.js'
import type { Receipt } from '../receipt.js'
import type { Situate } from './situation.js'
import type { StoredDecision } from './stored-decision.js'

/** What became of a command, a report or an observation. */
export type Answer = E.Either<Rejection | Failure, Receipt>

/** How the work differs between commands, reports and observations. */
export type Course = {
  readonly situate: Situate
  /** The command, where it changes an account that is open. */
  readonly change?: ChangeOfAccount
  /** The id was used for something else. */
  readonly onOtherUse: (stored: StoredDecision) => Promise<Answer>
}
