import type { Instant, Transfer } from '@waybill/core'
import type { CallContext } from '../call-context.js'
import type { EngineParts } from '../engine-parts.js'
import type { Answer } from './carry-out.js'
import { send } from './send.js'
import type { StillDue } from './situate-transfer.js'

/** Something that the engine does of itself about a transfer. */
export type OwnDeed = {
  readonly word:
    'ExpireTransfer' | 'StartSubmission' | 'DeclareOutcomeUnknown' | 'SendStatusInquiry' | 'DeclareRecallUnanswered'
  /** The same in every engine that does this deed, so that it is done once. */
  readonly commandId: string
  readonly transfer: Transfer
  readonly payload: Readonly<Record<string, unknown>>
  /** Fields of the payload that depend on the moment and so may differ between two engines. */
  readonly momentary?: ReadonlyArray<string>
  readonly receivedAt: Instant
  readonly stillDue?: StillDue
  readonly context: CallContext
}

/** Does it unless the transfer has moved on meanwhile. A refusal is told and not stored: nobody waits for the answer. */
export const doOwnDeed = (parts: EngineParts, deed: OwnDeed): Promise<Answer> =>
  send(
    parts,
    deed.word,
    { ...deed.payload, commandId: deed.commandId, transferId: deed.transfer.instruction.transferId },
    deed.context,
    {
      refusal: 'TOLD',
      receivedAt: deed.receivedAt,
      ...(deed.momentary === undefined ? {} : { filledIn: deed.momentary }),
      ...(deed.stillDue === undefined ? {} : { stillDue: deed.stillDue }),
    },
  )
