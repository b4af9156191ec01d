import type { LedgerView } from '@waybill/explain'
import { openBook } from '../specification/book.js'
import { takeSteps } from '../specification/take-step.js'
import { tellLedger } from '../story/tell-story.js'
import type { Teller } from '../story/teller.js'
import type { GivenLog } from './view-of.js'

/** What was given, in lines: of a history its steps, of another log its events; then what is wrong with it. */
export const givenStory = (teller: Teller, log: GivenLog, view: LedgerView): ReadonlyArray<string> => {
  if (!('steps' in log)) return tellLedger(teller, view)
  return [...takeSteps(openBook(), teller, log.steps).lines, ...tellLedger(teller, { ...view, events: [] })]
}
