export { anyHistory, anySteps, type HistoryOptions } from './arbitrary/any-history.js'
