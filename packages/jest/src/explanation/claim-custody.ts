import { formatMoney, type Currency, type Money, type MoneyInput } from '@waybill/core'
import type { CustodyRow, Finding, Place } from '@waybill/explain'
import { asCode } from '../specification/as-code.js'
import { partAt } from '../specification/parting.js'
import { readMoney } from '../specification/read-money.js'
import { tellCustodyRow } from '../story/tell-finding.js'
import { failInquiry, findingOf, type Claim, type Inquiry } from './inquiry.js'

/** Where how much is expected: a place that is not named holds nothing. */
export type ExpectedCustody = { readonly [P in Place]?: MoneyInput | ReadonlyArray<MoneyInput> }

type Sums = ReadonlyMap<string, Money>

const keyOf = (place: string, currency: Currency): string => `${place} ${currency}`

const added = (sums: ReadonlyArray<readonly [place: string, sum: Money]>): Sums => {
  const total = new Map<string, Money>()
  for (const [place, { minorUnits, currency }] of sums) {
    const key = keyOf(place, currency)
    total.set(key, { minorUnits: (total.get(key)?.minorUnits ?? 0n) + minorUnits, currency })
  }
  return total
}

const expectedSums = (expected: ExpectedCustody): Sums =>
  added(
    Object.entries(expected).flatMap(([place, sums]) =>
      (isSums(sums) ? sums : [sums]).map((sum): readonly [string, Money] => [place, readMoney(sum)]),
    ),
  )

const isSums = (sums: MoneyInput | ReadonlyArray<MoneyInput>): sums is ReadonlyArray<MoneyInput> => Array.isArray(sums)

const foundSums = (custody: Finding['custody'], of: CustodyRow['of']): Sums =>
  added(
    custody
      .filter((row) => row.of === of)
      .map(({ place, amount, currency }) => [place, { minorUnits: BigInt(amount), currency }]),
  )

const custodyAsCode = (sums: Sums): string => {
  const fields = [...sums]
    .filter(([, { minorUnits }]) => minorUnits !== 0n)
    .map(([key, sum]) => `${key.split(' ')[0] ?? ''}: ${asCode(sum)}`)
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`
}

const beyond = { ORIGINAL: '', EXCESS: ' beyond the original amount' } as const

/** Claims where the money is, to the last minor unit: every place that holds some is named. */
export const claimCustody = (inquiry: Inquiry, of: CustodyRow['of'], expected: ExpectedCustody, claim: Claim): void => {
  const { teller } = inquiry
  const wanted = expectedSums(expected)
  const told = [...wanted].map(([key, sum]) => `${key.split(' ')[0] ?? ''} ${formatMoney(sum)}${beyond[of]}`)
  const { custody } = findingOf(inquiry, told, claim)
  const found = foundSums(custody, of)
  for (const key of new Set([...wanted.keys(), ...found.keys()])) {
    const [want, have] = [wanted.get(key), found.get(key)]
    if ((want?.minorUnits ?? 0n) === (have?.minorUnits ?? 0n)) continue
    const currency = want?.currency ?? have?.currency ?? 'CNY'
    const nothing = { minorUnits: 0n, currency }
    const verb = of === 'ORIGINAL' ? 'thenCustody' : 'thenExcess'
    const parting = partAt(
      `${key.split(' ')[0] ?? ''}${beyond[of]}`,
      formatMoney(want ?? nothing),
      formatMoney(have ?? nothing),
      `If the finding is right, write .${verb}(${custodyAsCode(found)}).`,
    )
    failInquiry(
      inquiry,
      told,
      custody.map((row) => tellCustodyRow(teller, row)),
      parting,
      claim,
    )
  }
}
