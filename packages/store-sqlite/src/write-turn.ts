/**
 * How long this process may go on taking the write lock before it leaves it alone for a moment. SQLite has no
 * queue between processes: one that commits without a pause leaves gaps that the others, who try every few
 * milliseconds, almost never meet. All times are in milliseconds on one clock that never goes back.
 */
export type WriteTurn = {
  /** For how long the lock is still to be left alone; 0 when it may be asked for. */
  readonly restLeftMs: (nowMs: number) => number
  /** The write lock is ours. */
  readonly began: (nowMs: number) => void
  /** The write lock was given back. */
  readonly ended: (nowMs: number) => void
  /** Another process holds the write lock. */
  readonly refused: (nowMs: number) => void
}

/** Longer than the longest pause between two attempts, so that whoever waits tries at least once in a rest. */
const restMs = 10

/** A turn beside others: a few commits on a slow disk, many on a fast one. */
const turnBesideOthersMs = 40

/** A turn while nobody else has been met; the rest after it lets a newcomer in, for a hundredth of the time. */
const turnAloneMs = 1_000

/** How long others are reckoned with after they were last met. */
const othersRememberedMs = 1_000

export const createWriteTurn = (): WriteTurn => {
  let beganAt = -Infinity
  let endedAt = -Infinity
  let othersMetAt = -Infinity

  return {
    restLeftMs: (nowMs) => {
      const turnMs = nowMs - othersMetAt < othersRememberedMs ? turnBesideOthersMs : turnAloneMs
      return nowMs - beganAt < turnMs ? 0 : Math.max(0, endedAt + restMs - nowMs)
    },
    began: (nowMs) => {
      // Otherwise the turn goes on: the lock has not been free for long enough to be had by others.
      if (nowMs - endedAt >= restMs) beganAt = nowMs
    },
    ended: (nowMs) => {
      endedAt = nowMs
    },
    refused: (nowMs) => {
      othersMetAt = nowMs
      endedAt = -Infinity
    },
  }
}
