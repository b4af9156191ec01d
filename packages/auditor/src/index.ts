export { createAuditor, type Auditor } from './auditor.js'
export type { Custody, Holding } from './books.js'
export type { Appends } from './ledger-books.js'
export type { Fault, RuleName } from './rules.js'
