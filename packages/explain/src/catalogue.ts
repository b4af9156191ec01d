import { arrivedCauses } from './causes/arrived.js'
import { begun } from './causes/begun.js'
import { confirmedWrongly } from './causes/confirmed-wrongly.js'
import { conservation } from './causes/conservation.js'
import { claimNotSupported, submittedTwiceByCustomer, unauthorised } from './causes/disowned.js'
import { executedOtherwise } from './causes/executed-otherwise.js'
import { neverRecorded } from './causes/never-recorded.js'
import { refused } from './causes/refused.js'
import { undone } from './causes/undone.js'
import { unfinished } from './causes/unfinished.js'
import type { CauseRule } from './verdict.js'

/**
 * The causes of a transfer's fate in the order of the gates: the first that fails is the primary one.
 * A further cause joins by being put into its group; nothing else changes.
 */
export const transferCauses: ReadonlyArray<CauseRule> = [
  ...conservation,
  ...unauthorised,
  ...neverRecorded,
  ...refused.slice(0, 1),
  ...begun,
  ...refused.slice(1),
  ...unfinished,
  ...executedOtherwise,
  ...confirmedWrongly.slice(0, 1),
  ...submittedTwiceByCustomer,
  ...confirmedWrongly.slice(1),
  ...undone,
  ...arrivedCauses.slice(0, 1),
  ...claimNotSupported,
  ...arrivedCauses.slice(1),
]
