import type { FileGuard } from './file-guard.js'
import type { SqliteDatabase } from './sqlite-driver.js'

/** A moment in the life of the file, to be taken before a read and waited from after it. */
export type Mark = { readonly commits: number; readonly dataVersion: number }

/** Tells waiting subscriptions that the log may have grown, or that the file is gone: at once for this process, by polling for others. */
export type ChangeWatch = {
  /** Throws what the driver throws. */
  readonly mark: () => Mark
  /** Calls `wake` once, as soon as something was committed since the mark. The answer withdraws it. */
  readonly onChangeSince: (mark: Mark, wake: () => void) => () => void
  /** Something was committed through this connection, or the store was closed. */
  readonly tell: () => void
  readonly close: () => void
}

const pollMs = 50

export const createChangeWatch = (
  db: SqliteDatabase,
  options: { readonly othersMayWrite: boolean; readonly trouble: FileGuard },
): ChangeWatch => {
  const dataVersion = db.prepare('PRAGMA data_version')
  const waiting = new Map<() => void, Mark>()
  let commits = 0
  let timer: NodeJS.Timeout | null = null

  const readDataVersion = (): number =>
    options.othersMayWrite ? (dataVersion.get() as { readonly data_version: number }).data_version : 0

  const stopPolling = (): void => {
    if (timer !== null) clearInterval(timer)
    timer = null
  }

  const wakeWhere = (isDue: (mark: Mark) => boolean): void => {
    for (const [wake, mark] of [...waiting]) {
      if (!isDue(mark)) continue
      waiting.delete(wake)
      wake()
    }
    if (waiting.size === 0) stopPolling()
  }

  const poll = (): void => {
    try {
      const current = readDataVersion()
      if (options.trouble() === null) {
        wakeWhere((mark) => mark.dataVersion !== current)
        return
      }
    } catch {
      // Busy or worse.
    }
    // Whoever waits reads for itself and meets the same fault where it can be answered.
    wakeWhere(() => true)
  }

  return {
    mark: () => ({ commits, dataVersion: readDataVersion() }),
    onChangeSince: (mark, wake) => {
      if (mark.commits !== commits) {
        wake()
        return () => undefined
      }
      waiting.set(wake, mark)
      timer ??= setInterval(poll, pollMs).unref()
      return () => {
        waiting.delete(wake)
        if (waiting.size === 0) stopPolling()
      }
    },
    tell: () => {
      commits += 1
      wakeWhere(() => true)
    },
    close: () => {
      commits += 1
      wakeWhere(() => true)
      stopPolling()
    },
  }
}
