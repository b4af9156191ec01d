import { lastUpTo, type Custody, type Holding } from './books.js'
import { readLine, type Leg, type Line } from './line.js'

/** What the auditor holds a ledger to. */
export type RuleName =
  | 'sequences are dense'
  | 'revisions are dense'
  | 'no id stands twice'
  | 'no command is decided twice'
  | 'entries balance'
  | 'all accounts together are zero'
  | 'nobody falls below their floor'
  | 'nothing is spent twice'
  | 'a reservation resolves once'
  | 'nothing is confirmed after its expiry'
  | 'no more arrives than left'
  | 'nothing comes back that is not there'
  | 'no clock moves money'
  | 'a transfer is submitted once'
  | 'a closed account is left alone'
  | 'a frozen account pays nothing'
  | 'a held transfer stands still'
  | 'an execution is posted once'
  | 'a late credit is owed by the payer'
  | 'a loss is made good once'
  | 'funds agree with transfers'

/** Something that does not hold, and the event after which it did not. */
export type Fault = { readonly rule: RuleName; readonly sequence: number; readonly text: string }

/** A second and simpler reading of a ledger, line by line as it is exported. It knows sums and sequences, and no more. */
export type Auditor = {
  /** Takes the lines of one append, and gives what does not hold after it. */
  readonly take: (lines: ReadonlyArray<string>) => ReadonlyArray<Fault>
  readonly sequence: () => number
  /** Where a transfer's money was at a sequence; null before it began. */
  readonly custodyAt: (transferId: string, sequence: number) => Custody | null
  /** What an account had at a sequence; null where nothing had been posted or kept. */
  readonly holdingAt: (account: string, sequence: number) => Holding | null
  /** The least that an account could have spent at any moment since a sequence. Minor units. */
  readonly leastFreeSince: (account: string, sequence: number) => bigint
  /** Every account that was posted to, or on which something was kept. */
  readonly accounts: () => ReadonlyArray<string>
}

type TransferBook = {
  amount: bigint
  expiresAt: string | null
  readonly funding: Map<string, bigint>
  resolved: string | null
  confirmed: bigint
  credited: bigint
  excess: bigint
  /** What the sources that paid have more than before the transfer, by its own course and its remedies. */
  payersGain: bigint
  readonly holds: Set<string>
  readonly executions: Map<string, string>
  failed: bigint
  returnedInTransit: bigint
  returnedAfterCredit: bigint
  reversed: bigint
  /** What returning sides kept of what they sent back. */
  kept: bigint
  submissions: number
  readonly history: Custody[]
}

type AccountBook = {
  booked: bigint
  reserved: bigint
  keptByFunds: bigint
  frozen: boolean
  limit: bigint
  phase: 'NONE' | 'OPEN' | 'CLOSING' | 'CLOSED'
  readonly history: Holding[]
}

const resolutions: ReadonlySet<string> = new Set([
  'TransferConfirmed',
  'TransferCancelled',
  'TransferExpired',
  'TransferRejected',
])

/** Commands that only a clock gives. */
const commandsOfTime: ReadonlySet<string> = new Set([
  'ExpireTransfer',
  'DeclareOutcomeUnknown',
  'DeclareRecallUnanswered',
  'SendStatusInquiry',
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

const isCustomers = (account: string): boolean => !account.includes(':')

const effectOf = ({ creditDebit, amount }: Leg): bigint =>
  creditDebit === 'CRDT' ? BigInt(amount.minorUnits) : -BigInt(amount.minorUnits)

/** Begins an audit of an empty ledger. */
export const createAuditor = (): Auditor => {
  const ids = new Set<string>()
  const decided = new Set<string>()
  const revisions = new Map<string, number>()
  const transfers = new Map<string, TransferBook>()
  const accounts = new Map<string, AccountBook>()
  const total = new Map<string, bigint>()
  let sequence = 0
  let faults: Fault[] = []

  const fault = (rule: RuleName, text: string): void => {
    faults.push({ rule, sequence, text })
  }

  const accountOf = (id: string): AccountBook => {
    const known = accounts.get(id)
    if (known !== undefined) return known
    const fresh: AccountBook = {
      booked: 0n,
      reserved: 0n,
      keptByFunds: 0n,
      frozen: false,
      limit: 0n,
      phase: 'NONE',
      history: [],
    }
    accounts.set(id, fresh)
    return fresh
  }

  const transferOf = (id: string): TransferBook => {
    const known = transfers.get(id)
    if (known !== undefined) return known
    const fresh: TransferBook = {
      amount: 0n,
      expiresAt: null,
      funding: new Map(),
      resolved: null,
      confirmed: 0n,
      credited: 0n,
      excess: 0n,
      payersGain: 0n,
      holds: new Set(),
      executions: new Map(),
      failed: 0n,
      returnedInTransit: 0n,
      returnedAfterCredit: 0n,
      reversed: 0n,
      kept: 0n,
      submissions: 0,
      history: [],
    }
    transfers.set(id, fresh)
    return fresh
  }

  const checkPlace = ({ id, subject, sequence: written, revision }: Line): void => {
    sequence += 1
    if (Number(written) !== sequence)
      fault('sequences are dense', `expected sequence ${sequence}, found ${Number(written)}`)
    const expected = revisions.get(subject) ?? 0
    if (Number(revision) !== expected)
      fault('revisions are dense', `${subject}: expected revision ${expected}, found ${revision}`)
    revisions.set(subject, expected + 1)
    if (ids.has(id)) fault('no id stands twice', id)
    ids.add(id)
  }

  const post = (line: Line, touched: Set<string>): void => {
    const legs = line.data.entry?.postings ?? []
    const sums = new Map<string, bigint>()
    for (const leg of legs) {
      const { account, amount } = leg
      const effect = effectOf(leg)
      sums.set(amount.currency, (sums.get(amount.currency) ?? 0n) + effect)
      total.set(amount.currency, (total.get(amount.currency) ?? 0n) + effect)
      const book = accountOf(account)
      book.booked += effect
      touched.add(account)
      if (book.phase === 'CLOSED') fault('a closed account is left alone', `${line.type} posts to ${account}`)
    }
    for (const [currency, sum] of sums)
      if (sum !== 0n) fault('entries balance', `${line.type} of ${line.subject} differs by ${sum} ${currency}`)
    if (legs.length > 0 && line.command !== undefined && commandsOfTime.has(line.command))
      fault('no clock moves money', `${line.command} wrote ${line.type} with an entry`)
  }

  const resolve = (transferId: string, transfer: TransferBook, line: Line, touched: Set<string>): void => {
    if (transfer.resolved !== null)
      fault('a reservation resolves once', `${transferId}: ${line.type} after ${transfer.resolved}`)
    transfer.resolved = line.type
    for (const [account, sum] of transfer.funding) {
      const book = accountOf(account)
      book.reserved -= sum
      touched.add(account)
      if (line.type === 'TransferConfirmed' && book.frozen)
        fault('a frozen account pays nothing', `${transferId} is confirmed while ${account} is frozen`)
    }
    if (line.type === 'TransferConfirmed' && transfer.holds.size > 0)
      fault('a held transfer stands still', `${transferId} is confirmed`)
    if (line.type !== 'TransferConfirmed') return
    transfer.confirmed = transfer.amount
    if (transfer.expiresAt !== null && line.time >= transfer.expiresAt)
      fault('nothing is confirmed after its expiry', `${transferId}: ${line.time}, expiry ${transfer.expiresAt}`)
  }

  const begin = (transfer: TransferBook, { data }: Line, touched: Set<string>): void => {
    transfer.amount = BigInt(data.amount?.minorUnits ?? 0)
    transfer.expiresAt = data.expiresAt ?? null
    for (const { account, amount } of data.funding ?? []) {
      const book = accountOf(account)
      if (book.phase !== 'OPEN')
        fault('a closed account is left alone', `${account} is ${book.phase} and pays a new transfer`)
      if (book.frozen) fault('a frozen account pays nothing', `${account} pays a new transfer`)
      transfer.funding.set(account, BigInt(amount.minorUnits))
      book.reserved += BigInt(amount.minorUnits)
      touched.add(account)
    }
  }

  /** One execution of a rail is posted by one message, in however many events. */
  const checkExecution = (transferId: string, transfer: TransferBook, { type, data }: Line): void => {
    if (data.entry === undefined || data.executionRef === undefined) return
    const isBack = type === 'TransferReturned' || type === 'ExcessReturned'
    const execution = `${isBack ? 'back' : 'out'} ${data.executionRef}`
    const message = data.reportId ?? ''
    const before = transfer.executions.get(execution)
    if (before !== undefined && before !== message)
      fault('an execution is posted once', `${transferId}: ${data.executionRef} by ${before} and by ${message}`)
    transfer.executions.set(execution, message)
  }

  /** Whatever comes back and whoever makes good: who paid never has more than before. */
  const checkGain = (transferId: string, transfer: TransferBook, { type, data }: Line): void => {
    if (transfer.funding.size === 0 || !takesOrGivesBack.has(type)) return
    for (const leg of data.entry?.postings ?? [])
      if (transfer.funding.has(leg.account)) transfer.payersGain += effectOf(leg)
    if (transfer.payersGain > 0n)
      fault('a loss is made good once', `${transferId}: who paid has ${transfer.payersGain} more than before`)
  }

  const takeReview = (transferId: string, transfer: TransferBook, { type, data, command }: Line): void => {
    if (type === 'TransferHeld') transfer.holds.add(data.holdId ?? '')
    if (type === 'TransferReleased') transfer.holds.delete(data.holdId ?? '')
    const isOurDeed = type === 'SubmissionStarted' || (type === 'TransferCredited' && command === 'CreditTransfer')
    if (isOurDeed && transfer.holds.size > 0) fault('a held transfer stands still', `${transferId}: ${type}`)
  }

  const takeTransfer = (line: Line, touched: Set<string>): void => {
    const transferId = line.subject.slice('transfer-'.length)
    const { type, data } = line
    if (type === 'CommandRefused') return
    const transfer = transferOf(transferId)
    const sum = BigInt(data.amount?.minorUnits ?? 0)
    if (type === 'TransferInitiated') begin(transfer, line, touched)
    if (resolutions.has(type)) resolve(transferId, transfer, line, touched)
    checkExecution(transferId, transfer, line)
    checkGain(transferId, transfer, line)
    takeReview(transferId, transfer, line)
    if (type === 'DuplicateDetected' && transfer.credited + transfer.excess === 0n && transfer.failed > 0n)
      fault('a late credit is owed by the payer', `${transferId}: the first credit after the money had gone back`)
    if (type === 'DuplicateDetected' || type === 'LateOutcomeReceived') transfer.excess += sum
    if (type === 'SubmissionStarted') transfer.submissions += 1
    if (type === 'TransferCredited') transfer.credited += sum
    if (type === 'TransferFailed') transfer.failed += sum
    if (type === 'TransferReversed') transfer.reversed += sum
    if (type === 'TransferReturned') {
      const kept = (data.fees ?? []).reduce((all, fee) => all + BigInt(fee.amount.minorUnits), 0n)
      transfer.kept += kept
      if (data.outOf === 'IN_TRANSIT') transfer.returnedInTransit += sum + kept
      else transfer.returnedAfterCredit += sum + kept
    }
    if (transfer.submissions > 1)
      fault('a transfer is submitted once', `${transferId}: ${transfer.submissions} submissions`)
    const inTransit = transfer.confirmed - transfer.credited - transfer.failed - transfer.returnedInTransit
    const withPayee = transfer.credited - transfer.reversed - transfer.returnedAfterCredit
    if (inTransit < 0n) fault('no more arrives than left', `${transferId}: ${inTransit} in transit`)
    if (withPayee < 0n) fault('nothing comes back that is not there', `${transferId}: ${withPayee} with the payee`)
    const kept = [...transfer.funding.values()].reduce((all, one) => all + one, 0n)
    transfer.history.push({
      sequence,
      amount: transfer.amount,
      reserved: transfer.resolved === null ? kept : 0n,
      inTransit,
      withPayee,
      back:
        transfer.failed + transfer.returnedInTransit + transfer.returnedAfterCredit + transfer.reversed - transfer.kept,
      kept: transfer.kept,
      confirmed: transfer.resolved === 'TransferConfirmed',
    })
  }

  const takeAccount = ({ subject, type, data }: Line, touched: Set<string>): void => {
    const id = subject.slice('account-'.length)
    const account = accountOf(id)
    touched.add(id)
    if (type === 'AccountOpened') {
      account.phase = 'OPEN'
      account.limit = BigInt(data.limit?.minorUnits ?? 0)
    }
    if (type === 'AccountFloorSet') account.limit = BigInt(data.limit?.minorUnits ?? 0)
    if (type === 'AccountFrozen') account.frozen = true
    if (type === 'AccountUnfrozen') account.frozen = false
    if (type === 'AccountClosing') account.phase = 'CLOSING'
    if (type !== 'AccountClosed') return
    account.phase = 'CLOSED'
    if (account.booked !== 0n || account.reserved !== 0n)
      fault('a closed account is left alone', `${subject} closes with ${account.booked}, ${account.reserved} kept`)
  }

  const takeFunds = ({ subject, type, data }: Line, touched: Set<string>): void => {
    const id = subject.slice('funds-'.length)
    const account = accountOf(id)
    const sum = BigInt(data.amount?.minorUnits ?? 0)
    if (type === 'FundsReserved') account.keptByFunds += sum
    if (type === 'FundsReleased' || type === 'FundsCaptured') account.keptByFunds -= sum
    touched.add(id)
  }

  const checkAccount = (id: string): void => {
    const account = accountOf(id)
    if (isCustomers(id)) {
      if (account.booked < -account.limit)
        fault('nobody falls below their floor', `${id}: booked ${account.booked}, limit ${account.limit}`)
      if (account.booked - account.reserved < -account.limit)
        fault('nothing is spent twice', `${id}: booked ${account.booked}, kept ${account.reserved}`)
      if (account.keptByFunds !== account.reserved)
        fault('funds agree with transfers', `${id}: transfers keep ${account.reserved}, funds ${account.keptByFunds}`)
    }
    account.history.push({ sequence, booked: account.booked, reserved: account.reserved, limit: account.limit })
  }

  const checkDecided = (lines: ReadonlyArray<Line>): void => {
    const here = new Set(lines.flatMap(({ commandid }) => (commandid === undefined ? [] : [commandid])))
    for (const commandId of here) {
      if (decided.has(commandId)) fault('no command is decided twice', commandId)
      decided.add(commandId)
    }
  }

  return {
    take: (texts) => {
      faults = []
      const touched = new Set<string>()
      const lines = texts.map(readLine)
      for (const line of lines) {
        checkPlace(line)
        post(line, touched)
        if (line.subject.startsWith('transfer-')) takeTransfer(line, touched)
        else if (line.subject.startsWith('account-')) takeAccount(line, touched)
        else if (line.subject.startsWith('funds-')) takeFunds(line, touched)
      }
      checkDecided(lines)
      for (const id of touched) checkAccount(id)
      for (const [currency, sum] of total)
        if (sum !== 0n) fault('all accounts together are zero', `${currency} differs by ${sum}`)
      return faults
    },
    sequence: () => sequence,
    custodyAt: (transferId, at) => lastUpTo(transfers.get(transferId)?.history ?? [], at),
    holdingAt: (account, at) => lastUpTo(accounts.get(account)?.history ?? [], at),
    leastFreeSince: (account, since) => {
      const book = accounts.get(account)
      if (book === undefined) return 0n
      const before = lastUpTo(book.history, since)
      const later = book.history.filter((one) => one.sequence > since)
      const free = [...(before === null ? [] : [before]), ...later].map(
        ({ booked, reserved, limit }) => booked - reserved + limit,
      )
      return free.reduce((least, one) => (one < least ? one : least), free[0] ?? 0n)
    },
    accounts: () => [...accounts.keys()],
  }
}
