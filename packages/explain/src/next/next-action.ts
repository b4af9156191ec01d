import { compensated } from '@waybill/core'
import type { CaseFile } from '../case-file.js'
import type { Bilingual, CauseFound, NextAction, SafetyClass } from '../finding.js'
import type { Judgement } from '../judgement.js'
import { say } from '../verdict.js'

/** Something that may be done: who does it, by when, and what forbids it now. */
export const action = (
  name: string,
  safety: SafetyClass,
  who: string,
  says: Bilingual,
  due: string | null,
  forbiddenBy: Bilingual | null = null,
): NextAction => ({ action: name, says, who, due, safety, forbiddenBy })

const notProven = say('the finding is not confirmed', '结论尚未确认')

/** An act of ours needs a confirmed finding. */
export const unlessProven = ({ confidence }: CauseFound): Bilingual | null =>
  confidence === 'CONFIRMED' ? null : notProven

/** A proposal needs a finding that is at least probable. */
export const unlessProbable = ({ confidence }: CauseFound): Bilingual | null =>
  confidence === 'CONFIRMED' || confidence === 'PROBABLE' ? null : notProven

/** Something that nobody may do, and why. */
export const never = (name: string, says: Bilingual, forbiddenBy: Bilingual): NextAction =>
  action(name, 'never', 'nobody', says, null, forbiddenBy)

const madeWholeInstead = say(
  'the payer was made whole meanwhile, and one loss is put right in one way',
  '付款方其间已获补偿，同一损失只以一种方式补救',
)

/** What forbids to bring the money to the payee while the payer has been given it instead. */
export const unlessCompensated = ({ transfer }: CaseFile): Bilingual | null =>
  transfer !== null && compensated(transfer) > 0n ? madeWholeInstead : null

/** What follows from a cause. */
export type NextRule = (file: CaseFile, judgement: Judgement) => ReadonlyArray<NextAction>
