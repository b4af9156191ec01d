// A process of tools/simulate.mjs: runs the worlds that it is sent, and sends back how each came out.

import { reportWorld } from '../packages/simulation/dist/esm/index.js'

process.on('message', ({ seed, steps }) => {
  reportWorld(seed, steps).then(
    (report) => process.send(report),
    (thrown) => {
      throw thrown
    },
  )
})
