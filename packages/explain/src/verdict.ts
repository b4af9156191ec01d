import type { Leaf } from './leaf.js'
import type { Bilingual, EvidenceGrade, EvidenceItem, FactorFound, MissingItem, ResponsibleParty } from './finding.js'
import type { CaseFile } from './case-file.js'

/** A piece of evidence before it is known what it speaks for and against. */
export type Exhibit = Omit<EvidenceItem, 'supports' | 'excludes'>

/** What would decide, as a rule names it. `ours`: a record that we should have kept ourselves. */
export type Lacking = MissingItem & { readonly ours?: boolean }

/** Who answers for it. */
export type Responsible = { readonly party: ResponsibleParty; readonly name?: string }

/**
 * What a rule says about its cause.
 * HOLDS: the necessary proof is there. `proof` is the grade of the weakest source that it needs;
 * `rivals` are causes that would explain the same and are not excluded.
 * POSSIBLE: it would fit, nothing proves it. EXCLUDED: an observation speaks against it.
 * SILENT: nothing speaks for or against it here.
 */
export type Verdict =
  | {
      readonly _tag: 'HOLDS'
      readonly proof: EvidenceGrade
      readonly evidence: ReadonlyArray<Exhibit>
      readonly rivals: ReadonlyArray<Leaf>
      readonly responsible: Responsible
      readonly factors: ReadonlyArray<FactorFound>
      readonly factorEvidence: ReadonlyArray<Exhibit>
      readonly missing: ReadonlyArray<Lacking>
    }
  | { readonly _tag: 'POSSIBLE'; readonly evidence: ReadonlyArray<Exhibit>; readonly missing: ReadonlyArray<Lacking> }
  | { readonly _tag: 'EXCLUDED'; readonly evidence: ReadonlyArray<Exhibit> }
  | { readonly _tag: 'SILENT' }

export const silent: Verdict = { _tag: 'SILENT' }
export const excluded = (...evidence: ReadonlyArray<Exhibit>): Verdict => ({ _tag: 'EXCLUDED', evidence })
export const possible = (evidence: ReadonlyArray<Exhibit>, missing: ReadonlyArray<Lacking>): Verdict => ({
  _tag: 'POSSIBLE',
  evidence,
  missing,
})

type Holding = {
  readonly evidence: ReadonlyArray<Exhibit>
  readonly responsible: Responsible
  readonly proof?: EvidenceGrade
  readonly rivals?: ReadonlyArray<Leaf>
  readonly factors?: ReadonlyArray<FactorFound>
  readonly factorEvidence?: ReadonlyArray<Exhibit>
  readonly missing?: ReadonlyArray<Lacking>
}

const weakest = (evidence: ReadonlyArray<Exhibit>): EvidenceGrade =>
  evidence.reduce<EvidenceGrade>((grade, exhibit) => (exhibit.grade > grade ? exhibit.grade : grade), 'A')

/** The cause holds. Without an explicit `proof`, the proof is as good as its weakest piece. */
export const holds = ({
  evidence,
  responsible,
  proof,
  rivals,
  factors,
  factorEvidence,
  missing,
}: Holding): Verdict => ({
  _tag: 'HOLDS',
  proof: proof ?? weakest(evidence),
  evidence,
  rivals: rivals ?? [],
  responsible,
  factors: factors ?? [],
  factorEvidence: factorEvidence ?? [],
  missing: missing ?? [],
})

/** One cause as data: which it is, and how it is judged. New causes join the catalogue; the machine does not change. */
export type CauseRule = { readonly leaf: Leaf; readonly judge: (file: CaseFile) => Verdict }

/** A sentence in both languages. */
export const say = (en: string, zh: string): Bilingual => ({ en, zh })
