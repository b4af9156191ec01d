import {
  accountCommands,
  allEvents,
  decide,
  decideAccount,
  evolveAccount,
  evolveFunds,
  evolveTransfer,
  isBookAccount,
  isMoneyEvent,
  noAccount,
  noFunds,
  noTransfer,
  recordIncomingCredit,
  recordReport,
  streamKindOf,
  streamSubjectOf,
  transferReports,
  type Account,
  type AccountCommand,
  type AccountStreamEvent,
  type AnyCommand,
  type Decision,
  type DecisionView,
  type FundsEvent,
  type FundsView,
  type Instant,
  type Recorded,
  type Rejection,
  type ReportUnplaced,
  type Transfer,
  type TransferEvent,
  type TransferReport,
  type Written,
} from '@waybill/core'
import * as E from 'fp-ts/lib/Either.js'
import { storyBeginning } from '../story/story-time.js'

/** A whole ledger in memory that decides by the core's own rules. Its time and its ids are the same in every run. */
export type Book = {
  readonly now: () => Instant
  readonly setTime: (now: Instant) => void
  readonly events: () => ReadonlyArray<Recorded>
  readonly transfer: (transferId: string) => Transfer | null
  readonly account: (account: string) => Account | null
  readonly funds: (account: string) => FundsView
  /** What the rules say to a command or report; nothing is written. */
  readonly judge: (command: AnyCommand) => E.Either<Rejection | ReportUnplaced, Decision>
  /** Writes events as they are, now or as having happened earlier. */
  readonly write: (writes: ReadonlyArray<Written>, happenedAt?: Instant) => ReadonlyArray<Recorded>
}

const isReport = (command: AnyCommand): command is TransferReport => Object.hasOwn(transferReports, command._tag)
const isAccountCommand = (command: AnyCommand): command is AccountCommand =>
  Object.hasOwn(accountCommands, command._tag)

const numbered = (version: 4 | 5, number: number): string =>
  `00000000-0000-${version}000-8000-${number.toString(16).padStart(12, '0')}`

/** An empty ledger at the beginning of the story. */
export const openBook = (): Book => {
  const events: Recorded[] = []
  const revisions = new Map<string, number>()
  const transfers = new Map<string, Transfer | null>()
  const accounts = new Map<string, Account | null>()
  const funds = new Map<string, FundsView['funds']>()
  const inflows = new Map<string, bigint>()
  let now = storyBeginning

  const transfer = (id: string): Transfer | null => transfers.get(id) ?? noTransfer
  const account = (id: string): Account | null => accounts.get(id) ?? noAccount
  const fundsOf = (id: string): FundsView => ({
    funds: funds.get(id) ?? noFunds,
    inflow: inflows.get(id) ?? 0n,
    throughSequence: events.length,
  })

  const evolve = ({ stream, event }: Written): void => {
    const subject = streamSubjectOf(stream)
    const kind = streamKindOf(stream)
    if (kind === 'transfer') transfers.set(subject, evolveTransfer(transfer(subject), event as TransferEvent))
    if (kind === 'account') accounts.set(subject, evolveAccount(account(subject), event as AccountStreamEvent))
    if (kind === 'funds') funds.set(subject, evolveFunds(fundsOf(subject).funds, event as FundsEvent))
    if (!isMoneyEvent(event)) return
    for (const leg of event.entry.postings)
      if (leg.creditDebit === 'CRDT' && !isBookAccount(leg.account))
        inflows.set(leg.account, (inflows.get(leg.account) ?? 0n) + leg.amount.minorUnits)
  }

  const write = (written: Written, happenedAt: Instant): Recorded => {
    const { stream, event } = written
    const revision = (revisions.get(stream) ?? -1) + 1
    const sequence = events.length + 1
    const recorded: Recorded = {
      stream,
      revision,
      sequence,
      id: numbered(5, sequence),
      type: event._tag,
      schemaVersion: allEvents[event._tag].version,
      occurredAt: happenedAt,
      recordedAt: now,
      metadata: {},
      chainhash: '',
      event,
    }
    revisions.set(stream, revision)
    events.push(recorded)
    evolve(written)
    return recorded
  }

  const viewOf = (transferId: string): DecisionView => ({
    receivedAt: now,
    bookingDate: now.slice(0, 10),
    valueDate: now.slice(0, 10),
    freshUetr: numbered(4, events.length + 1),
    transfer: transfer(transferId),
    account,
    funds: fundsOf,
  })

  const judge = (command: AnyCommand): E.Either<Rejection | ReportUnplaced, Decision> => {
    if (isAccountCommand(command))
      return decideAccount(command, { account: account(command.account), funds: fundsOf(command.account) })
    const view = viewOf(command.transferId)
    if (!isReport(command)) return decide(command, view)
    if (command._tag === 'ReportIncomingCredit') return E.right(recordIncomingCredit(command, view))
    return view.transfer === null
      ? E.left({ _tag: 'ReportUnplaced', transferId: command.transferId, reportId: command.reportId })
      : E.right(recordReport(command, view.transfer, view))
  }

  return {
    now: () => now,
    setTime: (time) => {
      now = time
    },
    events: () => [...events],
    transfer,
    account,
    funds: fundsOf,
    judge,
    write: (writes, happenedAt = now) => writes.map((written) => write(written, happenedAt)),
  }
}
