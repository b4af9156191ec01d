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

  it('are kept one for each subject and fold, the last in place of the one before, also when the file is opened again', async () => {
    const path = directory.file('kept.db')
    const store = await openStore({ path })
    expect(await store.snapshots.latest('funds-mei', 'funds/1')()).toEqual({ _tag: 'Right', right: null })
    const later = { ...snapshot, through: 998, state: '{}' }
    const ofAnotherFold = { ...snapshot, fold: 'funds/2' }
    for (const kept of [snapshot, ofAnotherFold, later])
      expect(await store.snapshots.keep(kept)()).toMatchObject({ _tag: 'Right' })
    await store.close()
    const again = await openStore({ path })
    expect(await again.snapshots.latest('funds-mei', 'funds/1')()).toEqual({ _tag: 'Right', right: later })
    expect(await again.snapshots.latest('funds-mei', 'funds/2')()).toEqual({ _tag: 'Right', right: ofAnotherFold })
    expect(await again.snapshots.latest('funds-bo', 'funds/1')()).toEqual({ _tag: 'Right', right: null })
    await again.close()
  })

  it('are not kept by a store that is only read, nor by one that is closed', async () => {
    const path = directory.file('read.db')
    await (await openStore({ path })).close()
    const store = await openStore({ path, readOnly: true })
    expect(await store.snapshots.keep(snapshot)()).toMatchObject({ left: { reason: 'READ_ONLY' } })
    await store.close()
    const closed = await openStore({ path })
    await closed.close()
    expect(await closed.snapshots.keep(snapshot)()).toMatchObject({ left: { _tag: 'StoreClosed' } })
    expect(await closed.snapshots.latest('funds-mei', 'funds/1')()).toMatchObject({ left: { _tag: 'StoreClosed' } })
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
