import type { Snapshot } from '@waybill/port'
import { openStore, temporaryDirectory } from './temporary-store.js'

const snapshot: Snapshot = {
  subject: 'funds-mei',
  fold: 'funds/1',
  through: 499,
  chainhash: 'a1',
  state: '{"outflow":{"$integer":"1"}}',
  digest: 'sha256:b2',
}

describe('Snapshots in SQLite', () => {
  const directory = temporaryDirectory()
  afterAll(directory.remove)

  it('are not kept by a store that is only read', async () => {
    const path = directory.file('read.db')
    await (await openStore({ path })).close()
    const store = await openStore({ path, readOnly: true })
    expect(await store.snapshots.keep(snapshot)()).toMatchObject({ left: { reason: 'READ_ONLY' } })
    await store.close()
  })

  it('are not taken into a copy, which is as whole without them', async () => {
    const store = await openStore({ path: directory.file('source.db') })
    await store.snapshots.keep(snapshot)()
    expect(await store.backup(directory.file('copy.db'))()).toMatchObject({ _tag: 'Right' })
    const copy = await openStore({ path: directory.file('copy.db') })
    expect(await copy.snapshots.latest('funds-mei', 'funds/1')()).toEqual({ _tag: 'Right', right: null })
    await copy.close()
    await store.close()
  })
})
