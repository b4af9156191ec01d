import { deepStrictEqual, strictEqual } from 'node:assert/strict'
import type { Snapshot, SnapshotStore } from '@waybill/port'
import {
  ruleOn,
  type ContractRule,
  type PersistentSnapshotStoreUnderTest,
  type SnapshotStoreUnderTest,
} from './contract-rule.js'
import { failure, success } from './outcome.js'

const snapshot: Snapshot = {
  subject: 'funds-mei',
  fold: 'funds/1',
  through: 499,
  chainhash: 'a1'.repeat(32),
  state: '{"outflow":{"$integer":"1"}}',
  digest: `sha256:${'b2'.repeat(32)}`,
}

const latest = (store: SnapshotStore, { subject, fold }: Pick<Snapshot, 'subject' | 'fold'>) =>
  success(store.latest(subject, fold))

const startsEmpty = ruleOn<SnapshotStoreUnderTest>('has no snapshot of what none was kept of', async ({ store }) => {
  strictEqual(await latest(store, snapshot), null)
  await success(store.keep(snapshot))
  strictEqual(await latest(store, { ...snapshot, subject: 'funds-bo' }), null)
  strictEqual(await latest(store, { ...snapshot, fold: 'funds/2' }), null)
})

const givesAsKept = ruleOn<SnapshotStoreUnderTest>(
  'gives a snapshot as it was kept, to the last character of a long state',
  async ({ store }) => {
    const state = `{"note":"转 \u{1F9FE} \\u0000 ' \\" ;","pad":"${'x'.repeat(1_000_000)}"}`
    const kept = { ...snapshot, state }
    await success(store.keep(kept))
    deepStrictEqual({ ...(await latest(store, kept)) }, kept)
  },
)

const keepsTheLast = ruleOn<SnapshotStoreUnderTest>(
  'keeps one snapshot of each subject and fold, the last in place of the one before',
  async ({ store }) => {
    const later = { ...snapshot, through: 998, state: '{}' }
    const again = { ...snapshot, through: 3, digest: 'sha256:c3' }
    for (const kept of [snapshot, later, again]) await success(store.keep(kept))
    deepStrictEqual({ ...(await latest(store, snapshot)) }, again)
  },
)

const tellsApart = ruleOn<SnapshotStoreUnderTest>(
  'tells subjects and folds apart, whatever signs their names are made of',
  async ({ store }) => {
    const names = ['a', 'a/b', 'b', 'b/a', '/', ' ', 'A', "a'", 'a b', '["a","b"]', '转', '']
    const all = names.flatMap((subject, row) =>
      names.map((fold, column) => ({ ...snapshot, subject, fold, through: row * names.length + column })),
    )
    for (const kept of all) await success(store.keep(kept))
    for (const kept of all) deepStrictEqual({ ...(await latest(store, kept)) }, kept)
  },
)

const staysAsItIs = ruleOn<SnapshotStoreUnderTest>(
  'keeps what was handed in, whatever its caller does to it later',
  async ({ store }) => {
    const handedIn = { ...snapshot }
    await success(store.keep(handedIn))
    handedIn.state = '{"outflow":{"$integer":"2"}}'
    const given = await latest(store, snapshot)
    deepStrictEqual({ ...given }, snapshot)
    try {
      if (given !== null) (given as { state: string }).state = '{}'
    } catch {
      // What is frozen cannot be changed, which is as good.
    }
    deepStrictEqual({ ...(await latest(store, snapshot)) }, snapshot)
  },
)

const manyAtOnce = ruleOn<SnapshotStoreUnderTest>(
  'gives one of those that were kept at once, whole',
  async ({ store }) => {
    const all = Array.from({ length: 50 }, (_, n) => ({ ...snapshot, through: n, state: `{"n":${n}}` }))
    await Promise.all(all.map((kept) => success(store.keep(kept))))
    const given = await latest(store, snapshot)
    deepStrictEqual({ ...given }, all[given?.through ?? -1])
  },
)

const closes = ruleOn<SnapshotStoreUnderTest>(
  'answers every operation with StoreClosed when it is closed',
  async ({ close, store }) => {
    await close()
    await failure(store.keep(snapshot), 'StoreClosed')
    await failure(store.latest(snapshot.subject, snapshot.fold), 'StoreClosed')
  },
)

/** What every store of snapshots promises. */
export const snapshotStoreRules: ReadonlyArray<ContractRule<SnapshotStoreUnderTest>> = [
  startsEmpty,
  givesAsKept,
  keepsTheLast,
  tellsApart,
  staysAsItIs,
  manyAtOnce,
  closes,
]

/** What a store of snapshots promises besides whose snapshots outlive the process. */
export const persistentSnapshotStoreRules: ReadonlyArray<ContractRule<PersistentSnapshotStoreUnderTest>> = [
  ruleOn('finds the last snapshot again after it was closed and opened', async ({ store, reopen }) => {
    const later = { ...snapshot, through: 998, state: '{}' }
    for (const kept of [snapshot, later]) await success(store.keep(kept))
    deepStrictEqual({ ...(await latest(await reopen(), snapshot)) }, later)
  }),
]
