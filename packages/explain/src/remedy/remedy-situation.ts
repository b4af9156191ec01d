import type { Instant, Money, Party, Recorded, Transfer } from '@waybill/core'
import type { RemedyName } from './remedy.js'

/** What the operator lets the engine do by itself, and under which guards. Whoever consents gives their name. */
export type RemedyPolicy = {
  /** Names this version of the policy; it stands in what is written. */
  readonly version: string
  /** The person who answers for it. */
  readonly consentedBy: string
  /** The guarded remedies that may be applied without asking. */
  readonly automatic: ReadonlyArray<RemedyName>
  /** The largest sum for each currency; a currency that is not here has none. */
  readonly largest: ReadonlyArray<Money>
  /** How long after the fault it is still put right without asking, milliseconds. */
  readonly withinMs: number
  /** The kill switch: while it is true the engine applies nothing by itself. */
  readonly stopped: boolean
}

/** What a remedy is identified by: the loss, and how much of it is made good already, in minor units. */
export type RemedyLoss = {
  readonly remedy: RemedyName
  /** The part of the loss that it is about, such as the name of an exception; empty for the transfer as a whole. */
  readonly part: string
  readonly madeGood: bigint
  /** What was given and taken back before: the same state reached a second time is another one. */
  readonly takenBack: bigint
}

/** What is known of a transfer at the moment at which remedies are planned, beside the finding about it. */
export type RemedySituation = {
  readonly transferId: string
  readonly transfer: Transfer | null
  /** The events of the transfer and of the attempt at it, oldest first. */
  readonly story: ReadonlyArray<Recorded>
  readonly now: Instant
  /** What may be spent of an account of this book now, in minor units; null where this book has no such account. */
  readonly available: (account: string) => bigint | null
  /** Whether this book has such an account, and it is open to credits now. */
  readonly takesCredit: (account: string) => boolean
  /** Where money goes that its own account cannot take any more; null where no other is named. */
  readonly payTo: string | null
  /** How long the other side is given to answer a request to send money back, milliseconds. */
  readonly recallAnswerMs: number
  readonly policy: RemedyPolicy | null
  /** Who stands behind it by name, first who asks, then who approves. */
  readonly approvals: ReadonlyArray<string>
  readonly keyOf: (loss: RemedyLoss) => string
}

/** Who acts where no person does. */
export const engineAsActor = ({ policy }: RemedySituation): Party => ({
  role: 'ENGINE',
  name: policy === null ? 'remedies' : `remedy policy ${policy.version}`,
})
