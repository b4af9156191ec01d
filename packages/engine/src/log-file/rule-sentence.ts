import { formatMinorUnits, formatMoney, type Posting } from '@waybill/core'
import type { RuleProblem } from './rule-check.js'

const leg = ({ account, amount, creditDebit }: Posting): string => `${creditDebit} ${account} ${formatMoney(amount)}`

const where = ({ place, revision, sequence, stream, type }: RuleProblem): string => {
  const file = place?.file === undefined ? '' : `${place.file}, line ${place.line ?? '?'}: `
  return `${file}${type}, revision ${revision} of ${stream}, sequence ${sequence}`
}

/** What a broken rule of money says, in one sentence: the event, what was expected, what stood there. */
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
  }
}
