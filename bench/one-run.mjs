// One side of one case, in this fresh process: prints what was measured as one line of JSON.

import { figureNumbered } from './figures/all-figures.mjs'

const { number, side, job } = JSON.parse(process.argv[2])
const begun = process.cpuUsage()
const outcome = (await figureNumbered(number).sides[side](job)) ?? {}
const { user, system } = process.cpuUsage(begun)
const peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1024)
process.stdout.write(`${JSON.stringify({ ...outcome, peakMegabytes, processCpuSeconds: (user + system) / 1e6 })}\n`)
