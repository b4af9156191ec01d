import * as E from 'fp-ts/lib/Either.js'
import { decodeAnchor, type Anchor, type AnchorUnreadable } from '@waybill/proof'

/** A file of anchors that is none; `line` counts from 1, and is null where it is the file as a whole. */
export type AnchorLineUnreadable = { readonly line: number | null; readonly fault: AnchorUnreadable }

/** An anchor as one line of a file that holds many. */
export const anchorLine = ({ ledger, root, size, time }: Anchor): string =>
  `${JSON.stringify({ ledger, size, root, time })}\n`

/** Reads a file that holds one anchor, or one on each line, in the order of the file. Strict, as for one anchor. */
export const decodeAnchors = (text: string): E.Either<AnchorLineUnreadable, ReadonlyArray<Anchor>> => {
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/)
  const [first = ''] = lines
  if (lines.length === 1 || !first.endsWith('}')) {
    const one = decodeAnchor(text)
    return E.isLeft(one) ? E.left({ line: null, fault: one.left }) : E.right([one.right])
  }
  const anchors: Anchor[] = []
  for (const [index, line] of lines.entries()) {
    const anchor = decodeAnchor(line)
    if (E.isLeft(anchor)) return E.left({ line: index + 1, fault: anchor.left })
    anchors.push(anchor.right)
  }
  return E.right(anchors)
}
