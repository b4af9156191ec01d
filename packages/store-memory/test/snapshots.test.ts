import { createMemoryStore } from '@waybill/store-memory'

const kept = { subject: 'funds-mei', fold: 'funds/1', through: 499, chainhash: 'a1', state: '{}', digest: 'sha256:b2' }

describe('Snapshots in memory', () => {
  it('are kept one for each subject and fold, the last in place of the one before', async () => {
    const { snapshots } = createMemoryStore({ ledger: 'urn:example:ledger' })
    expect(await snapshots.latest('funds-mei', 'funds/1')()).toEqual({ _tag: 'Right', right: null })
    const later = { ...kept, through: 998 }
    const ofAnotherFold = { ...kept, fold: 'funds/2' }
    for (const one of [kept, ofAnotherFold, later]) await snapshots.keep(one)()
    expect(await snapshots.latest('funds-mei', 'funds/1')()).toEqual({ _tag: 'Right', right: later })
    expect(await snapshots.latest('funds-mei', 'funds/2')()).toEqual({ _tag: 'Right', right: ofAnotherFold })
    expect(await snapshots.latest('funds-bo', 'funds/1')()).toEqual({ _tag: 'Right', right: null })
  })

  it('are as they were kept, whatever is done to what was handed in', async () => {
    const { snapshots } = createMemoryStore({ ledger: 'urn:example:ledger' })
    const handedIn = { ...kept }
    await snapshots.keep(handedIn)()
    handedIn.through = 1
    expect(await snapshots.latest('funds-mei', 'funds/1')()).toEqual({ _tag: 'Right', right: kept })
  })

  it('are neither given nor kept by a store that is closed', async () => {
    const store = createMemoryStore({ ledger: 'urn:example:ledger' })
    await store.close()
    expect(await store.snapshots.keep(kept)()).toMatchObject({ left: { _tag: 'StoreClosed' } })
    expect(await store.snapshots.latest('funds-mei', 'funds/1')()).toMatchObject({ left: { _tag: 'StoreClosed' } })
  })
})
