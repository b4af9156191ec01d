import * as E from 'fp-ts/lib/Either.js'
import { isOurs, type AccountId } from '../../ledger/account-id.js'
import type { TransferCommandOf } from '../command.js'
import {
  accountStream,
  fundsStream,
  transferStream,
  type Decision,
  type DecisionView,
  type Written,
} from '../decision.js'
import type { TransferInitiated } from '../event.js'
import { atRate, exchangeOf } from '../exchange.js'
import { bookRail, type Quote } from '../instruction.js'
import { initiatePolicies, type Proposal } from '../policy.js'
import { beforeAnyMoney, entryOf } from '../postings.js'
import type { TransferRejection } from '../rejection.js'

type Initiating = TransferCommandOf<'InitiateTransfer'> | TransferCommandOf<'BookTransfer'>

const proposalOf = (command: Initiating): Proposal => {
  const fees = command.fees ?? []
  const total = fees.reduce((sum, { amount }) => sum + amount.minorUnits, command.amount.minorUnits)
  return {
    transferId: command.transferId,
    payer: command.payer,
    payee: command.payee,
    amount: command.amount,
    rail: command.rail ?? bookRail,
    funding: command.funding ?? [
      { account: command.payer.account, amount: { minorUnits: total, currency: command.amount.currency } },
    ],
    fees,
    expiresAt: command.expiresAt,
    quote: command.quote,
  }
}

/** The quote with the sum that the amount becomes: as quoted, else as it follows from the rate. */
const wholeQuote = (quote: Quote, { minorUnits }: Proposal['amount']): Quote => ({
  ...quote,
  buyAmount: quote.buyAmount ?? { minorUnits: atRate(quote, minorUnits), currency: quote.buyCurrency },
})

/** Fields of the command that the event states unchanged, where they are given. */
const statedUnchanged = [
  'payeeAsTyped',
  'payeeName',
  'purpose',
  'promisedBy',
  'expiresAt',
  'notBefore',
  'channel',
  'customer',
  'endToEndId',
  'linked',
] as const satisfies ReadonlyArray<keyof Initiating & keyof TransferInitiated>

const initiatedOf = (
  command: Initiating,
  proposal: Proposal,
  confirmationRequired: boolean,
  view: DecisionView,
): TransferInitiated => {
  const stated = Object.fromEntries(
    statedUnchanged.flatMap((field) => (command[field] === undefined ? [] : [[field, command[field]]])),
  ) as Partial<TransferInitiated>
  return {
    ...stated,
    _tag: 'TransferInitiated',
    transferId: proposal.transferId,
    payer: proposal.payer,
    payee: proposal.payee,
    amount: proposal.amount,
    rail: proposal.rail,
    confirmationRequired,
    uetr: command.uetr ?? view.freshUetr,
    funding: proposal.funding,
    fees: proposal.fees,
    ...(proposal.quote === undefined ? {} : { quote: wholeQuote(proposal.quote, proposal.amount) }),
  }
}

const judge = (proposal: Proposal, view: DecisionView): E.Either<TransferRejection, void> => {
  for (const policy of initiatePolicies) {
    const verdict = policy(proposal, view)
    if (E.isLeft(verdict)) return verdict
  }
  return E.right(undefined)
}

const accountsOf = ({ funding, payee }: Proposal): ReadonlyArray<AccountId> => [
  ...new Set([...funding.map(({ account }) => account), ...(isOurs(payee) ? [payee.account] : [])]),
]

const inflowSeenBy = (
  view: DecisionView,
  account: AccountId,
  { currency }: { readonly currency: TransferInitiated['amount']['currency'] },
) => {
  const { inflow, throughSequence } = view.funds(account)
  return { total: { minorUnits: inflow, currency }, throughSequence }
}

/** Records the instruction and reserves its funding. */
export const decideInitiate = (
  command: TransferCommandOf<'InitiateTransfer'>,
  view: DecisionView,
): E.Either<TransferRejection, Decision> => {
  const proposal = proposalOf(command)
  const verdict = judge(proposal, view)
  if (E.isLeft(verdict)) return verdict
  const reservations = proposal.funding.map(({ account, amount }): Written => ({
    stream: fundsStream(account),
    event: {
      _tag: 'FundsReserved',
      transferId: proposal.transferId,
      amount,
      inflowSeen: inflowSeenBy(view, account, amount),
    },
  }))
  return E.right({
    writes: [
      {
        stream: transferStream(proposal.transferId),
        event: initiatedOf(command, proposal, command.confirmationRequired ?? true, view),
      },
      ...reservations,
    ],
    checks: accountsOf(proposal).map(accountStream),
  })
}

/** Initiates, confirms and credits a transfer between two accounts of this book in one append. */
export const decideBookTransfer = (
  command: TransferCommandOf<'BookTransfer'>,
  view: DecisionView,
): E.Either<TransferRejection, Decision> => {
  const proposal = proposalOf(command)
  const verdict = judge(proposal, view)
  if (E.isLeft(verdict)) return verdict
  if (!isOurs(proposal.payee))
    return E.left({
      _tag: 'PayeeNotInThisBook',
      account: proposal.payee.account,
      institution: proposal.payee.institution ?? '',
    })
  const stream = transferStream(proposal.transferId)
  const initiated = initiatedOf(command, proposal, false, view)
  const soFar = beforeAnyMoney(initiated)
  const confirmed = {
    _tag: 'TransferConfirmed',
    by: command.by,
    ...(command.method === undefined ? {} : { method: command.method }),
    ...(command.strength === undefined ? {} : { strength: command.strength }),
    ...(command.device === undefined ? {} : { device: command.device }),
    ...(command.shownDigest === undefined ? {} : { shownDigest: command.shownDigest }),
  } as const
  const exchange = exchangeOf(initiated)
  const credited = {
    _tag: 'TransferCredited',
    account: proposal.payee,
    amount: proposal.amount,
    ...(exchange === null ? {} : { converted: exchange.bought }),
  } as const
  return E.right({
    writes: [
      { stream, event: initiated },
      { stream, event: { ...confirmed, entry: entryOf(soFar, confirmed, view) } },
      { stream, event: { ...credited, entry: entryOf(soFar, credited, view) } },
      ...proposal.funding.map(({ account, amount }): Written => ({
        stream: fundsStream(account),
        event: {
          _tag: 'FundsTaken',
          transferId: proposal.transferId,
          amount,
          purpose: 'TRANSFER',
          inflowSeen: inflowSeenBy(view, account, amount),
        },
      })),
    ],
    checks: accountsOf(proposal).map(accountStream),
  })
}
