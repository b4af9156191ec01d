// A process of tools/races.mjs: races in the states that it is sent, and sends back what came of them.

import { raceInState } from '../packages/simulation/dist/esm/index.js'

process.on('message', ({ state, range }) => {
  raceInState(state, range).then(
    (raced) => process.send(raced),
    (thrown) => {
      throw thrown
    },
  )
})
