import * as E from 'fp-ts/lib/Either.js'
import { canonicalJson, isCurrency, type Money, type Rejection } from '@waybill/core'

type Tag = Rejection['_tag']
type FactsOf<T extends Tag> = Omit<Extract<Rejection, { readonly _tag: T }>, '_tag'>
type KindOf<V> = [V] extends [bigint]
  ? 'MINOR_UNITS'
  : [V] extends [Money]
    ? 'MONEY'
    : [V] extends [ReadonlyArray<string>]
      ? 'TEXTS'
      : null extends V
        ? 'TEXT_OR_NULL'
        : 'TEXT'

/** The facts of each rejection and how they are stored, so that the same refusal can be given again after years. */
const factKinds: { readonly [T in Tag]: { readonly [K in keyof FactsOf<T>]: KindOf<FactsOf<T>[K]> } } = {
  TransferUnknown: { transferId: 'TEXT' },
  TransferAlreadyExists: { transferId: 'TEXT' },
  StatusForbids: { transferId: 'TEXT', command: 'TEXT', status: 'TEXT' },
  PayerIsPayee: { account: 'TEXT' },
  PayerNotInThisBook: { account: 'TEXT', institution: 'TEXT' },
  PayeeNotInThisBook: { account: 'TEXT', institution: 'TEXT' },
  RailNotForPayee: { rail: 'TEXT', expected: 'TEXT' },
  AccountUnknown: { account: 'TEXT' },
  AccountNotOpen: { account: 'TEXT', phase: 'TEXT' },
  AccountIsFrozen: { account: 'TEXT', scope: 'TEXT' },
  CurrencyDiffers: { field: 'TEXT', expected: 'TEXT', found: 'TEXT' },
  QuoteMissing: { account: 'TEXT', payerCurrency: 'TEXT', payeeCurrency: 'TEXT' },
  QuoteDoesNotFit: { quoteId: 'TEXT', field: 'TEXT', expected: 'TEXT', found: 'TEXT' },
  QuoteForOneCurrency: { quoteId: 'TEXT', currency: 'TEXT' },
  QuoteAmountDiffers: { quoteId: 'TEXT', expected: 'MONEY', found: 'MONEY' },
  QuoteExpired: { quoteId: 'TEXT', validUntil: 'TEXT', receivedAt: 'TEXT' },
  TooSmallToExchange: { amount: 'MONEY', into: 'TEXT' },
  FundingDoesNotAddUp: { expected: 'MONEY', found: 'MONEY' },
  FundingSourceTwice: { account: 'TEXT' },
  AmountTooLarge: { largest: 'MONEY' },
  InsufficientAvailableBalance: { account: 'TEXT', available: 'MONEY', requested: 'MONEY' },
  ExpiryInThePast: { expiresAt: 'TEXT', receivedAt: 'TEXT' },
  ConfirmationTooLate: { expiresAt: 'TEXT', receivedAt: 'TEXT' },
  NotYetExpired: { expiresAt: 'TEXT_OR_NULL', receivedAt: 'TEXT' },
  TransferIsHeld: { holds: 'TEXTS' },
  HoldUnknown: { holdId: 'TEXT' },
  HoldAlreadyPlaced: { holdId: 'TEXT' },
  NothingInTransit: { status: 'TEXT' },
  CreditExceedsInTransit: { inTransit: 'MONEY', requested: 'MONEY' },
  AlreadySubmitted: { railKey: 'TEXT' },
  NotSubmitted: { status: 'TEXT' },
  ReversalOutsideThisBook: { rail: 'TEXT' },
  ReversalExceedsCredit: { withPayee: 'MONEY', requested: 'MONEY' },
  ExceptionUnknown: { exceptionId: 'TEXT' },
  ExceptionNotOpen: { exceptionId: 'TEXT' },
  ExceptionHoldsNoMoney: { exceptionId: 'TEXT' },
  ExceptionHoldsMoney: { exceptionId: 'TEXT', open: 'MONEY' },
  ExceptionIsNoLoss: { exceptionId: 'TEXT' },
  ResolutionExceedsException: { open: 'MONEY', requested: 'MONEY' },
  FieldDoesNotFit: { field: 'TEXT', how: 'TEXT' },
  SourceOutsideThisBook: { exceptionId: 'TEXT' },
  ExceptionsDoNotOffset: { exceptionId: 'TEXT', against: 'TEXT' },
  NameRequired: { field: 'TEXT' },
  SamePersonTwice: { name: 'TEXT' },
  AccountNotCorrectable: { account: 'TEXT' },
  CorrectionMovesNothing: { account: 'TEXT' },
  RecallInThisBook: { transferId: 'TEXT' },
  RecallAlreadyOpen: { recallId: 'TEXT' },
  RecallIdUsed: { recallId: 'TEXT' },
  RecallUnknown: { recallId: 'TEXT' },
  RecallNotOpen: { recallId: 'TEXT', phase: 'TEXT' },
  RecallNotOverdue: { recallId: 'TEXT', answerDueAt: 'TEXT', receivedAt: 'TEXT' },
  RecallExceedsTransfer: { largest: 'MONEY', requested: 'MONEY' },
  DisputeAlreadyOpen: { disputeId: 'TEXT' },
  DisputeIdUsed: { disputeId: 'TEXT' },
  DisputeUnknown: { disputeId: 'TEXT' },
  DisputePhaseForbids: { disputeId: 'TEXT', phase: 'TEXT', command: 'TEXT' },
  ClaimExceedsTransfer: { largest: 'MONEY', requested: 'MONEY' },
  ResolutionNotPaid: { disputeId: 'TEXT', owed: 'MONEY', landed: 'MONEY' },
  OutcomeForbids: { disputeId: 'TEXT', outcome: 'TEXT', command: 'TEXT' },
  AlreadyReopened: { disputeId: 'TEXT' },
  EvidenceIsKnown: { disputeId: 'TEXT' },
  RemedyExceedsLoss: { room: 'MONEY', requested: 'MONEY' },
  CompensationStands: { command: 'TEXT', given: 'MONEY' },
  MadeGoodMeanwhile: { seen: 'MONEY', now: 'MONEY' },
  ProvisionalCreditTooSmall: { disputeId: 'TEXT', outstanding: 'MONEY', requested: 'MONEY' },
  ProvisionalCreditOutstanding: { disputeId: 'TEXT', outstanding: 'MONEY' },
  RequestUnknown: { requestId: 'TEXT' },
  AccountAlreadyOpen: { account: 'TEXT' },
  AccountNotClosing: { account: 'TEXT' },
  AccountNotFrozen: { account: 'TEXT' },
  AccountNotEmpty: { account: 'TEXT', booked: 'MINOR_UNITS', currency: 'TEXT' },
  ReservationsOpen: { account: 'TEXT', transfers: 'TEXTS' },
  LimitOnlyForCreditLine: { account: 'TEXT', kind: 'TEXT' },
  LimitBelowUse: { account: 'TEXT', used: 'MONEY', requested: 'MONEY' },
}

/** A fact that is not as its rejection states it. */
export type FactProblem = { readonly field: string; readonly expected: string }

const longestList = 64

/** The rejection as it is answered and stored: of a long list the first 64 entries, the same now and ever after. */
export const boundedRejection = (rejection: Rejection): Rejection => {
  if (rejection._tag === 'ReservationsOpen')
    return { ...rejection, transfers: rejection.transfers.slice(0, longestList) }
  if (rejection._tag === 'TransferIsHeld') return { ...rejection, holds: rejection.holds.slice(0, longestList) }
  return rejection
}

/** The facts of a rejection as RFC 8785 JSON text, amounts as decimal text of minor units. */
export const encodeFacts = (rejection: Rejection): string => {
  const { _tag, ...facts } = rejection
  return canonicalJson(
    JSON.parse(JSON.stringify(facts, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))),
  )
}

const isText = (value: unknown): value is string => typeof value === 'string'
const wholeNumber = /^-?\d+$/

type Fact = string | bigint | Money | ReadonlyArray<string> | null

const readMoney = (value: unknown): Money | null => {
  if (typeof value !== 'object' || value === null || !('minorUnits' in value) || !('currency' in value)) return null
  const { minorUnits, currency } = value
  if (!isText(minorUnits) || !wholeNumber.test(minorUnits) || !isCurrency(currency)) return null
  return { minorUnits: BigInt(minorUnits), currency }
}

type FactKind = 'TEXT' | 'TEXT_OR_NULL' | 'TEXTS' | 'MONEY' | 'MINOR_UNITS'
type FactReader = { readonly expected: string; readonly read: (value: unknown) => E.Either<null, Fact> }

const readers: { readonly [K in FactKind]: FactReader } = {
  TEXT: { expected: 'text', read: (value) => (isText(value) ? E.right(value) : E.left(null)) },
  TEXT_OR_NULL: {
    expected: 'text or null',
    read: (value) => (value === null || isText(value) ? E.right(value) : E.left(null)),
  },
  TEXTS: {
    expected: 'a list of texts',
    read: (value) => (Array.isArray(value) && value.every(isText) ? E.right(value) : E.left(null)),
  },
  MINOR_UNITS: {
    expected: 'a whole number as decimal text',
    read: (value) => (isText(value) && wholeNumber.test(value) ? E.right(BigInt(value)) : E.left(null)),
  },
  MONEY: {
    expected: 'money as minor units in decimal text with a currency',
    read: (value) => {
      const sum = readMoney(value)
      return sum === null ? E.left(null) : E.right(sum)
    },
  },
}

/** Facts that a rejection did not state at first, and that the refused command itself states under the same name. */
const addedLater: { readonly [T in Tag]?: ReadonlyArray<keyof FactsOf<T>> } = { StatusForbids: ['transferId'] }

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const fieldsIn = (text: string): Readonly<Record<string, unknown>> | null => {
  const found = parse(text)
  return typeof found === 'object' && found !== null ? (found as Readonly<Record<string, unknown>>) : null
}

/** The facts of an older rejection, with those that were added since from the command that was refused. */
const brought = (
  tag: Tag,
  facts: Readonly<Record<string, unknown>>,
  command: string,
): Readonly<Record<string, unknown>> => {
  const missing = (addedLater[tag] ?? []).filter((field: string) => !Object.hasOwn(facts, field))
  if (missing.length === 0) return facts
  const said = fieldsIn(command) ?? {}
  return { ...facts, ...Object.fromEntries(missing.map((field: string) => [field, said[field]])) }
}

/** Reads a stored rejection of this command again, or says which of its facts this version cannot read. */
export const decodeRejection = (tag: string, facts: string, command = '{}'): E.Either<FactProblem, Rejection> => {
  if (!Object.hasOwn(factKinds, tag))
    return E.left({ field: 'rejection', expected: 'a rejection that this version knows' })
  const stored = fieldsIn(facts)
  if (stored === null) return E.left({ field: 'facts', expected: 'a JSON object' })
  const found = brought(tag as Tag, stored, command)
  const read: Record<string, Fact> = {}
  for (const [field, kind] of Object.entries<FactKind>(factKinds[tag as Tag])) {
    const { expected, read: readFact } = readers[kind]
    const fact = readFact(found[field])
    if (E.isLeft(fact)) return E.left({ field: `facts.${field}`, expected })
    read[field] = fact.right
  }
  return E.right({ ...read, _tag: tag } as unknown as Rejection)
}
