import type { Custody } from '@waybill/auditor'
import type { Finding } from '@waybill/explain'

const leavesOfArrival: ReadonlySet<string> = new Set(['Z1', 'Z2'])
const leavesOfReturn: ReadonlySet<string> = new Set(['E1'])

const sumAt = (finding: Finding, ...places: ReadonlyArray<Finding['custody'][number]['place']>): bigint =>
  finding.custody
    .filter(({ of, place }) => of === 'ORIGINAL' && places.includes(place))
    .reduce((sum, { amount }) => sum + BigInt(amount), 0n)

/** What a finding about a transfer says against what the auditor knows of the same moment; empty when nothing. */
export const contradictionsOf = (finding: Finding, known: Custody | null): ReadonlyArray<string> => {
  const found: string[] = []
  const expect = (what: string, expected: bigint, said: bigint): void => {
    if (expected !== said) found.push(`${what}: the auditor knows ${expected}, the finding says ${said}`)
  }
  const { leaf, confidence } = finding.cause
  if (leaf === 'X1') found.push('a sound ledger is called damaged')
  if (known === null || known.pending) return found
  const all = finding.custody.filter(({ of }) => of === 'ORIGINAL').reduce((sum, row) => sum + BigInt(row.amount), 0n)
  expect('the sum of all places', known.amount, all)
  expect('unaccounted for', 0n, sumAt(finding, 'UNACCOUNTED'))
  expect('in transit', known.inTransit, sumAt(finding, 'IN_TRANSIT', 'RECEIVING_INSTITUTION'))
  expect('kept as fees', known.kept, sumAt(finding, 'FEES'))
  if (known.reserved === 0n) expect('reserved', 0n, sumAt(finding, 'PAYER_RESERVED'))
  if (confidence !== 'CONFIRMED') return found
  if (leavesOfArrival.has(leaf) && known.withPayee === 0n)
    found.push(`${leaf} is certain, and nothing is with the payee`)
  if (leavesOfReturn.has(leaf) && known.back !== known.amount)
    found.push(`${leaf} is certain, and ${known.back} is back`)
  if (leaf === 'E3' && (known.kept === 0n || known.back + known.kept !== known.amount))
    found.push(`E3 is certain, ${known.back} is back and ${known.kept} was kept`)
  if (leaf === 'B4' && known.inTransit === 0n) found.push('B4 is certain, and nothing is in transit')
  if (leaf === 'B1' && known.confirmed) found.push('B1 is certain, and the transfer is confirmed')
  return found
}
