import * as E from 'fp-ts/lib/Either.js'
import type { Transfer } from '@waybill/core'
import type { EngineParts } from '../engine-parts.js'
import type { Failure } from '../failure.js'
import type { Freshness, LoadedStream } from '../stream/stream-reader.js'

/**
 * The transfer as the command of this id finds it. What is not initiated yet is none to the command that initiates it; for every
 * other command it is brought to its end first.
 */
export const loadTransfer = async (
  parts: EngineParts,
  transferId: string,
  freshness: Freshness,
  commandId: string,
): Promise<E.Either<Failure, LoadedStream<Transfer | null>>> => {
  const loaded = await parts.streams.transfer(transferId, freshness)
  if (E.isLeft(loaded)) return loaded
  const pending = loaded.right.state?.pendingFunds ?? null
  if (pending === null) return loaded
  if (pending === commandId) return E.right({ ...loaded.right, state: null })
  const finished = await parts.finishCommand(pending)
  return E.isLeft(finished) ? finished : parts.streams.transfer(transferId, 'FRESH')
}
