import * as E from 'fp-ts/lib/Either.js'
import { leavesFound, leavesSuspected } from './leaves-found.js'
import type { CauseFound, EvidenceItem, MissingItem, Subject } from './finding.js'
import type { Judgement } from './judgement.js'
import type { Leaf } from './leaf.js'
import type { LedgerView } from './ledger-view.js'
import type { Question } from './question.js'
import { judgedFor, type SubjectUnknown } from './explain.js'
import type { Exhibit, Lacking } from './verdict.js'

/**
 * How a cause stands beside the one that was found. CAUSE: it is the one. ALSO: it holds beside it. RULED_OUT: what is on record speaks
 * against it. BEHIND: it would hold, and one that is asked about before it does as well. OPEN: it stays possible. SILENT: nothing on
 * record bears on it. NO_RULE: this version cannot tell it, so it neither claims it nor rules it out.
 */
export type Standing = 'CAUSE' | 'ALSO' | 'RULED_OUT' | 'BEHIND' | 'OPEN' | 'SILENT' | 'NO_RULE'

/** Why a cause is not the one that was found, from the judgement that the finding was made of. */
export type WhyNot = {
  readonly subject: Subject
  readonly leaf: Leaf
  readonly cause: CauseFound
  readonly standing: Standing
  /** What speaks against it where it is ruled out, and for it otherwise. */
  readonly evidence: ReadonlyArray<Pick<EvidenceItem, 'id' | 'kind' | 'source' | 'grade' | 'sequence' | 'shows'>>
  /** What would decide it. */
  readonly missing: ReadonlyArray<MissingItem>
}

type Weighed = Pick<WhyNot, 'standing'> & {
  readonly evidence: ReadonlyArray<Exhibit>
  readonly missing: ReadonlyArray<Lacking>
}

const ofVerdict = ({ further, judged, primary, secondary }: Judgement, leaf: Leaf): Weighed => {
  const found = judged.find((one) => one.leaf === leaf)?.verdict ?? { _tag: 'SILENT' as const }
  const told: Standing | null =
    primary.leaf === leaf ? 'CAUSE' : secondary.some((other) => other.leaf === leaf) ? 'ALSO' : null
  // Why it was late held then, and may be ruled out for now: it is told with what showed it then.
  const then = further.filter(({ supports }) => supports.includes(leaf)).map(({ exhibit }) => exhibit)
  if (told === 'ALSO' && found._tag !== 'HOLDS') return { standing: told, evidence: then, missing: [] }
  switch (found._tag) {
    case 'HOLDS':
      return { standing: told ?? 'BEHIND', evidence: found.evidence, missing: found.missing }
    case 'POSSIBLE':
      return { standing: told ?? 'OPEN', evidence: found.evidence, missing: found.missing }
    case 'EXCLUDED':
      return { standing: told ?? 'RULED_OUT', evidence: found.evidence, missing: [] }
    case 'SILENT':
      return { standing: told ?? 'SILENT', evidence: [], missing: [] }
  }
}

const canBeTold = (leaf: Leaf): boolean => leavesFound.includes(leaf) || leavesSuspected.includes(leaf)

/** Says of one cause why it is not the answer to a question, or that it is. Left where the ledger knows nothing of the subject. */
export const whyNot = (question: Question, view: LedgerView, leaf: Leaf): E.Either<SubjectUnknown, WhyNot> => {
  const judged = judgedFor(question, view)
  if (E.isLeft(judged)) return judged
  const judgement = judged.right
  const { evidence, missing, standing } = ofVerdict(judgement, leaf)
  const wanted = [...missing, ...judgement.missing.filter(({ wouldDecide }) => wouldDecide.includes(leaf))]
  return E.right({
    subject: question.subject,
    leaf,
    cause: judgement.primary,
    standing: standing === 'SILENT' && !canBeTold(leaf) ? 'NO_RULE' : standing,
    evidence: evidence.map(({ id, kind, source, grade, sequence, shows }) => ({
      id,
      kind,
      source,
      grade,
      ...(sequence === undefined ? {} : { sequence }),
      shows,
    })),
    missing: wanted
      .filter(({ what }, index) => wanted.findIndex((other) => other.what.en === what.en) === index)
      .map(({ what, who, how, by, wouldDecide }) => ({ what, who, how, by, wouldDecide })),
  })
}
