import type { ClaimKind } from '@waybill/core'
import type { Subject } from './finding.js'

/** What is asked: about whom or what, under which claim, as things stood when. */
export type Question = {
  readonly subject: Subject
  /** The claim to answer; null takes the newest one on record, else asks what is wrong, if anything. */
  readonly claim: { readonly kind: ClaimKind; readonly words?: string } | null
  /** Only what had happened by then counts; without it everything that was known. */
  readonly happenedBy?: string
  /** Only what was known by then counts: a prefix of the log. Without it everything in the view. */
  readonly knownBy?: string
}
