import type { TaskEither } from 'fp-ts/lib/TaskEither.js'

/** A code is a pair: the same four letters mean different things in different sets (ISO 20022 external code sets and others). */
export type RailCode = { readonly codeSet: string; readonly code: string }

/** What a rail is asked to execute: a flat message of text fields and its SHA-256. */
export type RailSubmission = {
  readonly rail: string
  /** Names the execution for ever; the same transfer always carries the same key. */
  readonly railKey: string
  readonly message: Readonly<Record<string, string>>
  readonly messageDigest: string
}

/** Something a rail says about a transfer. `messageId` names the message, `executionRef` the rail's own entry. */
export type RailReport = {
  readonly messageId: string
  /** When the reported thing happened, by the rail's account. */
  readonly asOf: string
  /** Who said it: an institution's identifier. */
  readonly by: string
} & (
  | { readonly _tag: 'Accepted'; readonly railReference: string; readonly status?: RailCode }
  | { readonly _tag: 'Status'; readonly status: RailCode; readonly reason?: RailCode }
  | {
      readonly _tag: 'Credited'
      readonly account: string
      readonly institution?: string
      /** Minor units, decimal text. */
      readonly amount: string
      readonly currency: string
      readonly executionRef?: string
    }
  | { readonly _tag: 'Refused'; readonly reason: RailCode }
  | {
      readonly _tag: 'Returned'
      /** What came, in minor units, decimal text. */
      readonly amount: string
      readonly currency: string
      readonly reason: RailCode
      readonly executionRef?: string
      /** What the returning side kept beside it, each in minor units of the same currency. */
      readonly fees?: ReadonlyArray<{ readonly kind: string; readonly amount: string }>
    }
  /** The rail holds no message under this key. `final` is its promise that it will refuse the key from now on. */
  | { readonly _tag: 'NeverReceived'; readonly final: boolean }
)

/** The rail gave no usable answer; whether it acted is unknown. */
export type RailSilent = { readonly _tag: 'RailSilent'; readonly rail: string; readonly detail: string }

/** A way for money to leave or enter the book. */
export type Rail = {
  readonly name: string
  /** Called at most once for a transfer, after SubmissionStarted is stored. */
  readonly submit: (submission: RailSubmission) => TaskEither<RailSilent, ReadonlyArray<RailReport>>
  /** Asks what became of an execution; may be called any number of times. */
  readonly inquire: (reference: {
    readonly railKey: string
    readonly railReference?: string
  }) => TaskEither<RailSilent, ReadonlyArray<RailReport>>
}
