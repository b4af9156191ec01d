import * as E from 'fp-ts/lib/Either.js'
import type { Snapshot, SnapshotStore } from '@waybill/port'

/** A store of snapshots with one fault, made out of a sound one, and the rule that must catch it. */
export type BrokenSnapshotStore = {
  readonly damage: string
  readonly caughtBy: string
  readonly over: (sound: SnapshotStore) => SnapshotStore
}

/** A way of opening snapshots again that has one fault, and the rule that must catch it. */
export type BrokenSnapshotReopening = {
  readonly damage: string
  readonly caughtBy: string
  /** Puts into `fresh`, an empty store, what this store remembers of `kept`, in the order in which it was kept. */
  readonly remember: (kept: ReadonlyArray<Snapshot>, fresh: SnapshotStore) => Promise<void>
}

const named = (sound: SnapshotStore, nameOf: (subject: string, fold: string) => string): SnapshotStore => {
  const held = new Map<string, Snapshot>()
  return {
    keep: (snapshot) => {
      held.set(nameOf(snapshot.subject, snapshot.fold), { ...snapshot })
      return sound.keep(snapshot)
    },
    latest: (subject, fold) => () => Promise.resolve(E.right(held.get(nameOf(subject, fold)) ?? null)),
  }
}

const furthestOnly = (sound: SnapshotStore): SnapshotStore => ({
  ...sound,
  keep: (snapshot) => async () => {
    const present = await sound.latest(snapshot.subject, snapshot.fold)()
    if (E.isLeft(present)) return present
    return present.right !== null && present.right.through > snapshot.through
      ? E.right(undefined)
      : sound.keep(snapshot)()
  },
})

const fieldByField = (sound: SnapshotStore): SnapshotStore => {
  const states = new Map<string, string>()
  return {
    keep: (snapshot) => async () => {
      const kept = await sound.keep(snapshot)()
      // The state stands in another place, where every second one is overtaken by the one before it.
      if (!states.has(snapshot.subject) || snapshot.through % 2 === 0) states.set(snapshot.subject, snapshot.state)
      return kept
    },
    latest: (subject, fold) => async () => {
      const found = await sound.latest(subject, fold)()
      if (E.isLeft(found) || found.right === null) return found
      return E.right({ ...found.right, state: states.get(subject) ?? '' })
    },
  }
}

const byReference = (): SnapshotStore => {
  const held = new Map<string, Snapshot>()
  const nameOf = (subject: string, fold: string): string => JSON.stringify([subject, fold])
  return {
    keep: (snapshot) => () => {
      held.set(nameOf(snapshot.subject, snapshot.fold), snapshot)
      return Promise.resolve(E.right(undefined))
    },
    latest: (subject, fold) => () => Promise.resolve(E.right(held.get(nameOf(subject, fold)) ?? null)),
  }
}

export const brokenSnapshotStores: ReadonlyArray<BrokenSnapshotStore> = [
  {
    damage: 'gives the snapshot of any fold of the subject',
    caughtBy: 'has no snapshot of what none was kept of',
    over: (sound) => named(sound, (subject) => subject),
  },
  {
    damage: 'cuts a long state off',
    caughtBy: 'gives a snapshot as it was kept, to the last character of a long state',
    over: (sound) => ({
      ...sound,
      keep: (snapshot) => sound.keep({ ...snapshot, state: snapshot.state.slice(0, 65_535) }),
    }),
  },
  {
    damage: 'keeps the one that reaches furthest instead of the last',
    caughtBy: 'keeps one snapshot of each subject and fold, the last in place of the one before',
    over: furthestOnly,
  },
  {
    damage: 'joins the names of subject and fold with a sign that both may contain',
    caughtBy: 'tells subjects and folds apart, whatever signs their names are made of',
    over: (sound) => named(sound, (subject, fold) => `${subject}/${fold}`),
  },
  {
    damage: 'keeps the object of its caller',
    caughtBy: 'keeps what was handed in, whatever its caller does to it later',
    over: byReference,
  },
  {
    damage: 'writes a snapshot in pieces that others may come between',
    caughtBy: 'gives one of those that were kept at once, whole',
    over: fieldByField,
  },
  {
    damage: 'goes on answering when it is closed',
    caughtBy: 'answers every operation with StoreClosed when it is closed',
    over: (sound) =>
      named({ ...sound, keep: () => () => Promise.resolve(E.right(undefined)) }, (...names) => JSON.stringify(names)),
  },
]

const bringsTheFirst: BrokenSnapshotReopening['remember'] = async ([first], fresh) => {
  if (first !== undefined) await fresh.keep(first)()
}

export const brokenSnapshotReopenings: ReadonlyArray<BrokenSnapshotReopening> = [
  {
    damage: 'brings the first of a subject back instead of the last',
    caughtBy: 'finds the last snapshot again after it was closed and opened',
    remember: bringsTheFirst,
  },
]
