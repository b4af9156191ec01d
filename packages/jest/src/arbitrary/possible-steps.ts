import {
  atFarEnd,
  currencyOfPayee,
  decimalMoney,
  exchangeOf,
  formatMinorUnits,
  inTransit,
  isReserved,
  later,
  openRecall,
  isOpenDispute,
  toCreditAtFarEnd,
  withPayee,
  type Currency,
  type Instant,
  type MoneyInput,
  type Transfer,
} from '@waybill/core'
import type { Book } from '../specification/book.js'
import type { CommandStep } from '../specification/step.js'

const minute = 60_000

const customer = { role: 'CUSTOMER' } as const
const operator = { role: 'OPERATOR', name: 'Back office' } as const
const network = { role: 'NETWORK', name: 'HVPS' } as const
const elsewhere = { account: '6222 0001', institution: 'Bank of Elsewhere' } as const
const closedAccount = { codeSet: 'ISO20022', code: 'AC04' } as const
const accepted = { codeSet: 'ISO20022', code: 'ACSP' } as const

/** The accounts of the small book, in which everything happens. */
const accounts = ['mei', 'bo', 'ana'] as const

/** What one turn of a history is made from: small numbers, each of which shrinks to zero. */
export type Turn = {
  /** Minutes that pass before it. */
  readonly wait: number
  /** Which of what is possible happens. */
  readonly choice: number
  /** Which transfer it is about, where there are several. */
  readonly about: number
  /** How much of what is there is meant, in hundredths. */
  readonly share: number
}

const shareOf = (sum: bigint, share: number, currency: Currency = 'CNY'): MoneyInput => {
  const part = (sum * BigInt(100 - share)) / 100n
  return decimalMoney(currency)(formatMinorUnits(part > 0n ? part : 1n, currency).replaceAll(',', ''))
}

/** Rates that make less of a sum and more, with currencies of two digits, of none and of three. */
const rates = [
  { buyCurrency: 'EUR', rate: '0.1275' },
  { buyCurrency: 'EUR', rate: '1' },
  { buyCurrency: 'EUR', rate: '7.25' },
  { buyCurrency: 'JPY', rate: '21.6667' },
  { buyCurrency: 'KWD', rate: '0.0421' },
] as const

/** The same that become something else on their way: Paul has euros, and elsewhere there are other currencies too. */
const exchangedBeginnings = (transferId: string, now: Instant, { about, share }: Turn): ReadonlyArray<CommandStep> => {
  const payer = accounts[about % accounts.length] ?? 'mei'
  const amount = shareOf(10_000n, share)
  const validUntil = later(now, 60 * minute)
  const terms = { quoteId: `quote-${transferId}`, sellCurrency: 'CNY', validUntil } as const
  const [inEuros] = rates
  const euros = { ...terms, ...(rates[about % 3] ?? inEuros) }
  const anywhere = { ...terms, ...(rates[about % rates.length] ?? inEuros) }
  const toPaul = { transferId, payer, payee: 'paul', amount, quote: euros } as const
  return [
    { _tag: 'BookTransfer', ...toPaul, by: customer },
    { _tag: 'InitiateTransfer', ...toPaul },
    { _tag: 'InitiateTransfer', transferId, payer, payee: elsewhere, amount, rail: 'hvps', quote: anywhere },
  ]
}

/** Transfers that begin: two accounts by turns, and a sum between CNY 0.01 and CNY 100.00. */
const beginnings = (transferId: string, now: Instant, { about, share }: Turn): ReadonlyArray<CommandStep> => {
  const payer = accounts[about % accounts.length] ?? 'mei'
  const payee = accounts[(about + 1) % accounts.length] ?? 'bo'
  const amount = shareOf(10_000n, share)
  const expiresAt = later(now, 30 * minute)
  const overRail = {
    _tag: 'InitiateTransfer',
    transferId,
    payer,
    payee: elsewhere,
    amount,
    rail: 'hvps',
    expiresAt,
  } as const
  return [
    { _tag: 'BookTransfer', transferId, payer, payee, amount, by: customer },
    { _tag: 'InitiateTransfer', transferId, payer, payee, amount, expiresAt },
    overRail,
    { _tag: 'ReportIncomingCredit', transferId, by: network, rail: 'hvps', payer: elsewhere, payee, amount },
    overRail,
    overRail,
  ]
}

/** What brings a transfer on its way, or asks where it is. */
const onward = (transferId: string, now: Instant, transfer: Transfer, share: number): ReadonlyArray<CommandStep> => [
  { _tag: 'ConfirmTransfer', transferId, by: customer },
  { _tag: 'CreditTransfer', transferId, amount: shareOf(inTransit(transfer), share) },
  { _tag: 'StartSubmission', transferId, answerDueAt: later(now, 15 * minute) },
  ...agreeingReports(transferId, transfer, share),
  {
    _tag: 'DeclareOutcomeUnknown',
    transferId,
    because: 'NO_ANSWER',
    owner: operator,
    inquiryDueAt: later(now, 60 * minute),
  },
  {
    _tag: 'SendStatusInquiry',
    transferId,
    inquiryId: `inquiry-${transfer.inquiries.length + 1}`,
    to: network,
    answerDueAt: later(now, 60 * minute),
  },
]

/** What stops a transfer or quarrels about it. */
const aside = (transferId: string, now: Instant, transfer: Transfer, share: number): ReadonlyArray<CommandStep> => {
  const due = later(now, 60 * minute)
  const recallId = openRecall(transfer)?.recallId ?? 'recall'
  const disputeId = transfer.disputes.find(isOpenDispute)?.disputeId ?? `dispute-${transfer.disputes.length + 1}`
  return [
    { _tag: 'CancelTransfer', transferId, by: customer },
    { _tag: 'ExpireTransfer', transferId },
    { _tag: 'RejectTransfer', transferId, by: operator, reason: closedAccount },
    {
      _tag: 'HoldTransfer',
      transferId,
      holdId: 'hold',
      kind: 'FRAUD',
      rule: 'new-payee',
      ruleVersion: '1',
      by: operator,
    },
    { _tag: 'ReleaseTransfer', transferId, holdId: 'hold', by: operator },
    {
      _tag: 'ReverseTransfer',
      transferId,
      amount: shareOf(withPayee(transfer), share),
      kind: 'MISPOSTING',
      by: operator,
      authority: 'Terms, 4',
    },
    {
      _tag: 'RequestRecall',
      transferId,
      recallId: `recall-${transfer.recalls.length + 1}`,
      to: network,
      reason: closedAccount,
      answerDueAt: due,
    },
    { _tag: 'WithdrawRecall', transferId, recallId, by: customer },
    { _tag: 'DisputeTransfer', transferId, disputeId, claim: 'NOT_ARRIVED', claimant: customer, replyDueAt: due },
    { _tag: 'StartDisputeReview', transferId, disputeId, reviewer: operator },
    { _tag: 'ResolveDispute', transferId, disputeId, outcome: 'DENIED', by: operator, reason: 'It has arrived' },
    { _tag: 'WithdrawDispute', transferId, disputeId, by: customer },
    { _tag: 'CloseDispute', transferId, disputeId, by: operator },
  ]
}

/** What a rail may report of a transfer. A report cannot be refused; these agree with what the ledger knows. */
const agreeingReports = (transferId: string, transfer: Transfer, share: number): ReadonlyArray<CommandStep> => {
  const onItsWay = toCreditAtFarEnd(transfer)
  const arrived = atFarEnd(transfer)
  const currency = currencyOfPayee(transfer.instruction)
  const count = transfer.executions.length + transfer.returns.length + 1
  const executionRef = `${transferId}-${count}`
  if (transfer.submission === null) return []
  const reports: ReadonlyArray<readonly [boolean, CommandStep]> = [
    [onItsWay > 0n, { _tag: 'ReportAccepted', transferId, by: network, railReference: `rail-${transferId}` }],
    [onItsWay > 0n, { _tag: 'ReportStatus', transferId, by: network, status: accepted }],
    [
      onItsWay > 0n,
      {
        _tag: 'ReportCredited',
        transferId,
        by: network,
        account: elsewhere,
        amount: shareOf(onItsWay, share, currency),
        executionRef,
      },
    ],
    [onItsWay > 0n && arrived === 0n, { _tag: 'ReportRefused', transferId, by: network, reason: closedAccount }],
    [
      onItsWay > 0n || arrived > 0n,
      {
        _tag: 'ReportReturned',
        transferId,
        by: network,
        amount: shareOf(onItsWay > 0n ? onItsWay : arrived, share, currency),
        reason: closedAccount,
        executionRef,
      },
    ],
  ]
  return reports.filter(([agrees]) => agrees).map(([, report]) => report)
}

/** What contradicts it: money that arrives twice, comes back from nowhere, or was refused after it had arrived. */
const contradictingReports = (transferId: string, transfer: Transfer, share: number): ReadonlyArray<CommandStep> => {
  const { minorUnits, currency } = exchangeOf(transfer.instruction)?.bought ?? transfer.instruction.amount
  const amount = shareOf(minorUnits, share, currency)
  const executionRef = `${transferId}-other`
  return [
    { _tag: 'ReportCredited', transferId, by: network, account: elsewhere, amount, executionRef },
    { _tag: 'ReportCredited', transferId, by: network, account: 'ana', amount },
    { _tag: 'ReportReturned', transferId, by: network, amount, reason: closedAccount },
    { _tag: 'ReportRefused', transferId, by: network, reason: closedAccount },
    { _tag: 'ReportNeverReceived', transferId, by: network, final: true },
  ]
}

/** How far a history may go. */
export type Reach = { readonly transfers: number; readonly contradictions: boolean; readonly exchanges: boolean }

/** What may be asked or told in this turn, by groups, the simplest first; the rules say which of it they allow. */
export const possibleSteps = (
  book: Book,
  turn: Turn,
  { transfers, contradictions, exchanges }: Reach,
): ReadonlyArray<ReadonlyArray<CommandStep>> => {
  const known = Array.from({ length: transfers }, (_, index) => `t${index + 1}`)
  const begun = known.filter((id) => book.transfer(id) !== null)
  const next = known[begun.length]
  const started = next === undefined ? [] : beginnings(next, book.now(), turn)
  const exchanged = next === undefined || !exchanges ? [] : exchangedBeginnings(next, book.now(), turn)
  const transferId = begun[turn.about % Math.max(1, begun.length)]
  const transfer = transferId === undefined ? null : book.transfer(transferId)
  if (transferId === undefined || transfer === null) return [exchanged, started].filter((group) => group.length > 0)
  const forward = onward(transferId, book.now(), transfer, turn.share)
  const sideways = aside(transferId, book.now(), transfer, turn.share)
  const against = contradictions && !isReserved(transfer) ? contradictingReports(transferId, transfer, turn.share) : []
  return [forward, exchanged, started, sideways, forward, forward, against].filter((group) => group.length > 0)
}
