import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { decodeStored, type Recorded, type StoredEvent, type UndecodableEvent } from '@waybill/core'
import type { Completeness, Integrity, LedgerView } from '@waybill/explain'
import type { EventStore, ReadFailure } from '@waybill/port'
import { beginVerification, type Anchor, type LogVerdict } from '@waybill/proof'
import { integritySentence } from './log-file/integrity-sentence.js'
import { createRootIndex } from './root-index.js'
import { sha256 } from './sha256.js'

/** What vouches for the end of what is read. */
export type Vouching =
  /** A store that the asking engine writes itself, read to its head at this time. */
  | { readonly _tag: 'LIVE'; readonly now: string }
  /** A log that was handed over, with the anchor that came with it, if any. */
  | { readonly _tag: 'FILE'; readonly anchor: Anchor | null }

/** A ledger view being gathered, event by event, in the order of the log. */
export type ViewGathering = {
  readonly take: (event: StoredEvent) => void
  readonly finish: () => LedgerView
}

/** What a verdict says about a log, as explanations take it. */
export const integrityOf = ({ firstBad, problems }: LogVerdict): Integrity => {
  if (firstBad === null) return { _tag: 'INTACT' }
  return {
    _tag: 'BROKEN',
    firstBad,
    problems: problems.map((problem) => ({
      kind: problem._tag,
      problem: integritySentence(problem),
      sequence: 'sequence' in problem ? problem.sequence : problem.doubtFrom,
      ...('stream' in problem ? { stream: problem.stream } : {}),
      ...('stream' in problem && 'revision' in problem ? { revision: problem.revision } : {}),
    })),
  }
}

const later = (left: string, right: string): string => (left < right ? right : left)

/** How far a log is complete, by what vouches for it and by what its verification says. */
export const completenessOf = (vouching: Vouching, { anchor }: LogVerdict): Completeness =>
  vouching._tag === 'LIVE'
    ? { _tag: 'LIVE' }
    : { _tag: 'FILE', anchor: anchor === null ? null : { size: anchor.size, time: anchor.time } }

/** The time that counts as now: the clock's, or for a file its anchor's, or that of its latest knowledge where that is later. */
export const nowOf = (vouching: Vouching, lastKnowledge: string): string =>
  vouching._tag === 'LIVE' ? vouching.now : later(lastKnowledge, vouching.anchor?.time ?? '')

/**
 * Gathers what explanations read of a ledger: events decoded, what cannot be read set aside, the chain verified and held
 * against the anchor.
 */
export const gatherView = (ledger: string, vouching: Vouching): ViewGathering => {
  const anchor = vouching._tag === 'FILE' ? vouching.anchor : null
  const verification = beginVerification(sha256)(anchor === null ? [] : [anchor])
  const roots = createRootIndex(sha256)
  const events: Recorded[] = []
  const undecodable: UndecodableEvent[] = []
  let lastKnowledge = ''

  return {
    take: (event) => {
      // No place is passed on: a finding must be the same wherever the log lies and however it is kept.
      verification.step({ ...event, ledger })
      roots.add(event.chainhash)
      lastKnowledge = later(lastKnowledge, event.recordedAt)
      const decoded = decodeStored(event)
      if (E.isLeft(decoded)) undecodable.push(decoded.left)
      else events.push(decoded.right)
    },
    finish: () => {
      const verdict = verification.finish()
      return {
        ledger,
        events: events.toSorted((one, other) => one.sequence - other.sequence),
        undecodable: undecodable.toSorted((one, other) => one.sequence - other.sequence),
        integrity: integrityOf(verdict),
        completeness: completenessOf(vouching, verdict),
        rootAt: roots.rootAt,
        now: nowOf(vouching, lastKnowledge),
      }
    },
  }
}

const eventsPerPage = 256

/** Reads every event of a store, from the first to the head as it is when the last page is asked for. */
export const eachEventOf = (
  store: EventStore,
  take: (event: StoredEvent) => void | Promise<void>,
): TaskEither<ReadFailure, { readonly size: number }> => {
  return async () => {
    let after = 0
    for (;;) {
      const page = await store.readAll({ after, limit: eventsPerPage })()
      if (E.isLeft(page)) return page
      const last = page.right.at(-1)
      if (last === undefined) return E.right({ size: after })
      for (const event of page.right) {
        const waiting = take(event)
        if (waiting !== undefined) await waiting
      }
      after = last.sequence
    }
  }
}

/** Reads a store to its head as explanations need it. */
export const viewOfStore =
  (store: EventStore, vouching: Vouching): TaskEither<ReadFailure, LedgerView> =>
  async () => {
    const gathering = gatherView(store.ledger, vouching)
    const read = await eachEventOf(store, gathering.take)()
    return E.isLeft(read) ? read : E.right(gathering.finish())
  }
