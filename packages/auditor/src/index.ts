export { createAuditor, type Auditor, type Fault, type RuleName } from './auditor.js'
export type { Custody, Holding } from './books.js'
