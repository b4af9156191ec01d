import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'

export type Naming =
  | { readonly _tag: 'Named' }
  /** Something stands under the name already; it is as it was. */
  | { readonly _tag: 'NameTaken' }
  | { readonly _tag: 'NotNamed'; readonly reason: 'DISK_FULL' | 'IO'; readonly detail: string }

const sync = (path: string, flags: string): void => {
  const file = openSync(path, flags)
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

const syncDirectory = (path: string): void => {
  try {
    sync(path, 'r')
  } catch {
    // Not every operating system lets a directory be synced.
  }
}

const codeOf = (thrown: unknown): unknown =>
  typeof thrown === 'object' && thrown !== null && 'code' in thrown ? thrown.code : undefined

/** Brings a finished file to disk and then gives it its name for good, unless something else has that name. */
export const giveName = (from: string, to: string): Naming => {
  try {
    sync(from, 'r+')
    try {
      linkSync(from, to)
      rmSync(from)
    } catch (thrown) {
      if (codeOf(thrown) === 'EEXIST' || existsSync(to)) return { _tag: 'NameTaken' }
      // A file system without links.
      renameSync(from, to)
    }
    syncDirectory(dirname(to))
    return { _tag: 'Named' }
  } catch (thrown) {
    return { _tag: 'NotNamed', reason: codeOf(thrown) === 'ENOSPC' ? 'DISK_FULL' : 'IO', detail: String(thrown) }
  }
}
