import type { Actors } from './actors.js'
import type { Script, Sent } from './script.js'
import { smallerList } from './smaller-list.js'
import { createTally } from './tally.js'
import { runWorld } from './world.js'

/** Which part of a world is left: the same parts make the same world. */
export type Parts = {
  /** The places, from 0, of the orders that are still sent, among all that the whole world sent. */
  readonly keep: ReadonlyArray<number>
  readonly without: ReadonlyArray<keyof Actors['others']>
  readonly isFaultless: boolean
  readonly schedule: number
}

/** A part of a world that does not hold. */
export type Shrunk = Parts & {
  readonly steps: number
  readonly violations: ReadonlyArray<string>
  readonly sends: ReadonlyArray<Sent>
}

export type WholeWorld = { readonly seed: number; readonly steps: number }

const othersInOrder: ReadonlyArray<keyof Actors['others']> = ['asker', 'remedier', 'crasher', 'supervisor', 'postman']

/** In how many orders its calls may go on, a part is tried before it is given up. */
const schedules = 3

/** What does not hold, less the names and numbers in which two worlds differ. */
export const kindOfViolation = (violation: string): string => {
  const text = violation.replace(/^step \d+: /, '')
  const ofRule = /^sequence \d+: ([^:]+):/.exec(text)
  return ofRule?.[1] ?? text.replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d+/g, '#').slice(0, 60)
}

const sentIn = async ({ seed, steps }: WholeWorld): Promise<{ sends: ReadonlyArray<Sent>; kind: string | null }> => {
  const { sent, violations } = await runWorld({ seed, steps, tally: createTally() })
  const [first] = violations
  return {
    sends: sent.filter(({ by }) => by !== 'opener'),
    kind: first === undefined ? null : kindOfViolation(first),
  }
}

const scriptOf = (sends: ReadonlyArray<Sent>, { isFaultless, keep, schedule, without }: Parts): Script => ({
  sends: keep.flatMap((place) => sends[place] ?? []),
  without: new Set(without),
  isFaultless,
  schedule,
})

/** Makes a part of a world again. */
export const runPart = async (world: WholeWorld, parts: Parts): Promise<Shrunk> => {
  const { sends } = await sentIn(world)
  return runScript(world, sends, parts)
}

const runScript = async (world: WholeWorld, sends: ReadonlyArray<Sent>, parts: Parts): Promise<Shrunk> => {
  const script = scriptOf(sends, parts)
  const { steps, violations } = await runWorld({ ...world, tally: createTally(), script })
  return { ...parts, steps, violations, sends: script.sends }
}

/**
 * Looks for a small part of a world that still fails in the way of the whole: fewer orders, fewer who act, nothing that goes wrong. Null
 * where what it sent, sent again at the same times, does not fail so, or where the whole world holds.
 */
export const shrink = async (world: WholeWorld, isStopped: () => boolean): Promise<Shrunk | null> => {
  const { kind, sends } = await sentIn(world)
  if (kind === null) return null
  const found: { smallest: Shrunk | null } = { smallest: null }

  const fails = async (parts: Parts): Promise<boolean> => {
    const first = parts.schedule
    for (let more = 0; more < schedules && !isStopped(); more += 1) {
      const tried = await runScript(world, sends, { ...parts, schedule: first + more })
      const [violation] = tried.violations
      if (violation === undefined || kindOfViolation(violation) !== kind) continue
      found.smallest = tried
      return true
    }
    return false
  }
  const now = (): Parts =>
    found.smallest ?? { keep: sends.map((_, place) => place), without: [], isFaultless: false, schedule: 0 }

  for (let first = 0; found.smallest === null && first < 4 * schedules && !isStopped(); first += schedules)
    await fails({ ...now(), schedule: first })
  if (found.smallest === null) return null
  await fails({ ...now(), isFaultless: true })
  for (const other of othersInOrder) await fails({ ...now(), without: [...now().without, other] })
  await smallerList(now().keep, (keep) => fails({ ...now(), keep }), isStopped)
  return found.smallest
}
