/** Milliseconds on a clock that never goes back. */
export const elapsedMs = (): number => performance.now()

/** A pause before the next attempt at a busy file, jittered so that two processes do not keep step. */
export const busyPauseMs = (): number => 0.5 + Math.random() * 8

/** A wait that can be ended early. */
export type Pause = { readonly over: Promise<void>; readonly end: () => void }

/** Waits at most this long. */
export const pauseFor = (milliseconds: number): Pause => {
  let end = (): void => undefined
  const over = new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    end = () => {
      clearTimeout(timer)
      resolve()
    }
  })
  return { over, end }
}

/** Lets whatever else is ready run first. */
export const nextTurn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve)
  })
