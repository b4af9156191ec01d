import type { ClaimKind, Instant } from '@waybill/core'
import type { Question, Subject } from '@waybill/explain'

/** Up to when. `happenedBy` limits what had happened, `knownBy` what was known: a prefix of the log. */
export type AsOf = { readonly happenedBy?: Instant; readonly knownBy?: Instant }

/** What a question is about: one of these. */
export type About =
  | { readonly transferId: string }
  | { readonly accountId: string }
  | { readonly customer: string }
  | { readonly case: string }

/** A question as a caller asks it. Without a claim: the newest on record, else what is wrong, if anything. */
export type Asked = About & AsOf & { readonly claim?: ClaimKind; readonly words?: string }

const subjectOf = (about: About): Subject => {
  if ('transferId' in about) return { kind: 'transfer', id: about.transferId }
  if ('accountId' in about) return { kind: 'account', id: about.accountId }
  if ('customer' in about) return { kind: 'customer', id: about.customer }
  return { kind: 'case', id: about.case }
}

/** The question that is asked of a ledger. */
export const questionOf = ({ claim, words, happenedBy, knownBy, ...about }: Asked): Question => ({
  subject: subjectOf(about),
  claim: claim === undefined ? null : { kind: claim, ...(words === undefined ? {} : { words }) },
  ...(happenedBy === undefined ? {} : { happenedBy }),
  ...(knownBy === undefined ? {} : { knownBy }),
})
