import { text } from '../codec/text.js'
import { structure } from '../codec/structure.js'
import { personal, type TypeOf } from '../codec/codec.js'
import { label } from '../codec/text.js'
import type { Currency } from '../money/currency.js'

/** Names an account of the book that belongs to a customer or the operator: it may stand in a stream's name. */
export type AccountId = string

export const accountId = text(
  'an account id of 1 to 100 letters, digits, dots, underscores and hyphens that begins with a letter or digit',
  { max: 100, pattern: /^[A-Za-z0-9][A-Za-z0-9._-]*$/ },
)

/** Names any account that a posting may touch: a customer's, or one of the book's own, which carry a colon. */
export type LedgerAccount = string

export const ledgerAccount = text('a ledger account: an account id, or one of the book such as in-transit:hvps:CNY', {
  max: 240,
  // Without a colon it is an account id, and no longer than one.
  pattern: /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}(?::[A-Za-z0-9][A-Za-z0-9._-]*){0,2}$/,
})

/**
 * Points at an account anywhere. Without an institution it is an account of this book; with one it is
 * held there, and `account` is what that institution calls it (IBAN, card or phone number).
 */
export const accountReference = structure(
  'an account reference',
  { account: personal(text('an account number of 1 to 100 characters', { max: 100, pattern: /^\S(?:.*\S)?$/ })) },
  { institution: label },
)
export type AccountReference = TypeOf<typeof accountReference>

/** Points at an account that is not of this book. */
export const accountElsewhere = structure('an account elsewhere, with its institution', {
  account: accountReference.required.account,
  institution: label,
})

/** Whether the account is one of this book. */
export const isOurs = (reference: AccountReference): boolean => reference.institution === undefined

export const sameAccount = (left: AccountReference, right: AccountReference): boolean =>
  left.account === right.account && left.institution === right.institution

/** The accounts of the book beside the customers'. One currency per account, so the currency is part of the name. */
export const bookAccount = {
  /** Money that has left the payer and has not arrived, per rail. */
  inTransit: (rail: string, currency: Currency): LedgerAccount => `in-transit:${rail}:${currency}`,
  /** What moved beyond a transfer's instruction, until an exception is resolved. */
  exception: (transferId: string, currency: Currency): LedgerAccount => `exception:${transferId}:${currency}`,
  /** Money that cannot yet be given to anybody. */
  suspense: (currency: Currency): LedgerAccount => `suspense:${currency}`,
  fees: (currency: Currency): LedgerAccount => `fees:${currency}`,
  /** Our account at the rail's settlement institution. */
  nostro: (rail: string, currency: Currency): LedgerAccount => `nostro:${rail}:${currency}`,
  /** What was exchanged out of this currency (its balance rises) or into it (its balance falls), and not exchanged back. */
  position: (currency: Currency): LedgerAccount => `position:${currency}`,
  /** What a payer owes after money reached the payee although it had been given back. */
  receivable: (payer: AccountId, currency: Currency): LedgerAccount => `receivable:${payer}:${currency}`,
  /** What the operator has given provisionally, until a dispute is decided. */
  operatorProvisional: (currency: Currency): LedgerAccount => `operator-provisional:${currency}`,
  /** What the operator bears itself: what was written off, and what it gave of its own. */
  operatorLoss: (currency: Currency): LedgerAccount => `operator-loss:${currency}`,
} as const

export const isBookAccount = (account: LedgerAccount): boolean => account.includes(':')
