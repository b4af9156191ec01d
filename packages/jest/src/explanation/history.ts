import { encodeEvent, type Recorded, type StoredEvent } from '@waybill/core'
import { sha256 } from '@waybill/engine'
import { appendLeaf, chainHash, emptyAccumulator, leafHash, rootOf, type Anchor } from '@waybill/proof'
import { openBook } from '../specification/book.js'
import { requireStory } from '../specification/specification-failed.js'
import type { Step } from '../specification/step.js'
import { takeSteps } from '../specification/take-step.js'
import { storyBeginning } from '../story/story-time.js'
import { createTeller } from '../story/teller.js'

/**
 * A ledger that was written for a test: chained as an engine chains it, with the anchor that an honest keeper took at its
 * end. Plain data: without its anchor it is `{ ...story, anchor: null }`, with its tail cut off `{ ...story, stored: … }`.
 */
export type History = {
  readonly ledger: string
  readonly stored: ReadonlyArray<StoredEvent>
  readonly anchor: Anchor | null
  /** What it was written from, so that a failed specification can tell it in short. */
  readonly steps: ReadonlyArray<Step>
}

const ledger = 'urn:waybill:ledger:story'

const chained = (events: ReadonlyArray<Recorded>): ReadonlyArray<StoredEvent> => {
  const hashOf = chainHash(sha256)
  const heads = new Map<string, string>()
  return events.map(({ event, ...envelope }) => {
    const stored = { ...envelope, ...encodeEvent(event) }
    const chainhash = hashOf(heads.get(stored.stream) ?? null, { ...stored, ledger })
    heads.set(stored.stream, chainhash)
    return { ...stored, chainhash }
  })
}

const anchorOver = (stored: ReadonlyArray<StoredEvent>, time: string): Anchor => ({
  ledger,
  size: stored.length,
  root: rootOf(sha256)(
    stored.map(({ chainhash }) => leafHash(sha256)(chainhash)).reduce(appendLeaf(sha256), emptyAccumulator),
  ),
  time,
})

/**
 * Writes a history from accounts, commands, reports, observations, events and times, in order. Commands go through the rules; a
 * refused one belongs into `refused(…)`. The anchor's time, and so the "now" of the history, is the last `atTime`.
 */
export const history = (...steps: ReadonlyArray<Step>): History => {
  const book = openBook()
  requireStory(takeSteps(book, createTeller(storyBeginning), steps), history)
  const stored = chained(book.events())
  return { ledger, stored, anchor: anchorOver(stored, book.now()), steps }
}
