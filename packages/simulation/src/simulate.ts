import { createTally, type Tally } from './tally.js'
import { runWorld } from './world.js'

/** What came out of a simulation. */
export type Simulated = {
  readonly steps: number
  readonly worlds: number
  readonly tally: Tally
  /** The first world in which something did not hold, with the seed that makes it again; null when everything held. */
  readonly failure: { readonly seed: number; readonly violations: ReadonlyArray<string> } | null
}

export type SimulationOptions = {
  readonly seed: number
  readonly steps: number
  /** A world ends after so many steps, and a fresh one begins. */
  readonly stepsPerWorld?: number
  readonly onWorld?: (seed: number, stepsSoFar: number) => void
}

/** Runs world after world, each from the next seed, until so many steps are done or something does not hold. */
export const simulate = async (options: SimulationOptions): Promise<Simulated> => {
  const tally = createTally()
  const longest = options.stepsPerWorld ?? 5_000
  let steps = 0
  let worlds = 0
  while (steps < options.steps) {
    const seed = options.seed + worlds
    const outcome = await runWorld({ seed, steps: Math.min(longest, options.steps - steps), tally })
    steps += outcome.steps
    worlds += 1
    options.onWorld?.(seed, steps)
    if (outcome.violations.length > 0)
      return { steps, worlds, tally, failure: { seed, violations: outcome.violations } }
  }
  return { steps, worlds, tally, failure: null }
}
