import * as E from 'fp-ts/lib/Either.js'
import type { Answer } from './command/carry-out.js'
import type { Receipt } from './receipt.js'

/** One receipt for an act that led to several decisions: all events, and the state after the last. The first failure among them is the answer. */
export const joinReceipts = (first: Receipt, others: ReadonlyArray<Answer>): Answer => {
  let joined = first
  for (const other of others) {
    if (E.isLeft(other)) return other
    joined = {
      ...joined,
      events: [...joined.events, ...other.right.events],
      sequence: Math.max(joined.sequence, other.right.sequence),
      transfer: other.right.transfer ?? joined.transfer,
    }
  }
  return E.right(joined)
}
