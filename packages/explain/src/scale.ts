import type { Leaf } from './leaf.js'

/** Version of the rules in this package; it changes whenever a finding could. */
export const rulesVersion = '2026.11.3'
/** Promises are counted in plain time: no business calendar is applied. */
export const calendarsVersion = 'none'

/**
 * Causes whose proof contains a "no", a "not yet" or an "only part": on a log that may have lost its
 * end they are at most PROBABLE, because a cut-off tail looks the same. I1 and I2 lean on the position
 * that a view states, which names another event once anything before it is lost.
 */
const restsOnAbsence: ReadonlySet<Leaf> = new Set<Leaf>([
  'A1',
  'A2',
  'A3',
  'A4',
  'B1',
  'B4',
  'C6',
  'D1',
  'D2',
  'D3',
  'D4',
  'D5',
  'D6',
  'D7',
  'D8',
  'D9',
  'E2',
  'E3',
  'E4',
  'F2',
  'F3',
  'F6',
  'H2',
  'H4',
  'I1',
  'I2',
  'I4',
  'K1',
  'Z1',
  'Z2',
])

export const needsCompleteLog = (leaf: Leaf): boolean => restsOnAbsence.has(leaf)
