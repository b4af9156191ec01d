import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { createMemoryStore, exportLog, importLog, type EventStore, type LogFailure } from 'waybill'
import type { LogReproduction } from './reproduction.js'
import { openBook } from './stage.js'

/** How each failure of a log file is reached. One that has no entry here does not compile. */
export const logFailureReproductions: { readonly [T in LogFailure['_tag']]: LogReproduction } = {
  LogUnreadable: async () => {
    const { store } = await openBook()
    let log = ''
    await exportLog(store, (lines) => void (log += lines))()
    // The copy stopped in the middle of a line.
    const file = { file: 'book.ndjson', open: () => Buffer.from(log.slice(0, -100)), anchor: null }
    return importLog(createMemoryStore({ ledger: store.ledger }), file)()
  },

  LogUnavailable: async () => {
    const open = () => {
      throw new Error('the share is not mounted')
    }
    const copy = createMemoryStore({ ledger: 'urn:example:book' })
    return importLog(copy, { file: '/mnt/share/book.ndjson', open, anchor: null })()
  },

  LogBroken: async () => {
    const { store } = await openBook({ ids: { next: () => '6f2d6c1e-1f0b-4c53-9d59-5d1f5a3f7e01' } })
    let log = ''
    await exportLog(store, (lines) => void (log += lines))()
    // A hand has given Mei ten times as much.
    const altered = log.replaceAll('"minorUnits":"100000"', '"minorUnits":"1000000"')
    const file = { file: 'book.ndjson', open: () => Buffer.from(altered), anchor: null }
    return importLog(createMemoryStore({ ledger: store.ledger }), file)()
  },

  LogChanged: async () => {
    const { store } = await openBook()
    let log = ''
    await exportLog(store, (lines) => void (log += lines))()
    // Between the check and the import, somebody cuts the file off after its first event.
    let readings = 0
    const open = () => Buffer.from((readings += 1) === 1 ? log : log.slice(0, log.indexOf('\n') + 1))
    return importLog(createMemoryStore({ ledger: store.ledger }), { file: 'book.ndjson', open, anchor: null })()
  },

  LedgerNotEmpty: async () => {
    const { store } = await openBook()
    let log = ''
    await exportLog(store, (lines) => void (log += lines))()
    return importLog(store, { file: 'book.ndjson', open: () => Buffer.from(log), anchor: null })()
  },

  LedgerEmpty: async () => {
    const store = createMemoryStore({ ledger: 'urn:example:new' })
    let log = ''
    return exportLog(store, (lines) => void (log += lines))()
  },

  LedgerDiffers: async () => {
    const { store } = await openBook()
    let log = ''
    await exportLog(store, (lines) => void (log += lines))()
    const other = createMemoryStore({ ledger: 'urn:example:other' })
    return importLog(other, { file: 'book.ndjson', open: () => Buffer.from(log), anchor: null })()
  },

  EventNotExportable: async () => {
    const { store } = await openBook()
    // A hand has written a time that is none into the store.
    const altered: EventStore = {
      ...store,
      readAll: (range) =>
        pipe(
          store.readAll(range),
          TE.map((events) => events.map((event) => ({ ...event, recordedAt: 'yesterday' }))),
        ),
    }
    let log = ''
    return exportLog(altered, (lines) => void (log += lines))()
  },
}
