import type { Anchor } from './anchor.js'
import type { IntegrityProblem } from './integrity-problem.js'
import type { LogProblem } from './order-problem.js'

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
 * The problem with the first sequence that it puts in doubt, as far as anchors that agree can tell. They vouch for number
 * and order of all that they cover: a problem behind one reaches no further back, and the event at which a problem
 * within one showed is the one of that ordinal, whatever sequence it bears.
 */
export const vouchedFor =
  (agreements: ReadonlyArray<AnchorAgreement>) =>
  (problem: LogProblem): LogProblem => {
    const { doubtFrom, ordinal } = problem
    const within = agreements.some(({ _tag, anchor }) => _tag === 'Agrees' && anchor.size >= ordinal)
    const nearest = within ? Math.min(doubtFrom, ordinal) : doubtFrom
    return { ...problem, doubtFrom: Math.max(nearest, agreedBelow(agreements, ordinal) + 1) }
  }

const movesLines = ({ _tag }: LogProblem): boolean =>
  _tag === 'SequenceGap' || _tag === 'SequenceRepeated' || _tag === 'SequenceOutOfOrder'

// Lines that are missing, repeated or out of order explain why a root differs. Where none are, an edit would have left either
// the stored or the repaired root as it was: hashes were exchanged, and nothing behind the last anchor that agrees
// can be excluded, whatever else the log shows.
const doubtFromRoot = (
  size: number,
  problems: ReadonlyArray<LogProblem>,
  agreements: ReadonlyArray<AnchorAgreement>,
): number => {
  const moved = problems.filter((problem) => movesLines(problem) && problem.ordinal <= size)
  if (moved.length > 0) return moved.reduce((least, { doubtFrom }) => Math.min(least, doubtFrom), size)
  return Math.min(agreedBelow(agreements, size) + 1, size)
}

/** What the anchors themselves find wrong with a log that shows these problems and ends with this sequence. */
export const anchorProblems = (
  agreements: ReadonlyArray<AnchorAgreement>,
  lastSequence: number,
  problems: ReadonlyArray<LogProblem>,
): ReadonlyArray<IntegrityProblem> =>
  agreements.flatMap((agreement): ReadonlyArray<IntegrityProblem> => {
    const { root, size, ledger } = agreement.anchor
    switch (agreement._tag) {
      case 'Agrees':
        return []
      case 'NotReached':
        // Fewer events than the anchor covers, and yet a last sequence as great: that is a gap, and named as one.
        return lastSequence < size
          ? [{ _tag: 'AnchorSizeShort', anchorSize: size, lastSequence, doubtFrom: lastSequence + 1 }]
          : []
      case 'RootDiffers': {
        const doubtFrom = doubtFromRoot(size, problems, agreements)
        return [{ _tag: 'AnchorRootDiffers', size, expected: root, found: agreement.found, doubtFrom }]
      }
      case 'OtherLedger':
        return [{ _tag: 'AnchorLedgerDiffers', size, expected: agreement.ledger, found: ledger, doubtFrom: 1 }]
    }
  })
