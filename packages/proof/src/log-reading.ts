import type { Anchor } from './anchor.js'
import type { RootsAtSize } from './anchor-agreement.js'
import { chainHash, chainHashOfBytes, type ChainedFields } from './chain-hash.js'
import { createGrowingTree } from './growing-tree.js'
import { hashLength, hexadecimalOf, readHash, sameHash } from './hexadecimal.js'
import type { Place } from './integrity-problem.js'
import { ledgerProblems, mainLedger } from './ledger-share.js'
import type { MerkleAccumulator } from './merkle-tree.js'
import { createNameTable } from './name-table.js'
import { greatestOf, readNumber, type Run } from './number-runs.js'
import type { Sha256 } from './sha256.js'
import { followChain, type StreamChain, unreadChain } from './stream-chain.js'
import { createStreamHeads } from './stream-heads.js'
import {
  type LogProblem,
  problemAt,
  type Reading,
  revisionProblems,
  sequenceProblems,
  type StreamReading,
} from './order-problem.js'

/** An event as a log gives it back, in the order of the log. */
export type LoggedEvent = ChainedFields & {
  /** Place in the ledger, dense from 1. */
  readonly sequence: number
  /** The hash that is stored with the event. */
  readonly chainhash: string
  readonly place?: Place
}

/** What the log alone shows so far, before it is held against the anchors. */
export type LogSeen = {
  readonly ledger: string | null
  /** Events read. */
  readonly size: number
  readonly root: string
  /** The greatest sequence read, 0 before the first. */
  readonly lastSequence: number
  readonly problems: ReadonlyArray<LogProblem>
  /** The roots at every size at which there is an anchor. */
  readonly rootsBySize: ReadonlyMap<number, RootsAtSize>
}

/** Where an id stood first in a reading. */
export type FirstPlace = { readonly ordinal: number; readonly sequence: number }

/** A log being read. */
export type LogReading = {
  /** Reads the next event, and gives the number of its stream: dense from 0, in the order of their first events. */
  readonly read: (event: LoggedEvent) => number
  /** The number of a stream that was read, or null. */
  readonly streamNumberOf: (stream: string) => number | null
  /** The ids that may have stood before, each as it stood the second time. */
  readonly doubtfulIds: () => ReadonlySet<string>
  /** The tree over all hashes as they are stored. */
  readonly tree: () => MerkleAccumulator
  /** What was seen, with the first places of the ids that are in doubt. */
  readonly seen: (firsts: ReadonlyMap<string, FirstPlace>) => LogSeen
}

const duplicateId = (id: string, firstSequence: number, reading: Reading): LogProblem => ({
  _tag: 'DuplicateEventId',
  id,
  firstSequence,
  ...problemAt(reading, reading.sequence),
})

/** The state of a stream whose reading met some disorder. */
type StreamState = {
  readonly name: string
  chain: StreamChain
  readonly revisions: Array<Run<StreamReading>>
  lastSequence: number | null
}

/** An event whose id may have stood before. */
export type DoubtfulId = { readonly _tag: 'DoubtfulId'; readonly id: string; readonly reading: Reading }

/** How a reading tells ids that come again. */
export type IdNoting = {
  /** Where the id stood first, or that it may have stood before; null for one that is new. */
  readonly note: (id: string, sequence: number) => { readonly firstSequence: number } | 'MAYBE' | null
}

const anonymousReading: StreamReading = { sequence: 0, ordinal: 0, previousSequence: null }

/**
 * Begins to read a log. Keeps some 70 bytes outside the heap for each stream that is in order, what `ids` keeps for each event id, and an entry for each
 * stream and step that is out of order.
 */
export const beginReading = (sha256: Sha256, anchors: ReadonlyArray<Anchor>, ids: IdNoting): LogReading => {
  const follow = followChain(chainHash(sha256))
  const hashOf = chainHashOfBytes(sha256)
  const anchorSizes = new Set(anchors.map(({ size }) => size))

  const rootsBySize = new Map<number, RootsAtSize>()
  const sequences: Array<Run<Reading>> = []
  const names = createNameTable()
  const heads = createStreamHeads()
  /** The streams that are not in order, by their numbers. */
  const troubled = new Map<number, StreamState>()
  const shares = new Map<string, { readonly ledger: string; readonly first: Reading; count: number }>()
  let share: { readonly ledger: string; readonly first: Reading; count: number } | undefined
  const noticed: Array<LogProblem | DoubtfulId> = []
  const stored = createGrowingTree(sha256)
  // One and the same tree until the first hash that does not follow from its content.
  let repaired = stored
  const storedHash = new Uint8Array(hashLength)
  const repairedHash = new Uint8Array(hashLength)

  const noteRoots = (): void => {
    if (!anchorSizes.has(stored.size())) return
    rootsBySize.set(stored.size(), { stored: stored.root(), repaired: repaired.root() })
  }

  /** `differing` is the hash that follows from the log where it is not the stored one. */
  const growTrees = (isStored: boolean, differing: string | null): void => {
    if (differing !== null && repaired === stored) repaired = stored.copy()
    stored.append(isStored ? storedHash : null, 0)
    if (differing !== null) repaired.append(readHash(differing, repairedHash, 0) ? repairedHash : null, 0)
    else if (repaired !== stored) repaired.append(isStored ? storedHash : null, 0)
    noteRoots()
  }

  const readLedger = (ledger: string, reading: Reading): void => {
    if (share?.ledger !== ledger) {
      share = shares.get(ledger) ?? { ledger, first: reading, count: 0 }
      shares.set(ledger, share)
    }
    share.count += 1
  }

  const readId = (id: string, reading: Reading): void => {
    const known = ids.note(id, reading.sequence)
    if (known === null) return
    if (known === 'MAYBE') noticed.push({ _tag: 'DoubtfulId', id, reading })
    else noticed.push(duplicateId(id, known.firstSequence, reading))
  }

  /** Whether the event is the next of a stream in order and its stored hash, which was read, is the one that follows. */
  const goesOn = (stream: number, event: LoggedEvent): boolean => {
    const length = heads.lengthOf(stream)
    if (event.revision !== length) return false
    const computed = hashOf(length === 0 ? null : heads.hashesOf(stream), heads.placeOf(stream), event)
    return sameHash(computed, 0, storedHash, 0) && heads.advance(stream, event.sequence, storedHash)
  }

  const troubledFrom = (stream: number, name: string): StreamState => {
    const length = heads.lengthOf(stream)
    const place = heads.placeOf(stream)
    const state: StreamState =
      length === 0
        ? { name, chain: unreadChain, revisions: [], lastSequence: null }
        : {
            name,
            chain: {
              end: {
                revision: length - 1,
                hashes: [hexadecimalOf(heads.hashesOf(stream).subarray(place, place + hashLength))],
              },
              left: [],
            },
            // Where a run that begins with the first revision was read is never told.
            revisions: [{ start: 0, end: length - 1, behind: null, at: anonymousReading }],
            lastSequence: heads.lastSequenceOf(stream),
          }
    troubled.set(stream, state)
    return state
  }

  const readInTroubled = (state: StreamState, event: LoggedEvent, reading: Reading): string | null => {
    const { chainhash, revision, sequence, stream } = event
    const verdict = follow(state.chain, event)
    const previousSequence = state.lastSequence
    if (verdict.broken !== null) {
      const facts = { stream, revision, previousSequence, ...problemAt(reading, sequence) }
      noticed.push({ _tag: 'ChainBroken', expected: verdict.broken, found: chainhash, ...facts })
    }
    readNumber(state.revisions, 0, verdict.revision, () => ({ ...reading, previousSequence }))
    state.chain = verdict.chain
    state.lastSequence = sequence
    return verdict.repaired === chainhash ? null : verdict.repaired
  }

  const readInStream = (event: LoggedEvent, reading: Reading): number => {
    const isStored = readHash(event.chainhash, storedHash, 0)
    const stream = names.numberOf(event.stream)
    const state = troubled.size === 0 ? undefined : troubled.get(stream)
    if (state === undefined && isStored && goesOn(stream, event)) growTrees(true, null)
    else growTrees(isStored, readInTroubled(state ?? troubledFrom(stream, event.stream), event, reading))
    return stream
  }

  const settled = (firsts: ReadonlyMap<string, FirstPlace>): ReadonlyArray<LogProblem> =>
    noticed.flatMap((one): ReadonlyArray<LogProblem> => {
      if (one._tag !== 'DoubtfulId') return [one]
      const first = firsts.get(one.id)
      return first === undefined || first.ordinal >= one.reading.ordinal
        ? []
        : [duplicateId(one.id, first.sequence, one.reading)]
    })

  const problems = (firsts: ReadonlyMap<string, FirstPlace>): ReadonlyArray<LogProblem> => [
    ...sequenceProblems(sequences),
    ...[...troubled.values()].flatMap(({ name, revisions }) => revisionProblems(name, revisions)),
    ...settled(firsts),
    ...ledgerProblems([...shares.values()]),
  ]

  noteRoots()
  return {
    read: (event) => {
      const { sequence, place } = event
      const ordinal = stored.size() + 1
      const reading: Reading = place === undefined ? { sequence, ordinal } : { sequence, ordinal, place }
      readNumber(sequences, 1, sequence, () => reading)
      readLedger(event.ledger, reading)
      readId(event.id, reading)
      return readInStream(event, reading)
    },
    doubtfulIds: () => new Set(noticed.flatMap((one) => (one._tag === 'DoubtfulId' ? [one.id] : []))),
    streamNumberOf: names.knownAs,
    tree: () => stored.accumulator(),
    seen: (firsts) => ({
      ledger: mainLedger([...shares.values()]),
      size: stored.size(),
      root: stored.root(),
      lastSequence: greatestOf(sequences, 1),
      problems: problems(firsts),
      rootsBySize,
    }),
  }
}
