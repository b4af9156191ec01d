import * as E from 'fp-ts/lib/Either.js'
import { mapped, type Codec, type TypeOf } from '../codec/codec.js'
import { structure } from '../codec/structure.js'
import { currency } from '../money/currency.js'
import { decimalUpTo } from '../money/decimal-form.js'
import { largestMinorUnits } from '../money/money.js'

const expectation = 'whole minor units from -(2^63 - 1) to 2^63 - 1 in decimal text, such as -50000'
const signedForm = new RegExp(`^(?:0|-?(?:${decimalUpTo(largestMinorUnits)}))$`)

const isSigned = (value: unknown): value is bigint =>
  typeof value === 'bigint' && value >= -largestMinorUnits && value <= largestMinorUnits

/** A balance in minor units, negative where the account is below zero: a credit line in use, an overdraft. */
export const signedMinorUnits: Codec<bigint, string> = mapped(
  expectation,
  { type: 'string', pattern: signedForm.source },
  isSigned,
  (value) => (typeof value === 'string' && signedForm.test(value) ? E.right(BigInt(value)) : E.left(expectation)),
  (minorUnits) => minorUnits.toString(),
)

/** A balance as a person saw or stated it, in minor units. The three meanings stay apart; one that was not shown is absent. */
export const shownBalance = structure(
  'a balance as shown',
  { currency },
  { booked: signedMinorUnits, available: signedMinorUnits, expected: signedMinorUnits },
)
export type ShownBalance = TypeOf<typeof shownBalance>
