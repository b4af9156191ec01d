import type { Finding } from '@waybill/explain'
import * as E from 'fp-ts/lib/Either.js'
import { firstDifference } from '../specification/first-difference.js'
import type { Expected } from '../specification/loose.js'
import { partAt, partInField } from '../specification/parting.js'
import { tellFinding } from '../story/tell-finding.js'
import { tellFields } from '../story/tell-value.js'
import { failInquiry, findingOf, type Claim, type Inquiry } from './inquiry.js'

/** Claims any field of the finding, those that are named. */
export const claimFinding = (inquiry: Inquiry, expected: Expected<Finding>, claim: Claim): void => {
  const { teller } = inquiry
  const told = tellFields(teller, { ...expected }, undefined)
  const finding = findingOf(inquiry, told, claim)
  const difference = firstDifference(teller, expected, finding)
  if (difference === null) return
  const parting = partInField('the finding', difference, (field) => `.thenFinding({ ${field} })`)
  failInquiry(inquiry, told, tellFinding(teller, finding), parting, claim)
}

/** Claims that the log knows nothing of the subject. */
export const claimUnknown = (inquiry: Inquiry, claim: Claim): void => {
  const { teller, found } = inquiry
  if (E.isLeft(found)) return
  const { subject, cause } = found.right
  const remedy = `If the finding is right, write .thenCause('${cause.leaf}', '${cause.confidence}').`
  const expected = [`nothing is known of ${subject.kind} ${teller.text(subject.id)}`]
  const parting = partAt('the subject', `no such ${subject.kind}`, `a finding, ${cause.leaf}`, remedy)
  failInquiry(inquiry, expected, tellFinding(teller, found.right), parting, claim)
}
