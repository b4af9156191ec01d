import { leafTitle, type CauseFound, type Confidence, type Finding, type Leaf } from '@waybill/explain'
import { partAt, type Parting } from '../specification/parting.js'
import { tellCause, tellEvidence, tellSentence } from '../story/tell-finding.js'
import type { Teller } from '../story/teller.js'
import { failInquiry, findingOf, type Claim, type Inquiry } from './inquiry.js'

const mostShown = 5

const named = (leaf: Leaf, confidence: Confidence | undefined): string =>
  confidence === undefined ? `${leaf} (${leafTitle[leaf].en})` : tellCause({ leaf, confidence })

const shortened = (lines: ReadonlyArray<string>): ReadonlyArray<string> =>
  lines.length <= mostShown ? lines : [...lines.slice(0, mostShown), `… ${lines.length - mostShown} more …`]

/** What speaks for a cause, each item in a line. */
const evidenceFor = (teller: Teller, { evidence }: Finding, leaf: Leaf): ReadonlyArray<string> =>
  shortened(
    evidence.filter(({ supports }) => supports.includes(leaf)).map((item) => `  by ${tellEvidence(teller, item)}`),
  )

/** What became of a cause that is not the primary one. */
const fateOf = (teller: Teller, finding: Finding, leaf: Leaf): ReadonlyArray<string> => {
  const also = finding.secondary.find((secondary) => secondary.leaf === leaf)
  if (also !== undefined) return [`secondary: ${tellCause(also)}`]
  const because = finding.excluded.find((excluded) => excluded.leaf === leaf)?.because
  if (because !== undefined)
    return [
      `excluded: ${leaf}`,
      ...shortened(
        finding.evidence.filter(({ id }) => because.includes(id)).map((item) => `  by ${tellEvidence(teller, item)}`),
      ),
    ]
  const lacking = finding.missing.filter(({ wouldDecide }) => wouldDecide.includes(leaf))
  return [
    `${leaf} is neither found nor excluded`,
    ...lacking.map(({ what, who }) => `  missing: ${tellSentence(teller, what.en)}, from ${who}`),
  ]
}

/** Claims which cause is the primary one, and how sure it is. */
export const claimCause = (inquiry: Inquiry, leaf: Leaf, confidence: Confidence | undefined, claim: Claim): void => {
  const { teller } = inquiry
  const expected = [`cause: ${named(leaf, confidence)}`]
  const finding = findingOf(inquiry, expected, claim)
  const { cause, answer } = finding
  if (cause.leaf === leaf && (confidence === undefined || cause.confidence === confidence)) return
  const happened = [
    tellSentence(teller, answer.en),
    `cause: ${tellCause(cause)}`,
    ...evidenceFor(teller, finding, cause.leaf),
    ...(cause.leaf === leaf ? [] : fateOf(teller, finding, leaf)),
  ]
  const remedy = `If the finding is right, write .thenCause('${cause.leaf}', '${cause.confidence}').`
  const parting: Parting =
    cause.leaf === leaf
      ? partAt('the confidence of the cause', confidence ?? '', cause.confidence, remedy)
      : partAt('the cause', named(leaf, undefined), named(cause.leaf, undefined), remedy)
  failInquiry(inquiry, expected, happened, parting, claim)
}

/** A further cause that is expected: its leaf alone, or how sure it is as well. */
export type ExpectedSecondary = Leaf | CauseFound

/** Claims which further causes hold, all of them in order. */
export const claimSecondary = (inquiry: Inquiry, expected: ReadonlyArray<ExpectedSecondary>, claim: Claim): void => {
  const wanted = expected.map((cause) => (typeof cause === 'string' ? { leaf: cause } : cause))
  const told = wanted.map((cause) => `also: ${named(cause.leaf, 'confidence' in cause ? cause.confidence : undefined)}`)
  const { secondary } = findingOf(inquiry, told, claim)
  for (let index = 0; index < Math.max(wanted.length, secondary.length); index += 1) {
    const [want, found] = [wanted[index], secondary[index]]
    const agree =
      want !== undefined &&
      found?.leaf === want.leaf &&
      (!('confidence' in want) || want.confidence === found.confidence)
    if (agree) continue
    const code = secondary.map((cause) => `'${cause.leaf}'`).join(', ')
    const parting = partAt(
      `secondary cause ${index + 1}`,
      told[index]?.replace('also: ', '') ?? 'no further cause',
      found === undefined ? 'no further cause' : tellCause(found),
      `If the finding is right, write .thenSecondary(${code}).`,
    )
    failInquiry(
      inquiry,
      told,
      secondary.map((cause) => `also: ${tellCause(cause)}`),
      parting,
      claim,
    )
  }
}
