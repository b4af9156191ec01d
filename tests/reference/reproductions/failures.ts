import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import {
  cny,
  createEngine,
  createMemoryReadModelStore,
  createMemoryStore,
  exportLog,
  importLog,
  openSqliteStore,
  type AnchorSink,
  type EventStore,
  type Failure,
} from 'waybill'
import type { Reproduction } from './reproduction.js'
import { customer, done, gift, none, openBook, openDispute, operator, quarrel, rent, said } from './stage.js'

/** How each failure is reached; where the world must misbehave, through a port that does. One that has no entry here does not compile. */
export const failureReproductions: { readonly [T in Failure['_tag']]: Reproduction } = {
  MalformedCommand: async () => {
    const { engine } = await openBook()
    return engine.initiate({ commandId: 'c1', ...rent, amount: cny('1.005') })()
  },

  CommandIdReused: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...rent }))
    return engine.initiate({ commandId: 'c1', ...rent, amount: cny('200.00') })()
  },

  ReportUnplaced: async () => {
    const { engine } = await openBook()
    return engine.report('ReportCredited', { ...said('m1'), account: gift.payee, amount: gift.amount })()
  },

  TooManyConflicts: async () => {
    const { store } = await openBook()
    // Somebody else takes money from Mei each time, just before this engine writes.
    let payments = 0
    const overtaken: EventStore = {
      ...store,
      append: (writes) => async () => {
        payments += 1
        const tea = { transferId: `tea-${payments}`, payer: 'mei', payee: 'bo', amount: cny('1.00'), by: customer }
        await done(createEngine({ store }).pay({ commandId: `tea-${payments}`, ...tea }))
        return store.append(writes)()
      },
    }
    const engine = createEngine({ store: overtaken, limits: { decisionAttempts: 3 } })
    return engine.initiate({ commandId: 'c1', ...rent })()
  },

  RailNotRegistered: async () => {
    const { engine } = await openBook({ rails: [] })
    await done(engine.initiate({ commandId: 'c1', ...gift }))
    await done(engine.confirm({ commandId: 'c2', transferId: 'gift', by: customer }))
    return engine.submit('gift')()
  },

  RefusalUnreadable: async () => {
    // A newer version refused this command for a reason that this version has never heard of.
    const memory = createMemoryStore({ ledger: 'urn:example:book' })
    const newer: EventStore = {
      ...memory,
      append: (writes) =>
        memory.append(
          writes.map((write) => ({
            ...write,
            events: write.events.map((event) => ({
              ...event,
              data: event.data.replace('"PayerIsPayee"', '"PayerIsAsleep"'),
            })),
          })),
        ),
    }
    const { engine } = await openBook({ store: newer })
    const command = { commandId: 'c1', ...rent, payee: 'mei' }
    await engine.initiate(command)()
    return createEngine({ store: memory }).initiate(command)()
  },

  UndecodableEvent: async () => {
    const { engine, store } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...rent }))
    // As if a newer version, with a newer shape of its events, had written the transfer.
    const newer: EventStore = {
      ...store,
      readStream: (stream, range) =>
        pipe(
          store.readStream(stream, range),
          TE.map((events) =>
            events.map((event) => (stream === 'transfer-rent' ? { ...event, schemaVersion: 2 } : event)),
          ),
        ),
    }
    return createEngine({ store: newer }).confirm({ commandId: 'c2', transferId: 'rent', by: customer })()
  },

  AnchorUnreadable: async () => {
    const { store } = await openBook()
    let log = ''
    await exportLog(store, (lines) => void (log += lines), { anchoredAt: '2026-02-14T12:00:00.000Z' })()
    const copy = createMemoryStore({ ledger: store.ledger })
    await importLog(copy, { file: 'book.ndjson', open: () => Buffer.from(log), anchor: null })()
    // A hand has written over the anchor that the imported ledger carries.
    await copy.properties.set('anchor', '{"ledger":"urn:example:book","size":-1}')()
    return createEngine({ store: copy }).investigate()()
  },

  LedgerImported: async () => {
    const { store } = await openBook()
    let log = ''
    await exportLog(store, (lines) => void (log += lines))()
    const copy = createMemoryStore({ ledger: store.ledger })
    await importLog(copy, { file: 'book.ndjson', open: () => Buffer.from(log), anchor: null })()
    return createEngine({ store: copy }).anchor()()
  },

  LedgerContradictsAnchor: async () => {
    const { engine, store } = await openBook({ ids: { next: () => '6f2d6c1e-1f0b-4c53-9d59-5d1f5a3f7e01' } })
    await engine.anchor()()
    // Somebody has altered the first event in the store; the engine of another process finds it so.
    const altered: EventStore = {
      ...store,
      readAll: (range) =>
        pipe(
          store.readAll(range),
          TE.map((events) =>
            events.map((event) => (event.sequence === 1 ? { ...event, chainhash: '0'.repeat(64) } : event)),
          ),
        ),
    }
    return createEngine({ store: altered }).anchor()()
  },

  AnchorNotPublished: async () => {
    const vault: AnchorSink = { name: 'vault', publish: () => TE.left({ _tag: 'AnchorNotTaken', detail: 'no route' }) }
    const ids = { next: () => '6f2d6c1e-1f0b-4c53-9d59-5d1f5a3f7e01' }
    const { engine } = await openBook({ anchorSink: vault, ids })
    return engine.anchor()()
  },

  SubjectUnknown: async () => {
    const { engine } = await openBook()
    await done(engine.initiate({ commandId: 'c1', ...rent }))
    return engine.explain({ transferId: 'rant' })()
  },

  RemedyNotOffered: async () => {
    const { engine } = await openBook()
    await done(engine.pay({ commandId: 'c1', ...rent, by: customer }))
    return engine.remedies.apply({ transferId: 'rent', remedy: 'TAKE_DUE_STEP' })()
  },

  RemedyForbidden: async () => {
    const { engine } = await openDispute()
    return engine.remedies.apply({ transferId: 'gift', remedy: 'GRANT_PROVISIONAL_CREDIT' })()
  },

  RemedyOvertaken: async () => {
    const { store } = await openDispute()
    // A colleague gives a part of it just before this engine writes.
    let grants = 0
    const overtaken: EventStore = {
      ...store,
      append: (writes) => async () => {
        grants += 1
        const part = { by: operator, alreadyMadeGood: none, amount: cny('10.00') }
        if (grants === 1)
          await done(createEngine({ store }).grantProvisionalCredit({ commandId: 'c4', ...quarrel, ...part }))
        return store.append(writes)()
      },
    }
    const engine = createEngine({ store: overtaken })
    const asked = {
      transferId: 'gift',
      remedy: 'GRANT_PROVISIONAL_CREDIT',
      approvedBy: ['Head of operations'],
    } as const
    return engine.remedies.apply(asked)()
  },

  ReadModelAhead: async () => {
    const readModels = createMemoryReadModelStore()
    const { engine } = await openBook({ readModels })
    await engine.balance('mei')()
    const other = createEngine({ store: createMemoryStore({ ledger: 'urn:example:book' }), readModels })
    return other.balance('mei')()
  },

  ReadModelLate: async () => {
    const { engine } = await openBook({ readModels: createMemoryReadModelStore() })
    // The ledger has five events.
    await engine.waitUntilRead({ projection: 'balance', sequence: 5 })()
    return engine.waitUntilRead({ projection: 'balance', sequence: 6, deadlineMs: 20 })()
  },

  ReadModelBusy: async () => {
    const readModels = createMemoryReadModelStore()
    const { store } = await openBook()
    // Another engine rebuilds the read model each time that a document is read.
    const restless: typeof readModels = {
      ...readModels,
      get: (collection, key) => async () => {
        await createEngine({ store, readModels }).rebuild('balance')()
        return readModels.get(collection, key)()
      },
    }
    await createEngine({ store, readModels }).balance('mei')()
    return createEngine({ store, readModels: restless }).balance('mei')()
  },

  RebuildOvertaken: async () => {
    const readModels = createMemoryReadModelStore()
    const { store } = await openBook()
    // Another engine has rebuilt it just before this one switches.
    const overtaken: typeof readModels = {
      ...readModels,
      commit: (step) => async () => {
        if (step.projection.endsWith('/live')) await createEngine({ store, readModels }).rebuild('balance')()
        return readModels.commit(step)()
      },
    }
    return createEngine({ store, readModels: overtaken }).rebuild('balance')()
  },

  ProjectionUnknown: async () => {
    const { engine } = await openBook({ readModels: createMemoryReadModelStore() })
    return engine.rebuild('balances')()
  },

  ProjectionThrew: async () => {
    const { store } = await openBook()
    const engine = createEngine({
      store,
      readModels: createMemoryReadModelStore(),
      projections: [
        {
          name: 'payers',
          version: 1,
          collections: [],
          react: (_documents, { event }) => {
            if (event._tag === 'TransferInitiated') throw new Error('no payer of this kind')
          },
        },
      ],
    })
    return engine.read({ name: 'payers' }, () => null)()
  },

  DocumentDamaged: async () => {
    const { engine: first, store } = await openBook()
    const readModels = createMemoryReadModelStore()
    await createEngine({ store, readModels }).balance('mei')()
    await done(first.initiate({ commandId: 'c1', ...rent }))
    const damaged = { ...readModels, get: () => TE.right('{"half a docum') }
    return createEngine({ store, readModels: damaged }).balance('mei')()
  },

  SequenceGap: async () => {
    const { store } = await openBook()
    const gapped: EventStore = {
      ...store,
      readAll: (range) =>
        pipe(
          store.readAll(range),
          TE.map((events) => events.filter(({ sequence }) => sequence !== 2)),
        ),
    }
    return createEngine({ store: gapped, readModels: createMemoryReadModelStore() }).balance('mei')()
  },

  StoreUnavailable: async () => {
    const { store } = await openBook()
    const full: EventStore = {
      ...store,
      append: () =>
        TE.left({
          _tag: 'StoreUnavailable',
          operation: 'append',
          location: 'transfers.db',
          reason: 'DISK_FULL',
          detail: 'database or disk is full',
        }),
    }
    return createEngine({ store: full }).initiate({ commandId: 'c1', ...rent })()
  },

  AppendOutcomeUnknown: async () => {
    const { store } = await openBook()
    const cutOff: EventStore = {
      ...store,
      append: () => TE.left({ _tag: 'AppendOutcomeUnknown', location: 'transfers.db', detail: 'the line dropped' }),
    }
    return createEngine({ store: cutOff }).initiate({ commandId: 'c1', ...rent })()
  },

  StoreUnreadable: async () => {
    // The path of a file that is no store.
    return openSqliteStore({ path: 'README.md' })()
  },

  StoreClosed: async () => {
    const { engine, store } = await openBook()
    await store.close()
    return engine.initiate({ commandId: 'c1', ...rent })()
  },

  EventIdTaken: async () => {
    const { store } = await openBook()
    const forgetful: EventStore = { ...store, readById: () => TE.right(null) }
    const engine = createEngine({ store: forgetful })
    return engine.openAccount({ commandId: 'open-mei', account: 'savings', currency: 'CNY' })()
  },

  MalformedAppend: async () => {
    const { engine } = await openBook()
    return engine.initiate({ commandId: 'c1', ...rent }, { actor: 'teller\u0000' })()
  },
}
