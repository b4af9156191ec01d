import { deepStrictEqual, strictEqual } from 'node:assert/strict'
import type { ReadModelStore, ReadModelWrite } from '@waybill/port'
import {
  ruleOn,
  type ContractRule,
  type PersistentReadModelStoreUnderTest,
  type ReadModelStoreUnderTest,
} from './contract-rule.js'
import { failure, success } from './outcome.js'

const put = (key: string, value: string, collection = 'balances'): ReadModelWrite => ({
  _tag: 'Put',
  collection,
  key,
  value,
})

const remove = (key: string, collection = 'balances'): ReadModelWrite => ({ _tag: 'Delete', collection, key })

const step = (
  store: ReadModelStore,
  from: number,
  to: number,
  ...writes: ReadonlyArray<ReadModelWrite>
): Promise<void> => success(store.commit({ projection: 'balance', expectedCheckpoint: from, checkpoint: to, writes }))

const startsEmpty = ruleOn<ReadModelStoreUnderTest>(
  'has no documents and a checkpoint of 0 for a projection that never ran',
  async ({ store }) => {
    strictEqual(await success(store.checkpoint('balance')), 0)
    strictEqual(await success(store.get('balances', 'acc-1')), null)
    deepStrictEqual(await success(store.range({ collection: 'balances', limit: 10 })), [])
  },
)

const commitsTogether = ruleOn<ReadModelStoreUnderTest>(
  'commits documents together with the checkpoint that they belong to',
  async ({ store }) => {
    await step(store, 0, 3, put('acc-1', '{"booked":"100"}'), put('acc-1', '{"rate":"1"}', 'quotes'))
    strictEqual(await success(store.checkpoint('balance')), 3)
    strictEqual(await success(store.checkpoint('audit')), 0)
    strictEqual(await success(store.get('balances', 'acc-1')), '{"booked":"100"}')
    strictEqual(await success(store.get('quotes', 'acc-1')), '{"rate":"1"}')
  },
)

const appliesInOrder = ruleOn<ReadModelStoreUnderTest>(
  'applies the writes of a step in their order, and lets a later one replace or remove an earlier one',
  async ({ store }) => {
    await step(store, 0, 1, put('a', '1'), put('b', '1'), put('c', '1'))
    await step(store, 1, 2, put('a', '2'), remove('b'), remove('missing'), remove('c'), put('c', '3'))
    deepStrictEqual(await success(store.range({ collection: 'balances', limit: 10 })), [
      { key: 'a', value: '2' },
      { key: 'c', value: '3' },
    ])
  },
)

const refusesLateStep = ruleOn<ReadModelStoreUnderTest>(
  'refuses a step whose checkpoint has moved on, and writes none of it',
  async ({ store }) => {
    await step(store, 0, 5, put('a', '1'))
    const late = store.commit({
      projection: 'balance',
      expectedCheckpoint: 0,
      checkpoint: 6,
      writes: [put('a', 'late'), put('b', 'late')],
    })
    deepStrictEqual(await failure(late, 'CheckpointConflict'), {
      _tag: 'CheckpointConflict',
      projection: 'balance',
      expected: 0,
      actual: 5,
    })
    deepStrictEqual(await success(store.range({ collection: 'balances', limit: 10 })), [{ key: 'a', value: '1' }])
    strictEqual(await success(store.checkpoint('balance')), 5)
  },
)

const oneInstanceWins = ruleOn<ReadModelStoreUnderTest>(
  'lets exactly one of many instances of a projection commit a step',
  async ({ store }) => {
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        store.commit({
          projection: 'balance',
          expectedCheckpoint: 0,
          checkpoint: 1,
          writes: [put(`instance-${n}`, '1')],
        })(),
      ),
    )
    strictEqual(outcomes.filter((outcome) => outcome._tag === 'Right').length, 1)
    strictEqual((await success(store.range({ collection: 'balances', limit: 100 }))).length, 1)
  },
)

const startsOver = ruleOn<ReadModelStoreUnderTest>(
  'lets a projection go back to an earlier checkpoint, so that it can be rebuilt',
  async ({ store }) => {
    await step(store, 0, 9, put('a', '1'))
    await step(store, 9, 0, remove('a'))
    strictEqual(await success(store.checkpoint('balance')), 0)
    strictEqual(await success(store.get('balances', 'a')), null)
  },
)

const rangesInOrder = ruleOn<ReadModelStoreUnderTest>(
  'gives a range of keys in order of Unicode code points, first key included, last excluded',
  async ({ store }) => {
    // U+FF5E comes before U+1F9FE, though its code unit is greater than a surrogate.
    const keys = ['', '10', '9', 'B', 'a', 'a/1', 'a/2', 'b', '转', '\uFF5E', '\u{1F9FE}']
    await step(store, 0, 1, ...[...keys].reverse().map((key) => put(key, `"${key}"`)), put('a', 'x', 'other'))
    const range = async (from?: string, to?: string, limit = 100): Promise<ReadonlyArray<string>> => {
      const bounds = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
      const found = await success(store.range({ collection: 'balances', ...bounds, limit }))
      return found.map(({ key }) => key)
    }
    deepStrictEqual(await range(), keys)
    deepStrictEqual(await range('a', 'b'), ['a', 'a/1', 'a/2'])
    deepStrictEqual(await range('a/'), ['a/1', 'a/2', 'b', '转', '\uFF5E', '\u{1F9FE}'])
    deepStrictEqual(await range(undefined, '9'), ['', '10'])
    deepStrictEqual(await range('a', undefined, 2), ['a', 'a/1'])
    deepStrictEqual(await range('b', 'a'), [])
    deepStrictEqual(await range('x', 'y'), [])
  },
)

const closes = ruleOn<ReadModelStoreUnderTest>(
  'answers every operation of a closed store with StoreClosed, and may be closed again',
  async ({ store }) => {
    await store.close()
    await store.close()
    await failure(store.checkpoint('balance'), 'StoreClosed')
    await failure(store.get('balances', 'a'), 'StoreClosed')
    await failure(store.range({ collection: 'balances', limit: 1 }), 'StoreClosed')
    await failure(
      store.commit({ projection: 'balance', expectedCheckpoint: 0, checkpoint: 1, writes: [] }),
      'StoreClosed',
    )
  },
)

/** What every read-model store promises. */
export const readModelStoreRules: ReadonlyArray<ContractRule<ReadModelStoreUnderTest>> = [
  startsEmpty,
  commitsTogether,
  appliesInOrder,
  refusesLateStep,
  oneInstanceWins,
  startsOver,
  rangesInOrder,
  closes,
]

/** What a read-model store promises besides whose documents outlive the process. */
export const persistentReadModelStoreRules: ReadonlyArray<ContractRule<PersistentReadModelStoreUnderTest>> = [
  ruleOn('finds documents and checkpoints again after it was closed and opened', async ({ store, reopen }) => {
    await step(store, 0, 4, put('a', '{"booked":"1"}'))
    const again = await reopen()
    strictEqual(await success(again.get('balances', 'a')), '{"booked":"1"}')
    strictEqual(await success(again.checkpoint('balance')), 4)
  }),
]
