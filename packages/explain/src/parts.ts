import type { Bilingual, CustodyRow, NextAction } from './finding.js'
import type { Judgement } from './judgement.js'

/** What a finding is made of, whatever its subject. */
export type Parts = {
  readonly judgement: Judgement
  readonly custody: ReadonlyArray<CustodyRow>
  readonly answer: Bilingual
  readonly next: ReadonlyArray<NextAction>
}
