import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import * as E from 'fp-ts/lib/Either.js'
import { fileFault } from './file-fault.js'
import type { FileUnavailable, TargetExists } from './failure.js'

/** Refuses a place where something stands already: what is written here is always a new file. */
export const mustBeNew = (path: string, name: string): E.Either<TargetExists, null> =>
  existsSync(path) ? E.left({ _tag: 'TargetExists', path: name }) : E.right(null)

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
  const draft = `${path}.unfinished-${process.pid}`
  try {
    const made = await make(draft)
    if (E.isRight(made)) await rename(draft, path)
    return made
  } catch (thrown) {
    return E.left(fileFault(name, thrown))
  } finally {
    for (const companion of companions) await rm(`${draft}${companion}`, { force: true })
  }
}
