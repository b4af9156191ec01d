import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { openSqliteStore, type SqliteStore } from '@waybill/store-sqlite'
import type { CliFailure } from './failure.js'
import type { Io } from './io.js'
import { atNamedLocation } from './named-location.js'
import { serverIn } from './store-location.js'

/** Refuses a location that nothing can be written to: a log is only read, and servers are not reached from here. */
export const writableLocation = (name: string, example: string): E.Either<CliFailure, string> => {
  const server = serverIn(name)
  if (server !== null) return E.left(server)
  return name === '-' || /\.ndjson$/i.test(name)
    ? E.left({
        _tag: 'UsageWrong',
        where: '--in',
        expected: 'an SQLite store, for a log is only read',
        found: name,
        example,
      })
    : E.right(name)
}

/** Opens an SQLite store to write to, which must be there. */
export const openExistingStore = async (
  name: string,
  { cwd }: Io,
  example: string,
): Promise<E.Either<CliFailure, SqliteStore>> => {
  const location = writableLocation(name, example)
  if (E.isLeft(location)) return location
  const path = resolve(cwd, name)
  if (!existsSync(path)) return E.left({ _tag: 'FileUnavailable', path: name, detail: 'there is no such file' })
  const opened = await openSqliteStore({ path })()
  return E.isLeft(opened) ? E.left(atNamedLocation(name)(opened.left)) : opened
}
