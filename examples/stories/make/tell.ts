import * as E from 'fp-ts/lib/Either.js'
import { explain, type Finding, type Question } from '@waybill/explain'
import { exportLog, sha256, viewOfLog } from '@waybill/engine'
import type { EventStore } from '@waybill/port'
import type { Anchor } from '@waybill/proof'

/** A log as it stands in a folder: its lines, and the anchor that belongs beside it. */
export type WrittenLog = { readonly log: string; readonly anchor: Anchor }

/** The whole ledger of a store as a log, with an anchor that vouches for it up to this time. */
export const writtenLog = async (store: EventStore, anchoredAt: string): Promise<WrittenLog> => {
  let log = ''
  const receipt = await exportLog(
    store,
    (lines) => {
      log += lines
    },
    { anchoredAt },
  )()
  if (E.isLeft(receipt)) throw new Error(`the ledger cannot be written out: ${receipt.left._tag}`)
  const { anchor } = receipt.right
  if (anchor === null) throw new Error('the ledger was written out without an anchor')
  return { log, anchor }
}

/** What a log answers to a question. */
export const answerOf = async (
  { log, anchor }: { readonly log: string; readonly anchor: Anchor | null },
  question: Question,
): Promise<Finding> => {
  const bytes = new TextEncoder().encode(log)
  const view = await viewOfLog({ file: 'log', open: () => bytes, anchor })()
  if (E.isLeft(view)) throw new Error(`the log cannot be read: ${view.left._tag}`)
  const finding = explain(question, view.right, sha256)
  if (E.isLeft(finding)) throw new Error(`the log knows no ${finding.left.subject.kind} ${finding.left.subject.id}`)
  return finding.right
}
