import * as E from 'fp-ts/lib/Either.js'
import type { EventStore, ReadFailure, RecordedEvent } from '@waybill/port'
import { chainHash } from '@waybill/proof'
import { sha256 } from '../sha256.js'

/** Something that was read does not follow from what stands before it in its stream, or is not there. */
export type ChainDoubtful = { readonly _tag: 'ChainDoubtful'; readonly stream: string }

/** Reads parts of streams, each event held against the hash of the one before it, and no event twice. */
export type ChainedReading = {
  readonly stream: (stream: string) => Promise<E.Either<ReadFailure | ChainDoubtful, ReadonlyArray<RecordedEvent>>>
  readonly events: (
    stream: string,
    revisions: ReadonlyArray<number>,
  ) => Promise<E.Either<ReadFailure | ChainDoubtful, ReadonlyArray<RecordedEvent>>>
}

const hashOf = chainHash(sha256)
const eventsPerPage = 500
/** Events between two that are wanted are read along where there are no more than that. */
const readAlong = 8

type Run = { readonly from: number; readonly to: number }

const runsOf = (revisions: ReadonlyArray<number>): ReadonlyArray<Run> => {
  const runs: Run[] = []
  for (const revision of [...new Set(revisions)].sort((one, other) => one - other)) {
    const last = runs.at(-1)
    if (last !== undefined && revision - last.to <= readAlong) runs[runs.length - 1] = { from: last.from, to: revision }
    else runs.push({ from: revision, to: revision })
  }
  return runs
}

/** Begins to read a store's streams for one question. */
export const beginChainedReading = (store: EventStore): ChainedReading => {
  const known = new Map<string, Map<number, RecordedEvent>>()
  const wholeStreams = new Set<string>()

  const keep = (event: RecordedEvent): void => {
    const events = known.get(event.stream)
    if (events === undefined) known.set(event.stream, new Map([[event.revision, event]]))
    else events.set(event.revision, event)
  }

  /** Reads from a revision to another, or to the end. The event before the first is read only for its hash. */
  const readRun = async (stream: string, { from, to }: Run): Promise<E.Either<ReadFailure | ChainDoubtful, void>> => {
    let next = Math.max(0, from - 1)
    let previous: string | null = null
    while (next <= to) {
      const limit = Math.min(eventsPerPage, to - next + 1)
      const page = await store.readStream(stream, { from: next, limit })()
      if (E.isLeft(page)) return page
      if (page.right.length === 0) break
      for (const event of page.right) {
        const isFirstOfAll = event.revision === 0
        const isChained = isFirstOfAll || previous !== null
        if (
          event.revision !== next ||
          (isChained && hashOf(previous, { ...event, ledger: store.ledger }) !== event.chainhash)
        )
          return E.left({ _tag: 'ChainDoubtful', stream })
        if (event.revision >= from) keep(event)
        previous = event.chainhash
        next += 1
      }
    }
    return E.right(undefined)
  }

  return {
    stream: async (stream) => {
      if (!wholeStreams.has(stream)) {
        const read = await readRun(stream, { from: 0, to: Infinity })
        if (E.isLeft(read)) return read
        wholeStreams.add(stream)
      }
      return E.right([...(known.get(stream)?.values() ?? [])])
    },
    events: async (stream, revisions) => {
      const unknown = revisions.filter((revision) => known.get(stream)?.has(revision) !== true)
      for (const run of runsOf(unknown)) {
        const read = await readRun(stream, run)
        if (E.isLeft(read)) return read
      }
      const events = revisions.flatMap((revision) => known.get(stream)?.get(revision) ?? [])
      return events.length === revisions.length ? E.right(events) : E.left({ _tag: 'ChainDoubtful', stream })
    },
  }
}
