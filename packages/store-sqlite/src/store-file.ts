import { accessSync, closeSync, constants, existsSync, openSync, readSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import type { StoreUnavailable, StoreUnreadable } from '@waybill/port'
import { isOpenHere } from './open-files.js'
import { applicationId, describeApplicationId, unreadableState } from './schema.js'

const magic = Buffer.from('SQLite format 3\0', 'latin1')
const headerBytes = 100

const errorCode = (thrown: unknown): string =>
  typeof thrown === 'object' && thrown !== null && 'code' in thrown ? String(thrown.code) : ''

const unavailable = (
  location: string,
  reason: StoreUnavailable['reason'],
  detail: string,
): E.Left<StoreUnavailable> => ({
  _tag: 'Left',
  left: { _tag: 'StoreUnavailable', operation: 'open', location, reason, detail },
})

const unreadable = (
  location: string,
  reason: StoreUnreadable['reason'],
  expected: string,
  found: string,
): E.Left<StoreUnreadable> => ({
  _tag: 'Left',
  left: { _tag: 'StoreUnreadable', location, reason, expected, found },
})

/** Whether this process may write to the file or directory. */
export const mayWrite = (path: string): boolean => {
  try {
    accessSync(path, constants.W_OK)
    return true
  } catch {
    return false
  }
}

const readHeader = (path: string): Buffer => {
  const file = openSync(path, 'r')
  try {
    const header = Buffer.alloc(headerBytes)
    return header.subarray(0, readSync(file, header, 0, headerBytes, 0))
  } finally {
    closeSync(file)
  }
}

const judgeHeader = (location: string, header: Buffer): E.Either<StoreUnreadable, 'STORE'> => {
  const known = Math.min(header.length, magic.length)
  if (!header.subarray(0, known).equals(magic.subarray(0, known)))
    return unreadable(
      location,
      'NOT_A_STORE',
      'an SQLite file',
      `a file that begins with the bytes ${header.subarray(0, 8).toString('hex')}`,
    )
  if (header.length < headerBytes)
    return unreadable(location, 'DAMAGED', `an SQLite header of ${headerBytes} bytes`, `${header.length} bytes`)
  const id = header.readUInt32BE(68)
  if (id !== applicationId)
    return unreadable(location, 'NOT_A_STORE', describeApplicationId(applicationId), describeApplicationId(id))
  const failure = unreadableState({ _tag: 'Store', schema: header.readUInt32BE(60) }, location)
  return failure === null ? E.right('STORE') : E.left(failure)
}

/**
 * Looks at the bytes before SQLite does, so that a file which is not ours is never opened, let alone changed.
 * Answers whether a store stands there or is to be made. A file that is open in this process is not looked at:
 * it has been judged, and to close another handle on it would drop the locks of this whole process.
 */
export const inspectStoreFile = (
  location: string,
  options: { readonly readOnly: boolean },
): E.Either<StoreUnavailable | StoreUnreadable, 'STORE' | 'NEW'> => {
  const mustWrite = !options.readOnly
  try {
    const found = statSync(location)
    if (!found.isFile())
      return unreadable(location, 'NOT_A_STORE', 'a file', found.isDirectory() ? 'a directory' : 'no regular file')
    if (isOpenHere(location)) return E.right('STORE')
    if (found.size === 0 && options.readOnly)
      return unreadable(location, 'NOT_A_STORE', 'an SQLite file', 'an empty file')
    if (found.size > 0) {
      const verdict = judgeHeader(location, readHeader(location))
      if (E.isLeft(verdict)) return verdict
    }
    if (mustWrite && !mayWrite(location))
      return unavailable(location, 'READ_ONLY', 'this process may not write to the file')
    if (mustWrite && !mayWrite(dirname(location)))
      return unavailable(
        location,
        'READ_ONLY',
        'this process may not write to the directory, where SQLite keeps its log',
      )
    return E.right(found.size > 0 ? 'STORE' : 'NEW')
  } catch (thrown) {
    if (errorCode(thrown) !== 'ENOENT') return unavailable(location, 'IO', String(thrown))
    if (options.readOnly) return unavailable(location, 'MISSING', 'there is no such file')
    if (!existsSync(dirname(location))) return unavailable(location, 'MISSING', 'there is no such directory')
    if (!mayWrite(dirname(location)))
      return unavailable(location, 'READ_ONLY', 'this process may not write to the directory')
    return E.right('NEW')
  }
}
