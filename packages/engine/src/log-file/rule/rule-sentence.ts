import { formatMinorUnits, formatMoney, type Posting } from '@waybill/core'
import type { DecidedTwice, ExchangeOffQuote, RuleProblem, Standing, SumBelowZero } from './rule-problem.js'
import type { RuleName } from './rule.js'

const statements: Readonly<Record<RuleName, string>> = {
  EntriesBalance: 'debits and credits of each entry are equal in every currency',
  EntriesFollow: 'each entry is the one that follows from its transfer',
  SumsHold: 'credited ≤ confirmed ≤ initiated; in transit and with the payee never below zero',
  ReversalsHold: 'a reversal takes no more than the payee still has of the transfer',
  ExchangesHold: 'what is exchanged is exchanged at the recorded quote, and undone at it',
  ReservationsResolveOnce: 'what is reserved is confirmed, cancelled, expired or rejected once, whole',
  FundsFollow: 'funds are captured or released as their transfer was decided',
  ExpiryHolds: 'nothing is confirmed at or after its expiry, nothing expires before it',
  ClocksMoveNothing: 'that time passes moves no money',
  InflowHolds: 'what an outflow leaned on had come in',
  FloorsHold: 'no account goes below its floor',
  IdsFollow: 'each event id follows from the ledger, the command and its place',
  OneDecision: 'one command id has one decision',
  TimesRise: 'recorded times of a stream do not go back',
}

/** What a rule says, in a few words. */
export const ruleStatement = (rule: RuleName): string => statements[rule]

const leg = ({ account, amount, creditDebit }: Posting): string => `${creditDebit} ${account} ${formatMoney(amount)}`

const where = ({ place, revision, sequence, stream, type }: RuleProblem): string => {
  const file = place?.file === undefined ? '' : `${place.file}, line ${place.line ?? '?'}: `
  return `${file}${type}, revision ${revision} of ${stream}, sequence ${sequence}`
}

const sums: Readonly<Record<SumBelowZero['sum'], string>> = {
  CONFIRMED_NOT_CREDITED: 'no more to be credited than was confirmed',
  IN_TRANSIT: 'no more to leave transit than was in it',
  WITH_PAYEE: 'no more to come back from the payee than was there',
}

const exchanges: Readonly<Record<ExchangeOffQuote['because'], string>> = {
  NOT_CONVERTED: 'the sum to be exchanged',
  NO_QUOTE: 'nothing to be exchanged without a quote',
  OFF_RATE: 'the sum that the quote makes of this part',
  BEYOND_QUOTE: 'no more at the far end than was quoted',
  NOT_THE_QUOTED_WHOLE: 'the whole to have become the quoted sum',
  POSITION_LEFT_OPEN: 'nothing to be left at the far end, where all was undone',
}

const standings: Readonly<Record<Standing, string>> = {
  NOT_INITIATED: 'had not been initiated',
  INITIATED: 'had been initiated and no more',
  CONFIRMED: 'had been confirmed',
  CANCELLED: 'had been cancelled',
  EXPIRED: 'had expired',
  REJECTED: 'had been rejected',
}

const twice: Readonly<Record<DecidedTwice['field'], string>> = {
  command: 'for another command',
  payloaddigest: 'for another payload',
  refusal: 'for a refusal beside something else',
  decision: 'for a decision of which the beginning stands elsewhere',
}

/** What a broken rule says, in one sentence: the event, what was expected, what stood there. */
export const ruleSentence = (problem: RuleProblem): string => {
  switch (problem._tag) {
    case 'PostingsUnbalanced': {
      const { currency, excess } = problem
      return `${where(problem)}: expected debits and credits of ${currency} to be equal, but they differ by ${formatMinorUnits(excess, currency)}.`
    }
    case 'PostingsDiffer': {
      const expected =
        problem.expected === null ? 'postings that follow from the transfer' : problem.expected.map(leg).join(', ')
      return `${where(problem)}: expected ${expected}, but ${problem.found.map(leg).join(', ')} is stored.`
    }
    case 'SumBelowZero': {
      const { currency, left, sum } = problem
      return `${where(problem)}: expected ${sums[sum]}, but ${currency} ${formatMinorUnits(-left, currency)} is too much.`
    }
    case 'ReversedBeyondPayee': {
      const { currency, taken, there } = problem
      return `${where(problem)}: expected at most ${currency} ${formatMinorUnits(there, currency)} to be taken back, which the payee still had, but ${formatMinorUnits(taken, currency)} was.`
    }
    case 'ExchangeOffQuote': {
      const { amount, because, converted, quoteId } = problem
      const found = converted === null ? 'one currency' : formatMoney(converted)
      return `${where(problem)}: expected ${exchanges[because]}${quoteId === null ? '' : ` (quote ${quoteId})`}, but ${formatMoney(amount)} stands against ${found}.`
    }
    case 'ResolvedAgain':
      return `${where(problem)}: expected this only once and in its turn, but the transfer ${standings[problem.before]}.`
    case 'ReservationDiffers': {
      const { account, currency, found, reserved, transferId, type } = problem
      const kept = `${currency} ${formatMinorUnits(reserved, currency)}`
      return type === 'FundsReserved'
        ? `${where(problem)}: expected nothing of ${account} to be kept for ${transferId} before, but ${kept} was.`
        : `${where(problem)}: expected ${kept}, which ${account} had kept for ${transferId}, but found ${formatMinorUnits(found, currency)}.`
    }
    case 'FundsAstray': {
      const { account, standing, transferId } = problem
      return `${where(problem)}: expected the funds of ${account} to follow the transfer ${transferId}, which ${standings[standing]}.`
    }
    case 'ConfirmedTooLate': {
      const { confirmedAt, expiresAt } = problem
      return `${where(problem)}: expected a confirmation before ${expiresAt}, but it came at ${confirmedAt}.`
    }
    case 'ExpiredTooEarly': {
      const { expiredAt, expiresAt } = problem
      return `${where(problem)}: expected it to expire ${expiresAt === null ? 'never, for it names no time' : `at ${expiresAt} or later`}, but it did at ${expiredAt}.`
    }
    case 'MovedByClock':
      return `${where(problem)}: expected no money to move because time had passed, but ${problem.command} moved some.`
    case 'InflowDiffers': {
      const { account, currency, expected, found, throughSequence } = problem
      return `${where(problem)}: expected ${currency} ${formatMinorUnits(expected, currency)} to have come into ${account} by sequence ${throughSequence}, but ${currency} ${formatMinorUnits(found, currency)} was counted on.`
    }
    case 'FundsOverdrawn': {
      const { account, available, currency } = problem
      return `${where(problem)}: expected ${account} to have enough to spend, but it was left with ${currency} ${formatMinorUnits(available, currency)} available.`
    }
    case 'AccountBelowFloor': {
      const { account, booked, currency, floor } = problem
      return `${where(problem)}: expected ${account} to stay at ${currency} ${formatMinorUnits(floor, currency)} or above, but it was left at ${formatMinorUnits(booked, currency)}.`
    }
    case 'IdNotDerived': {
      const { commandId, expected, found } = problem
      return `${where(problem)}: expected an id that follows from the command ${commandId}, such as ${expected}, but found ${found}.`
    }
    case 'DecidedTwice': {
      const { commandId, field, firstSequence } = problem
      const first = firstSequence === null ? '' : ` that began at sequence ${firstSequence}`
      return `${where(problem)}: expected the command id ${commandId} to stand for one decision only${first}, but it stands ${twice[field]}.`
    }
    case 'RecordedEarlier': {
      const { behind, recordedAt } = problem
      return `${where(problem)}: expected it to be recorded no earlier than the event before it, at ${behind}, but it was at ${recordedAt}.`
    }
  }
}
