import type { Slice } from './case-file.js'
import type { Judgement } from './judgement.js'
import { say, type Exhibit } from './verdict.js'
import { integrityWords } from './wording/integrity-words.js'

/** Whether the damage lies in what the question leans on: within the known prefix, or past its end where nothing later bounds it. */
export const isDamaged = ({ integrity, sequence, cut }: Slice): boolean =>
  integrity._tag === 'BROKEN' && (integrity.firstBad <= sequence || !cut)

/** The record itself is the finding: X1, proven by the check that names the first bad position. */
export const damagedLog = ({ integrity }: Slice): Judgement => {
  const problems = integrity._tag === 'BROKEN' ? integrity.problems : []
  const evidence = problems.slice(0, 16).map((problem, index): Exhibit => ({
    id: `integrity-${index + 1}`,
    kind: 'IntegrityProblem',
    source: 'verification',
    grade: 'A',
    sequence: problem.sequence,
    shows: integrityWords(problem),
  }))
  return {
    primary: { leaf: 'X1', confidence: 'CONFIRMED' },
    secondary: [],
    judged: [
      {
        leaf: 'X1',
        verdict: {
          _tag: 'HOLDS',
          proof: 'A',
          evidence,
          rivals: [],
          responsible: { party: 'ENGINE' },
          factors: [],
          factorEvidence: [],
          missing: [],
        },
      },
    ],
    responsible: { party: 'ENGINE' },
    factors: [],
    further: [],
    missing: [
      {
        what: say('the log as it was written', '原始写入的日志'),
        who: 'operator',
        how: say(
          'restore it from a replica or a backup and verify it against the anchor',
          '从副本或备份恢复，并用锚点校验',
        ),
        by: null,
        wouldDecide: ['X1'],
      },
    ],
    candidates: [],
  }
}
