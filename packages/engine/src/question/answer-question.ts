import * as E from 'fp-ts/lib/Either.js'
import { explain, investigate, type Finding } from '@waybill/explain'
import type { EngineParts } from '../engine-parts.js'
import type { Failure } from '../failure.js'
import { checkTimes } from '../instant.js'
import { viewOfLedger } from '../ledger/view-of-ledger.js'
import { sha256 } from '../sha256.js'
import { questionOf, type AsOf, type Asked } from './asked.js'

type World = Pick<EngineParts, 'store' | 'clock'>

/** Reads the ledger and answers one question about it. */
export const answerQuestion = async (world: World, asked: Asked): Promise<E.Either<Failure, Finding>> => {
  const { happenedBy, knownBy } = asked
  const times = checkTimes('explain', { happenedBy, knownBy })
  if (E.isLeft(times)) return times
  const view = await viewOfLedger(world)()
  return E.isLeft(view) ? view : explain(questionOf(asked), view.right, sha256)
}

/** Reads the ledger and finds every claim and anomaly in it, worst first. */
export const investigateLedger = async (
  world: World,
  asked: AsOf,
): Promise<E.Either<Failure, ReadonlyArray<Finding>>> => {
  const times = checkTimes('investigate', asked)
  if (E.isLeft(times)) return times
  const view = await viewOfLedger(world)()
  return E.isLeft(view) ? view : E.right(investigate(view.right, sha256, asked))
}
