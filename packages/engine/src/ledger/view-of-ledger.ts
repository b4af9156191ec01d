import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { LedgerView } from '@waybill/explain'
import type { ReadFailure } from '@waybill/port'
import type { AnchorUnreadable } from '@waybill/proof'
import type { EngineParts } from '../engine-parts.js'
import { viewOfStore } from '../ledger-view.js'
import { anchorOfStore } from '../log-file/index.js'
import { cameByImport } from '../store-origin.js'

/** The whole ledger as explanations read it. What came by import and was not written to since is a file: complete up to its anchor. */
export const viewOfLedger =
  ({ store, clock }: Pick<EngineParts, 'store' | 'clock'>): TaskEither<ReadFailure | AnchorUnreadable, LedgerView> =>
  async () => {
    const imported = await cameByImport(store)
    if (E.isLeft(imported)) return imported
    if (!imported.right) return viewOfStore(store, { _tag: 'LIVE', now: clock.now() })()
    const anchor = await anchorOfStore(store)()
    return E.isLeft(anchor) ? anchor : viewOfStore(store, { _tag: 'FILE', anchor: anchor.right })()
  }
