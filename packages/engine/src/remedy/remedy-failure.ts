import type { ConditionName, RemedyName, SafetyClass } from '@waybill/explain'

/** Nothing of the kind is to be done about the transfer now: it never was, or it is done, or the money is back. */
export type RemedyNotOffered = {
  readonly _tag: 'RemedyNotOffered'
  readonly transferId: string
  readonly remedy: string
  /** What is offered now. */
  readonly offered: ReadonlyArray<RemedyName>
}

/** The remedy is known for the transfer, and it may not be applied as it was asked for. */
export type RemedyForbidden = {
  readonly _tag: 'RemedyForbidden'
  readonly transferId: string
  readonly remedy: RemedyName
  readonly safety: SafetyClass
  /** The conditions that do not hold. */
  readonly unmet: ReadonlyArray<ConditionName>
  /** Whether a person who gives their name may go on all the same. */
  readonly withApproval: boolean
  readonly approvalsNeeded: number
  readonly approvalsGiven: number
}

/** Between the plan and the act somebody else changed what it was planned on. Nothing was done by this call. */
export type RemedyOvertaken = {
  readonly _tag: 'RemedyOvertaken'
  readonly transferId: string
  readonly remedy: RemedyName
  readonly key: string
}

/** Why a remedy was not applied. */
export type RemedyFailure = RemedyNotOffered | RemedyForbidden | RemedyOvertaken
