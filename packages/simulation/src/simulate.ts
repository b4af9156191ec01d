import { createTally, type Tally } from './tally.js'
import { runWorld } from './world.js'

/** What came out of a simulation. */
export type Simulated = {
  readonly steps: number
  readonly worlds: number
  readonly tally: Tally
  /** The first world in which something did not hold, with what makes it again; null when everything held. */
  readonly failure: FailedWorld | null
}

export type FailedWorld = {
  readonly seed: number
  readonly steps: number
  readonly violations: ReadonlyArray<string>
}

/** How one world came out, as one process can tell another. */
export type WorldReport = {
  readonly seed: number
  readonly steps: number
  readonly violations: ReadonlyArray<string>
  readonly counts: ReadonlyArray<readonly [string, number]>
}

export const mostStepsOfAWorld = 5_000

/** Runs one world, and reports of it. */
export const reportWorld = async (seed: number, steps: number): Promise<WorldReport> => {
  const tally = createTally()
  const outcome = await runWorld({ seed, steps, tally })
  return { seed, steps: outcome.steps, violations: outcome.violations, counts: tally.entries() }
}

export type SimulationOptions = {
  readonly seed: number
  readonly steps: number
  /** A world takes so many steps at most, and a fresh one begins. */
  readonly stepsPerWorld?: number
  readonly onWorld?: (seed: number, stepsSoFar: number) => void
  /** Asked before each world: whether to end before all steps are done. */
  readonly isStopped?: () => boolean
  /** Where worlds are run, so many at a time; without it here, one at a time. The outcome is the same. */
  readonly workers?: { readonly count: number; readonly report: (seed: number, steps: number) => Promise<WorldReport> }
}

/**
 * Runs world after world, each from the next seed, until so many steps are done or something does not hold. Worlds are counted in the
 * order of their seeds, wherever they run, so that the same seed and steps come to the same.
 */
export const simulate = async (options: SimulationOptions): Promise<Simulated> => {
  const tally = createTally()
  const { count, report } = options.workers ?? { count: 1, report: reportWorld }
  const stepsOfAWorld = Math.min(options.stepsPerWorld ?? mostStepsOfAWorld, options.steps)
  const underWay: Promise<WorldReport>[] = []
  let begun = 0
  let steps = 0
  let worlds = 0
  while (steps < options.steps && options.isStopped?.() !== true) {
    while (underWay.length < count) {
      underWay.push(report(options.seed + begun, stepsOfAWorld))
      begun += 1
    }
    const [next] = underWay.splice(0, 1)
    if (next === undefined) throw new Error('a world is always under way')
    const world = await next
    steps += world.steps
    worlds += 1
    for (const [what, times] of world.counts) tally.add(what, times)
    options.onWorld?.(world.seed, steps)
    const { seed, violations } = world
    if (violations.length > 0) return { steps, worlds, tally, failure: { seed, steps: stepsOfAWorld, violations } }
  }
  return { steps, worlds, tally, failure: null }
}
