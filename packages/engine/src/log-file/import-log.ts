import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { AppendFailure, AppendReceipt, EventStore } from '@waybill/port'
import { appendLeaf, emptyAccumulator, encodeAnchor, leafHash, rootOf } from '@waybill/proof'
import { sha256 } from '../sha256.js'
import { createAppendBatches, type Batch } from './append-batches.js'
import { checkLog, type LogCheck } from './check-log.js'
import { anchorProperty, importedOrigin, originProperty } from './ledger-properties.js'
import type {
  LedgerDiffers,
  LedgerNotEmpty,
  LogBroken,
  LogChanged,
  LogUnavailable,
  LogUnreadable,
} from './log-failure.js'
import { openedLog, type LogInput } from './log-input.js'
import { logLines } from './log-lines.js'

export type ImportFailure =
  LogUnreadable | LogUnavailable | LogBroken | LogChanged | LedgerNotEmpty | LedgerDiffers | AppendFailure

export type ImportOptions = {
  /**
   * How many appends may be under way at once; 1 without it. More only for a store that stores appends in the order
   * of the calls.
   */
  readonly appendsAtOnce?: number
}

const isInPlace = (receipt: AppendReceipt, first: number): boolean =>
  !receipt.alreadyStored && receipt.events.every(({ sequence }, index) => sequence === first + index)

/** Appends batches as they come, in order, a bounded number of them at once. The first failure is the one that counts. */
const createWriter = (store: EventStore, atOnce: number) => {
  let underWay: Array<Promise<E.Either<AppendFailure | LedgerNotEmpty, void>>> = []

  const settle = async (): Promise<E.Either<AppendFailure | LedgerNotEmpty, void>> => {
    const outcomes = await Promise.all(underWay)
    underWay = []
    return outcomes.find(E.isLeft) ?? E.right(undefined)
  }
  const append = async ({ first, writes }: Batch): Promise<E.Either<AppendFailure | LedgerNotEmpty, void>> => {
    const receipt = await store.append(writes)()
    if (E.isLeft(receipt)) return receipt
    if (isInPlace(receipt.right, first)) return E.right(undefined)
    // Somebody else wrote into the ledger meanwhile.
    return E.left({ _tag: 'LedgerNotEmpty', ledger: store.ledger, sequence: receipt.right.events[0]?.sequence ?? 0 })
  }
  return {
    put: async (batch: Batch): Promise<E.Either<AppendFailure | LedgerNotEmpty, void>> => {
      underWay.push(append(batch))
      return underWay.length >= atOnce ? settle() : E.right(undefined)
    },
    settle,
  }
}

const writeEvents = async (
  store: EventStore,
  { file, open }: LogInput,
  { appendsAtOnce = 1 }: ImportOptions,
): Promise<E.Either<ImportFailure, string>> => {
  const batches = createAppendBatches(!store.capabilities.atomicAcrossStreams)
  const writer = createWriter(store, appendsAtOnce)
  const leafOf = leafHash(sha256)
  const grow = appendLeaf(sha256)
  let tree = emptyAccumulator
  for await (const line of logLines(openedLog(open), file)) {
    if (E.isLeft(line)) return line
    const { event } = line.right
    tree = grow(tree, leafOf(event.chainhash))
    const batch = batches.add(event)
    const put = batch === null ? E.right(undefined) : await writer.put(batch)
    if (E.isLeft(put)) return put
  }
  const batch = batches.rest()
  const put = batch === null ? E.right(undefined) : await writer.put(batch)
  if (E.isLeft(put)) return put
  const settled = await writer.settle()
  return E.isLeft(settled) ? settled : E.right(rootOf(sha256)(tree))
}

/**
 * Brings a log into an empty ledger of the same name: ids, times, hashes and sequences stay as they are, and the ledger remembers that it
 * was imported, and its anchor. The log is read twice: whole before anything is written, so that one that is broken is refused
 * whole, then to write. Events that this version cannot read are kept as they are, and reported in the answer.
 */
export const importLog =
  (store: EventStore, input: LogInput, options: ImportOptions = {}): TaskEither<ImportFailure, LogCheck> =>
  async () => {
    const head = await store.ledgerHead()()
    if (E.isLeft(head)) return head
    if (head.right.sequence > 0)
      return E.left({ _tag: 'LedgerNotEmpty', ledger: store.ledger, sequence: head.right.sequence })

    const checked = await checkLog(input)()
    if (E.isLeft(checked)) return checked
    const { ledger, verdict } = checked.right
    if (verdict.firstBad !== null)
      return E.left({ _tag: 'LogBroken', file: input.file, firstBad: verdict.firstBad, problems: verdict.problems })
    if (ledger !== store.ledger) return E.left({ _tag: 'LedgerDiffers', expected: store.ledger, found: ledger })

    const marked = await store.properties.set(originProperty, importedOrigin)()
    if (E.isLeft(marked)) return marked
    const written = await writeEvents(store, input, options)
    if (E.isLeft(written)) return written
    if (written.right !== verdict.root) return E.left({ _tag: 'LogChanged', file: input.file })
    if (input.anchor !== null) {
      const anchored = await store.properties.set(anchorProperty, encodeAnchor(input.anchor))()
      if (E.isLeft(anchored)) return anchored
    }
    return checked
  }
