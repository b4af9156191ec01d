export { simulate, type Simulated, type SimulationOptions } from './simulate.js'
export { runWorld, type WorldOptions, type WorldOutcome } from './world.js'
export { createTally, type Tally } from './tally.js'
export { allWords } from './order.js'
