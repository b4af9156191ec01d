import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { fileFault } from './file-fault.js'
import type { FileUnavailable, TargetExists } from './failure.js'

/** Refuses a place where something stands already: what is written here is always a new file. */
export const mustBeNew = (path: string, name: string): E.Either<TargetExists, null> =>
  existsSync(path) ? E.left({ _tag: 'TargetExists', path: name }) : E.right(null)

/** Where a file is made: beside its place, under a name that is never too long where its own is not. */
const draftOf = (path: string): string =>
  join(dirname(path), `${basename(path).slice(0, 40)}.unfinished-${process.pid}`)

/** What cannot be looked for under this name is not there either. */
const clearAway = async (file: string): Promise<void> => {
  try {
    await rm(file, { force: true })
  } catch {
    // The fault that kept it from being made is what is told.
  }
}

const companions = ['', '-wal', '-shm', '-journal']

/**
 * Makes a file under another name beside its place and gives it its own only once it is whole, so that nothing half-written
 * ever stands there. What is left of one that failed is cleared away.
 */
export const makeWhole = async <L, A>(
  path: string,
  name: string,
  make: (draft: string) => Promise<E.Either<L, A>>,
): Promise<E.Either<L | FileUnavailable, A>> => {
  const draft = draftOf(path)
  try {
    const made = await make(draft)
    if (E.isRight(made)) await rename(draft, path)
    return made
  } catch (thrown) {
    return E.left(fileFault(name, thrown))
  } finally {
    for (const companion of companions) await clearAway(`${draft}${companion}`)
  }
}
