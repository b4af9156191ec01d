import { integritySentence, ruleSentence, ruleStatement, type LogCheck, type RuleOutcome } from '@waybill/engine'
import { counted, sayTime } from '@waybill/explain'
import type { Anchor } from '@waybill/proof'
import type { Style } from './style.js'

/** The first sequence that cannot be trusted, or null when nothing is wrong. */
export const firstBadOf = ({ ruleProblems, verdict }: LogCheck): number | null => {
  const bad = [
    ...(verdict.firstBad === null ? [] : [verdict.firstBad]),
    ...ruleProblems.slice(0, 1).map(({ sequence }) => sequence),
  ]
  return bad.length === 0 ? null : Math.min(...bad)
}

type Verdict = LogCheck['verdict']

const agrees = ({ anchor }: Verdict, { size }: Anchor): boolean => anchor !== null && size <= anchor.size

const disputed = ({ problems }: Verdict, { ledger, size }: Anchor): boolean =>
  problems.some(
    (problem) =>
      (problem._tag === 'AnchorRootDiffers' && problem.size === size) ||
      (problem._tag === 'AnchorLedgerDiffers' && problem.found === ledger) ||
      (problem._tag === 'AnchorSizeShort' && problem.anchorSize === size),
  )

const anchorLine = (verdict: Verdict, given: Anchor): string => {
  const { lastIntactSequence, size } = verdict
  if (disputed(verdict, given) || !agrees(verdict, given))
    return `does not agree; nothing seems wrong up to sequence ${lastIntactSequence}`
  const beyond = size > given.size ? `, and ${counted(size - given.size, 'event')} beyond it` : ''
  return `agrees with ${counted(given.size, 'event')}, taken on ${sayTime(given.time).en}${beyond}`
}

const mostAnchors = 5

/** Of many anchors, how many agree, the last of those, and the first that do not. */
const fewAnchorLines = (verdict: Verdict, anchors: ReadonlyArray<Anchor>): ReadonlyArray<string> => {
  const differing = anchors.filter((anchor) => disputed(verdict, anchor) || !agrees(verdict, anchor))
  const agreeing = anchors
    .filter((anchor) => !differing.includes(anchor))
    .toSorted((one, other) => other.size - one.size)
  const [last] = agreeing
  const said = differing.toSorted((one, other) => one.size - other.size).slice(0, mostAnchors)
  return [
    `${agreeing.length} of ${anchors.length} agree`,
    ...(last === undefined ? [] : [`the last ${anchorLine(verdict, last)}`]),
    ...said.map((anchor) => `that of ${counted(anchor.size, 'event')} ${anchorLine(verdict, anchor)}`),
  ]
}

const anchorLines = (verdict: Verdict, anchors: ReadonlyArray<Anchor>): ReadonlyArray<string> => {
  if (anchors.length === 0) return ['  anchor    none: whether the end was cut off cannot be told']
  const lines =
    anchors.length > mostAnchors
      ? fewAnchorLines(verdict, anchors)
      : anchors.map((anchor) => anchorLine(verdict, anchor))
  return lines.map((line) => `  anchor    ${line}`)
}

const ruleLine = ({ broken, checked, firstBroken, rule }: RuleOutcome, { bad }: Style): string => {
  const statement = ruleStatement(rule)
  if (firstBroken === null)
    return checked === 0
      ? `  no case   ${statement}`
      : `  held      ${statement}: ${checked} ${checked === 1 ? 'time' : 'times'}`
  return `  ${bad('broken')}    ${statement}: ${broken} of ${checked} times, first at sequence ${firstBroken.sequence}`
}

const mostProblems = 20

/** What a check found, in prose: what was checked, and every problem with its place, the first bad position first. */
export const checkReport = (check: LogCheck, anchors: ReadonlyArray<Anchor>, style: Style): string => {
  const { ledger, ruleProblems, rules, setAside, verdict } = check
  const { bad, good, strong } = style
  const firstBad = firstBadOf(check)
  const sentences = [...verdict.problems.map(integritySentence), ...ruleProblems.map(ruleSentence)]
  const inChain = verdict.problems.filter(({ _tag }) => !_tag.startsWith('Anchor')).length
  const left = sentences.length - mostProblems
  return [
    strong(`Ledger ${ledger}`),
    `  events    ${verdict.size}`,
    `  root      ${verdict.root}`,
    `  chain     ${inChain === 0 ? 'every hash follows from its event and the one before it; nothing is missing, doubled or out of order' : counted(inChain, 'problem')}`,
    ...anchorLines(verdict, anchors),
    ...(setAside.length === 0
      ? []
      : [
          `  not read  ${counted(setAside.length, 'event')}, kept as received:`,
          ...setAside
            .slice(0, mostProblems)
            .map(
              ({ event }) =>
                `            sequence ${event.sequence}, ${event.stream} revision ${event.revision}, ${event.type}: ${event.reason}`,
            ),
        ]),
    '',
    strong('Rules, each derived again from the events'),
    ...rules.map((outcome) => ruleLine(outcome, style)),
    '',
    ...(firstBad === null
      ? [good('Nothing is wrong.')]
      : [
          bad(`First bad position: sequence ${firstBad}`),
          ...sentences.slice(0, mostProblems).map((sentence) => `  ${sentence}`),
          ...(left > 0 ? [`  … and ${counted(left, 'more problem')}`] : []),
        ]),
    '',
  ].join('\n')
}
