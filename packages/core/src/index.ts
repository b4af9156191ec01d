export { canonicalJson } from './codec/canonical-json.js'
export {
  decodeWith,
  describeFound,
  excerptOf,
  type Codec,
  type FieldProblem,
  type JsonSchema,
  type OutputOf,
  type TypeOf,
} from './codec/codec.js'
export { later, millisecondsBetween, type Day, type Instant } from './codec/text.js'
export { currencies, digitsOf, isCurrency, type Currency } from './money/currency.js'
export {
  cny,
  decimalMoney,
  eur,
  formatMinorUnits,
  formatMoney,
  lesser,
  gbp,
  largestMinorUnits,
  money,
  moneyInput,
  moneyOrZero,
  splitByWeight,
  usd,
  type DecimalMoney,
  type Money,
  type MoneyInput,
  type StoredMoney,
} from './money/money.js'
export {
  bookAccount,
  isBookAccount,
  isOurs,
  sameAccount,
  type AccountId,
  type AccountReference,
  type LedgerAccount,
} from './ledger/account-id.js'
export { effectOf, imbalanceOf, type Entry, type Posting } from './ledger/entry.js'
export { type Code, type Party, type PartyRole } from './ledger/party.js'
export { accountEvents, type AccountEvent, type AccountStreamEvent } from './account/event.js'
export { accountCommands, type AccountCommand } from './account/command.js'
export { evolveAccount, noAccount, type Account } from './account/state.js'
export { eventOfChange, termsOfChange, type ChangeOfAccount } from './account/event-of-change.js'
export { decideAccount, type AccountView } from './account/decide.js'
export { fundsEvents, type FundsEvent, type InflowSeen } from './funds/event.js'
export { openReservations, reservedFor, type Reservation, type Reservations } from './funds/reservations.js'
export { accountUnder, availableFunds, evolveFunds, noFunds, type Funds } from './funds/state.js'
export { commandStream, sagaEvents, type CommandClaimed, type SagaEvent } from './saga/event.js'
export { bookRail, sumOfFees, type Fee, type FundingSource, type Quote } from './transfer/instruction.js'
export {
  claimKind,
  disputeEvents,
  movementEvents,
  recallEvents,
  transferEvents,
  type DisputeEvent,
  type MovementEvent,
  type RecallEvent,
  type TransferEvent,
  type TransferInitiated,
} from './transfer/event.js'
export { transferCommands, type TransferCommand, type TransferCommandOf } from './transfer/command.js'
export { transferReports, type TransferReport, type TransferReportOf } from './transfer/report.js'
export {
  arrived,
  atFarEnd,
  compensated,
  excess,
  excessReturned,
  givenByPayee,
  inTransit,
  isOpenDispute,
  madeGood,
  keptByBook,
  madeGoodInHand,
  isReserved,
  openExceptions,
  openRecall,
  outstandingProvisional,
  roomFor,
  stillOwed,
  toCreditAtFarEnd,
  transferStatus,
  withPayee,
  type ClaimKind,
  type Dispute,
  type DoubtReason,
  type EarlyEnding,
  type Execution,
  type Inquiry,
  type MadeWhole,
  type Recall,
  type Submission,
  type Transfer,
  type TransferException,
  type TransferStatus,
} from './transfer/state.js'
export {
  agreesWithQuote,
  boughtFor,
  currencyOfPayee,
  exchangeOf,
  followsFromRate,
  inPayersMoney,
  type Exchange,
  type ExchangeSoFar,
} from './transfer/exchange.js'
export { evolveTransfer, noTransfer } from './transfer/evolve.js'
export { type AccountRejection, type Rejection, type TransferRejection } from './transfer/rejection.js'
export {
  accountStream,
  fundsStream,
  transferStream,
  type Decision,
  type DecisionView,
  type FundsView,
  type Written,
} from './transfer/decision.js'
export { settleReservations } from './transfer/decide/before-confirmation.js'
export { accountsNeededBy, decide, type AccountsNeeded } from './transfer/decide.js'
export { accountsNeededByReport, recordReport, type ReportUnplaced } from './transfer/record-report.js'
export { recordIncomingCredit } from './transfer/record/incoming-credit.js'
export {
  confirmPolicies,
  initiatePolicies,
  type ConfirmPolicy,
  type InitiatePolicy,
  type Proposal,
  type Verdict,
} from './transfer/policy.js'
export {
  entryOf,
  givenBack,
  isMoneyEvent,
  moneySoFar,
  type BookingDates,
  type MoneyEvent,
  type MoneyEventWithoutEntry,
  type MoneySoFar,
} from './transfer/postings.js'
export { observationEvents, type ObservationEvent } from './observation/event.js'
export { observationStream } from './observation/stream.js'
export type { ObservationSource, SourceGrade, SourceKind } from './observation/source.js'
export type { AnyCodec, EventDefinition, EventOf, StreamKind } from './event/definition.js'
export {
  eventSchema,
  parseSchemaUri,
  schemaDialect,
  schemaFileName,
  schemaUri,
  type EventSchema,
  type SchemaName,
} from './reference/event-schema.js'
export { rejectionMeanings, type Meaning } from './reference/rejection-meanings.js'
export { allEvents, type DomainEvent, type EventWord } from './event/all-events.js'
export {
  decodeStored,
  encodeEvent,
  streamKindOf,
  streamSubjectOf,
  type Recorded,
  type StoredEvent,
  type UndecodableEvent,
} from './event/recorded.js'
export {
  allCommands,
  decodeCommand,
  encodeCommand,
  isCommandWord,
  type AnyCommand,
  type CommandInput,
  type CommandWord,
  type MalformedCommand,
} from './event/all-commands.js'
