import * as E from 'fp-ts/lib/Either.js'
import { isRejection, type Engine } from '@waybill/engine'
import type { Sent } from './money-load.js'

/** An answer for ever: the events of a receipt with their places, or the rule that said no. Null when nothing is decided yet. */
export const answerTo = async (engine: Engine, { word, payload }: Sent): Promise<string | null> => {
  const answer = await engine.send(word, payload)()
  if (E.isRight(answer)) return answer.right.events.map(({ id, sequence }) => `${sequence}:${id}`).join(',')
  return isRejection(answer.left) ? answer.left._tag : null
}
