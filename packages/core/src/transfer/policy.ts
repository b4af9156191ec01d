import * as E from 'fp-ts/lib/Either.js'
import type { Account } from '../account/state.js'
import { availableFunds } from '../funds/state.js'
import { isOurs, sameAccount, type AccountId, type AccountReference } from '../ledger/account-id.js'
import type { Currency } from '../money/currency.js'
import { largestMinorUnits, type Money } from '../money/money.js'
import type { DecisionView } from './decision.js'
import { atRate, exchangeOf, followsFromRate } from './exchange.js'
import { bookRail, type Fee, type FundingSource, type Quote } from './instruction.js'
import type { TransferRejection } from './rejection.js'
import { compensated, type Transfer } from './state.js'

/** What a rule says: nothing, or why not. */
export type Verdict = E.Either<TransferRejection, void>
export const allowed: Verdict = E.right(undefined)
const refuse = (rejection: TransferRejection): Verdict => E.left(rejection)

/** An instruction with everything filled in that the command may leave out. */
export type Proposal = {
  readonly transferId: string
  readonly payer: AccountReference
  readonly payee: AccountReference
  readonly amount: Money
  readonly rail: string
  readonly funding: ReadonlyArray<FundingSource>
  readonly fees: ReadonlyArray<Fee>
  readonly expiresAt: string | undefined
  /** As it came: without the sum that is bought where that follows from the rate. */
  readonly quote: Quote | undefined
}

export type InitiatePolicy = (proposal: Proposal, view: DecisionView) => Verdict

const transferIsNew: InitiatePolicy = ({ transferId }, { transfer }) =>
  transfer === null ? allowed : refuse({ _tag: 'TransferAlreadyExists', transferId })

const payerIsInThisBook: InitiatePolicy = ({ payer: { account, institution } }) =>
  institution === undefined ? allowed : refuse({ _tag: 'PayerNotInThisBook', account, institution })

/** Neither the payer nor another source of the funding may be the payee. */
const payerIsNotPayee: InitiatePolicy = ({ payer, payee, funding }) =>
  sameAccount(payer, payee) || funding.some(({ account }) => sameAccount({ account }, payee))
    ? refuse({ _tag: 'PayerIsPayee', account: payee.account })
    : allowed

const railReachesPayee: InitiatePolicy = ({ payee: { account, institution }, rail }) => {
  if (institution === undefined)
    return rail === bookRail ? allowed : refuse({ _tag: 'RailNotForPayee', rail, expected: bookRail })
  return rail === bookRail ? refuse({ _tag: 'PayeeNotInThisBook', account, institution }) : allowed
}

const expiryIsAhead: InitiatePolicy = ({ expiresAt }, { receivedAt }) =>
  expiresAt === undefined || expiresAt > receivedAt
    ? allowed
    : refuse({ _tag: 'ExpiryInThePast', expiresAt, receivedAt })

const fundingAddsUp: InitiatePolicy = ({ amount, funding, fees }) => {
  const accounts = new Set<AccountId>()
  for (const source of funding) {
    if (accounts.has(source.account)) return refuse({ _tag: 'FundingSourceTwice', account: source.account })
    accounts.add(source.account)
    if (source.amount.currency !== amount.currency)
      return refuse({
        _tag: 'CurrencyDiffers',
        field: 'funding',
        expected: amount.currency,
        found: source.amount.currency,
      })
  }
  for (const charge of fees)
    if (charge.amount.currency !== amount.currency)
      return refuse({
        _tag: 'CurrencyDiffers',
        field: 'fees',
        expected: amount.currency,
        found: charge.amount.currency,
      })
  const expected = fees.reduce((sum, charge) => sum + charge.amount.minorUnits, amount.minorUnits)
  const found = funding.reduce((sum, source) => sum + source.amount.minorUnits, 0n)
  const inCurrency = (minorUnits: bigint): Money => ({ minorUnits, currency: amount.currency })
  if (expected > largestMinorUnits) return refuse({ _tag: 'AmountTooLarge', largest: inCurrency(largestMinorUnits) })
  return expected === found
    ? allowed
    : refuse({ _tag: 'FundingDoesNotAddUp', expected: inCurrency(expected), found: inCurrency(found) })
}

/** Refuses when money may not leave the account by command. */
export const accountMayPay = (account: Account | null, id: AccountId): Verdict => {
  if (account === null) return refuse({ _tag: 'AccountUnknown', account: id })
  if (account.phase !== 'OPEN') return refuse({ _tag: 'AccountNotOpen', account: id, phase: account.phase })
  return account.freeze === 'NONE' ? allowed : refuse({ _tag: 'AccountIsFrozen', account: id, scope: account.freeze })
}

/** As `accountMayPay`, but what began before the account began to close is brought to its end. */
export const accountMayStillPay = (account: Account | null, id: AccountId): Verdict =>
  accountMayPay(account !== null && account.phase === 'CLOSING' ? { ...account, phase: 'OPEN' } : account, id)

/** Refuses when money may not reach the account by command. */
export const accountMayReceive = (account: Account | null, id: AccountId): Verdict => {
  if (account === null) return refuse({ _tag: 'AccountUnknown', account: id })
  if (account.phase !== 'OPEN') return refuse({ _tag: 'AccountNotOpen', account: id, phase: account.phase })
  return account.freeze === 'DEBITS_AND_CREDITS'
    ? refuse({ _tag: 'AccountIsFrozen', account: id, scope: account.freeze })
    : allowed
}

/** Refuses when the account is in another currency. */
export const accountHolds = (account: Account | null, { currency }: Money, field: string): Verdict =>
  account === null || account.currency === currency
    ? allowed
    : refuse({ _tag: 'CurrencyDiffers', field, expected: account.currency, found: currency })

const sourcesMayPay: InitiatePolicy = ({ funding, amount }, view) => {
  for (const { account: id } of funding) {
    const mayPay = accountMayPay(view.account(id), id)
    if (E.isLeft(mayPay)) return mayPay
    const holds = accountHolds(view.account(id), amount, 'amount')
    if (E.isLeft(holds)) return holds
  }
  return allowed
}

const quoteIsValid = ({ quoteId, validUntil }: Quote, { receivedAt }: DecisionView): Verdict =>
  receivedAt < validUntil ? allowed : refuse({ _tag: 'QuoteExpired', quoteId, validUntil, receivedAt })

const quoteNamesTwoCurrencies = ({ amount }: Proposal, quote: Quote): Verdict => {
  const { quoteId, sellCurrency, buyCurrency, buyAmount } = quote
  const differs = (field: 'sellCurrency' | 'buyAmount', expected: Currency, found: Currency): Verdict =>
    refuse({ _tag: 'QuoteDoesNotFit', quoteId, field, expected, found })
  if (sellCurrency !== amount.currency) return differs('sellCurrency', amount.currency, sellCurrency)
  if (buyCurrency === sellCurrency) return refuse({ _tag: 'QuoteForOneCurrency', quoteId, currency: buyCurrency })
  return buyAmount === undefined || buyAmount.currency === buyCurrency
    ? allowed
    : differs('buyAmount', buyCurrency, buyAmount.currency)
}

const quotedSumFollows = ({ amount }: Proposal, quote: Quote): Verdict => {
  const { quoteId, buyCurrency: currency, buyAmount } = quote
  const expected = { minorUnits: atRate(quote, amount.minorUnits), currency }
  if (buyAmount !== undefined && !followsFromRate(quote, amount.minorUnits, buyAmount.minorUnits))
    return refuse({ _tag: 'QuoteAmountDiffers', quoteId, expected, found: buyAmount })
  const { minorUnits } = buyAmount ?? expected
  if (minorUnits === 0n) return refuse({ _tag: 'TooSmallToExchange', amount, into: currency })
  return minorUnits > largestMinorUnits
    ? refuse({ _tag: 'AmountTooLarge', largest: { minorUnits: largestMinorUnits, currency } })
    : allowed
}

/** A quote is of these two currencies, still valid, and its sum is the rate's. */
const quoteFits: InitiatePolicy = (proposal, view) => {
  const { quote } = proposal
  if (quote === undefined) return allowed
  const currencies = quoteNamesTwoCurrencies(proposal, quote)
  if (E.isLeft(currencies)) return currencies
  const valid = quoteIsValid(quote, view)
  return E.isLeft(valid) ? valid : quotedSumFollows(proposal, quote)
}

const payeeMayReceive: InitiatePolicy = ({ payee, amount, quote }, view) => {
  if (!isOurs(payee)) return allowed
  const account = view.account(payee.account)
  const mayReceive = accountMayReceive(account, payee.account)
  if (E.isLeft(mayReceive) || account === null) return mayReceive
  const { currency: payeeCurrency, account: id } = account
  if (payeeCurrency === (quote?.buyCurrency ?? amount.currency)) return allowed
  return refuse(
    quote === undefined
      ? { _tag: 'QuoteMissing', account: id, payerCurrency: amount.currency, payeeCurrency }
      : {
          _tag: 'QuoteDoesNotFit',
          quoteId: quote.quoteId,
          field: 'buyCurrency',
          expected: payeeCurrency,
          found: quote.buyCurrency,
        },
  )
}

/** Refuses when the account's available funds do not cover the sum. */
export const fundsCover = (view: DecisionView, id: AccountId, requested: Money): Verdict => {
  const { funds, inflow } = view.funds(id)
  const available = availableFunds(funds, inflow, view.account(id)?.limit ?? 0n)
  return requested.minorUnits <= available
    ? allowed
    : refuse({
        _tag: 'InsufficientAvailableBalance',
        account: id,
        available: { minorUnits: available < 0n ? 0n : available, currency: requested.currency },
        requested,
      })
}

const availableCoversFunding: InitiatePolicy = ({ funding }, view) => {
  for (const { account: id, amount } of funding) {
    const covers = fundsCover(view, id, amount)
    if (E.isLeft(covers)) return covers
  }
  return allowed
}

/** Refuses to bring money to the payee after the payer was given it instead: one loss is put right in one way. */
export const nothingGivenInstead = ({ _tag }: { readonly _tag: string }, transfer: Transfer): Verdict => {
  const minorUnits = compensated(transfer)
  const { currency } = transfer.instruction.amount
  return minorUnits === 0n
    ? allowed
    : refuse({ _tag: 'CompensationStands', command: _tag, given: { minorUnits, currency } })
}

/** The rules of a new transfer. The order is the documented precedence: the first that refuses is the answer. */
export const initiatePolicies: ReadonlyArray<InitiatePolicy> = [
  transferIsNew,
  payerIsInThisBook,
  payerIsNotPayee,
  railReachesPayee,
  expiryIsAhead,
  fundingAddsUp,
  quoteFits,
  sourcesMayPay,
  payeeMayReceive,
  availableCoversFunding,
]

/** Rules of a confirmation, in order of precedence. */
export type ConfirmPolicy = (transfer: Transfer, view: DecisionView) => Verdict

const notHeld: ConfirmPolicy = ({ openHolds }) =>
  openHolds.length === 0 ? allowed : refuse({ _tag: 'TransferIsHeld', holds: openHolds })

/** At or after the expiry a confirmation is refused by the time the command was received, even if TransferExpired is not written yet. */
const confirmedInTime: ConfirmPolicy = ({ instruction: { expiresAt } }, { receivedAt }) =>
  expiresAt === undefined || receivedAt < expiresAt
    ? allowed
    : refuse({ _tag: 'ConfirmationTooLate', expiresAt, receivedAt })

/** An agreed rate is not kept beyond its time. A quote that exchanges nothing is only kept as it was told. */
const quoteStillValid: ConfirmPolicy = ({ instruction }, view) => {
  const exchange = exchangeOf(instruction)
  return exchange === null ? allowed : quoteIsValid(exchange.quote, view)
}

const sourcesStillMayPay: ConfirmPolicy = ({ instruction: { funding } }, view) => {
  for (const { account: id } of funding) {
    const verdict = accountMayStillPay(view.account(id), id)
    if (E.isLeft(verdict)) return verdict
  }
  return allowed
}

export const confirmPolicies: ReadonlyArray<ConfirmPolicy> = [
  confirmedInTime,
  quoteStillValid,
  notHeld,
  sourcesStillMayPay,
]
