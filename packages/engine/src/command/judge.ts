import * as E from 'fp-ts/lib/Either.js'
import type { AccountId, Decision, Rejection } from '@waybill/core'
import type { ReadFailure } from '@waybill/port'
import type { EngineParts } from '../engine-parts.js'
import type { Situation } from './situation.js'

const leansOnInflow = ({ _tag }: Rejection): boolean =>
  _tag === 'InsufficientAvailableBalance' || _tag === 'LimitBelowUse' || _tag === 'AccountNotEmpty'

/** Takes the decision. Before money that has come in could be overlooked, the inflow is read up to the head, and the decision taken again. */
export const judge = async (
  { reading }: EngineParts,
  situation: Situation,
  taken?: ReadonlyMap<AccountId, bigint>,
): Promise<E.Either<ReadFailure, E.Either<Rejection, Decision>>> => {
  if (!situation.needsInflowAtHead) {
    const verdict = situation.judge(taken)
    if (E.isRight(verdict) || !leansOnInflow(verdict.left)) return E.right(verdict)
  }
  const caughtUp = await reading.catchUp()
  return E.isLeft(caughtUp) ? caughtUp : E.right(situation.judge(taken))
}
