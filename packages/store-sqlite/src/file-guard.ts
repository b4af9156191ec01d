import { statSync } from 'node:fs'
import type { StoreUnavailable } from '@waybill/port'

/** Why an open file can be used no longer. */
export type FileTrouble = Pick<StoreUnavailable, 'reason' | 'detail'>

/**
 * A cheap look at the names of an open file. SQLite goes on reading and writing a file whose name is gone: what
 * is acknowledged there would be lost with the process.
 */
export type FileGuard = () => FileTrouble | null

type Identity = string | null

const logOf = (path: string): string => `${path}-wal`

/** Null when there is no such file; undefined when the operating system does not say. */
const identity = (path: string): Identity | undefined => {
  try {
    const found = statSync(path, { throwIfNoEntry: false })
    return found === undefined ? null : `${found.dev}:${found.ino}`
  } catch {
    // A directory that may not be searched any more says nothing about the file.
    return undefined
  }
}

const gone = (name: string, now: Identity): FileTrouble => ({
  reason: 'MISSING',
  detail:
    now === null
      ? `${name} was removed or renamed while the store was open: put it back and open the store again`
      : `another file was put in the place of ${name} while the store was open: open the store again`,
})

/** Holds that the file under this path is the one that was opened. */
export const guardFile = (path: string): FileGuard => {
  const opened = identity(path)
  return () => {
    const now = identity(path)
    return now === undefined || now === opened ? null : gone('the file', now)
  }
}

/**
 * Holds in addition that the write-ahead log beside it is the same each time. To be asked inside a transaction of
 * a connection in write-ahead-log mode only: while one is open, nobody has reason to remove the log or to make it anew.
 */
export const guardLog = (path: string): FileGuard => {
  let opened: Identity = null
  return () => {
    const now = identity(logOf(path))
    if (now === undefined) return null
    opened ??= now
    return now === opened ? null : gone('the write-ahead log beside the file', now)
  }
}

export const hasWriteAheadLog = (path: string): boolean =>
  (statSync(logOf(path), { throwIfNoEntry: false })?.size ?? 0) > 0

const fingerprint = (path: string): string => {
  const found = statSync(path, { throwIfNoEntry: false })
  return found === undefined ? 'none' : `${found.ino}/${found.size}/${found.mtimeMs}`
}

/** Holds that a file which was opened as one that nobody changes is not written to, by inode, size and time. */
export const guardUnchanging = (path: string): FileGuard => {
  const opened = fingerprint(path)
  return () =>
    fingerprint(path) === opened && !hasWriteAheadLog(path)
      ? null
      : { reason: 'BUSY', detail: 'the file was opened as one that nobody changes, and was changed: open it again' }
}
