/** Where an event was read from, for people who must look there. */
export type Place = { readonly file?: string; readonly line?: number }

/** The event at which a problem showed, and how far back it reaches. */
export type ProblemAt = {
  /** The sequence that this event bears. */
  readonly sequence: number
  /**
   * The how-manyeth event of the reading it is, from 1: the same as `sequence` in a log that is in order. Of two events of a stream that stand
   * in the wrong order, the one that was read first.
   */
  readonly ordinal: number
  readonly place?: Place
  /** The first sequence that this problem puts in doubt. */
  readonly doubtFrom: number
}

/** Nowhere in the log do the sequences `from` to `to` appear: these events were removed. It showed at the event behind them. */
export type SequenceGap = ProblemAt & { readonly _tag: 'SequenceGap'; readonly from: number; readonly to: number }

/** The sequences `from` to `to` appear again, beginning where `expected` should have stood. */
export type SequenceRepeated = ProblemAt & {
  readonly _tag: 'SequenceRepeated'
  readonly from: number
  readonly to: number
  readonly expected: number
}

/** The event stands behind one with a greater sequence: lines were swapped. `behind` is null for the first event. */
export type SequenceOutOfOrder = ProblemAt & { readonly _tag: 'SequenceOutOfOrder'; readonly behind: number | null }

/** Nowhere in the log do the revisions `from` to `to` of the stream appear. It showed at the event behind them. */
export type RevisionGap = ProblemAt & {
  readonly _tag: 'RevisionGap'
  readonly stream: string
  readonly from: number
  readonly to: number
  /** Sequence of the event of this stream that was read before, or null when there was none. */
  readonly previousSequence: number | null
}

/** The revisions `from` to `to` of the stream appear again, beginning where `expected` should have stood. */
export type RevisionRepeated = ProblemAt & {
  readonly _tag: 'RevisionRepeated'
  readonly stream: string
  readonly from: number
  readonly to: number
  readonly expected: number
  readonly previousSequence: number | null
}

/** The event stands behind one of its stream with a greater revision. `behind` is null for the first of the stream. */
export type RevisionOutOfOrder = ProblemAt & {
  readonly _tag: 'RevisionOutOfOrder'
  readonly stream: string
  readonly revision: number
  readonly behind: number | null
  readonly previousSequence: number | null
}

/**
 * The event's stored hash is not the one that follows from its content and the hash before it: this event was
 * edited, or the one before it in its stream was edited and given a new hash.
 */
export type ChainBroken = ProblemAt & {
  readonly _tag: 'ChainBroken'
  readonly stream: string
  readonly revision: number
  /** The hash that follows from what stands in the log. */
  readonly expected: string
  /** The hash that is stored. */
  readonly found: string
  readonly previousSequence: number | null
}

/** An earlier event, of sequence `firstSequence`, bears the same id. */
export type DuplicateEventId = ProblemAt & {
  readonly _tag: 'DuplicateEventId'
  readonly id: string
  readonly firstSequence: number
}

/** `count` events, this one the first of them, name another ledger than most of the log does. */
export type ForeignLedger = ProblemAt & {
  readonly _tag: 'ForeignLedger'
  readonly expected: string
  readonly found: string
  readonly count: number
}

/** The log ends before the anchor does: its tail was cut off. */
export type AnchorSizeShort = {
  readonly _tag: 'AnchorSizeShort'
  /** Events that the anchor covers. */
  readonly anchorSize: number
  /** The last sequence of the log. */
  readonly lastSequence: number
  readonly doubtFrom: number
}

/** The first `size` events do not have the root that the anchor states: what it covers was rewritten. */
export type AnchorRootDiffers = {
  readonly _tag: 'AnchorRootDiffers'
  readonly size: number
  readonly expected: string
  readonly found: string
  readonly doubtFrom: number
}

/** The anchor is one of another ledger. */
export type AnchorLedgerDiffers = {
  readonly _tag: 'AnchorLedgerDiffers'
  /** Events that the anchor covers. */
  readonly size: number
  /** The ledger of the log. */
  readonly expected: string
  /** The ledger of the anchor. */
  readonly found: string
  readonly doubtFrom: number
}

/** What a log shows that an untouched log cannot show. */
export type IntegrityProblem =
  | SequenceGap
  | SequenceRepeated
  | SequenceOutOfOrder
  | RevisionGap
  | RevisionRepeated
  | RevisionOutOfOrder
  | ChainBroken
  | DuplicateEventId
  | ForeignLedger
  | AnchorSizeShort
  | AnchorRootDiffers
  | AnchorLedgerDiffers
