import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { LedgerView } from '@waybill/explain'
import type { ReadFailure } from '@waybill/port'
import type { AnchorUnreadable } from '@waybill/proof'
import type { EngineParts } from '../engine-parts.js'
import { viewOfStore, type Vouching } from '../ledger-view.js'
import { anchorOfStore } from '../log-file/index.js'
import { cameByImport } from '../store-origin.js'

type Readable = Pick<EngineParts, 'store' | 'clock'>

/** What vouches for the ledger's end. What came by import and was not written to since is a file: complete up to its anchor. */
export const vouchingFor = async ({
  store,
  clock,
}: Readable): Promise<E.Either<ReadFailure | AnchorUnreadable, Vouching>> => {
  const imported = await cameByImport(store)
  if (E.isLeft(imported)) return imported
  if (!imported.right) return E.right({ _tag: 'LIVE', now: clock.now() })
  const anchor = await anchorOfStore(store)()
  return E.isLeft(anchor) ? anchor : E.right({ _tag: 'FILE', anchor: anchor.right })
}

/** The whole ledger as explanations read it. */
export const viewOfLedger =
  (readable: Readable): TaskEither<ReadFailure | AnchorUnreadable, LedgerView> =>
  async () => {
    const vouching = await vouchingFor(readable)
    return E.isLeft(vouching) ? vouching : viewOfStore(readable.store, vouching.right)()
  }
