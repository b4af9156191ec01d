/** How long an engine waits before it tries again, and how long it waits for others. Nothing is decided by it. */
export type Timer = {
  /** Calls `then` once after so many milliseconds, unless the function that is given back is called before. */
  readonly after: (milliseconds: number, then: () => void) => () => void
  /** A number from 0 to below 1, drawn anew each time: pauses are spread by it, so that two engines do not walk in step. */
  readonly spread: () => number
}
