import { idsFollow, oneDecision } from './decision-rules.js'
import { entriesBalance, entriesFollow } from './entry-rules.js'
import { exchangesHold } from './exchange-rule.js'
import { floorsHold, inflowHolds } from './floor-rules.js'
import { fundsFollow } from './funds-rule.js'
import { reservationsResolveOnce } from './reservation-rule.js'
import type { Rule } from './rule.js'
import { reversalsHold, sumsHold } from './sum-rules.js'
import { clocksMoveNothing, expiryHolds, timesRise } from './time-rules.js'

/** Every rule that a log alone can show to be kept or broken, in the order in which they are told. */
export const allRules: ReadonlyArray<Rule> = [
  entriesBalance,
  entriesFollow,
  sumsHold,
  reversalsHold,
  exchangesHold,
  reservationsResolveOnce,
  fundsFollow,
  expiryHolds,
  clocksMoveNothing,
  inflowHolds,
  floorsHold,
  idsFollow,
  oneDecision,
  timesRise,
]
