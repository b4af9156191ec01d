import type { Instant } from '@waybill/core'
import type { CallContext } from '../call-context.js'

/** Something that was handed to the engine to be decided once, with all that is stamped once and kept through every decision about it. */
export type Matter = {
  /** The command's own id, or the key of a report or an observation. */
  readonly commandId: string
  /** The stored word of the command, report or observation. */
  readonly word: string
  /** What was said, as RFC 8785 JSON text. */
  readonly payload: string
  /** Digest of what the caller said: the payload without what the engine filled in. */
  readonly digest: string
  readonly receivedAt: Instant
  readonly occurredAt: Instant
  /** The reference that a new transfer gets where the command brings none; drawn anew for each call. */
  readonly freshUetr: string
  readonly context: CallContext
  /** What it belongs to: the transfer or account, where it belongs to one. */
  readonly correlationId: string | null
  /** STORED: a refusal is an answer for ever. TOLD: the engine proposed it to itself, and a refusal only means that it is no longer due. */
  readonly refusal: 'STORED' | 'TOLD'
}
