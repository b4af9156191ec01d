import type { Anchor } from './anchor.js'
import type { IntegrityProblem } from './integrity-problem.js'
import type { Suspicion } from './suspicion.js'

/** The roots of a log at one size. */
export type RootsAtSize = {
  /** Over the hashes that are stored. */
  readonly stored: string
  /** Over the hashes that follow from the content, so that an edited hash alone does not pass for a rewritten log. */
  readonly repaired: string
}

/** What one anchor says about a log. */
export type AnchorAgreement = { readonly anchor: Anchor } & (
  | { readonly _tag: 'Agrees' }
  | { readonly _tag: 'RootDiffers'; readonly found: string }
  /** Fewer events were read than the anchor covers, so that its root cannot be compared. */
  | { readonly _tag: 'NotReached' }
  | { readonly _tag: 'OtherLedger'; readonly ledger: string }
)

/** Holds one anchor against the ledger of a log (null when it has no events) and its roots by size. */
export const agreementOf = (
  anchor: Anchor,
  ledger: string | null,
  rootsBySize: ReadonlyMap<number, RootsAtSize>,
): AnchorAgreement => {
  if (ledger !== null && anchor.ledger !== ledger) return { _tag: 'OtherLedger', anchor, ledger }
  const roots = rootsBySize.get(anchor.size)
  if (roots === undefined) return { _tag: 'NotReached', anchor }
  return anchor.root === roots.stored || anchor.root === roots.repaired
    ? { _tag: 'Agrees', anchor }
    : { _tag: 'RootDiffers', anchor, found: roots.stored }
}

const agreedBelow = (agreements: ReadonlyArray<AnchorAgreement>, size: number): number =>
  agreements
    .filter(({ _tag, anchor }) => _tag === 'Agrees' && anchor.size < size)
    .reduce((greatest, { anchor }) => Math.max(greatest, anchor.size), 0)

/**
 * The problem with the first sequence that it puts in doubt. An anchor that agrees vouches for all that it covers: a
 * problem behind it reaches no further back. An anchor that covers the problem and does not agree says that hashes or
 * events were exchanged, so that the cause may lie before the place where the problem showed.
 */
export const judgedBy =
  (agreements: ReadonlyArray<AnchorAgreement>) =>
  ({ problem, ordinal, farthest }: Suspicion): IntegrityProblem => {
    const covering = agreements.filter(({ _tag, anchor }) => _tag !== 'OtherLedger' && anchor.size >= ordinal)
    const trusted = covering.length === 0 || covering.some(({ _tag }) => _tag === 'Agrees')
    const doubtFrom = trusted ? problem.doubtFrom : farthest
    return { ...problem, doubtFrom: Math.max(doubtFrom, agreedBelow(agreements, ordinal) + 1) }
  }

/**
 * What the anchors themselves find wrong. A root that differs is put down to the problems that the log shows within the size
 * of the anchor; where it shows none, nothing behind the last anchor that agrees can be excluded.
 */
export const anchorProblems = (
  agreements: ReadonlyArray<AnchorAgreement>,
  lastSequence: number,
  firstDoubtWithin: (size: number) => number | null,
): ReadonlyArray<IntegrityProblem> =>
  agreements.flatMap((agreement): ReadonlyArray<IntegrityProblem> => {
    const { anchor } = agreement
    switch (agreement._tag) {
      case 'Agrees':
        return []
      case 'NotReached':
        // Fewer events than the anchor covers, and yet a last sequence as great: that is a gap, and named as one.
        return lastSequence < anchor.size
          ? [{ _tag: 'AnchorSizeShort', anchorSize: anchor.size, lastSequence, doubtFrom: lastSequence + 1 }]
          : []
      case 'RootDiffers': {
        const { found } = agreement
        const doubtFrom =
          firstDoubtWithin(anchor.size) ?? Math.min(agreedBelow(agreements, anchor.size) + 1, anchor.size)
        return [{ _tag: 'AnchorRootDiffers', size: anchor.size, expected: anchor.root, found, doubtFrom }]
      }
      case 'OtherLedger':
        return [
          {
            _tag: 'AnchorLedgerDiffers',
            size: anchor.size,
            expected: agreement.ledger,
            found: anchor.ledger,
            doubtFrom: 1,
          },
        ]
    }
  })
