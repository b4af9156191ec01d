import * as E from 'fp-ts/lib/Either.js'
import type { EventStore, ReadFailure } from '@waybill/port'
import { importedOrigin, originProperty } from './log-file/index.js'

/** A ledger that an engine has appended to. */
const engineOrigin = 'ENGINE'

/** Whether the ledger came by import and no engine has appended to it since: then it is complete up to its anchor only. */
export const cameByImport = async (store: EventStore): Promise<E.Either<ReadFailure, boolean>> => {
  const origin = await store.properties.get(originProperty)()
  return E.isLeft(origin) ? origin : E.right(origin.right === importedOrigin)
}

/** After an engine has appended to an imported ledger, the ledger is that engine's own. Tried again at the next append when the store fails. */
export const createOriginMark = (store: EventStore): (() => Promise<void>) => {
  let settled = false
  return async () => {
    if (settled) return
    const imported = await cameByImport(store)
    if (E.isLeft(imported)) return
    settled = !imported.right || E.isRight(await store.properties.set(originProperty, engineOrigin)())
  }
}
