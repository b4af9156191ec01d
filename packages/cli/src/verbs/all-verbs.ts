import type { Verb } from '../verb.js'
import { anchorVerb } from './anchor.js'
import { balanceVerb } from './balance.js'
import { doVerb } from './do.js'
import { explainVerb } from './explain.js'
import { exportVerb } from './export.js'
import { importVerb } from './import.js'
import { investigateVerb } from './investigate.js'
import { remedyVerb } from './remedy.js'
import { replayVerb } from './replay.js'
import { timelineVerb } from './timeline.js'
import { verifyVerb } from './verify.js'

/** Every verb, in the order of the manual. */
export const allVerbs: ReadonlyArray<Verb> = [
  investigateVerb,
  explainVerb,
  timelineVerb,
  balanceVerb,
  verifyVerb,
  anchorVerb,
  replayVerb,
  doVerb,
  remedyVerb,
  importVerb,
  exportVerb,
]
