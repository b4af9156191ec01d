import type { CaseFile } from './case-file.js'
import { custodyOf, custodyOfBrokenLog } from './custody.js'
import { damagedLog, isDamaged } from './damaged-log.js'
import { judge, type Judgement } from './judgement.js'
import { nextActionsOf } from './next/next-actions.js'
import type { Parts } from './parts.js'
import { correspondenceOf } from './reading.js'
import { replyClock } from './reply-clock.js'
import { answerOf } from './wording/answer.js'

const withClock = (file: CaseFile, judgement: Judgement): Judgement => {
  const correspondence = correspondenceOf(file)
  if (correspondence === null) return judgement
  const clock = replyClock(file.slice, correspondence)
  return { ...judgement, further: [...judgement.further, { exhibit: clock, supports: [] }] }
}

/** Judges a question about a transfer, and puts the answer into words. */
export const transferParts = (file: CaseFile): Parts => {
  const damaged = isDamaged(file.slice)
  const judgement = damaged ? damagedLog(file.slice) : withClock(file, judge(file))
  const custody = damaged ? custodyOfBrokenLog(file) : custodyOf(file)
  const next = nextActionsOf(file, judgement)
  return { judgement, custody, answer: answerOf(file, judgement, custody, next), next }
}
