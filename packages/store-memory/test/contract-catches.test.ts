import { AsyncResource } from 'node:async_hooks'
import {
  brokenReadModelReopenings,
  brokenReadModelStores,
  brokenReopenings,
  brokenSnapshotReopenings,
  brokenSnapshotStores,
  brokenStores,
  eventStoreRules,
  persistentEventStoreRules,
  persistentReadModelStoreRules,
  persistentSnapshotStoreRules,
  readModelStoreRules,
  snapshotStoreRules,
  type ContractRule,
} from '@waybill/jest'
import type { Snapshot } from '@waybill/port'
import { createMemoryReadModelStore, createMemoryStore } from '@waybill/store-memory'

// Some trials take streams of 100,000 events.
jest.setTimeout(60_000)

const ledger = 'urn:example:ledger'

const ruleNamed = <Subject>(rules: ReadonlyArray<ContractRule<Subject>>, name: string): ContractRule<Subject> => {
  const rule = rules.find((candidate) => candidate.name === name)
  if (rule === undefined) throw new Error(`no rule is named: ${name}`)
  return rule
}

describe('The contract of event stores catches a store that', () => {
  it.each(brokenStores)('$damage', async ({ capabilities, caughtBy, over }) => {
    const trial = ruleNamed(eventStoreRules, caughtBy).check(() => {
      const oneStream = capabilities?.atomicAcrossStreams === false
      const sound = createMemoryStore({ ledger, ...(oneStream ? { appends: 'ONE_STREAM' } : {}) })
      return Promise.resolve({ store: over(sound), dispose: sound.close, patienceMs: 40 })
    })
    await expect(trial).rejects.toMatchObject({ code: 'ERR_ASSERTION' })
  })

  it.each(brokenReopenings)('$damage when it is opened again', async ({ caughtBy, remember }) => {
    const trial = ruleNamed(persistentEventStoreRules, caughtBy).check(() => {
      const store = createMemoryStore({ ledger })
      const reopen = async (): Promise<typeof store> => {
        const fresh = createMemoryStore({ ledger })
        await remember(store, fresh)
        return fresh
      }
      return Promise.resolve({ store, reopen, dispose: store.close })
    })
    await expect(trial).rejects.toMatchObject({ code: 'ERR_ASSERTION' })
  })

  it('breaks any of its rules', () => {
    const caught = new Set([...brokenStores, ...brokenReopenings].map(({ caughtBy }) => caughtBy))
    const rules = [...eventStoreRules, ...persistentEventStoreRules].map(({ name }) => name)
    expect(rules.filter((name) => !caught.has(name))).toEqual([])
  })
})

describe('The rule about what a closed store leaves behind', () => {
  const rule = ruleNamed(
    eventStoreRules,
    'leaves no timer or handle behind when it is closed, though a subscriber was still waiting',
  )

  it('finds the timer of a store though one of the test runner ends at the same time', async () => {
    const ofTheRunner = setTimeout(() => undefined, 60_000)
    let ofTheStore: NodeJS.Timeout | undefined
    const trial = rule.check(() => {
      const store = createMemoryStore({ ledger })
      ofTheStore = setTimeout(() => undefined, 60_000)
      const dispose = (): Promise<void> => {
        clearTimeout(ofTheRunner)
        return Promise.resolve()
      }
      return Promise.resolve({ store, dispose, patienceMs: 40 })
    })
    await expect(trial).rejects.toThrow('expected nothing to keep the process alive, found Timeout')
    clearTimeout(ofTheStore)
  })

  it('does not blame a store for a timer that the test runner starts meanwhile', async () => {
    let ofTheRunner: NodeJS.Timeout | undefined
    const start = AsyncResource.bind(() => {
      ofTheRunner = setTimeout(() => undefined, 60_000)
    })
    await rule.check(() => {
      const store = createMemoryStore({ ledger })
      start()
      return Promise.resolve({ store, dispose: store.close, patienceMs: 40 })
    })
    expect(ofTheRunner?.hasRef()).toBe(true)
    clearTimeout(ofTheRunner)
  })
})

describe('The contract of read-model stores catches a store that', () => {
  it.each(brokenReadModelStores)('$damage', async ({ caughtBy, over }) => {
    const trial = ruleNamed(readModelStoreRules, caughtBy).check(() => {
      const sound = createMemoryReadModelStore()
      return Promise.resolve({ store: over(sound), dispose: sound.close })
    })
    await expect(trial).rejects.toMatchObject({ code: 'ERR_ASSERTION' })
  })

  it.each(brokenReadModelReopenings)('$damage when it is opened again', async ({ caughtBy, remember }) => {
    const trial = ruleNamed(persistentReadModelStoreRules, caughtBy).check(() => {
      const store = createMemoryReadModelStore()
      const reopen = async (): Promise<typeof store> => {
        const fresh = createMemoryReadModelStore()
        await remember(store, fresh)
        return fresh
      }
      return Promise.resolve({ store, reopen, dispose: store.close })
    })
    await expect(trial).rejects.toMatchObject({ code: 'ERR_ASSERTION' })
  })

  it('breaks any of its rules', () => {
    const caught = new Set([...brokenReadModelStores, ...brokenReadModelReopenings].map(({ caughtBy }) => caughtBy))
    const rules = [...readModelStoreRules, ...persistentReadModelStoreRules].map(({ name }) => name)
    expect(rules.filter((name) => !caught.has(name))).toEqual([])
  })
})

describe('The contract of snapshots catches a store that', () => {
  it.each(brokenSnapshotStores)('$damage', async ({ caughtBy, over }) => {
    const trial = ruleNamed(snapshotStoreRules, caughtBy).check(() => {
      const { close, snapshots } = createMemoryStore({ ledger })
      return Promise.resolve({ store: over(snapshots), close, dispose: close })
    })
    await expect(trial).rejects.toMatchObject({ code: 'ERR_ASSERTION' })
  })

  it.each(brokenSnapshotReopenings)('$damage when it is opened again', async ({ caughtBy, remember }) => {
    const trial = ruleNamed(persistentSnapshotStoreRules, caughtBy).check(() => {
      const { close, snapshots } = createMemoryStore({ ledger })
      const kept: Array<Snapshot> = []
      const store: typeof snapshots = {
        ...snapshots,
        keep: (snapshot) => {
          kept.push(snapshot)
          return snapshots.keep(snapshot)
        },
      }
      const reopen = async (): Promise<typeof snapshots> => {
        const fresh = createMemoryStore({ ledger }).snapshots
        await remember(kept, fresh)
        return fresh
      }
      return Promise.resolve({ store, close, reopen, dispose: close })
    })
    await expect(trial).rejects.toMatchObject({ code: 'ERR_ASSERTION' })
  })

  it('breaks any of its rules', () => {
    const caught = new Set([...brokenSnapshotStores, ...brokenSnapshotReopenings].map(({ caughtBy }) => caughtBy))
    const rules = [...snapshotStoreRules, ...persistentSnapshotStoreRules].map(({ name }) => name)
    expect(rules.filter((name) => !caught.has(name))).toEqual([])
  })
})
