import * as E from 'fp-ts/lib/Either.js'
import { eventStoreContract } from '@waybill/jest'
import { createMemoryStore } from '@waybill/store-memory'

const ledger = 'urn:example:ledger'

eventStoreContract('A copy of a memory store', () => {
  const store = createMemoryStore({ ledger }).copy()
  return Promise.resolve({ store, dispose: store.close })
})

const event = (id: string) => ({
  id,
  type: 'AccountOpened',
  schemaVersion: 1,
  occurredAt: '2026-02-14T09:30:00.000Z',
  recordedAt: '2026-02-14T09:30:00.000Z',
  metadata: {},
  data: '{}',
  chainhash: `sha256:${id.padStart(64, '0')}`,
})
const append = (id: string, expectedRevision: number) => [
  { stream: 'account-mei', expectedRevision, events: [event(id)] },
]

describe('A copy of a memory store', () => {
  it('begins with the events, marks and snapshots of the store, and neither sees what is written to the other', async () => {
    const store = createMemoryStore({ ledger })
    const snapshot = { subject: 'account-mei', fold: 'account/1', through: 0, chainhash: 'c', state: '{}', digest: 'd' }
    await store.append(append('1', -1))()
    await store.properties.set('origin', 'here')()
    await store.snapshots.keep(snapshot)()
    const copy = store.copy()
    await copy.append(append('2', 0))()
    await store.append(append('3', 0))()
    await copy.properties.set('origin', 'there')()
    const idsIn = async ({ readAll }: typeof store) =>
      E.map((events: ReadonlyArray<{ readonly id: string }>) => events.map(({ id }) => id))(
        await readAll({ after: 0, limit: 10 })(),
      )
    expect(await idsIn(store)).toEqual(E.right(['1', '3']))
    expect(await idsIn(copy)).toEqual(E.right(['1', '2']))
    expect(await copy.readById('3')()).toEqual(E.right(null))
    expect(await store.properties.get('origin')()).toEqual(E.right('here'))
    expect(await copy.snapshots.latest('account-mei', 'account/1')()).toEqual(E.right(snapshot))
  })

  it('is open although the store is closed', async () => {
    const store = createMemoryStore({ ledger })
    await store.close()
    expect(await store.copy().ledgerHead()()).toEqual(E.right({ sequence: 0 }))
  })
})
