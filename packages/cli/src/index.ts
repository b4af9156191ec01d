export type { Io, Output } from './io.js'
export { findingJson } from './finding-json.js'
export { main } from './main.js'
export type { ExitStatus } from './verb.js'
