import type { NextAction } from '@waybill/explain'
import { firstDifference } from '../specification/first-difference.js'
import type { Expected } from '../specification/loose.js'
import { partAt, partInField } from '../specification/parting.js'
import { tellAction } from '../story/tell-finding.js'
import { tellFields } from '../story/tell-value.js'
import { failInquiry, findingOf, type Claim, type Inquiry } from './inquiry.js'

/** An action that is expected: its name alone, or its name and the fields that matter. */
export type ExpectedAction = string | ({ readonly action: string } & Expected<Omit<NextAction, 'action'>>)

/** Claims what may be done next: all of it, in order. */
export const claimNext = (inquiry: Inquiry, expected: ReadonlyArray<ExpectedAction>, claim: Claim): void => {
  const { teller } = inquiry
  const wanted = expected.map((action) => (typeof action === 'string' ? { action } : action))
  const told = wanted.map(({ action, ...fields }) => [action, ...tellFields(teller, fields, undefined)].join(', '))
  const { next } = findingOf(inquiry, told, claim)
  const happened = next.map((action) => tellAction(teller, action))
  const remedy = `If the finding is right, write .thenNext(${next.map(({ action }) => `'${action}'`).join(', ')}).`
  for (let index = 0; index < Math.max(wanted.length, next.length); index += 1) {
    const [want, found] = [wanted[index], next[index]]
    const place = `action ${index + 1}`
    if (want?.action !== found?.action)
      failInquiry(
        inquiry,
        told,
        happened,
        partAt(place, want?.action ?? 'nothing more', found?.action ?? 'nothing more', remedy),
        claim,
      )
    if (want === undefined) continue
    const { action, ...fields } = want
    const difference = firstDifference(teller, fields, found)
    if (difference !== null)
      failInquiry(
        inquiry,
        told,
        happened,
        partInField(`${place}, ${action}`, difference, (field) => `{ action: '${action}', ${field} }`),
        claim,
      )
  }
}
