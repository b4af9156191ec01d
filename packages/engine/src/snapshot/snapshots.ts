import * as E from 'fp-ts/lib/Either.js'
import { canonicalJson } from '@waybill/core'
import type { Snapshot, SnapshotStore } from '@waybill/port'
import { digestOfText } from '../sha256.js'
import { stateOfText, textOfState } from './state-text.js'

/** What a snapshot says: the state after the event that has this place and this chain hash. */
export type Remembered = { readonly state: unknown; readonly through: number; readonly chainhash: string }

/** The snapshots of one ledger. Without a store for them none is found and none is kept. */
export type Snapshots = {
  /**
   * The state that was kept last for a subject and a fold in this version; null where there is none or it is not whole. Whoever
   * takes it must still find its event in the log.
   */
  readonly latest: (subject: string, fold: string) => Promise<Remembered | null>
  /** Keeps a state, if it can be kept now. */
  readonly keep: (subject: string, fold: string, remembered: Remembered) => Promise<void>
}

type Content = Omit<Snapshot, 'digest'>

const digestOf = (ledger: string, { subject, fold, through, chainhash, state }: Content): string =>
  digestOfText(canonicalJson([ledger, subject, fold, through, chainhash, state]))

/** What a snapshot says, or null where it is not as it was kept. */
const read = (ledger: string, snapshot: Snapshot): Remembered | null => {
  try {
    if (snapshot.digest !== digestOf(ledger, snapshot)) return null
    return { state: stateOfText(snapshot.state), through: snapshot.through, chainhash: snapshot.chainhash }
  } catch {
    return null
  }
}

export const createSnapshots = (ledger: string, store: SnapshotStore | null): Snapshots => ({
  latest: async (subject, fold) => {
    if (store === null) return null
    const found = await store.latest(subject, fold)()
    if (E.isLeft(found) || found.right === null) return null
    // What it is a snapshot of is what was asked for, whatever it says of itself.
    return read(ledger, { ...found.right, subject, fold })
  },
  keep: async (subject, fold, { state, through, chainhash }) => {
    if (store === null) return
    const content = { subject, fold, through, chainhash, state: textOfState(state) }
    // A cache that cannot be written now is written another time: nothing depends on it.
    await store.keep({ ...content, digest: digestOf(ledger, content) })()
  },
})
