import type { Anchor } from './anchor.js'
import type { RootsAtSize } from './anchor-agreement.js'
import { chainHash, type ChainedFields } from './chain-hash.js'
import { isHash } from './hexadecimal.js'
import { createIdTable } from './id-table.js'
import type { Place } from './integrity-problem.js'
import { ledgerProblems, type LedgerShare, mainLedger } from './ledger-share.js'
import { appendLeaf, emptyAccumulator, leafHash, rootOf } from './merkle-tree.js'
import { greatestOf, readNumber, type Run } from './number-runs.js'
import type { Sha256 } from './sha256.js'
import { followChain, type StreamChain, unreadChain } from './stream-chain.js'
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

/** A log being read. */
export type LogReading = { readonly read: (event: LoggedEvent) => void; readonly seen: () => LogSeen }

type StreamState = {
  chain: StreamChain
  readonly revisions: Array<Run<StreamReading>>
  lastSequence: number | null
}

/** Begins to read a log. Keeps one entry for each stream and each event id, and one for each step out of order. */
export const beginReading = (sha256: Sha256, anchors: ReadonlyArray<Anchor>): LogReading => {
  const follow = followChain(chainHash(sha256))
  const leafOf = leafHash(sha256)
  const grow = appendLeaf(sha256)
  const rootNow = rootOf(sha256)
  const anchorSizes = new Set(anchors.map(({ size }) => size))

  const rootsBySize = new Map<number, RootsAtSize>()
  const sequences: Array<Run<Reading>> = []
  const streams = new Map<string, StreamState>()
  const ids = createIdTable()
  const shares = new Map<string, LedgerShare>()
  const noticed: Array<LogProblem> = []
  // One and the same tree until the first hash that does not follow from its content.
  let stored = emptyAccumulator
  let repaired = emptyAccumulator

  const noteRoots = (): void => {
    if (!anchorSizes.has(stored.size)) return
    rootsBySize.set(stored.size, { stored: rootNow(stored), repaired: rootNow(repaired) })
  }

  const growTrees = (storedHash: string, repairedHash: string): void => {
    const same = repaired === stored && repairedHash === storedHash
    stored = grow(stored, leafOf(isHash(storedHash) ? storedHash : ''))
    repaired = same ? stored : grow(repaired, leafOf(isHash(repairedHash) ? repairedHash : ''))
    noteRoots()
  }

  const readLedger = (ledger: string, reading: Reading): void => {
    const share = shares.get(ledger) ?? { ledger, first: reading, count: 0 }
    shares.set(ledger, { ...share, count: share.count + 1 })
  }

  const readId = (id: string, reading: Reading): void => {
    const firstSequence = ids.note(id, reading.sequence)
    if (firstSequence !== null)
      noticed.push({ _tag: 'DuplicateEventId', id, firstSequence, ...problemAt(reading, reading.sequence) })
  }

  const streamNamed = (name: string): StreamState => {
    const known = streams.get(name)
    if (known !== undefined) return known
    const unread: StreamState = { chain: unreadChain, revisions: [], lastSequence: null }
    streams.set(name, unread)
    return unread
  }

  const readInStream = (event: LoggedEvent, reading: Reading): string => {
    const { chainhash, revision, sequence, stream } = event
    const state = streamNamed(stream)
    const verdict = follow(state.chain, event)
    const previousSequence = state.lastSequence
    if (verdict.broken !== null) {
      const facts = { stream, revision, previousSequence, ...problemAt(reading, sequence) }
      noticed.push({ _tag: 'ChainBroken', expected: verdict.broken, found: chainhash, ...facts })
    }
    readNumber(state.revisions, 0, verdict.revision, () => ({ ...reading, previousSequence }))
    state.chain = verdict.chain
    state.lastSequence = sequence
    return verdict.repaired
  }

  const problems = (): ReadonlyArray<LogProblem> => [
    ...sequenceProblems(sequences),
    ...[...streams].flatMap(([stream, { revisions }]) => revisionProblems(stream, revisions)),
    ...noticed,
    ...ledgerProblems([...shares.values()]),
  ]

  noteRoots()
  return {
    read: (event) => {
      const { sequence, place } = event
      const ordinal = stored.size + 1
      const reading: Reading = place === undefined ? { sequence, ordinal } : { sequence, ordinal, place }
      readNumber(sequences, 1, sequence, () => reading)
      readLedger(event.ledger, reading)
      readId(event.id, reading)
      growTrees(event.chainhash, readInStream(event, reading))
    },
    seen: () => ({
      ledger: mainLedger([...shares.values()]),
      size: stored.size,
      root: rootNow(stored),
      lastSequence: greatestOf(sequences, 1),
      problems: problems(),
      rootsBySize,
    }),
  }
}
