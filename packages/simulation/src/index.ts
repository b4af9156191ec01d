export {
  mostStepsOfAWorld,
  reportWorld,
  simulate,
  type FailedWorld,
  type Simulated,
  type SimulationOptions,
  type WorldReport,
} from './simulate.js'
export { runPart, shrink, type Parts, type Shrunk, type WholeWorld } from './shrink.js'
export { leastPerMillion, mustOccur, neverTold, stepsOfALongRun, tooRare } from './must-occur.js'
export { runWorld, type WorldOptions, type WorldOutcome } from './world.js'
export { createTally, type Tally } from './tally.js'
export { plantedDefects, type PlantedDefect } from './planted-defects.js'
export { allWords } from './order.js'
export {
  bothRaced,
  nameOfPayload,
  noRaces,
  raceInState,
  racePairs,
  sampleRaces,
  type LostRace,
  type Raced,
  type RaceRange,
} from './races.js'
export {
  customer,
  digest,
  elsewhere,
  everythingConfirmed,
  euro,
  everythingInstructed,
  hvps,
  iso,
  operator,
  quote,
  racePayloads,
  railKey,
  reviewer,
  supervisor,
  times,
  uetr,
  yuan,
  type RacePayload,
} from './race-payloads.js'
export { raceStores, type RaceStore } from './race-ledger.js'
export { beginning, raceStates, type RaceState, type Step } from './race-states.js'
