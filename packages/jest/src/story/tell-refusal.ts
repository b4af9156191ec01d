import type { FieldProblem, Rejection } from '@waybill/core'
import { describe, type Failure } from '@waybill/engine'
import { tellFacts } from './refusal-sentence.js'
import type { Teller } from './teller.js'

const tellProblem = ({ path, expected, found }: FieldProblem): string =>
  `${path === '' ? 'the whole' : path} was to be ${expected} and is ${found}`

/** A rejection or failure in one line: its name and its facts. */
export const tellRefusal = (
  teller: Teller,
  refusal: { readonly _tag: string; readonly problems?: ReadonlyArray<FieldProblem> },
): string => {
  const { problems, ...others } = refusal
  const facts = [
    ...[tellFacts(teller, others)].filter((told) => told !== ''),
    ...(problems ?? []).map((problem) => teller.text(tellProblem(problem))),
  ]
  return facts.length === 0 ? refusal._tag : `${refusal._tag}: ${facts.join(', ')}`
}

/** What a rejection or failure says to a person, its times told from the beginning of the story. */
export const tellSentenceOf = (teller: Teller, refusal: Rejection | Failure): string =>
  teller.text(describe(refusal).replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, teller.time))
