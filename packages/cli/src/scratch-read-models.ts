import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import type { ReadModelStore } from '@waybill/port'
import { createMemoryReadModelStore } from '@waybill/store-memory'
import { openSqliteStore } from '@waybill/store-sqlite'
import type { CliFailure } from './failure.js'
import { fileFault } from './file-fault.js'

/** The read models of a ledger with so many events are made in memory; those of a longer one go to a file. */
const mostEventsInMemory = 20_000

/** Up to how many events a ledger is taken for a short one, and where the folder of a longer one is made. */
type ScratchBounds = { readonly folder: string; readonly mostInMemory: number }

/**
 * Gives an empty store for read models that nobody needs afterwards: in memory for a short ledger, else in a folder of its own under the
 * temporary folder, which is removed whatever becomes of it.
 */
export const withScratch = async <A>(
  events: number,
  use: (scratch: ReadModelStore) => Promise<E.Either<CliFailure, A>>,
  { folder: parent, mostInMemory }: ScratchBounds = { folder: tmpdir(), mostInMemory: mostEventsInMemory },
): Promise<E.Either<CliFailure, A>> => {
  if (events <= mostInMemory) return use(createMemoryReadModelStore())
  let folder: string
  try {
    folder = await mkdtemp(join(parent, 'waybill-replay-'))
  } catch (thrown) {
    return E.left(fileFault(`a folder in ${parent}`, thrown))
  }
  try {
    const opened = await openSqliteStore({ path: join(folder, 'scratch.db') })()
    if (E.isLeft(opened)) return opened
    try {
      return await use(opened.right.readModels)
    } finally {
      await opened.right.close()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
