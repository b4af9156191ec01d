import type { ChainedFields } from './chain-hash.js'
import { isHash } from './hexadecimal.js'

/** An event that a later one of its stream may chain on. */
type ChainEnd = {
  readonly revision: number
  /**
   * The hashes it may be known by: the stored one, and, where that does not fit, the recomputed one too, so that an edited
   * event, or an edited hash, breaks the chain at its own place only. Null stands before the first event.
   */
  readonly hashes: ReadonlyArray<string | null>
}

/** How far one stream has been read. */
export type StreamChain = {
  readonly end: ChainEnd
  /** Ends that the reading has left because of some disorder, the latest first; a later event may still chain on them. */
  readonly left: ReadonlyArray<ChainEnd>
}

/** What the chain says about one event. */
export type ChainVerdict = {
  /** The chain with the event read. */
  readonly chain: StreamChain
  /** The revision by which the event takes part in the chain, which may not be the one that it bears. */
  readonly revision: number
  /** The hash that follows from the log, where it is not the stored one. */
  readonly broken: string | null
  /** The event's true hash as far as it can be told: what follows from the log, else what is stored. */
  readonly repaired: string
}

type ChainedEvent = ChainedFields & { readonly chainhash: string }

const beginning: ChainEnd = { revision: -1, hashes: [null] }
const mostEndsKept = 16

/** A stream of which nothing has been read. */
export const unreadChain: StreamChain = { end: beginning, left: [] }

const endsBefore = (chain: StreamChain, revision: number): ReadonlyArray<ChainEnd> => {
  const ends = [chain.end, ...chain.left].filter((end) => end.revision === revision - 1)
  return revision === 0 && chain.end !== beginning ? [beginning, ...ends] : ends
}

const leave = ({ end, left }: StreamChain): ReadonlyArray<ChainEnd> =>
  end === beginning ? left : [end, ...left].slice(0, mostEndsKept)

/** Reads one more event of a stream. An event whose predecessor was not read cannot be judged and counts as whole. */
export const followChain =
  (hashOf: (previous: string | null, fields: ChainedFields) => string) =>
  (chain: StreamChain, event: ChainedEvent): ChainVerdict => {
    const stored = event.chainhash
    const next = chain.end.revision + 1
    const inTurn = event.revision === next
    let expected: string | null = null
    for (const end of endsBefore(chain, event.revision)) {
      for (const previous of end.hashes) {
        const computed = hashOf(previous, event)
        if (computed === stored) {
          const end: ChainEnd = { revision: event.revision, hashes: [stored] }
          const left = inTurn ? chain.left : leave(chain)
          return { chain: { end, left }, revision: event.revision, broken: null, repaired: stored }
        }
        expected ??= computed
      }
    }
    // Where the content fits the stored hash under the revision that was due, only the revision was edited.
    const mislabelled =
      !inTurn && chain.end.hashes.find((previous) => hashOf(previous, { ...event, revision: next }) === stored)
    if (mislabelled !== false && mislabelled !== undefined) {
      const end: ChainEnd = { revision: next, hashes: [stored] }
      return { chain: { end, left: chain.left }, revision: next, broken: hashOf(mislabelled, event), repaired: stored }
    }
    const readable = isHash(stored) ? [stored] : []
    const end: ChainEnd = { revision: event.revision, hashes: expected === null ? readable : [...readable, expected] }
    return {
      chain: { end, left: leave(chain) },
      revision: event.revision,
      broken: expected,
      repaired: expected ?? stored,
    }
  }
