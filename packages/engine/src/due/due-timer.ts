/** Runs a piece of work again and again, never twice at a time. */
export type DueTimer = {
  /** Begins; asked again, it goes on at the new pace. The timer does not keep the process alive. */
  readonly start: (everyMs: number) => void
  /** No further run begins; resolves when the one that runs has ended. */
  readonly stop: () => Promise<void>
}

export const createDueTimer = (work: () => Promise<unknown>): DueTimer => {
  let timer: ReturnType<typeof setTimeout> | null = null
  let running: Promise<void> = Promise.resolve()
  let round = 0

  const schedule = (everyMs: number, ofRound: number): void => {
    timer = setTimeout(() => {
      running = work().then(() => {
        if (round === ofRound) schedule(everyMs, ofRound)
      })
    }, everyMs)
    timer.unref()
  }

  const halt = (): void => {
    round += 1
    if (timer !== null) clearTimeout(timer)
    timer = null
  }

  return {
    start: (everyMs) => {
      halt()
      const ofRound = round
      void running.then(() => {
        if (round === ofRound) schedule(everyMs, ofRound)
      })
    },
    stop: () => {
      halt()
      return running
    },
  }
}
