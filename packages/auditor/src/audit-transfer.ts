import { newTransfer, type LedgerBooks, type TransferBook } from './ledger-books.js'
import { effectOf, sumOf, type Line } from './line.js'

const resolutions: ReadonlySet<string> = new Set([
  'TransferConfirmed',
  'TransferCancelled',
  'TransferExpired',
  'TransferRejected',
])

/**
 * What a transfer takes from whoever paid and what its course and its remedies give back. What an account was credited by
 * a report is a fact, and what people resolve by hand is theirs to answer for.
 */
const takesOrGivesBack: ReadonlySet<string> = new Set([
  'TransferConfirmed',
  'TransferFailed',
  'TransferReturned',
  'TransferReversed',
  'ProvisionalCreditGranted',
  'ProvisionalCreditRescinded',
  'RestitutionPaid',
])

/** People move money by hand: what they take from whoever paid, or give back, counts once there is a loss to put right. */
const isByHand = ({ confirmed }: TransferBook, { type, data }: Line): boolean =>
  confirmed > 0n && (type === 'CorrectionPosted' || (type === 'ExceptionResolved' && data.entry !== undefined))

/** Where the operator gives of its own, and where what it gave comes back to it. */
const givesOrRecovers: ReadonlySet<string> = new Set([
  'TransferFailed',
  'TransferReturned',
  'TransferReversed',
  'ProvisionalCreditGranted',
  'ProvisionalCreditRescinded',
  'RestitutionPaid',
])

/** Claims that the payee's getting the money cures. */
const claimsOfAbsence: ReadonlySet<string> = new Set(['NOT_ARRIVED', 'LATE'])

const inTransit = ({ confirmed, credited, failed, returnedInTransit }: TransferBook): bigint =>
  confirmed - credited - failed - returnedInTransit

const withPayee = ({ credited, reversed, returnedAfterCredit }: TransferBook): bigint =>
  credited - reversed - returnedAfterCredit

/** The most that can be there, by whatever way it came. */
const mostWithPayee = (transfer: TransferBook): bigint => withPayee(transfer) + transfer.broughtByHand

const begin = (books: LedgerBooks, transfer: TransferBook, { data }: Line, touched: Set<string>): void => {
  transfer.amount = sumOf(data.amount)
  transfer.expiresAt = data.expiresAt ?? null
  if (data.quote?.buyAmount !== undefined) {
    transfer.quoted = sumOf(data.quote.buyAmount)
    transfer.quotedUntil = data.quote.validUntil
  }
  transfer.payee = data.payee?.account ?? ''
  transfer.pending = data.pendingFunds ?? null
  for (const { account, amount } of data.funding ?? []) {
    const book = books.accountOf(account)
    transfer.funding.set(account, sumOf(amount))
    touched.add(account)
    if (transfer.pending === null) book.reserved += sumOf(amount)
    // Where decisions are stored step by step, the order of an account's funds alone says what it may still pay.
    if (books.appends === 'ONE_STREAM') continue
    if (book.phase !== 'OPEN')
      books.fault('a closed account is left alone', `${account} is ${book.phase} and pays a new transfer`)
    if (book.frozen) books.fault('a frozen account pays nothing', `${account} pays a new transfer`)
  }
}

const fundsAreKept = (books: LedgerBooks, transfer: TransferBook, touched: Set<string>): void => {
  transfer.pending = null
  for (const [account, sum] of transfer.funding) {
    books.accountOf(account).reserved += sum
    touched.add(account)
  }
}

const resolve = (
  books: LedgerBooks,
  transferId: string,
  transfer: TransferBook,
  line: Line,
  touched: Set<string>,
): void => {
  if (transfer.resolved !== null)
    books.fault('a reservation resolves once', `${transferId}: ${line.type} after ${transfer.resolved}`)
  if (transfer.pending !== null)
    books.fault('a reservation resolves once', `${transferId}: ${line.type} before its funds are kept`)
  transfer.resolved = line.type
  for (const [account, sum] of transfer.funding) {
    const book = books.accountOf(account)
    book.reserved -= sum
    touched.add(account)
    if (line.type === 'TransferConfirmed' && book.frozen && books.appends === 'ATOMIC')
      books.fault('a frozen account pays nothing', `${transferId} is confirmed while ${account} is frozen`)
  }
  if (line.type !== 'TransferConfirmed') return
  if (transfer.holds.size > 0) books.fault('a held transfer stands still', `${transferId} is confirmed`)
  transfer.confirmed = transfer.amount
  if (transfer.expiresAt !== null && line.time >= transfer.expiresAt)
    books.fault('nothing is confirmed after its expiry', `${transferId}: ${line.time}, expiry ${transfer.expiresAt}`)
  if (transfer.quotedUntil !== null && line.time >= transfer.quotedUntil)
    books.fault(
      'an exchange is at its quote',
      `${transferId}: confirmed ${line.time}, quoted until ${transfer.quotedUntil}`,
    )
}

/** One execution of a rail is posted by one message, in however many events. */
const checkExecution = (books: LedgerBooks, transferId: string, transfer: TransferBook, { type, data }: Line): void => {
  if (data.entry === undefined || data.executionRef === undefined) return
  const isBack = type === 'TransferReturned' || type === 'ExcessReturned'
  const execution = `${isBack ? 'back' : 'out'} ${data.executionRef}`
  const message = data.reportId ?? ''
  const before = transfer.executions.get(execution)
  if (before !== undefined && before !== message)
    books.fault('an execution is posted once', `${transferId}: ${data.executionRef} by ${before} and by ${message}`)
  transfer.executions.set(execution, message)
}

const isOperators = (account: string): boolean => /^(?:operator-loss|nostro):/.test(account)

const moveByHand = (transfer: TransferBook, { data: { amount, from = '', to = '' } }: Line, gain: bigint): void => {
  const isOfSuspense = from.startsWith('suspense:')
  if (gain < 0n || (gain > 0n && isOperators(from))) transfer.givenByHand += gain
  else if (isOfSuspense && isOperators(to)) transfer.givenByHand -= sumOf(amount)
  if (gain < 0n) {
    transfer.broughtByHand -= gain
    transfer.takenByHand -= gain
  } else if (isOfSuspense && to === transfer.payee) transfer.broughtByHand += sumOf(amount)
}

/** Whatever comes back and whoever makes good: who paid never has more than before. */
const checkGain = (books: LedgerBooks, transferId: string, transfer: TransferBook, line: Line): void => {
  const { type, data } = line
  if (transfer.funding.size === 0) return
  const legs = data.entry?.postings ?? []
  if (givesOrRecovers.has(type))
    for (const leg of legs) if (leg.account.startsWith('operator-')) transfer.givenByOperator -= effectOf(leg)
  const byHand = isByHand(transfer, line)
  if (!takesOrGivesBack.has(type) && !byHand) return
  const gain = legs.reduce((sum, leg) => (transfer.funding.has(leg.account) ? sum + effectOf(leg) : sum), 0n)
  // What came back too much and is given to whoever paid is no part of the loss, and people answer for it.
  if (type === 'ExceptionResolved' && gain > 0n) return
  transfer.payersGain += gain
  if (byHand) moveByHand(transfer, line, gain)
  if (transfer.payersGain > 0n)
    books.fault('a loss is made good once', `${transferId}: who paid has ${transfer.payersGain} more than before`)
}

/** Of the two ways to put a loss right, to bring the money to the payee and to give it back, one excludes the other. */
const checkOneWay = (books: LedgerBooks, transferId: string, transfer: TransferBook, line: Line): void => {
  const { type, data, command } = line
  const sendsOn = type === 'SubmissionStarted' || (type === 'TransferCredited' && command === 'CreditTransfer')
  const given = transfer.givenByHand > 0n ? transfer.givenByOperator + transfer.givenByHand : transfer.givenByOperator
  if (sendsOn && given > 0n)
    books.fault('what was made good is not sent on', `${transferId}: ${type} although who paid was given ${given}`)
  if (type === 'TransferDisputed' && claimsOfAbsence.has(data.claim ?? ''))
    transfer.missing.set(data.disputeId ?? '', withPayee(transfer))
  const before = transfer.missing.get(data.disputeId ?? '')
  if (before === undefined || (type !== 'ProvisionalCreditGranted' && type !== 'RestitutionPaid')) return
  const arrivedSince = withPayee(transfer) - transfer.elsewhere - before
  if (arrivedSince > 0n && transfer.payersGain + arrivedSince > 0n)
    books.fault(
      'a loss is made good once',
      `${transferId}: ${arrivedSince} has arrived since ${data.disputeId}, and who paid lacks only ${-transfer.payersGain}`,
    )
}

const feesOf = ({ fees = [] }: Line['data']): bigint => fees.reduce((all, fee) => all + sumOf(fee.amount), 0n)

const isExchangedBy: ReadonlySet<string> = new Set(['TransferCredited', 'TransferReturned', 'TransferReversed'])

/** Nothing is beyond a quote while less than it was told of. */
const checkBeyondQuote = (transfer: TransferBook, off: (text: string) => void): void => {
  const { quoted, toldOf, confirmed, failed } = transfer
  if (quoted === null || confirmed === 0n || failed > 0n) return
  if (toldOf < quoted) off(`something is beyond it, and only ${toldOf} of ${quoted} were told of`)
}

/** The rest of the amount is the rest of the quote, whatever was taken back meanwhile. */
const checkRestOfQuote = (transfer: TransferBook, off: (text: string) => void): void => {
  const { quoted, toldOf, confirmed, credited, failed, returnedInTransit } = transfer
  if (failed > 0n || credited + returnedInTransit < confirmed || toldOf === quoted) return
  off(`nothing is on its way, and ${toldOf} of ${quoted} were told of`)
}

/** No part is counted by itself: what has come to the far end, and what it was given for, are held against the quoted whole. */
const checkExchange = (books: LedgerBooks, transferId: string, transfer: TransferBook, { type, data }: Line): void => {
  const { amount, quoted } = transfer
  const off = (text: string): void => books.fault('an exchange is at its quote', `${transferId}: ${text}`)
  if (type === 'DuplicateDetected') checkBeyondQuote(transfer, off)
  if (!isExchangedBy.has(type)) return
  if ((quoted === null) !== (data.converted === undefined)) off(`${type} is ${quoted === null ? '' : 'not '}exchanged`)
  if (quoted === null || data.converted === undefined) return
  const became = sumOf(data.converted)
  if (type === 'TransferCredited') transfer.bought += became
  else if (type === 'TransferReversed' || data.outOf === 'CREDITED') transfer.bought -= became + feesOf(data)
  if (type === 'TransferCredited') transfer.toldOf += became
  else if (data.outOf === 'IN_TRANSIT') transfer.toldOf += became + feesOf(data)
  const { bought, credited, reversed, returnedAfterCredit } = transfer
  const given = credited - reversed - returnedAfterCredit
  // In one common unit: so much for the whole amount would be so much for the whole quote.
  const apart = bought * amount - given * quoted
  const mostApart = 2n * (amount + quoted)
  if (apart > mostApart || -apart > mostApart) off(`${bought} for ${given}, quoted ${quoted} for ${amount}`)
  if (given === 0n && bought !== 0n) off(`${bought} stand there for ${given} of ${amount}`)
  checkRestOfQuote(transfer, off)
}

const takeReview = (books: LedgerBooks, transferId: string, transfer: TransferBook, line: Line): void => {
  const { type, data, command } = line
  if (type === 'TransferHeld') transfer.holds.add(data.holdId ?? '')
  if (type === 'TransferReleased') transfer.holds.delete(data.holdId ?? '')
  const isOurDeed = type === 'SubmissionStarted' || (type === 'TransferCredited' && command === 'CreditTransfer')
  if (isOurDeed && transfer.holds.size > 0) books.fault('a held transfer stands still', `${transferId}: ${type}`)
}

const moveMoney = (transfer: TransferBook, { type, data }: Line): void => {
  const sum = sumOf(data.amount)
  if (type === 'DuplicateDetected' || type === 'LateOutcomeReceived') transfer.excess += sum
  if (type === 'SubmissionStarted') transfer.submissions += 1
  if (type === 'TransferCredited') {
    transfer.credited += sum
    const account = typeof data.account === 'object' ? data.account.account : data.account
    if (account !== transfer.payee || data.postedTo !== undefined) transfer.elsewhere += sum
  }
  if (type === 'TransferFailed') transfer.failed += sum
  if (type === 'TransferReversed') transfer.reversed += sum
  if (type !== 'TransferReturned') return
  const fees = feesOf(data)
  const kept = data.converted === undefined ? fees : sumOf(data.keptOfAmount)
  transfer.kept += kept
  if (data.outOf === 'IN_TRANSIT') transfer.returnedInTransit += sum + kept
  else transfer.returnedAfterCredit += sum + kept
}

/** While the payee has more than was instructed, whoever paid is not paid for what the payee keeps. One message may do both. */
const checkExcess = (books: LedgerBooks, transferId: string, transfer: TransferBook, { type, data }: Line): void => {
  const { excessElsewhere, sentBackBy } = transfer
  if (sentBackBy !== null && sentBackBy !== data.reportId) {
    transfer.sentBackBy = null
    if (excessElsewhere > 0n)
      books.fault(
        'what went twice comes back first',
        `${transferId}: ${sentBackBy} sent back what was credited, and ${excessElsewhere} beyond it stay there`,
      )
  }
  if (type === 'TransferReturned' && data.outOf === 'CREDITED') transfer.sentBackBy = data.reportId ?? ''
  const isElsewhere = typeof data.account === 'object' && data.account.institution !== undefined
  if (type === 'DuplicateDetected' && isElsewhere && data.postedTo === undefined)
    transfer.excessElsewhere += sumOf(data.amount)
  if (type === 'ExcessReturned' || type === 'ExceptionResolved' || type === 'ExceptionWrittenOff')
    transfer.excessElsewhere -= sumOf(data.amount)
}

/** A payer owes what it had again when the payee is credited late, and neither fees that others kept nor what it never had. */
const checkOwed = (books: LedgerBooks, transferId: string, transfer: TransferBook, { type, data }: Line): void => {
  if (type !== 'LateOutcomeReceived' || transfer.confirmed === 0n || transfer.quoted !== null) return
  const { failed, returnedInTransit, returnedAfterCredit, reversed, kept, givenByOperator, takenByHand } = transfer
  const netByHand = transfer.givenByHand + takenByHand
  const byHand = netByHand > 0n ? netByHand : 0n
  const again = failed + returnedInTransit + returnedAfterCredit + reversed - kept + givenByOperator + byHand
  if (sumOf(data.amount) > again)
    books.fault(
      'a late credit is owed by the payer',
      `${transferId}: ${sumOf(data.amount)} are owed, and ${again} were had again`,
    )
}

const checkCustody = (books: LedgerBooks, transferId: string, transfer: TransferBook): void => {
  if (transfer.submissions > 1)
    books.fault('a transfer is submitted once', `${transferId}: ${transfer.submissions} submissions`)
  if (inTransit(transfer) < 0n)
    books.fault('no more arrives than left', `${transferId}: ${inTransit(transfer)} in transit`)
  if (mostWithPayee(transfer) < 0n)
    books.fault('nothing comes back that is not there', `${transferId}: ${mostWithPayee(transfer)} with the payee`)
}

const reservedFor = ({ appends }: LedgerBooks, { funding, keptByFunds, resolved }: TransferBook): bigint => {
  // Where decisions are stored step by step, a sum is kept until the funds have followed the transfer.
  if (appends === 'ONE_STREAM') return keptByFunds
  return resolved === null ? [...funding.values()].reduce((all, one) => all + one, 0n) : 0n
}

const remember = (books: LedgerBooks, transfer: TransferBook): void => {
  const { failed, returnedInTransit, returnedAfterCredit, reversed, kept } = transfer
  transfer.history.push({
    sequence: books.sequence,
    amount: transfer.amount,
    reserved: reservedFor(books, transfer),
    inTransit: inTransit(transfer),
    withPayee: mostWithPayee(transfer),
    back: failed + returnedInTransit + returnedAfterCredit + reversed - kept,
    kept,
    confirmed: transfer.resolved === 'TransferConfirmed',
    pending: transfer.pending !== null,
  })
}

/** What was refused before its funds were kept never came to be, and its id is free. */
const takeRefusal = (books: LedgerBooks, transferId: string, transfer: TransferBook, { data }: Line): void => {
  if (transfer.pending === null || data.commandId !== transfer.pending) return
  remember(books, transfer)
  books.transfers.set(transferId, newTransfer(transfer.history))
}

/** Takes in what an account's funds keep for a transfer, or do not keep any more. */
export const keepFor = (books: LedgerBooks, transferId: string, change: bigint): void => {
  const transfer = books.transferOf(transferId)
  transfer.keptByFunds += change
  if (books.appends === 'ONE_STREAM') remember(books, transfer)
}

/** Takes in an event of a transfer, and holds it to the rules of transfers. */
export const takeTransfer = (books: LedgerBooks, line: Line, touched: Set<string>): void => {
  const transferId = line.subject.slice('transfer-'.length)
  const { type } = line
  const transfer = books.transferOf(transferId)
  if (type === 'CommandRefused') {
    takeRefusal(books, transferId, transfer, line)
    return
  }
  if (type === 'TransferInitiated') begin(books, transfer, line, touched)
  if (type === 'TransferFundsConfirmed') fundsAreKept(books, transfer, touched)
  if (resolutions.has(type)) resolve(books, transferId, transfer, line, touched)
  checkExecution(books, transferId, transfer, line)
  checkGain(books, transferId, transfer, line)
  checkOneWay(books, transferId, transfer, line)
  checkExcess(books, transferId, transfer, line)
  checkOwed(books, transferId, transfer, line)
  takeReview(books, transferId, transfer, line)
  if (type === 'DuplicateDetected' && transfer.credited + transfer.excess === 0n && transfer.failed > 0n)
    books.fault('a late credit is owed by the payer', `${transferId}: the first credit after the money had gone back`)
  moveMoney(transfer, line)
  checkExchange(books, transferId, transfer, line)
  checkCustody(books, transferId, transfer)
  remember(books, transfer)
}
