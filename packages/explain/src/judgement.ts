import { transferCauses } from './catalogue.js'
import { caseFileAt, type CaseFile } from './case-file.js'
import type { CauseFound, Confidence } from './finding.js'
import type { Leaf } from './leaf.js'
import { needsCompleteLog } from './scale.js'
import type { CauseRule, Exhibit, Lacking, Responsible, Verdict } from './verdict.js'

type Holding = Extract<Verdict, { readonly _tag: 'HOLDS' }>

export type Judged = { readonly leaf: Leaf; readonly verdict: Verdict }

/** What was decided about one question, before it is put into words. */
export type Judgement = {
  readonly primary: CauseFound
  readonly secondary: ReadonlyArray<CauseFound>
  readonly judged: ReadonlyArray<Judged>
  readonly responsible: Responsible
  readonly factors: Holding['factors']
  /** Evidence that belongs to the finding beside that of the judged causes. */
  readonly further: ReadonlyArray<{ readonly exhibit: Exhibit; readonly supports: ReadonlyArray<Leaf> }>
  readonly missing: ReadonlyArray<Lacking>
  /** Causes that stay possible, named where nothing is decided. */
  readonly candidates: ReadonlyArray<Leaf>
}

/** How much of what should be readable is: everything, all that this version knows, or not enough to decide. */
export type Legibility = 'WHOLE' | 'UNKNOWN_WORDS' | 'QUARANTINED'

export const legibilityOf = ({ unreadable }: Pick<CaseFile, 'unreadable'>): Legibility => {
  if (unreadable.some(({ reason }) => reason !== 'UNKNOWN_TYPE' && reason !== 'NEWER_VERSION')) return 'QUARANTINED'
  return unreadable.length > 0 ? 'UNKNOWN_WORDS' : 'WHOLE'
}

const isHolding = (judged: Judged): judged is Judged & { readonly verdict: Holding } => judged.verdict._tag === 'HOLDS'

const isExcluded = (judged: ReadonlyArray<Judged>, leaf: Leaf): boolean =>
  judged.some((other) => other.leaf === leaf && other.verdict._tag === 'EXCLUDED')

/** Computed, never typed: CONFIRMED only with proof of grade A, no rival left, a log that is complete where the proof needs it, and everything readable. */
export const confidenceOf = (
  leaf: Leaf,
  verdict: Holding,
  judged: ReadonlyArray<Judged>,
  complete: boolean,
  legibility: Legibility,
): Confidence =>
  verdict.proof === 'A' &&
  verdict.rivals.every((rival) => isExcluded(judged, rival)) &&
  (complete || !needsCompleteLog(leaf)) &&
  legibility === 'WHOLE'
    ? 'CONFIRMED'
    : 'PROBABLE'

const neverSecondary: ReadonlySet<Leaf> = new Set<Leaf>(['D1', 'Z1', 'Z2'])

const undecided = (judged: ReadonlyArray<Judged>, legibility: Legibility): Judgement => {
  const open = judged.filter(({ verdict }) => verdict._tag === 'POSSIBLE' || verdict._tag === 'HOLDS')
  const missing = judged.flatMap(({ verdict }) => (verdict._tag === 'POSSIBLE' ? verdict.missing : []))
  const ourHole = legibility === 'WHOLE' && missing.some(({ ours }) => ours === true)
  const candidates = open.map(({ leaf }) => leaf)
  const only = open[0]
  const primary: CauseFound =
    legibility === 'QUARANTINED'
      ? { leaf: 'U1', confidence: 'UNDETERMINED' }
      : ourHole
        ? { leaf: 'X2', confidence: 'PROBABLE' }
        : open.length === 1 && only?.verdict._tag === 'POSSIBLE'
          ? { leaf: only.leaf, confidence: 'POSSIBLE' }
          : { leaf: 'U1', confidence: 'UNDETERMINED' }
  return {
    primary,
    secondary: ourHole ? candidates.map((leaf) => ({ leaf, confidence: 'POSSIBLE' })) : [],
    judged,
    responsible: ourHole ? { party: 'ENGINE' } : { party: 'UNDETERMINED' },
    factors: [],
    further: [],
    missing,
    candidates,
  }
}

/** Picks the first cause that fails at PROBABLE or better; what is merely possible keeps the money's arrival from being the answer. */
export const judgeAll = (judged: ReadonlyArray<Judged>, complete: boolean, legibility: Legibility): Judgement => {
  const strong = judged.filter(isHolding)
  const first = strong[0]
  const possibleBefore = judged.some(({ verdict }) => verdict._tag === 'POSSIBLE')
  const arrival = first !== undefined && (first.leaf === 'Z1' || first.leaf === 'Z2')
  if (first === undefined || legibility === 'QUARANTINED' || (arrival && possibleBefore))
    return undecided(judged, legibility)
  const found = ({ leaf, verdict }: Judged & { readonly verdict: Holding }): CauseFound => ({
    leaf,
    confidence: confidenceOf(leaf, verdict, judged, complete, legibility),
  })
  const others = strong.slice(1).filter(({ leaf }) => !neverSecondary.has(leaf))
  return {
    primary: found(first),
    secondary: others.map(found),
    judged,
    responsible: first.verdict.responsible,
    factors: first.verdict.factors,
    further: first.verdict.factorEvidence.map((exhibit) => ({ exhibit, supports: [first.leaf] })),
    missing: [...first.verdict.missing],
    candidates: [],
  }
}

/** Judges every cause of the catalogue for one transfer. */
export const judge = (file: CaseFile, rules: ReadonlyArray<CauseRule> = transferCauses): Judgement => {
  const judged = rules.map((rule): Judged => ({ leaf: rule.leaf, verdict: rule.judge(file) }))
  const base = judgeAll(judged, file.slice.complete, legibilityOf(file))
  return base.primary.leaf === 'Z2' ? withReasonForDelay(base, file, rules) : base
}

/** Why it was late is what was wrong when the promise lapsed: the same judgement, as things stood at that instant. */
const withReasonForDelay = (base: Judgement, file: CaseFile, rules: ReadonlyArray<CauseRule>): Judgement => {
  const promisedBy = file.transfer?.instruction.promisedBy
  if (promisedBy === undefined) return base
  const then = judge(caseFileAt(file, promisedBy), rules)
  if (then.primary.leaf === 'U1' || then.primary.leaf === 'X2' || neverSecondary.has(then.primary.leaf)) return base
  const { leaf } = then.primary
  const reason = then.judged.find((one) => one.leaf === leaf)
  const evidence = reason !== undefined && isHolding(reason) ? reason.verdict.evidence : []
  return {
    ...base,
    secondary: [then.primary, ...base.secondary.filter((other) => other.leaf !== leaf)],
    responsible: then.responsible,
    factors: then.factors,
    further: [...base.further, ...then.further, ...evidence.map((exhibit) => ({ exhibit, supports: [leaf] }))],
  }
}
