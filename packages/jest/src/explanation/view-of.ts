import type { LedgerView } from '@waybill/explain'
import { gatherView } from '@waybill/engine'
import type { History } from './history.js'

/** A log that an explanation can be asked of: one written for the test, or what an engine gives as its view. */
export type GivenLog = History | LedgerView

/** The log as explanations read it, its chain verified and held against its anchor. */
export const viewOf = (log: GivenLog): LedgerView => {
  if (!('stored' in log)) return log
  const gathering = gatherView(log.ledger, { _tag: 'FILE', anchor: log.anchor })
  for (const event of log.stored) gathering.take(event)
  return gathering.finish()
}
