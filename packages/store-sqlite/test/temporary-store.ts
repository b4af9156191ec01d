import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ProposedEvent, StreamWrite } from '@waybill/port'
import {
  openSqliteStore,
  type SqliteOpenFailure,
  type SqliteStore,
  type SqliteStoreOptions,
} from '@waybill/store-sqlite'

export type TemporaryDirectory = {
  readonly path: string
  readonly file: (name: string) => string
  /** Every file with its bytes, to be compared with a later look. */
  readonly contents: () => ReadonlyArray<readonly [name: string, hex: string]>
  readonly remove: () => void
}

/** A directory of this test's own. */
export const temporaryDirectory = (): TemporaryDirectory => {
  const path = mkdtempSync(join(tmpdir(), 'waybill-sqlite-'))
  return {
    path,
    file: (name) => join(path, name),
    contents: () =>
      readdirSync(path)
        .sort()
        .map((name) => [name, readFileSync(join(path, name)).toString('hex')]),
    remove: () => {
      rmSync(path, { recursive: true, force: true })
    },
  }
}

/** Opens a store that must open. */
export const openStore = async (options: SqliteStoreOptions): Promise<SqliteStore> => {
  const opened = await openSqliteStore(options)()
  if (opened._tag === 'Left') throw new Error(`expected a store, found ${JSON.stringify(opened.left)}`)
  return opened.right
}

/** Opens what must not open. */
export const openFailure = async (options: SqliteStoreOptions): Promise<SqliteOpenFailure> => {
  const opened = await openSqliteStore(options)()
  if (opened._tag === 'Right') {
    await opened.right.close()
    throw new Error('expected a failure, found a store')
  }
  return opened.left
}

export const sampleEvent = (n: number): ProposedEvent => ({
  id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  type: 'SampleRecorded',
  schemaVersion: 1,
  occurredAt: '2024-03-01T08:00:00.000Z',
  recordedAt: '2024-03-01T08:00:00.250Z',
  metadata: { actor: 'teller 7' },
  data: `{"n":${n}}`,
  chainhash: String(n).padStart(64, '0'),
})

/** An append of one event to a stream of its own. */
export const sampleAppend = (n: number): ReadonlyArray<StreamWrite> => [
  { stream: `transfer-${n}`, expectedRevision: -1, events: [sampleEvent(n)] },
]

/** Makes a store with this many events in a file and leaves it closed. */
export const makeStore = async (path: string, events: number, ledger = 'urn:example:ledger'): Promise<void> => {
  const store = await openStore({ path, ledger })
  for (let n = 1; n <= events; n += 1) {
    const outcome = await store.append(sampleAppend(n))()
    if (outcome._tag === 'Left') throw new Error(JSON.stringify(outcome.left))
  }
  await store.close()
}
