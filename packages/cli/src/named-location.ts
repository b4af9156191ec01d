import type { SqliteOpenFailure } from '@waybill/store-sqlite'

/** The failure with the place as the user named it, in place of the path that it was resolved to. */
export const atNamedLocation =
  (name: string) =>
  (failure: SqliteOpenFailure): SqliteOpenFailure => ({ ...failure, location: name })
