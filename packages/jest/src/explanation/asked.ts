import type { ClaimKind } from '@waybill/core'
import type { Question, Subject } from '@waybill/explain'
import { readTime } from '../story/story-time.js'
import type { Teller } from '../story/teller.js'

type AboutOne =
  | { readonly transfer: string }
  | { readonly account: string }
  | { readonly customer: string }
  | { readonly case: string }

/** A question as a test author asks it. Times are `T+24:00` or instants; without them everything counts. */
export type Asked = AboutOne & {
  readonly claim?: ClaimKind
  readonly words?: string
  /** Only what had happened by then counts. */
  readonly happenedBy?: string
  /** Only what was known by then counts. */
  readonly knownBy?: string
}

const subjectOf = (asked: AboutOne): Subject => {
  if ('transfer' in asked) return { kind: 'transfer', id: asked.transfer }
  if ('account' in asked) return { kind: 'account', id: asked.account }
  return 'customer' in asked ? { kind: 'customer', id: asked.customer } : { kind: 'case', id: asked.case }
}

/** The question as `explain` takes it. `beginning` is from where `T+…` counts. */
export const questionOf = (asked: Asked, beginning: string): Question => ({
  subject: subjectOf(asked),
  claim:
    asked.claim === undefined
      ? null
      : { kind: asked.claim, ...(asked.words === undefined ? {} : { words: asked.words }) },
  ...(asked.happenedBy === undefined ? {} : { happenedBy: readTime(asked.happenedBy, beginning) }),
  ...(asked.knownBy === undefined ? {} : { knownBy: readTime(asked.knownBy, beginning) }),
})

/** The question in one line. */
export const tellQuestion = (teller: Teller, { subject, claim, happenedBy, knownBy }: Question): string =>
  [
    `about ${subject.kind} ${subject.kind === 'customer' ? teller.person(subject.id) : teller.text(subject.id)}`,
    ...(claim === null ? [] : [`claim ${claim.kind}`]),
    ...(happenedBy === undefined ? [] : [`happened by ${teller.time(happenedBy)}`]),
    ...(knownBy === undefined ? [] : [`known by ${teller.time(knownBy)}`]),
  ].join(', ')
