import { integritySentence, ruleSentence, ruleStatement, type LogCheck } from '@waybill/engine'
import type { Anchor } from '@waybill/proof'
import { firstBadOf } from './check-report.js'

const asText = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value)

/** What a check found, as one JSON object: the same fields in the same order, minor units as decimal text. */
export const checkJson = (check: LogCheck, anchors: ReadonlyArray<Anchor>): string => {
  const { ledger, ruleProblems, rules, setAside, verdict } = check
  const told = {
    schema: 'waybill/verification/1',
    ledger,
    size: verdict.size,
    root: verdict.root,
    firstBad: firstBadOf(check),
    lastIntactSequence: verdict.lastIntactSequence,
    anchors,
    anchoredSize: verdict.anchor?.size ?? null,
    rules: rules.map(({ broken, checked, firstBroken, rule }) => ({
      rule,
      says: ruleStatement(rule),
      checked,
      broken,
      firstBroken:
        firstBroken === null ? null : { sequence: firstBroken.sequence, sentence: ruleSentence(firstBroken) },
    })),
    problems: [
      ...verdict.problems.map((problem) => ({ ...problem, sentence: integritySentence(problem) })),
      ...ruleProblems.map((problem) => ({ ...problem, sentence: ruleSentence(problem) })),
    ],
    setAside: setAside.map(({ event }) => event),
  }
  return `${JSON.stringify(told, asText, 2)}\n`
}
