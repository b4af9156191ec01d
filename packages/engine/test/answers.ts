import * as E from 'fp-ts/lib/Either.js'
import type { Rejection } from '@waybill/core'
import { describe as say } from '../src/describe/describe.js'
import type { Answered } from '../src/engine.js'
import type { Failure } from '../src/failure.js'
import type { Receipt } from '../src/receipt.js'

/** Runs what must be taken, and gives its receipt. */
export const taken = async (answered: Answered): Promise<Receipt> => {
  const answer = await answered()
  if (E.isLeft(answer)) throw new Error(`expected a receipt, but: ${say(answer.left)}`)
  return answer.right
}

/** Runs what must be refused, and gives why. */
export const refused = async (answered: Answered): Promise<Rejection | Failure> => {
  const answer = await answered()
  if (E.isRight(answer)) throw new Error(`expected a refusal, but ${answer.right.command} was taken`)
  return answer.left
}

/** A receipt as every repetition of the command must give it. */
export const withoutReplay = ({ replayed: _replayed, ...receipt }: Receipt): Omit<Receipt, 'replayed'> => receipt
