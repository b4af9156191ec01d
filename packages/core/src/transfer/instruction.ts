import { personal, type TypeOf } from '../codec/codec.js'
import { flag, listOf, oneOf } from '../codec/collection.js'
import { structure } from '../codec/structure.js'
import { identifier, instant, label, text, words } from '../codec/text.js'
import { accountId, accountReference } from '../ledger/account-id.js'
import { currency } from '../money/currency.js'
import { money, moneyInput } from '../money/money.js'

/** The rail of transfers whose two legs are both in this book. */
export const bookRail = 'book'

export const personName = personal(text('a name of 1 to 140 characters', { max: 140 }))

/** The payee as the payer typed, scanned or picked it, before anything was resolved. */
export const payeeAsTyped = structure(
  'the payee as typed',
  { account: personal(text('what was typed as the account, 1 to 100 characters', { max: 100 })) },
  { institution: label, name: personName, provider: label },
)

/** Which account pays how much. The order is the order in which money that comes back is given back, reversed. */
export const fundingSource = structure('a funding source', { account: accountId, amount: money })

/** A charge. BORNE_BY_PAYER comes on top of the amount; the sum goes to the fees account at confirmation. */
export const fee = structure('a fee', { kind: label, amount: money, bearer: oneOf(['PAYER']) })

const quoted = {
  quoteId: identifier,
  sellCurrency: currency,
  buyCurrency: currency,
  rate: text('a rate as decimal text', { max: 40, pattern: /^(?:0|[1-9]\d*)(?:\.\d+)?$/ }),
  validUntil: instant,
} as const

/**
 * An agreed exchange rate: so many units of the payee's currency for one of the payer's, as decimal text. `buyAmount` is
 * what the amount becomes; a quote that was recorded without it was kept as it was told, and exchanges nothing.
 */
export const quote = structure('a quote', quoted, { buyAmount: money })
export type Quote = TypeOf<typeof quote>

/** The same as a command takes it. Without `buyAmount` it follows from the rate. */
export const quoteInput = structure('a quote', quoted, { buyAmount: moneyInput })

/** An earlier transfer that this one has to do with: a second try, a correction. */
export const linkedTransfer = structure('a linked transfer', {
  transferId: identifier,
  relation: oneOf(['RETRY_OF', 'CORRECTION_OF', 'REMAINDER_OF']),
})

const required = {
  transferId: identifier,
  /** An account of this book, or, for money that comes in, one elsewhere. */
  payer: accountReference,
  /** The payee as resolved: the account that the money is meant to reach. */
  payee: accountReference,
  amount: money,
  /** How the money travels: `book`, or the name of a rail. It is part of the names of accounts, hence an identifier. */
  rail: identifier,
  /** Whether the payer is asked a second time before money leaves: false for a mandate, an incoming credit, a one-step payment. */
  confirmationRequired: flag,
}

const optional = {
  payeeAsTyped,
  payeeName: personName,
  purpose: words,
  /** When the payer was told that it arrives. */
  promisedBy: instant,
  /** From this instant on a confirmation is refused. */
  expiresAt: instant,
  /** Not to be executed before. */
  notBefore: instant,
  channel: label,
  customer: personal(identifier),
  /** The reference that the payer's system gave (ISO 20022 EndToEndIdentification). */
  endToEndId: label,
  quote,
  linked: linkedTransfer,
}

/** What InitiateTransfer asks and TransferInitiated states, field by field the same. */
export const instructionFields = { required, optional } as const

export const instruction = structure('an instruction', required, optional)
export type Instruction = TypeOf<typeof instruction>

export const fundingList = listOf(fundingSource, { max: 8 })
export const feeList = listOf(fee, { max: 8 })
export type FundingSource = TypeOf<typeof fundingSource>
export type Fee = TypeOf<typeof fee>

export const sumOfFees = (fees: ReadonlyArray<Fee>): bigint =>
  fees.reduce((sum, { amount }) => sum + amount.minorUnits, 0n)

/** The first fees that make up so much, and the rest of them; the one in which the cut falls stands in both, in part. */
export const cutFees = (
  fees: ReadonlyArray<Fee>,
  minorUnits: bigint,
): readonly [ReadonlyArray<Fee>, ReadonlyArray<Fee>] => {
  let open = minorUnits
  const taken: Fee[] = []
  const rest: Fee[] = []
  for (const one of fees) {
    const sum = one.amount.minorUnits
    const part = open < sum ? open : sum
    open -= part
    if (part > 0n) taken.push({ ...one, amount: { ...one.amount, minorUnits: part } })
    if (part < sum) rest.push({ ...one, amount: { ...one.amount, minorUnits: sum - part } })
  }
  return [taken, rest]
}
