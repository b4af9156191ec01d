import * as E from 'fp-ts/lib/Either.js'
import type { Rejection, Transfer } from '@waybill/core'
import type { RailReport } from '@waybill/port'
import type { CallContext } from '../call-context.js'
import { send } from '../command/send.js'
import type { EngineParts } from '../engine-parts.js'
import type { Failure } from '../failure.js'
import type { Receipt } from '../receipt.js'
import { reportOf } from './report-of.js'

/** What was recorded of an answer, and whether any of it could be used. */
export type RecordedAnswer = { readonly receipts: ReadonlyArray<Receipt>; readonly usable: boolean }

/** Records everything that a rail said, in its order. A report in a form that cannot be read counts as not said. */
export const recordRailAnswer = async (
  parts: EngineParts,
  transfer: Transfer,
  reports: ReadonlyArray<RailReport>,
  inquiryId: string | null,
  context: CallContext,
): Promise<E.Either<Rejection | Failure, RecordedAnswer>> => {
  const receipts: Receipt[] = []
  let unreadable = 0
  for (const said of reports) {
    const { word, payload } = reportOf(transfer, said, inquiryId)
    const answer = await send(parts, word, payload, context)
    if (E.isRight(answer)) receipts.push(answer.right)
    else if (answer.left._tag === 'MalformedCommand') unreadable += 1
    else return answer
  }
  return E.right({ receipts, usable: receipts.length > 0 || unreadable === 0 })
}
