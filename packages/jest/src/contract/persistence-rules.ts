import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict'
import { ruleOn, type ContractRule, type PersistentStoreUnderTest } from './contract-rule.js'
import { failure, success } from './outcome.js'
import { recordedAt, sampleEvent, sampleEvents, wholeLedger, writeTo } from './sample-events.js'

const remembersEverything = ruleOn<PersistentStoreUnderTest>(
  'finds ledger, events, heads and properties again after it was closed and opened',
  async ({ store, reopen }) => {
    await success(
      store.append([writeTo('transfer-1', -1, ...sampleEvents(1, 3)), writeTo('funds-1', -1, sampleEvent(4))]),
    )
    await success(store.properties.set('origin', 'IMPORT'))
    const before = await wholeLedger(store)
    const again = await reopen()
    strictEqual(again.ledger, store.ledger)
    deepStrictEqual(await wholeLedger(again), before)
    deepStrictEqual(await success(again.head('transfer-1')), {
      stream: 'transfer-1',
      revision: 2,
      chainhash: sampleEvent(3).chainhash,
    })
    strictEqual(await success(again.properties.get('origin')), 'IMPORT')
    await again.close()
  },
)

const goesOn = ruleOn<PersistentStoreUnderTest>(
  'goes on where it was: expectations, ids and sequences hold over the closing',
  async ({ store, reopen }) => {
    await success(store.append([writeTo('transfer-1', -1, sampleEvent(1))]))
    const again = await reopen()
    strictEqual((await success(again.append([writeTo('transfer-1', -1, sampleEvent(1))]))).alreadyStored, true)
    await failure(again.append([writeTo('transfer-2', -1, sampleEvent(1))]), 'EventIdTaken')
    await failure(again.append([writeTo('transfer-1', -1, sampleEvent(2))]), 'RevisionConflict')
    const receipt = await success(again.append([writeTo('transfer-1', 0, sampleEvent(2))]))
    deepStrictEqual(receipt.events, [recordedAt(sampleEvent(2), 'transfer-1', 1, 2)])
    await again.close()
  },
)

const keepsWhatItAcknowledged = ruleOn<PersistentStoreUnderTest>(
  'has every append that it acknowledged, and none in part, after it was closed while they ran',
  async ({ store, reopen }) => {
    const numbers = Array.from({ length: 60 }, (_, n) => n)
    const answers = Promise.all(
      numbers.map((n) =>
        store.append([
          writeTo(`transfer-${n}`, -1, sampleEvent(2 * n)),
          writeTo(`funds-${n}`, -1, sampleEvent(2 * n + 1)),
        ])(),
      ),
    )
    const again = await reopen()
    const outcomes = await answers
    const ledger = await wholeLedger(again)
    const isThere = (n: number): boolean => ledger.some(({ id }) => id === sampleEvent(n).id)
    for (const n of numbers) {
      const acknowledged = outcomes[n]?._tag === 'Right'
      const [first, second] = [isThere(2 * n), isThere(2 * n + 1)]
      ok(first === second, `expected append ${n} to be there whole or not at all, found a part of it`)
      ok(first || !acknowledged, `expected append ${n} to be there, for it was acknowledged, found nothing of it`)
    }
    await again.close()
  },
)

export const persistenceRules: ReadonlyArray<ContractRule<PersistentStoreUnderTest>> = [
  remembersEverything,
  goesOn,
  keepsWhatItAcknowledged,
]
