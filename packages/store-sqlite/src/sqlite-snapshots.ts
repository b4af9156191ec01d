import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { ReadFailure, Snapshot, SnapshotStore } from '@waybill/port'
import type { SqliteDatabase } from './sqlite-driver.js'
import { assertStorable, isStorable } from './storable-text.js'
import type { JobResult } from './write-queue.js'

type Access = {
  readonly read: <A>(operation: string, step: () => A) => TaskEither<ReadFailure, A>
  readonly write: <L, A>(operation: string, act: () => JobResult<L, A>) => TaskEither<L | ReadFailure, A>
}

const textFields = ['subject', 'fold', 'chainhash', 'state', 'digest'] as const

/** Snapshots in a table of their own beside the log. */
export const openSnapshots = (db: SqliteDatabase, access: Access): SnapshotStore => {
  const latest = db.prepare(
    'SELECT subject, fold, through, chainhash, state, digest FROM snapshots WHERE subject = ? AND fold = ?',
  )
  const keep = db.prepare(
    `INSERT INTO snapshots (subject, fold, through, chainhash, state, digest) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (subject, fold) DO UPDATE SET
       through = excluded.through, chainhash = excluded.chainhash, state = excluded.state, digest = excluded.digest`,
  )

  return {
    latest: (subject, fold) =>
      access.read('snapshots.latest', () => {
        const row = isStorable(subject) && isStorable(fold) ? latest.get(subject, fold) : undefined
        return row === undefined ? null : { ...(row as Snapshot) }
      }),
    keep: (snapshot) => {
      for (const field of textFields) assertStorable(field, snapshot[field])
      const { subject, fold, through, chainhash, state, digest } = snapshot
      return access.write('snapshots.keep', () => {
        keep.run(subject, fold, through, chainhash, state, digest)
        return { verdict: E.right(undefined), wrote: true }
      })
    },
  }
}

/** A file that is only read keeps no snapshots, and may be of a schema that had none. */
export const noSnapshots = (refused: (operation: string) => ReadFailure): SnapshotStore => ({
  latest: () => () => Promise.resolve(E.right(null)),
  keep: () => () => Promise.resolve(E.left(refused('snapshots.keep'))),
})
