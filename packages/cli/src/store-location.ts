import { closeSync, openSync, readSync } from 'node:fs'
import { resolve } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { fileFault } from './file-fault.js'
import type { FileUnavailable, NeitherLogNorStore, StoreNotSupported } from './failure.js'
import type { Io } from './io.js'

/** Where a ledger is read from. `name` is what the user wrote. */
export type StoreLocation =
  | { readonly _tag: 'StandardInput'; readonly name: '-' }
  | { readonly _tag: 'LogFile'; readonly name: string; readonly path: string }
  | { readonly _tag: 'SqliteFile'; readonly name: string; readonly path: string }

const magic = 'SQLite format 3\0'

const beginningOf = (path: string, name: string): E.Either<FileUnavailable, string> => {
  try {
    const file = openSync(path, 'r')
    try {
      const bytes = Buffer.alloc(magic.length)
      return E.right(bytes.subarray(0, readSync(file, bytes, 0, bytes.length, 0)).toString('latin1'))
    } finally {
      closeSync(file)
    }
  } catch (thrown) {
    return E.left(fileFault(name, thrown))
  }
}

const kinds: Readonly<Record<string, string>> = {
  postgres: 'PostgreSQL',
  postgresql: 'PostgreSQL',
  esdb: 'EventStoreDB',
  'esdb+discover': 'EventStoreDB',
  kurrentdb: 'KurrentDB',
  'kurrentdb+discover': 'KurrentDB',
}

/** Servers that this version cannot reach, and anything else that looks like a URL. */
export const serverIn = (name: string): StoreNotSupported | null => {
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(name)?.[1]?.toLowerCase()
  return scheme === undefined
    ? null
    : { _tag: 'StoreNotSupported', location: name, kind: kinds[scheme] ?? `a ${scheme} address` }
}

/** Says what kind of store stands at a location. The content decides, the name only where the content says nothing. */
export const locate = (
  name: string,
  { cwd }: Pick<Io, 'cwd'>,
): E.Either<StoreNotSupported | FileUnavailable | NeitherLogNorStore, StoreLocation> => {
  if (name === '-') return E.right({ _tag: 'StandardInput', name })
  const server = serverIn(name)
  if (server !== null) return E.left(server)
  const path = resolve(cwd, name)
  const beginning = beginningOf(path, name)
  if (E.isLeft(beginning)) return beginning
  if (beginning.right === magic) return E.right({ _tag: 'SqliteFile', name, path })
  if (/\.(?:db|sqlite3?)$/i.test(name)) return E.right({ _tag: 'SqliteFile', name, path })
  if (
    /\.(?:nd)?jsonl?$/i.test(name) ||
    /^\s*\{/.test(beginning.right) ||
    beginning.right.startsWith('\u00ef\u00bb\u00bf')
  )
    return E.right({ _tag: 'LogFile', name, path })
  return E.left({
    _tag: 'NeitherLogNorStore',
    location: name,
    found:
      beginning.right === ''
        ? 'an empty file'
        : `a file that begins with the bytes ${Buffer.from(beginning.right, 'latin1').subarray(0, 8).toString('hex')}`,
  })
}
