import type { CommandWord, Money } from '@waybill/core'
import type { Bilingual, SafetyClass } from '../finding.js'

/** What may be done about a finding. Each stands for something that a person would call one act. */
export type RemedyName =
  | 'RELEASE_KEPT'
  | 'INQUIRE'
  | 'CHASE'
  | 'CLOSE_DISPUTE'
  | 'RE_DRIVE'
  | 'TAKE_DUE_STEP'
  | 'RESCIND_AND_GO_ON'
  | 'TAKE_BACK_EXCESS'
  | 'CORRECT_DESTINATION'
  | 'REVERSE_MISPOSTING'
  | 'REVERSE_DIFFERENCE'
  | 'POST_RETURN'
  | 'REQUEST_RECALL'
  | 'GRANT_PROVISIONAL_CREDIT'
  | 'MAKE_PROVISIONAL_CREDIT_FINAL'
  | 'RESCIND_PROVISIONAL_CREDIT'
  | 'PAY_RESTITUTION'
  | 'WRITE_OFF'
  | 'TELL_MONEY_IS_BACK'
  | 'TRACK_REMAINDER'
  | 'SUBMIT_AGAIN'
  | 'RELEASE_HOLD'
  | 'TAKE_FROM_HOLDER'
  | 'COMPENSATE_AGAIN'

/** Something that must be so before a remedy is applied. */
export type ConditionName =
  | 'LOG_INTACT'
  | 'ALLOWED_AT_ALL'
  | 'DONE_BY_COMMAND'
  | 'FINDING_PROBABLE'
  | 'NOT_COMPENSATED'
  | 'LEGS_IN_THIS_BOOK'
  | 'FUNDS_STILL_THERE'
  | 'ACCOUNT_TAKES_IT'
  | 'ACCOUNT_OF_THE_SAME_PERSON'
  | 'FINDING_CONFIRMED'
  | 'TWO_SOURCES'
  | 'NO_OTHER_REMEDY_OPEN'
  | 'UNDER_CAP'
  | 'WITHIN_TIME'
  | 'CONSENTED'
  | 'NOT_STOPPED'

/**
 * A condition, and whether it holds now. RULE: nobody lifts it. GUARD: a person who looked at the case and gives their name may go on
 * without it; the engine by itself never does.
 */
export type RemedyCondition = {
  readonly condition: ConditionName
  readonly kind: 'RULE' | 'GUARD'
  readonly holds: boolean
  readonly says: Bilingual
}

/** One thing that is sent. A payload is as JSON has it. `Submit` and `Inquire` are what the engine does of itself on the rail. */
export type RemedyStep =
  | {
      readonly _tag: 'Command' | 'Report'
      readonly word: CommandWord
      readonly payload: Readonly<Record<string, unknown>>
    }
  | { readonly _tag: 'Submit' }
  | { readonly _tag: 'Inquire' }

/** One thing that may be done, or must never be, about a loss. */
export type Remedy = {
  readonly remedy: RemedyName
  readonly says: Bilingual
  readonly safety: SafetyClass
  /** The command id of what is sent: it follows from the loss and from what of it is already made good, never from the attempt. */
  readonly key: string
  /** What moves, or is asked for; null where nothing does. */
  readonly amount: Money | null
  /** Accounts of this book that it touches. */
  readonly accounts: ReadonlyArray<string>
  /** What is sent; null where a person does it, or where nobody may. */
  readonly step: RemedyStep | null
  /** What follows it, as a remedy of its own with its own check of the state. */
  readonly then: RemedyName | null
  readonly conditions: ReadonlyArray<RemedyCondition>
  /** Whether the engine may do it by itself, a person who gives their name must be behind it, or nobody may do it now. */
  readonly mayBeApplied: 'AUTOMATICALLY' | 'WITH_APPROVAL' | 'NO'
  /** How many names are needed where approval is. */
  readonly approvalsNeeded: 1 | 2
  /** What forbids it now; null where nothing does. */
  readonly forbiddenBy: Bilingual | null
}
