import { chainHash } from '../src/chain-hash.js'
import { isHash } from '../src/hexadecimal.js'
import { ledgerProblems, type LedgerShare, mainLedger } from '../src/ledger-share.js'
import { appendLeaf, emptyAccumulator, leafHash, rootOf } from '../src/merkle-tree.js'
import { greatestOf, readNumber, type Run } from '../src/number-runs.js'
import type { Anchor, LoggedEvent, LogVerdict, Sha256 } from '../src/index.js'
import type { RootsAtSize } from '../src/anchor-agreement.js'
import type { LogSeen } from '../src/log-reading.js'
import { followChain, type StreamChain, unreadChain } from '../src/stream-chain.js'
import {
  type LogProblem,
  problemAt,
  type Reading,
  revisionProblems,
  sequenceProblems,
  type StreamReading,
} from '../src/order-problem.js'
import { verdictOn } from '../src/verify-log.js'

// The reading of a log in its plainest form: every stream is followed with all that can be said of it, and whatever is
// kept is kept as text. What reads a log of millions is held against it.

type StreamState = {
  chain: StreamChain
  readonly revisions: Array<Run<StreamReading>>
  lastSequence: number | null
}

const beginReading = (
  sha256: Sha256,
  anchors: ReadonlyArray<Anchor>,
): { readonly read: (event: LoggedEvent) => void; readonly seen: () => LogSeen } => {
  const follow = followChain(chainHash(sha256))
  const leafOf = leafHash(sha256)
  const grow = appendLeaf(sha256)
  const rootNow = rootOf(sha256)
  const anchorSizes = new Set(anchors.map(({ size }) => size))

  const rootsBySize = new Map<number, RootsAtSize>()
  const sequences: Array<Run<Reading>> = []
  const streams = new Map<string, StreamState>()
  const ids = new Map<string, number>()
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
    const firstSequence = ids.get(id)
    if (firstSequence === undefined) ids.set(id, reading.sequence)
    else noticed.push({ _tag: 'DuplicateEventId', id, firstSequence, ...problemAt(reading, reading.sequence) })
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

/** The verdict of the plain reading. */
export const verifyPlainly = (
  sha256: Sha256,
  events: Iterable<LoggedEvent>,
  anchors: ReadonlyArray<Anchor>,
): LogVerdict => {
  const reading = beginReading(sha256, anchors)
  for (const event of events) reading.read(event)
  return verdictOn(reading.seen(), anchors)
}
