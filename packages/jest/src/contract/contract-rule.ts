import type { EventStore, ReadModelStore, SnapshotStore, StoreCapabilities } from '@waybill/port'

/** A store that is being tried, fresh and empty. */
export type StoreUnderTest = {
  readonly store: EventStore
  /** Releases what the trial has used; the store may be closed already. */
  readonly dispose: () => Promise<void>
  /** How long a signal may take to arrive, in milliseconds in which this process runs; 30,000 without it. */
  readonly patienceMs?: number
}

/** A store whose ledger outlives it. */
export type PersistentStoreUnderTest = StoreUnderTest & {
  /** Closes the store and opens its ledger anew. */
  readonly reopen: () => Promise<EventStore>
}

export type ReadModelStoreUnderTest = {
  readonly store: ReadModelStore
  readonly dispose: () => Promise<void>
}

export type PersistentReadModelStoreUnderTest = ReadModelStoreUnderTest & {
  readonly reopen: () => Promise<ReadModelStore>
}

export type SnapshotStoreUnderTest = {
  readonly store: SnapshotStore
  /** Closes the store; a store of snapshots is closed with the store that it belongs to. */
  readonly close: () => Promise<void>
  readonly dispose: () => Promise<void>
}

export type PersistentSnapshotStoreUnderTest = SnapshotStoreUnderTest & {
  readonly reopen: () => Promise<SnapshotStore>
}

/** Makes a fresh, empty subject for one trial. */
export type FactoryOf<Subject> = () => Promise<Subject>

/**
 * One promise of a port, as a sentence and a trial of it. The trial rejects when the promise is broken; it
 * needs no test runner.
 */
export type ContractRule<Subject> = {
  readonly name: string
  /** Tried only where the store declares this. */
  readonly needs?: keyof StoreCapabilities
  /** Tried only where the store does not declare this: it says what there is instead. */
  readonly instead?: keyof StoreCapabilities
  readonly check: (factory: FactoryOf<Subject>) => Promise<void>
}

/** Tries a subject and disposes of it, whatever came out. */
export const ruleOn = <Subject extends { readonly dispose: () => Promise<void> }>(
  name: string,
  trial: (subject: Subject) => Promise<void>,
  capability: Pick<ContractRule<Subject>, 'needs' | 'instead'> = {},
): ContractRule<Subject> => ({
  name,
  ...capability,
  check: async (factory) => {
    const subject = await factory()
    try {
      await trial(subject)
    } finally {
      await subject.dispose()
    }
  },
})
