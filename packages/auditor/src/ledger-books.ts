import type { Custody, Holding } from './books.js'
import type { Fault, RuleName } from './rules.js'

/** Whether an append of the store reaches several streams at once; where it does not, a decision is stored step by step. */
export type Appends = 'ATOMIC' | 'ONE_STREAM'

export type TransferBook = {
  amount: bigint
  expiresAt: string | null
  payee: string
  /** The command whose funds are still to be kept for it; null where they are. */
  pending: string | null
  readonly funding: Map<string, bigint>
  /** What the funds of those who pay it keep for it. */
  keptByFunds: bigint
  resolved: string | null
  confirmed: bigint
  credited: bigint
  /** What of it was credited to another account than the payee's, or into suspense because that one takes no credit. */
  elsewhere: bigint
  excess: bigint
  /** What of it stands elsewhere at least, where only a return brings it back from. */
  excessElsewhere: bigint
  /** The message that last sent back what was credited, until another is heard. */
  sentBackBy: string | null
  /** What the sources that paid have more than before the transfer, by its own course and its remedies. */
  payersGain: bigint
  /** What the operator gave the sources that paid and neither took back nor got back. */
  givenByOperator: bigint
  /** What entries by hand gave the sources out of the operator's own accounts, less what they took from them or kept of what came back. */
  givenByHand: bigint
  /** What people took from the sources, given back or not: people owe it to them, and it lowers nothing that they had again. */
  takenByHand: bigint
  /** The most that entries by hand can have brought to whoever was credited, of what the sources had or were to get again. */
  broughtByHand: bigint
  readonly holds: Set<string>
  readonly executions: Map<string, string>
  /** The disputes that complain of money that did not arrive, and the most that can have stood with the payee when each was opened. */
  readonly missing: Map<string, bigint>
  failed: bigint
  returnedInTransit: bigint
  returnedAfterCredit: bigint
  reversed: bigint
  /** What returning sides kept of what they sent back. */
  kept: bigint
  /** What the whole becomes at the quote; null where nothing is exchanged. */
  quoted: bigint | null
  quotedUntil: string | null
  /** What stands at the far end, in the currency of the payee. */
  bought: bigint
  /** What was ever credited there, or came back before that, in the same currency. */
  toldOf: bigint
  submissions: number
  readonly history: Custody[]
}

export type AccountBook = {
  booked: bigint
  /** Everything that entries ever brought. */
  inflow: bigint
  /** What transfers keep on it. */
  reserved: bigint
  /** What its funds say is kept, and what has left. */
  keptByFunds: bigint
  outflow: bigint
  frozen: boolean
  limit: bigint
  phase: 'NONE' | 'OPEN' | 'CLOSING' | 'CLOSED'
  /** What its funds were told of a freeze, a limit and a closing; they are told only where decisions are stored step by step. */
  terms: { frozen: boolean; limit: bigint | null; phase: 'OPEN' | 'CLOSING' | 'CLOSED' }
  readonly history: Holding[]
}

/** What an auditor knows of a ledger. */
export type LedgerBooks = {
  readonly appends: Appends
  readonly transfers: Map<string, TransferBook>
  readonly accounts: Map<string, AccountBook>
  readonly transferOf: (id: string) => TransferBook
  readonly accountOf: (id: string) => AccountBook
  readonly fault: (rule: RuleName, text: string) => void
  sequence: number
  faults: Fault[]
}

export const newTransfer = (history: Custody[] = []): TransferBook => ({
  amount: 0n,
  expiresAt: null,
  payee: '',
  pending: null,
  funding: new Map(),
  keptByFunds: 0n,
  resolved: null,
  confirmed: 0n,
  credited: 0n,
  elsewhere: 0n,
  excess: 0n,
  excessElsewhere: 0n,
  sentBackBy: null,
  payersGain: 0n,
  givenByOperator: 0n,
  givenByHand: 0n,
  takenByHand: 0n,
  broughtByHand: 0n,
  holds: new Set(),
  executions: new Map(),
  missing: new Map(),
  failed: 0n,
  returnedInTransit: 0n,
  returnedAfterCredit: 0n,
  reversed: 0n,
  kept: 0n,
  quoted: null,
  quotedUntil: null,
  bought: 0n,
  toldOf: 0n,
  submissions: 0,
  history,
})

const newAccount = (): AccountBook => ({
  booked: 0n,
  inflow: 0n,
  reserved: 0n,
  keptByFunds: 0n,
  outflow: 0n,
  frozen: false,
  limit: 0n,
  phase: 'NONE',
  terms: { frozen: false, limit: null, phase: 'OPEN' },
  history: [],
})

const placeOf = <A>(books: Map<string, A>, fresh: () => A): ((id: string) => A) => {
  return (id) => {
    const known = books.get(id)
    if (known !== undefined) return known
    const made = fresh()
    books.set(id, made)
    return made
  }
}

const booksWith = (
  appends: Appends,
  transfers: Map<string, TransferBook>,
  accounts: Map<string, AccountBook>,
  sequence: number,
): LedgerBooks => {
  const books: LedgerBooks = {
    appends,
    transfers,
    accounts,
    transferOf: placeOf(transfers, newTransfer),
    accountOf: placeOf(accounts, newAccount),
    fault: (rule, text) => {
      books.faults.push({ rule, sequence: books.sequence, text })
    },
    sequence,
    faults: [],
  }
  return books
}

export const emptyBooks = (appends: Appends): LedgerBooks => booksWith(appends, new Map(), new Map(), 0)

const copyOfTransfer = (book: TransferBook): TransferBook => ({
  ...book,
  funding: new Map(book.funding),
  holds: new Set(book.holds),
  executions: new Map(book.executions),
  missing: new Map(book.missing),
  history: [...book.history],
})

const copyOfAccount = (book: AccountBook): AccountBook => ({
  ...book,
  terms: { ...book.terms },
  history: [...book.history],
})

/** The same books, which go their own way. */
export const copyOfBooks = ({ accounts, appends, sequence, transfers }: LedgerBooks): LedgerBooks =>
  booksWith(
    appends,
    new Map([...transfers].map(([id, book]) => [id, copyOfTransfer(book)])),
    new Map([...accounts].map(([id, book]) => [id, copyOfAccount(book)])),
    sequence,
  )
