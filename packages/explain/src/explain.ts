import { canonicalJson } from '@waybill/core'
import * as E from 'fp-ts/lib/Either.js'
import { accountParts } from './account-case.js'
import { caseFileOf, sliceOf, type CaseFile, type Slice } from './case-file.js'
import type { EvidenceItem, Finding, MissingItem, Subject } from './finding.js'
import type { Leaf } from './leaf.js'
import type { LedgerView } from './ledger-view.js'
import type { Judgement } from './judgement.js'
import type { Parts } from './parts.js'
import type { Question } from './question.js'
import { calendarsVersion, rulesVersion } from './scale.js'
import { beginSubjectsAlike } from './subjects-known.js'
import { targetOf } from './target.js'
import { transferParts } from './transfer-case.js'
import type { Exhibit, Lacking } from './verdict.js'

/** Lower-case hexadecimal SHA-256 is made from what this gives. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array

/** Nothing in the ledger, as far as the asked times reach, is about the subject. */
export type SubjectUnknown = {
  readonly _tag: 'SubjectUnknown'
  readonly subject: Subject
  /** Subjects of the same kind that the ledger does know, most alike first, at most five. */
  readonly known: ReadonlyArray<string>
}

type Weighed = { readonly supports: Set<Leaf>; readonly excludes: Set<Leaf>; readonly exhibit: Exhibit }

const weigh = ({ judged, further, primary, secondary, candidates }: Judgement): ReadonlyArray<EvidenceItem> => {
  const weighed = new Map<string, Weighed>()
  const entryOf = (exhibit: Exhibit): Weighed => {
    const known = weighed.get(exhibit.id)
    if (known !== undefined) return known
    const fresh: Weighed = { supports: new Set(), excludes: new Set(), exhibit }
    weighed.set(exhibit.id, fresh)
    return fresh
  }
  const told = new Set<Leaf>([primary.leaf, ...secondary.map(({ leaf }) => leaf), ...candidates])
  // What a piece of evidence shows is told in the words of what it supports; the primary cause speaks first.
  const speaking = [...judged].sort(
    (left, right) => Number(right.leaf === primary.leaf) - Number(left.leaf === primary.leaf),
  )
  for (const { leaf, verdict } of speaking)
    if ((verdict._tag === 'HOLDS' || verdict._tag === 'POSSIBLE') && told.has(leaf))
      for (const exhibit of verdict.evidence) entryOf(exhibit).supports.add(leaf)
  for (const { exhibit, supports } of further) {
    const entry = entryOf(exhibit)
    for (const leaf of supports) entry.supports.add(leaf)
  }
  for (const { leaf, verdict } of judged)
    if (verdict._tag === 'EXCLUDED') for (const exhibit of verdict.evidence) entryOf(exhibit).excludes.add(leaf)
  const rank = ({ supports }: Weighed): number => (supports.has(primary.leaf) ? 0 : supports.size > 0 ? 1 : 2)
  const place = ({ exhibit }: Weighed): number => exhibit.sequence ?? Number.MAX_SAFE_INTEGER
  return [...weighed.values()]
    .sort(
      (left, right) =>
        rank(left) - rank(right) || place(left) - place(right) || (left.exhibit.id < right.exhibit.id ? -1 : 1),
    )
    .map(({ exhibit, supports, excludes }) => ({ ...exhibit, supports: [...supports], excludes: [...excludes] }))
}

const excludedBy = ({ judged }: Judgement): Finding['excluded'] =>
  judged.flatMap(({ leaf, verdict }) =>
    verdict._tag === 'EXCLUDED' ? [{ leaf, because: verdict.evidence.map(({ id }) => id) }] : [],
  )

const asMissing = ({ what, who, how, by, wouldDecide }: Lacking): MissingItem => ({ what, who, how, by, wouldDecide })

const uniqueMissing = (missing: ReadonlyArray<Lacking>): ReadonlyArray<MissingItem> => {
  const seen = new Set<string>()
  return missing.map(asMissing).filter(({ what }) => {
    if (seen.has(what.en)) return false
    seen.add(what.en)
    return true
  })
}

// Every JavaScript runtime has it; the types of none are loaded here, so that nothing else of them is used by accident.
declare const TextEncoder: new () => { encode: (text: string) => Uint8Array }
const utf8 = new TextEncoder()

const digestOf = (body: Omit<Finding, 'digest'>, sha256: Sha256): string =>
  `sha256:${[...sha256(utf8.encode(canonicalJson(body)))].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`

const assemble = (
  subject: Subject,
  claim: Finding['claim'],
  slice: Slice,
  { judgement, custody, answer, next }: Parts,
  view: LedgerView,
  sha256: Sha256,
): Finding => {
  const body: Omit<Finding, 'digest'> = {
    schema: 'waybill/finding/1',
    subject,
    asOf: {
      happenedBy: slice.happenedBy,
      knownBy: slice.knownBy,
      sequence: slice.sequence,
      root: view.rootAt(slice.sequence),
      anchored: view.completeness._tag === 'FILE' && slice.complete,
      rules: rulesVersion,
      calendars: calendarsVersion,
    },
    claim,
    answer,
    custody,
    cause: judgement.primary,
    secondary: judgement.secondary,
    factors: judgement.factors,
    responsible: judgement.responsible,
    evidence: weigh(judgement),
    excluded: excludedBy(judgement),
    missing: uniqueMissing(judgement.missing),
    next,
  }
  return { ...body, digest: digestOf(body, sha256) }
}

const unknown = (subject: Subject, view: LedgerView): SubjectUnknown => {
  const alike = beginSubjectsAlike(subject)
  for (const recorded of view.events) alike.take(recorded)
  return { _tag: 'SubjectUnknown', subject, known: alike.known() }
}

/** A question as it was judged: what it reaches of the ledger, and what was made of that. */
type Judged = { readonly slice: Slice; readonly claim: Finding['claim']; readonly parts: Parts }

const judgedAt = (question: Question, view: LedgerView): E.Either<SubjectUnknown, Judged> => {
  const slice = sliceOf(view, question)
  const target = targetOf(question.subject, slice)
  if (target === null) return E.left(unknown(question.subject, view))
  const claim = question.claim ?? target.claim
  const file: CaseFile | null = target.kind === 'transfer' ? caseFileOf(slice, target.id, claim) : null
  return E.right({ slice, claim, parts: file === null ? accountParts(slice, target.id, claim) : transferParts(file) })
}

/** The judgement that the finding about a question is made of. */
export const judgedFor = (question: Question, view: LedgerView): E.Either<SubjectUnknown, Judgement> =>
  E.map(({ parts }: Judged) => parts.judgement)(judgedAt(question, view))

/**
 * Answers one question about a ledger. Pure: the same prefix of the log, the same times and the same
 * rules give the same bytes. Left where the ledger knows nothing of the subject.
 */
export const explain = (question: Question, view: LedgerView, sha256: Sha256): E.Either<SubjectUnknown, Finding> => {
  const judged = judgedAt(question, view)
  if (E.isLeft(judged)) return judged
  const { slice, claim, parts } = judged.right
  return E.right(assemble(question.subject, claim, slice, parts, view, sha256))
}
