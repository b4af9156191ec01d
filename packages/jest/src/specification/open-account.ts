import type { Money, Written } from '@waybill/core'
import * as E from 'fp-ts/lib/Either.js'
import { tellMoney } from '../story/tell-value.js'
import type { Book } from './book.js'
import { readMoney } from './read-money.js'
import { readEvent } from './read-step.js'
import type { AccountStep, EventInStream } from './step.js'

/** An opening balance is money that came in from elsewhere, as a transfer of its own. */
const moneyComesIn = (book: Book, account: string, balance: Money): void => {
  if (balance.minorUnits === 0n) return
  const opening = `opening-${account}`
  const decision = book.judge({
    _tag: 'ReportIncomingCredit',
    transferId: opening,
    reportId: opening,
    by: { role: 'NETWORK', name: 'opening' },
    asOf: book.now(),
    rail: 'opening',
    payer: { account: 'cash', institution: 'elsewhere' },
    payee: { account },
    amount: balance,
  })
  if (E.isLeft(decision)) throw new Error(`${account}: its opening balance was answered with ${decision.left._tag}`)
  book.write(decision.right.writes)
}

/** The event, checked as those of a store are: an account with a form that no store gives back cannot be given. */
const asOpened = (account: string, step: EventInStream): Written => {
  const read = readEvent(step)
  if (E.isRight(read)) return read.right
  const problems = read.left._tag === 'UndecodableEvent' ? read.left.problems : []
  const said = problems.map(
    ({ path, expected, found }) => `${path}: ${expected} was expected, and ${found} stood there`,
  )
  throw new Error(`anAccount: ${account} cannot be opened; ${said.join('; ')}`)
}

/** Opens an account with its money, and gives it in words: `mei has CNY 1,000.00`. */
export const openAccount = (book: Book, { account, balance, options }: AccountStep): string => {
  const opening = readMoney(balance)
  if (opening.minorUnits < 0n)
    throw new Error(`anAccount: ${account} cannot begin with ${tellMoney(opening)}; give it nothing and let it pay`)
  const { currency } = opening
  const { kind = 'CASH', customer, freeze, closing = false } = options
  const limit = options.limit === undefined ? null : readMoney(options.limit)
  const reserved = options.reserved === undefined ? null : readMoney(options.reserved)
  const stream = `account-${account}`
  const write = (...writes: ReadonlyArray<Written>): void => void book.write(writes)

  write(
    asOpened(account, {
      stream,
      event: {
        _tag: 'AccountOpened',
        account,
        currency,
        kind,
        ...(customer === undefined ? {} : { customer }),
        ...(limit === null ? {} : { limit }),
      },
    }),
  )
  moneyComesIn(book, account, opening)
  if (reserved !== null)
    write({
      stream: `funds-${account}`,
      event: {
        _tag: 'FundsReserved',
        transferId: `earlier-${account}`,
        amount: reserved,
        inflowSeen: { total: opening, throughSequence: book.events().length },
      },
    })
  if (freeze !== undefined)
    write({ stream, event: { _tag: 'AccountFrozen', scope: freeze, reason: 'given so by the specification' } })
  if (closing) write({ stream, event: { _tag: 'AccountClosing', reason: 'given so by the specification' } })

  return [
    `${account} has ${tellMoney(opening)}`,
    ...(kind === 'CASH' ? [] : [kind]),
    ...(limit === null ? [] : [`may go ${tellMoney(limit)} below zero`]),
    ...(reserved === null ? [] : [`${tellMoney(reserved)} of it kept for an earlier transfer`]),
    ...(freeze === undefined ? [] : [`frozen for ${freeze}`]),
    ...(closing ? ['closing'] : []),
  ].join(', ')
}
