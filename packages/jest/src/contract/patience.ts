import { AssertionError } from 'node:assert/strict'
import type { StoreUnderTest } from './contract-rule.js'

const turnMs = 5

/**
 * How many turns of the event loop a patience is. Turns are counted and not the clock: while a busy machine lets this
 * process stand still, nobody has a chance to do anything, and no patience is used up.
 */
export const turnsIn = (patienceMs: number): number => Math.max(1, Math.ceil(patienceMs / turnMs))

/** One turn, with a little time for what is outside of this process: a disk, a socket, a server. */
export const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, turnMs))

/** The answer, or a broken rule when it does not come in time. */
export const inTime = async <A>(promise: Promise<A>, patienceMs: number, what: string): Promise<A> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const wait = (turns: number): void => {
      timer = setTimeout(() => {
        if (turns > 1) wait(turns - 1)
        else reject(new AssertionError({ message: `expected ${what} within ${patienceMs} ms, found nothing` }))
      }, turnMs)
    }
    wait(turnsIn(patienceMs))
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}

/** The time that a subject grants for a signal, in milliseconds. */
export const patienceOf = (subject: StoreUnderTest): number => subject.patienceMs ?? 30_000
