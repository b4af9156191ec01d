import { integritySentence, ruleSentence, type LogCheck } from '@waybill/engine'
import { sayTime } from '@waybill/explain'
import type { Anchor } from '@waybill/proof'
import { counted } from './prose.js'
import type { Style } from './style.js'

/** The first sequence that cannot be trusted, or null when nothing is wrong. */
export const firstBadOf = ({ ruleProblems, verdict }: LogCheck): number | null => {
  const bad = [
    ...(verdict.firstBad === null ? [] : [verdict.firstBad]),
    ...ruleProblems.map(({ sequence }) => sequence),
  ]
  return bad.length === 0 ? null : Math.min(...bad)
}

const anchorLine = (given: Anchor | null, { anchored, lastIntactSequence, size }: LogCheck['verdict']): string => {
  if (given === null) return 'none: whether the end was cut off cannot be told'
  if (!anchored) return `does not agree; nothing seems wrong up to sequence ${lastIntactSequence}`
  const beyond = size > given.size ? `, and ${counted(size - given.size, 'event')} beyond it` : ''
  return `agrees with ${counted(given.size, 'event')}, taken on ${sayTime(given.time).en}${beyond}`
}

const mostProblems = 20

/** What a check found, in prose: what was checked, and every problem with its place, the first bad position first. */
export const checkReport = (check: LogCheck, anchor: Anchor | null, { bad, good, strong }: Style): string => {
  const { ledger, ruleProblems, setAside, verdict } = check
  const firstBad = firstBadOf(check)
  const sentences = [...verdict.problems.map(integritySentence), ...ruleProblems.map(ruleSentence)]
  const inChain = verdict.problems.filter(({ _tag }) => !_tag.startsWith('Anchor')).length
  const left = sentences.length - mostProblems
  return [
    strong(`Ledger ${ledger}`),
    `  events    ${verdict.size}`,
    `  root      ${verdict.root}`,
    `  chain     ${inChain === 0 ? 'every hash follows from its event and the one before it; nothing is missing, doubled or out of order' : counted(inChain, 'problem')}`,
    `  entries   ${ruleProblems.length === 0 ? 'each balances and is the one that follows from its transfer; no account is below its floor' : counted(ruleProblems.length, 'problem')}`,
    `  anchor    ${anchorLine(anchor, verdict)}`,
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
