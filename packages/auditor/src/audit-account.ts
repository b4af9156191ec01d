import { keepFor } from './audit-transfer.js'
import type { AccountBook, LedgerBooks } from './ledger-books.js'
import { sumOf, type Line } from './line.js'

const isCustomers = (account: string): boolean => !account.includes(':')

const limitOf = ({ limit, terms }: AccountBook): bigint => terms.limit ?? limit

/** What an account might spend: where decisions are stored step by step, as the order of its funds has it. */
const freeOf = ({ appends }: LedgerBooks, account: AccountBook): bigint =>
  appends === 'ATOMIC'
    ? account.booked - account.reserved + account.limit
    : account.inflow - account.outflow - account.keptByFunds + limitOf(account)

/** Takes in an event of an account. */
export const takeAccount = (books: LedgerBooks, { subject, type, data }: Line, touched: Set<string>): void => {
  const id = subject.slice('account-'.length)
  const account = books.accountOf(id)
  touched.add(id)
  if (type === 'AccountOpened') {
    account.phase = 'OPEN'
    account.limit = sumOf(data.limit)
  }
  if (type === 'AccountFloorSet') account.limit = sumOf(data.limit)
  if (type === 'AccountFrozen') account.frozen = true
  if (type === 'AccountUnfrozen') account.frozen = false
  if (type === 'AccountClosing') account.phase = 'CLOSING'
  if (type !== 'AccountClosed') return
  account.phase = 'CLOSED'
  // Where a credit and a closing are two appends, the credit may come behind the closing, and is the account's.
  if (books.appends === 'ATOMIC' && account.booked !== 0n)
    books.fault('a closed account is left alone', `${subject} closes with ${account.booked}`)
  if (account.reserved !== 0n || account.keptByFunds !== 0n)
    books.fault('a closed account is left alone', `${subject} closes while ${account.reserved} is kept`)
}

/** Whatever lowers an account obeys what its funds were told before. */
const checkTerms = (books: LedgerBooks, { subject, type, data }: Line, { terms }: AccountBook): void => {
  if (type !== 'FundsReserved' && type !== 'FundsTaken') return
  if (terms.frozen) books.fault('a frozen account pays nothing', `${subject}: ${type}`)
  const begins = type === 'FundsReserved' || data.purpose === 'TRANSFER'
  if (terms.phase === 'CLOSED' || (terms.phase === 'CLOSING' && begins))
    books.fault('a closed account is left alone', `${subject} is ${terms.phase}: ${type}`)
}

const setTerms = (books: LedgerBooks, { subject, data }: Line, account: AccountBook): void => {
  const { terms } = account
  if (data.freeze !== undefined) terms.frozen = data.freeze !== 'NONE'
  if (data.limit !== undefined) terms.limit = sumOf(data.limit)
  if (data.phase === 'CLOSING') terms.phase = 'CLOSING'
  if (data.phase !== 'CLOSED') return
  terms.phase = 'CLOSED'
  if (account.keptByFunds !== 0n)
    books.fault('a closed account is left alone', `${subject} closes while ${account.keptByFunds} is kept`)
}

/** Takes in an event of an account's funds. */
export const takeFunds = (books: LedgerBooks, line: Line, touched: Set<string>): void => {
  const { subject, type, data } = line
  const id = subject.slice('funds-'.length)
  const account = books.accountOf(id)
  touched.add(id)
  checkTerms(books, line, account)
  if (type === 'FundsTermsSet') setTerms(books, line, account)
  const sum = sumOf(data.amount)
  const wasTaken = data.purpose !== undefined
  const isLetGo = type === 'FundsCaptured' || (type === 'FundsReleased' && !wasTaken)
  const change = type === 'FundsReserved' ? sum : isLetGo ? -sum : 0n
  account.keptByFunds += change
  if (change !== 0n) keepFor(books, data.transferId ?? '', change)
  if (type === 'FundsTaken' || type === 'FundsCaptured') account.outflow += sum
  if (type === 'FundsReleased' && wasTaken) account.outflow -= sum
}

/** Holds the funds of an account to its transfers and entries: at every moment, or once nothing is under way. */
export const checkAgreement = (books: LedgerBooks, id: string): void => {
  const { booked, inflow, keptByFunds, outflow, reserved } = books.accountOf(id)
  if (!isCustomers(id)) return
  if (keptByFunds !== reserved)
    books.fault('funds agree with transfers', `${id}: transfers keep ${reserved}, funds ${keptByFunds}`)
  if (inflow - outflow !== booked)
    books.fault('funds agree with transfers', `${id}: entries booked ${booked}, funds ${inflow - outflow}`)
}

/** Holds an account to the rules of accounts after something has touched it. */
export const checkAccount = (books: LedgerBooks, id: string): void => {
  const account = books.accountOf(id)
  const free = freeOf(books, account)
  if (isCustomers(id)) {
    if (account.booked < -limitOf(account))
      books.fault('nobody falls below their floor', `${id}: booked ${account.booked}, limit ${limitOf(account)}`)
    if (free < 0n) books.fault('nothing is spent twice', `${id}: booked ${account.booked}, free ${free}`)
    if (books.appends === 'ATOMIC') checkAgreement(books, id)
  }
  account.history.push({
    sequence: books.sequence,
    booked: account.booked,
    reserved: account.keptByFunds,
    free,
    limit: limitOf(account),
  })
}
