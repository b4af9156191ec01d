import type { StoreUnavailable, StoreUnreadable } from '@waybill/port'

type Place = { readonly operation: string; readonly location: string }

const sound = 'a Waybill store whose pages, tables and values are whole'

/** Primary result codes of SQLite (https://sqlite.org/rescode.html), the low byte of an extended code. */
const resultCode = {
  GENERIC: 1,
  BUSY: 5,
  LOCKED: 6,
  READONLY: 8,
  IOERR: 10,
  CORRUPT: 11,
  FULL: 13,
  CANTOPEN: 14,
  PROTOCOL: 15,
  CONSTRAINT: 19,
  MISMATCH: 20,
  NOTADB: 26,
} as const

const unavailable = (place: Place, reason: StoreUnavailable['reason'], detail: string): StoreUnavailable => ({
  _tag: 'StoreUnavailable',
  operation: place.operation,
  location: place.location,
  reason,
  detail,
})

const unreadable = (place: Place, reason: 'NOT_A_STORE' | 'DAMAGED', found: string): StoreUnreadable => ({
  _tag: 'StoreUnreadable',
  location: place.location,
  reason,
  expected: sound,
  found,
})

const isError = (thrown: unknown): thrown is Error & { readonly errcode?: unknown } =>
  thrown instanceof Error || Object.prototype.toString.call(thrown) === '[object Error]'

const primaryCode = (thrown: unknown): number | null =>
  isError(thrown) && typeof thrown.errcode === 'number' ? thrown.errcode & 0xff : null

/** Whether another process holds the lock that was asked for: worth another attempt. */
export const isBusy = (thrown: unknown): boolean => {
  const code = primaryCode(thrown)
  return code === resultCode.BUSY || code === resultCode.LOCKED || code === resultCode.PROTOCOL
}

/** Whether storage failed in the middle of an operation: after a commit, nobody knows what is on disk. */
export const hasStorageFailed = (thrown: unknown): boolean => primaryCode(thrown) === resultCode.IOERR

const damagedValueName = 'DamagedValue'

/** To be thrown where the file holds a value that no store of ours wrote there, such as metadata that is no JSON. */
export const damagedValue = (found: string): Error => Object.assign(new Error(found), { name: damagedValueName })

const isBeyondNumber = (error: Error): boolean =>
  ('code' in error && error.code === 'ERR_OUT_OF_RANGE') || error.message.includes('too large to be represented')

/** Translates what the driver threw. Anything that is no word of SQLite's is our own defect and is thrown again. */
export const sqliteFault = (thrown: unknown, place: Place): StoreUnavailable | StoreUnreadable => {
  if (!isError(thrown)) throw thrown
  if (thrown.name === damagedValueName) return unreadable(place, 'DAMAGED', thrown.message)
  if (isBeyondNumber(thrown)) return unreadable(place, 'DAMAGED', 'a number beyond 2^53')
  const code = primaryCode(thrown)
  if (code === null) throw thrown
  switch (code) {
    case resultCode.BUSY:
    case resultCode.LOCKED:
    case resultCode.PROTOCOL:
      return unavailable(place, 'BUSY', thrown.message)
    case resultCode.READONLY:
      return unavailable(place, 'READ_ONLY', thrown.message)
    case resultCode.FULL:
      return unavailable(place, 'DISK_FULL', thrown.message)
    case resultCode.NOTADB:
      return unreadable(place, 'NOT_A_STORE', thrown.message)
    // The schema or the indexes are not what this store made.
    case resultCode.GENERIC:
    case resultCode.CORRUPT:
    case resultCode.CONSTRAINT:
    case resultCode.MISMATCH:
      return unreadable(place, 'DAMAGED', thrown.message)
    default:
      return unavailable(place, 'IO', thrown.message)
  }
}
