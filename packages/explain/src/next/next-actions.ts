import type { CaseFile } from '../case-file.js'
import type { NextAction } from '../finding.js'
import type { Judgement } from '../judgement.js'
import { correspondenceOf } from '../reading.js'
import { answerOwed } from '../reply-clock.js'
import { nextByCause } from './by-cause.js'
import { decisionsOpen, exceptionsOpen } from './left-open.js'
import { explainRelease, neverTwice, postReturn } from './of-return.js'

/** What may be done now, whose move it is, and what must not be done. On a damaged record nothing automatic is offered. */
export const nextActionsOf = (file: CaseFile, judgement: Judgement): ReadonlyArray<NextAction> => {
  const actions = nextByCause[judgement.primary.leaf]?.(file, judgement) ?? []
  return judgement.primary.leaf === 'X1'
    ? actions
    : [
        ...actions,
        ...explainRelease(judgement),
        ...postReturn(file, judgement),
        ...neverTwice(file, judgement),
        ...exceptionsOpen(file),
        ...decisionsOpen(file),
        ...answerOwed(correspondenceOf(file)),
      ]
}
