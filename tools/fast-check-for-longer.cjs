// fast-check as it is, but for assert, which draws for LAW_SECONDS instead of the number of runs that it is told.

const fastCheck = require('../node_modules/fast-check/lib/cjs/fast-check.js')

const forLonger = {
  numRuns: Number.MAX_SAFE_INTEGER,
  interruptAfterTimeLimit: Number(process.env.LAW_SECONDS) * 1000,
  markInterruptAsFailure: false,
}
const assert = (property, parameters) => fastCheck.assert(property, { ...parameters, ...forLonger })

module.exports = { ...fastCheck, assert, default: { ...fastCheck.default, assert }, __esModule: true }
