import { checkAccount, checkAgreement, takeAccount, takeFunds } from './audit-account.js'
import { takeTransfer } from './audit-transfer.js'
import { lastUpTo, type Custody, type Holding } from './books.js'
import { copyOfBooks, emptyBooks, type Appends, type LedgerBooks } from './ledger-books.js'
import { effectOf, readLine, type Line } from './line.js'
import type { Fault } from './rules.js'

/** A second and simpler reading of a ledger, line by line as it is exported. It knows sums and sequences, and no more. */
export type Auditor = {
  /** Takes the lines of one append, and gives what does not hold after it. */
  readonly take: (lines: ReadonlyArray<string>) => ReadonlyArray<Fault>
  /** What does not hold although nothing is under way any more. */
  readonly atRest: () => ReadonlyArray<Fault>
  readonly sequence: () => number
  /** How many events a stream has. */
  readonly lengthOf: (stream: string) => number
  /** Where a transfer's money was at a sequence; null before it began. */
  readonly custodyAt: (transferId: string, sequence: number) => Custody | null
  /** What an account had at a sequence; null where nothing had been posted or kept. */
  readonly holdingAt: (account: string, sequence: number) => Holding | null
  /** The least that an account could have spent at any moment since a sequence. Minor units. */
  readonly leastFreeSince: (account: string, sequence: number) => bigint
  /** Every account that was posted to, or on which something was kept. */
  readonly accounts: () => ReadonlyArray<string>
  /** An auditor that has taken the same lines, and goes on apart from this one. */
  readonly copy: () => Auditor
}

type Seen = {
  readonly books: LedgerBooks
  readonly ids: Set<string>
  readonly begun: Set<string>
  readonly decided: Set<string>
  /** How many events each stream has. */
  readonly revisions: Map<string, number>
  /** What all entries come to, by currency. */
  readonly total: Map<string, bigint>
}

/** Commands that only a clock gives. */
const commandsOfTime: ReadonlySet<string> = new Set([
  'ExpireTransfer',
  'DeclareOutcomeUnknown',
  'DeclareRecallUnanswered',
  'SendStatusInquiry',
])

const auditorThatSaw = ({ begun, books, decided, ids, revisions, total }: Seen): Auditor => {
  const { accounts, accountOf, appends, fault, transfers } = books

  const checkPlace = ({ id, subject, sequence: written, revision }: Line): void => {
    books.sequence += 1
    if (Number(written) !== books.sequence)
      fault('sequences are dense', `expected sequence ${books.sequence}, found ${Number(written)}`)
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
      if (effect > 0n) book.inflow += effect
      touched.add(account)
      if (book.phase === 'CLOSED' && appends === 'ATOMIC')
        fault('a closed account is left alone', `${line.type} posts to ${account}`)
    }
    for (const [currency, sum] of sums)
      if (sum !== 0n) fault('entries balance', `${line.type} of ${line.subject} differs by ${sum} ${currency}`)
    if (legs.length > 0 && line.command !== undefined && commandsOfTime.has(line.command))
      fault('no clock moves money', `${line.command} wrote ${line.type} with an entry`)
  }

  const checkDecidedWhole = (lines: ReadonlyArray<Line>): void => {
    const here = new Set(lines.flatMap(({ commandid }) => (commandid === undefined ? [] : [commandid])))
    for (const commandId of here) {
      if (decided.has(commandId)) fault('no command is decided twice', commandId)
      decided.add(commandId)
    }
  }

  const checkSteps = (lines: ReadonlyArray<Line>): void => {
    for (const { commandid, type } of lines) {
      if (commandid === undefined) continue
      if (decided.has(commandid)) fault('nothing follows a decision', `${type} of ${commandid}`)
      if (type === 'CommandDecided') decided.add(commandid)
      else begun.add(commandid)
    }
  }

  return {
    take: (texts) => {
      books.faults = []
      const touched = new Set<string>()
      const lines = texts.map(readLine)
      for (const line of lines) {
        checkPlace(line)
        post(line, touched)
        if (line.subject.startsWith('transfer-')) takeTransfer(books, line, touched)
        else if (line.subject.startsWith('account-')) takeAccount(books, line, touched)
        else if (line.subject.startsWith('funds-')) takeFunds(books, line, touched)
      }
      if (appends === 'ATOMIC') checkDecidedWhole(lines)
      else checkSteps(lines)
      for (const id of touched) checkAccount(books, id)
      for (const [currency, sum] of total)
        if (sum !== 0n) fault('all accounts together are zero', `${currency} differs by ${sum}`)
      return books.faults
    },
    atRest: () => {
      books.faults = []
      for (const id of accounts.keys()) checkAgreement(books, id)
      for (const commandId of begun)
        if (!decided.has(commandId)) fault('what was begun is brought to its end', commandId)
      for (const [transferId, { pending }] of transfers)
        if (pending !== null)
          fault('what was begun is brought to its end', `the funds of ${transferId} are still to be kept`)
      return books.faults
    },
    sequence: () => books.sequence,
    lengthOf: (stream) => revisions.get(stream) ?? 0,
    custodyAt: (transferId, at) => lastUpTo(transfers.get(transferId)?.history ?? [], at),
    holdingAt: (account, at) => lastUpTo(accounts.get(account)?.history ?? [], at),
    leastFreeSince: (account, since) => {
      const history = accounts.get(account)?.history ?? []
      const before = lastUpTo(history, since)
      const later = history.slice(before === null ? 0 : history.lastIndexOf(before) + 1)
      const free = [...(before === null ? [] : [before]), ...later].map((one) => one.free)
      return free.reduce((least, one) => (one < least ? one : least), free[0] ?? 0n)
    },
    accounts: () => [...accounts.keys()],
    copy: () =>
      auditorThatSaw({
        books: copyOfBooks(books),
        ids: new Set(ids),
        begun: new Set(begun),
        decided: new Set(decided),
        revisions: new Map(revisions),
        total: new Map(total),
      }),
  }
}

/** Begins an audit of an empty ledger, whose store appends to several streams at once or to one alone. */
export const createAuditor = (appends: Appends = 'ATOMIC'): Auditor =>
  auditorThatSaw({
    books: emptyBooks(appends),
    ids: new Set(),
    begun: new Set(),
    decided: new Set(),
    revisions: new Map(),
    total: new Map(),
  })
