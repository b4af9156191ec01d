import { randomUUID } from 'node:crypto'
import { existsSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import type { ReadFailure, StoreUnavailable } from '@waybill/port'
import type { FileGuard } from './file-guard.js'
import { giveName } from './give-name.js'
import type { SqliteDriver } from './sqlite-driver.js'
import { beginStoreCopy, documentsPerStep, eventsPerStep, type StoreCopy } from './store-copy.js'
import { nextTurn } from './waiting.js'
import { whileBusyRetry } from './while-busy-retry.js'

export type BackupReceipt = {
  /** The file that was made, as it was named. */
  readonly path: string
  /** Sequence of the last event in it; 0 for an empty ledger. The copy holds every event up to this one. */
  readonly lastSequence: number
}

/** Something stands where the backup was to be made; it is as it was. */
export type BackupTargetTaken = { readonly _tag: 'BackupTargetTaken'; readonly location: string }

export type BackupFailure = BackupTargetTaken | ReadFailure

/** What a backup is made of. */
export type BackupSource = {
  readonly driver: SqliteDriver
  /** The file, as the user named it. */
  readonly path: string
  /** The file, as SQLite is to open it once more; null when this process has it alone, so that it cannot be. */
  readonly location: string | null
  readonly ledger: string
  readonly deadlineMs: number
  readonly trouble: FileGuard
  /** Copies the whole store in one step and answers the sequence of its last event. Throws what the driver throws. */
  readonly copyInOneStep: (path: string) => number
}

/** A backup in progress. */
export type Backup = {
  readonly outcome: Promise<E.Either<BackupFailure, BackupReceipt>>
  /** Gives it up at once and removes what was made; the outcome is then `StoreClosed`. */
  readonly giveUp: () => void
}

const operation = 'backup'

const unavailable = (location: string, reason: StoreUnavailable['reason'], detail: string): StoreUnavailable => ({
  _tag: 'StoreUnavailable',
  operation,
  location,
  reason,
  detail,
})

/**
 * Begins to copy the store into a new file, in short steps while others write. Events are taken over first, without
 * holding on to a state of the store, for they never change; then the rest in one state that fits the last of them.
 * The copy has its name only when it is whole and on disk.
 */
export const beginBackup = (source: BackupSource, target: string): Backup => {
  const partial = `${target}.${randomUUID()}.partial`
  let copy: StoreCopy | null = null
  let givenUp = false

  const clearAway = (): void => {
    copy?.close()
    for (const name of [partial, `${partial}-journal`]) rmSync(name, { force: true })
  }

  /** Storage that fails is that of the copy; locks and damage are those of the store. */
  const attempt = async <A>(step: () => A): Promise<E.Either<ReadFailure, A>> => {
    const stepUnlessHindered = (): E.Either<ReadFailure, A> => {
      if (givenUp) return E.left({ _tag: 'StoreClosed', operation })
      const trouble = source.trouble()
      return trouble === null ? E.right(step()) : E.left(unavailable(source.path, trouble.reason, trouble.detail))
    }
    await nextTurn()
    const done = await whileBusyRetry(stepUnlessHindered, { operation, location: target }, source.deadlineMs)
    if (E.isRight(done)) return done.right
    return done.left.reason === 'BUSY' || done.left._tag === 'StoreUnreadable'
      ? E.left({ ...done.left, location: source.path })
      : done
  }

  const whileFull = async (step: () => number, perStep: number): Promise<E.Either<ReadFailure, void>> => {
    for (;;) {
      const taken = await attempt(step)
      if (E.isLeft(taken)) return taken
      if (taken.right < perStep) return E.right(undefined)
    }
  }

  const copyInSteps = async (location: string): Promise<E.Either<ReadFailure, number>> => {
    const begun = await attempt(() => beginStoreCopy(source.driver, partial, { location, ledger: source.ledger }))
    if (E.isLeft(begun)) return begun
    if (E.isLeft(begun.right)) return begun.right
    const open = begun.right.right
    copy = open
    const steps = [
      () => whileFull(open.nextEvents, eventsPerStep),
      () => attempt(open.freeze),
      () => whileFull(open.nextEvents, eventsPerStep),
      () => attempt(open.smallTables),
      () => whileFull(open.nextDocuments, documentsPerStep),
    ]
    for (const step of steps) {
      const done = await step()
      if (E.isLeft(done)) return done
    }
    return attempt(open.finish)
  }

  const run = async (): Promise<E.Either<BackupFailure, BackupReceipt>> => {
    if (existsSync(target)) return E.left({ _tag: 'BackupTargetTaken', location: target })
    if (!existsSync(dirname(target))) return E.left(unavailable(target, 'MISSING', 'there is no such directory'))
    const { location } = source
    const lastSequence =
      location === null ? await attempt(() => source.copyInOneStep(partial)) : await copyInSteps(location)
    if (E.isLeft(lastSequence)) return lastSequence
    copy?.close()
    const named = giveName(partial, target)
    switch (named._tag) {
      case 'Named':
        return E.right({ path: target, lastSequence: lastSequence.right })
      case 'NameTaken':
        return E.left({ _tag: 'BackupTargetTaken', location: target })
      case 'NotNamed':
        return E.left(unavailable(target, named.reason, named.detail))
    }
  }

  return {
    outcome: run().finally(clearAway),
    giveUp: () => {
      givenUp = true
      clearAway()
    },
  }
}
