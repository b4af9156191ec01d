import * as E from 'fp-ts/lib/Either.js'
import { decodeLine, gatherView, sha256 } from '@waybill/engine'
import { explain, type Finding, type LedgerView, type Question } from '@waybill/explain'
import type { Anchor } from '@waybill/proof'
import { questionOf, type Expected, type Placed } from '../../examples/stories/make/world-list.js'

/** A question, and what is true about it. */
export type Asked = { readonly question: Question; readonly truth: Expected; readonly when: string }

/** Every question of a world: at its end, and at the earlier times. */
export const questionsOf = (world: Placed): ReadonlyArray<Asked> => [
  { question: questionOf(world), truth: world.expected, when: 'at the end' },
  ...world.earlier.map((earlier) => ({
    question: questionOf(world, earlier.at),
    truth: earlier,
    when: `on ${earlier.at}`,
  })),
]

/** X1 and X2 say something about the evidence and are never another cause. */
const isWronglySure = ({ cause }: Finding, { leaf }: Expected): boolean =>
  cause.confidence === 'CONFIRMED' && cause.leaf !== leaf && cause.leaf !== 'X1' && cause.leaf !== 'X2'

/** Lines that were read before: damage leaves most of them as they were. */
const read = new Map<string, ReturnType<typeof decodeLine>>()

const decoded = (text: string): ReturnType<typeof decodeLine> => {
  const known = read.get(text)
  if (known !== undefined) return known
  const fresh = decodeLine(text, { file: 'log', line: 1 })
  read.set(text, fresh)
  return fresh
}

/** The log as explanations read it, or null where it would be refused whole. */
const viewOf = (log: string, anchor: Anchor | null): LedgerView | null => {
  const lines = log.trimEnd().split('\n').map(decoded)
  const first = lines[0]
  if (first === undefined || E.isLeft(first)) return null
  const gathering = gatherView(first.right.ledger, { _tag: 'FILE', anchor })
  for (const line of lines) {
    if (E.isLeft(line) || line.right.ledger !== first.right.ledger) return null
    gathering.take(line.right.event)
  }
  return gathering.finish()
}

/** What the log says to each question that it knows the subject of. */
const said = (log: string, anchor: Anchor | null, questions: ReadonlyArray<Asked>) => {
  const view = viewOf(log, anchor)
  if (view === null) return []
  return questions.flatMap((asked) => {
    const finding = explain(asked.question, view, sha256)
    return E.isRight(finding) ? [{ ...asked, finding: finding.right }] : []
  })
}

/** Where a log is sure of another cause than the true one, in words; nothing where it is not. */
export const wronglySure = (
  log: string,
  anchor: Anchor | null,
  questions: ReadonlyArray<Asked>,
): ReadonlyArray<string> =>
  said(log, anchor, questions).flatMap(({ finding, truth, when }) =>
    isWronglySure(finding, truth)
      ? [`${anchor === null ? 'without' : 'with'} an anchor, ${when}: ${finding.cause.leaf} instead of ${truth.leaf}`]
      : [],
  )
