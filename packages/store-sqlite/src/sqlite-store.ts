import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import {
  findMalformedAppend,
  type AppendFailure,
  type AppendReceipt,
  type EventStore,
  type ReadFailure,
  type ReadModelStore,
  type SnapshotStore,
  type StoreUnavailable,
} from '@waybill/port'
import { appendToLog, copyOfWrites } from './append-to-log.js'
import { beginBackup, type Backup, type BackupFailure, type BackupReceipt } from './backup.js'
import { createChangeWatch } from './change-watch.js'
import type { Connection } from './connection.js'
import { openEventLog } from './event-log.js'
import { openReadModels } from './sqlite-read-models.js'
import type { SqliteDriver } from './sqlite-driver.js'
import { noSnapshots, openSnapshots } from './sqlite-snapshots.js'
import { subscribeTo, type SubscriptionPage } from './sqlite-subscription.js'
import { assertStorable, isStorable } from './storable-text.js'
import { whileBusyRetry } from './while-busy-retry.js'
import { createWriteQueue, type JobResult, type WriteJob } from './write-queue.js'

/** An event store in one SQLite file, with read models and snapshots beside the log. */
export type SqliteStore = EventStore & {
  readonly readModels: ReadModelStore
  readonly snapshots: SnapshotStore
  /** The file, as it was named at opening. */
  readonly path: string
  readonly sqliteVersion: string
  /** EXCLUSIVE: no other process can open the file meanwhile, not even to read. */
  readonly lockingMode: 'NORMAL' | 'EXCLUSIVE'
  /**
   * Makes a store of its own in a new file: every event up to some sequence, all that were acknowledged before the
   * call among them, and the properties and read models that fit it. Others may write meanwhile. The file has its
   * name only when it is whole and on disk. In exclusive mode it is made in one step, which holds up the event loop.
   */
  readonly backup: (path: string) => TaskEither<BackupFailure, BackupReceipt>
}

const eventsPerPage = 256

/** Puts the port's functions over an open connection whose file has been judged and migrated. Throws what the driver throws. */
export const sqliteStoreOn = (
  connection: Connection,
  options: {
    readonly driver: SqliteDriver
    readonly path: string
    readonly ledger: string
    readonly readOnly: boolean
    readonly deadlineMs: number
  },
): SqliteStore => {
  const { db, lockingMode, sqliteVersion } = connection
  const { driver, path, ledger, readOnly, deadlineMs } = options
  const log = openEventLog(db)
  const watch = createChangeWatch(db, { othersMayWrite: lockingMode === 'NORMAL', trouble: connection.trouble })
  const queue = createWriteQueue({
    db,
    location: path,
    deadlineMs,
    trouble: connection.troubleInWriting,
    onCommit: watch.tell,
  })
  const property = db.prepare('SELECT value FROM properties WHERE name = ?')
  const propertyNamed = (name: string): string | null => {
    const row = isStorable(name) ? property.get(name) : undefined
    return (row as { readonly value: string } | undefined)?.value ?? null
  }
  const setProperty = db.prepare(
    'INSERT INTO properties (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  )
  const backups = new Set<Backup>()
  let closed = false

  const unavailable = (operation: string, reason: StoreUnavailable['reason'], detail: string): StoreUnavailable => ({
    _tag: 'StoreUnavailable',
    operation,
    location: path,
    reason,
    detail,
  })
  const refusedAsReadOnly = (operation: string): StoreUnavailable =>
    unavailable(operation, 'READ_ONLY', 'the store was opened for reading only')
  const storageFailed = (operation: string, detail: string): StoreUnavailable => unavailable(operation, 'IO', detail)

  const read =
    <A>(operation: string, step: () => A): TaskEither<ReadFailure, A> =>
    async () => {
      const stepWhileOpen = (): E.Either<ReadFailure, A> => {
        if (closed) return E.left({ _tag: 'StoreClosed', operation })
        const trouble = connection.trouble()
        return trouble === null ? E.right(step()) : E.left(unavailable(operation, trouble.reason, trouble.detail))
      }
      const answer = await whileBusyRetry(stepWhileOpen, { operation, location: path }, deadlineMs)
      return E.isLeft(answer) ? answer : answer.right
    }

  const pageAfter = (sequence: number): Promise<E.Either<ReadFailure, SubscriptionPage>> =>
    read('subscribe', () => ({
      // First the mark: what is committed after it is either in the page or wakes the reader.
      mark: watch.mark(),
      events: log.ofLedger({ after: sequence, limit: eventsPerPage }),
      lastSequence: log.lastSequence(),
    }))()

  const write = <L, A>(job: WriteJob<L, A>): TaskEither<L | ReadFailure, A> =>
    readOnly && !closed ? () => Promise.resolve(E.left(refusedAsReadOnly(job.operation))) : queue.submit(job)

  /** For writes that set a value and may simply be made again: there an unknown outcome is an outage like others. */
  const writeValue = <L, A>(operation: string, act: () => JobResult<L, A>): TaskEither<L | ReadFailure, A> =>
    write<L | ReadFailure, A>({ operation, act, onUnknownOutcome: (detail) => storageFailed(operation, detail) })

  const copyInOneStep = (target: string): number => {
    db.prepare('VACUUM INTO ?').run(target)
    return log.lastSequence()
  }

  const backup = async (target: string): Promise<E.Either<BackupFailure, BackupReceipt>> => {
    if (closed) return E.left({ _tag: 'StoreClosed', operation: 'backup' })
    const { furtherLocation: location, trouble } = connection
    const running = beginBackup({ driver, path, location, ledger, deadlineMs, trouble, copyInOneStep }, target)
    backups.add(running)
    const outcome = await running.outcome
    backups.delete(running)
    return outcome
  }

  return {
    ledger,
    path,
    sqliteVersion,
    lockingMode,
    capabilities: { atomicAcrossStreams: true, uniqueEventIds: true },
    properties: {
      get: (name) => read('properties.get', () => propertyNamed(name)),
      set: (name, value) => {
        assertStorable('name', name)
        assertStorable('value', value)
        return writeValue('properties.set', () => {
          setProperty.run(name, value)
          return { verdict: E.right(undefined), wrote: true }
        })
      },
    },
    append: (writes) => () => {
      const fault = findMalformedAppend(writes)
      if (fault !== null) return Promise.resolve(E.left(fault))
      const copy = copyOfWrites(writes)
      return write<AppendFailure, AppendReceipt>({
        operation: 'append',
        act: () => appendToLog(log, copy),
        onUnknownOutcome: (detail) => ({ _tag: 'AppendOutcomeUnknown', location: path, detail }),
      })()
    },
    readStream: (stream, range) => read('readStream', () => log.ofStream(stream, range)),
    readAll: (range) => read('readAll', () => log.ofLedger(range)),
    readById: (id) => read('readById', () => log.byId(id)),
    head: (stream) => read('head', () => log.head(stream)),
    ledgerHead: () => read('ledgerHead', () => ({ sequence: log.lastSequence() })),
    subscribe: ({ after }) => subscribeTo({ pageAfter, onChangeSince: watch.onChangeSince }, after),
    readModels: openReadModels(db, { read, write: writeValue }),
    snapshots: readOnly ? noSnapshots(refusedAsReadOnly) : openSnapshots(db, { read, write: writeValue }),
    backup: (target) => () => backup(target),
    close: () => {
      if (closed) return Promise.resolve()
      queue.close()
      closed = true
      watch.close()
      for (const { giveUp } of backups) giveUp()
      if (!readOnly) connection.leaveAtRest()
      connection.close()
      return Promise.resolve()
    },
  }
}
