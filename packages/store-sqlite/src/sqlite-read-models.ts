import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { CheckpointConflict, ReadFailure, ReadModelCommit, ReadModelDocument, ReadModelStore } from '@waybill/port'
import type { SqliteDatabase } from './sqlite-driver.js'
import { assertStorable } from './storable-text.js'
import type { JobResult } from './write-queue.js'

type Access = {
  readonly read: <A>(operation: string, step: () => A) => TaskEither<ReadFailure, A>
  readonly write: <L, A>(operation: string, act: () => JobResult<L, A>) => TaskEither<L | ReadFailure, A>
}

const mostRows = 2 ** 31 - 1

/** Read models in tables of their own beside the log; writes and checkpoint share a transaction. */
export const openReadModels = (db: SqliteDatabase, access: Access): ReadModelStore => {
  const select = 'SELECT key, value FROM read_model_documents WHERE collection = ?'
  const document = db.prepare(`${select} AND key = ?`)
  const fromTo = db.prepare(`${select} AND key >= ? AND key < ? ORDER BY key LIMIT ?`)
  const fromOn = db.prepare(`${select} AND key >= ? ORDER BY key LIMIT ?`)
  const put = db.prepare(
    `INSERT INTO read_model_documents (collection, key, value) VALUES (?, ?, ?)
     ON CONFLICT (collection, key) DO UPDATE SET value = excluded.value`,
  )
  const remove = db.prepare('DELETE FROM read_model_documents WHERE collection = ? AND key = ?')
  const checkpoint = db.prepare('SELECT checkpoint FROM read_model_checkpoints WHERE projection = ?')
  const moveCheckpoint = db.prepare(
    `INSERT INTO read_model_checkpoints (projection, checkpoint) VALUES (?, ?)
     ON CONFLICT (projection) DO UPDATE SET checkpoint = excluded.checkpoint`,
  )
  let closed = false

  const checkpointOf = (projection: string): number =>
    (checkpoint.get(projection) as { readonly checkpoint: number } | undefined)?.checkpoint ?? 0

  const commit = (step: ReadModelCommit): JobResult<CheckpointConflict, void> => {
    const { projection, expectedCheckpoint: expected } = step
    const actual = checkpointOf(projection)
    if (actual !== expected) {
      return { verdict: E.left({ _tag: 'CheckpointConflict', projection, expected, actual }), wrote: false }
    }
    for (const write of step.writes) {
      switch (write._tag) {
        case 'Put':
          put.run(write.collection, write.key, write.value)
          break
        case 'Delete':
          remove.run(write.collection, write.key)
          break
      }
    }
    moveCheckpoint.run(projection, step.checkpoint)
    return { verdict: E.right(undefined), wrote: true }
  }

  const whileOpen =
    <L, A>(operation: string, task: TaskEither<L | ReadFailure, A>): TaskEither<L | ReadFailure, A> =>
    () =>
      closed ? Promise.resolve(E.left({ _tag: 'StoreClosed', operation })) : task()

  return {
    checkpoint: (projection) => {
      const operation = 'readModels.checkpoint'
      return whileOpen(
        operation,
        access.read(operation, () => checkpointOf(projection)),
      )
    },
    get: (collection, key) => {
      const operation = 'readModels.get'
      const step = (): string | null => (document.get(collection, key) as ReadModelDocument | undefined)?.value ?? null
      return whileOpen(operation, access.read(operation, step))
    },
    range: ({ collection, from = '', to, limit }) => {
      const operation = 'readModels.range'
      const rows = Math.min(mostRows, Math.max(1, Math.trunc(limit)))
      const step = (): ReadonlyArray<ReadModelDocument> => {
        const found = to === undefined ? fromOn.all(collection, from, rows) : fromTo.all(collection, from, to, rows)
        return Array.from(found as ReadonlyArray<ReadModelDocument>, ({ key, value }) => ({ key, value }))
      }
      return whileOpen(operation, access.read(operation, step))
    },
    commit: (step) => {
      const operation = 'readModels.commit'
      assertStorable('projection', step.projection)
      const writes = step.writes.map((write) => {
        assertStorable('collection', write.collection)
        assertStorable('key', write.key)
        if (write._tag === 'Put') assertStorable('value', write.value)
        return { ...write }
      })
      return whileOpen(
        operation,
        access.write(operation, () => commit({ ...step, writes })),
      )
    },
    close: () => {
      closed = true
      return Promise.resolve()
    },
  }
}
