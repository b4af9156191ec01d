import * as E from 'fp-ts/lib/Either.js'
import { decodeStored, type Instant, type Recorded, type StoredEvent, type UndecodableEvent } from '@waybill/core'
import type { Completeness, Integrity, KnownPrefix } from '@waybill/explain'
import type { Delivery } from '@waybill/projections'
import { beginVerificationInTwoReadings, type MerkleAccumulator, type SecondReading } from '@waybill/proof'
import { completenessOf, integrityOf, nowOf, type Vouching } from '../ledger-view.js'
import { sha256 } from '../sha256.js'

/** What one reading of a whole ledger tells about it, whatever is asked. */
export type Survey = {
  readonly integrity: Integrity
  readonly completeness: Completeness
  readonly undecodable: ReadonlyArray<UndecodableEvent>
  readonly now: Instant
  /** Number of events. */
  readonly size: number
  readonly known: KnownPrefix
  /** The first sequence that was learnt later than asked for; Infinity where there is none. */
  readonly firstLate: number
  /** Whether every event came behind all of lower sequence. */
  readonly inOrder: boolean
  /** The tree over as many events as that, or over some thousands less. */
  readonly treeBefore: (size: number) => MerkleAccumulator
}

/** A survey under way. */
export type Surveying = {
  /** Gives the event back as it was read, or set aside where it cannot be read, and the number of its stream. */
  readonly take: (event: StoredEvent, ledger: string) => { readonly delivery: Delivery; readonly streamNumber: number }
  /** Ids that may stand twice: where there are any, the ledger is to be read a second time for them. */
  readonly doubtfulIds: () => ReadonlySet<string>
  readonly finish: (second: SecondReading) => Survey
}

/** How many events lie between two trees that are kept. */
const eventsBetweenTrees = 4096

const later = (left: string, right: string): string => (left < right ? right : left)

/**
 * Verifies a ledger while it is read, and sets aside what cannot be read. `knownBy` is the time of knowledge that is asked for; without
 * it all that is known. What is remembered of a ledger in order does not grow with its events beyond what their verification needs.
 */
export const beginSurvey = (vouching: Vouching, knownBy: Instant | null): Surveying => {
  const anchor = vouching._tag === 'FILE' ? vouching.anchor : null
  const verification = beginVerificationInTwoReadings(sha256)(anchor === null ? [] : [anchor])
  const trees: MerkleAccumulator[] = [verification.tree()]
  let size = 0
  const undecodable: UndecodableEvent[] = []
  let lastKnowledge = ''
  let greatest = 0
  let inOrder = true
  let lastBeforeLate = 0
  let firstLate = Infinity

  const noteKnowledge = ({ recordedAt, sequence }: Recorded): void => {
    if (knownBy !== null && recordedAt > knownBy) firstLate = Math.min(firstLate, sequence)
    else if (sequence < firstLate) lastBeforeLate = Math.max(lastBeforeLate, sequence)
  }

  return {
    take: (event, ledger) => {
      // No place is passed on: a finding must be the same wherever the log lies and however it is kept.
      const streamNumber = verification.step({ ...event, ledger })
      size += 1
      if (size % eventsBetweenTrees === 0) trees.push(verification.tree())
      lastKnowledge = later(lastKnowledge, event.recordedAt)
      inOrder &&= event.sequence > greatest
      greatest = Math.max(greatest, event.sequence)
      const decoded = decodeStored(event)
      if (E.isLeft(decoded)) {
        undecodable.push(decoded.left)
        return { delivery: decoded.left, streamNumber }
      }
      noteKnowledge(decoded.right)
      return { delivery: decoded.right, streamNumber }
    },
    doubtfulIds: verification.doubtfulIds,
    finish: (second) => {
      const verdict = verification.finish(second)
      const whole = verification.tree()
      return {
        integrity: integrityOf(verdict),
        completeness: completenessOf(vouching, verdict),
        undecodable: undecodable.toSorted((one, other) => one.sequence - other.sequence),
        now: nowOf(vouching, lastKnowledge),
        size: verdict.size,
        known: { sequence: lastBeforeLate, cut: firstLate < Infinity },
        firstLate,
        inOrder,
        treeBefore: (asked) =>
          asked >= whole.size ? whole : (trees[Math.floor(Math.max(0, asked) / eventsBetweenTrees)] ?? whole),
      }
    },
  }
}
