import * as E from 'fp-ts/lib/Either.js'
import { decideAccount } from '../src/account/decide.js'
import type { AccountCommand } from '../src/account/command.js'
import { evolveAccount, noAccount, type Account } from '../src/account/state.js'
import { accountCommands } from '../src/account/command.js'
import { canonicalJson } from '../src/codec/canonical-json.js'
import type { FieldProblem } from '../src/codec/codec.js'
import type { Instant } from '../src/codec/text.js'
import { decodeCommand, encodeCommand, type AnyCommand, type CommandWord } from '../src/event/all-commands.js'
import type { DomainEvent } from '../src/event/all-events.js'
import { decodeStored, encodeEvent, streamKindOf, streamSubjectOf } from '../src/event/recorded.js'
import type { AccountStreamEvent } from '../src/account/event.js'
import type { FundsEvent } from '../src/funds/event.js'
import { evolveFunds, noFunds, type Funds } from '../src/funds/state.js'
import { isBookAccount, type AccountId, type LedgerAccount } from '../src/ledger/account-id.js'
import { effectOf } from '../src/ledger/entry.js'
import { accountsNeededBy, decide } from '../src/transfer/decide.js'
import { transferStream, type Decision, type DecisionView, type Written } from '../src/transfer/decision.js'
import type { TransferEvent } from '../src/transfer/event.js'
import { evolveTransfer, noTransfer } from '../src/transfer/evolve.js'
import { accountsNeededByReport, recordReport } from '../src/transfer/record-report.js'
import { recordIncomingCredit } from '../src/transfer/record/incoming-credit.js'
import { isMoneyEvent } from '../src/transfer/postings.js'
import type { Rejection } from '../src/transfer/rejection.js'
import { transferReports, type TransferReport } from '../src/transfer/report.js'
import type { TransferCommand } from '../src/transfer/command.js'
import type { Transfer } from '../src/transfer/state.js'

/** One step on the way to a world: what was sent, and when it was received. */
export type SentStep = { readonly at: Instant; readonly word: CommandWord; readonly payload: unknown }

/** A whole ledger in memory, driven by the core alone: what the engine does around it, without effects. */
export type World = {
  readonly now: Instant
  readonly transfers: ReadonlyMap<string, Transfer | null>
  readonly accounts: ReadonlyMap<AccountId, Account | null>
  readonly funds: ReadonlyMap<AccountId, Funds>
  /** Balance of every account by currency, from the entries alone. Keys are `CNY mei`. */
  readonly balances: ReadonlyMap<string, bigint>
  /** Sum of all credits to customers' accounts, from the entries alone. */
  readonly inflow: ReadonlyMap<AccountId, bigint>
  readonly log: ReadonlyArray<Written>
  /** All that was sent and kept, so that an engine can be brought to the same world. */
  readonly steps: ReadonlyArray<SentStep>
}

/** What became of a command or report. */
export type Answer =
  | { readonly _tag: 'Malformed'; readonly problems: ReadonlyArray<FieldProblem> }
  | { readonly _tag: 'Refused'; readonly command: AnyCommand; readonly rejection: Rejection }
  | { readonly _tag: 'Unplaced'; readonly command: AnyCommand }
  | { readonly _tag: 'Recorded'; readonly command: AnyCommand; readonly decision: Decision; readonly before: World }

export type Sent = { readonly answer: Answer; readonly world: World }

export const emptyWorld: World = {
  now: '2026-02-14T09:30:00.000Z',
  transfers: new Map(),
  accounts: new Map(),
  funds: new Map(),
  balances: new Map(),
  inflow: new Map(),
  log: [],
  steps: [],
}

export const at = (world: World, now: Instant): World => ({ ...world, now })

export const balanceOf = (world: World, account: LedgerAccount, currency = 'CNY'): bigint =>
  world.balances.get(`${currency} ${account}`) ?? 0n

const withStep = (world: World, word: CommandWord, payload: unknown): World => ({
  ...world,
  steps: [...world.steps, { at: world.now, word, payload }],
})

/** The event as it comes back from a store: through its codec and canonical text. */
const throughStore = ({ stream, event }: Written, sequence: number): DomainEvent => {
  const stored = decodeStored({
    ...encodeEvent(event),
    stream,
    revision: 0,
    sequence,
    id: 'id',
    occurredAt: '2026-02-14T09:30:00.000Z',
    recordedAt: '2026-02-14T09:30:00.000Z',
    metadata: {},
    chainhash: '',
  })
  if (E.isLeft(stored))
    throw new Error(`${stored.left.type} cannot be read again: ${JSON.stringify(stored.left.problems)}`)
  return stored.right.event
}

const added = <K>(sums: ReadonlyMap<K, bigint>, key: K, change: bigint): ReadonlyMap<K, bigint> =>
  new Map(sums).set(key, (sums.get(key) ?? 0n) + change)

const withEvent = (world: World, write: Written): World => {
  const event = throughStore(write, world.log.length + 1)
  let next: World = { ...world, log: [...world.log, { stream: write.stream, event }] }
  const subject = streamSubjectOf(write.stream)
  const kind = streamKindOf(write.stream)
  if (kind === 'transfer') {
    const transfer = evolveTransfer(world.transfers.get(subject) ?? noTransfer, event as TransferEvent)
    next = { ...next, transfers: new Map(world.transfers).set(subject, transfer) }
  }
  if (kind === 'account') {
    const account = evolveAccount(world.accounts.get(subject) ?? noAccount, event as AccountStreamEvent)
    next = { ...next, accounts: new Map(world.accounts).set(subject, account) }
  }
  if (kind === 'funds') {
    const funds = evolveFunds(world.funds.get(subject) ?? noFunds, event as FundsEvent)
    next = { ...next, funds: new Map(world.funds).set(subject, funds) }
  }
  if (!isMoneyEvent(event)) return next
  for (const posting of event.entry.postings) {
    const { account, amount } = posting
    next = { ...next, balances: added(next.balances, `${amount.currency} ${account}`, effectOf(posting)) }
    if (posting.creditDebit === 'CRDT' && !isBookAccount(account))
      next = { ...next, inflow: added(next.inflow, account, amount.minorUnits) }
  }
  return next
}

/** The world after more events, each written and read again. */
export const withEvents = (world: World, writes: ReadonlyArray<Written>): World => writes.reduce(withEvent, world)

/** A view in which a decision finds only what it said that it needs; anything else is a defect of ours. */
const viewOf = (
  world: World,
  transferId: string,
  needed: { readonly accounts: ReadonlyArray<AccountId>; readonly funds: ReadonlyArray<AccountId> },
): DecisionView => ({
  receivedAt: world.now,
  bookingDate: '2026-02-14',
  valueDate: '2026-02-16',
  freshUetr: '5f0c3b8e-7d3a-4a0f-9a41-0c2d3e4f5a6b',
  transfer: world.transfers.get(transferId) ?? null,
  account: (id) => {
    if (!needed.accounts.includes(id))
      throw new Error(`The decision looked at the account ${id}, which it did not ask for`)
    return world.accounts.get(id) ?? null
  },
  funds: (id) => {
    if (!needed.funds.includes(id))
      throw new Error(`The decision looked at the funds of ${id}, which it did not ask for`)
    return {
      funds: world.funds.get(id) ?? noFunds,
      inflow: world.inflow.get(id) ?? 0n,
      throughSequence: world.log.length,
    }
  },
})

const isReport = (command: AnyCommand): command is TransferReport => Object.hasOwn(transferReports, command._tag)
const isAccountCommand = (command: AnyCommand): command is AccountCommand =>
  Object.hasOwn(accountCommands, command._tag)

/** The accounts whose streams a decision about this command may check or write, besides the transfer's own. */
export const streamsNeeded = (world: World, command: AnyCommand): ReadonlyArray<string> => {
  if (isAccountCommand(command)) return [`account-${command.account}`, `funds-${command.account}`]
  const transfer = world.transfers.get(command.transferId) ?? null
  const { accounts, funds } = isReport(command)
    ? { accounts: accountsNeededByReport(command, transfer), funds: [] }
    : accountsNeededBy(command, transfer)
  return [
    transferStream(command.transferId),
    ...accounts.map((account) => `account-${account}`),
    ...funds.map((account) => `funds-${account}`),
  ]
}

const decideIn = (world: World, command: AnyCommand): E.Either<Rejection | 'UNPLACED', Decision> => {
  if (isAccountCommand(command)) {
    const funds = world.funds.get(command.account) ?? noFunds
    const inflow = world.inflow.get(command.account) ?? 0n
    return decideAccount(command, {
      account: world.accounts.get(command.account) ?? null,
      funds: { funds, inflow, throughSequence: world.log.length },
    })
  }
  const transfer = world.transfers.get(command.transferId) ?? null
  if (!isReport(command)) return decide(command, viewOf(world, command.transferId, accountsNeededBy(command, transfer)))
  const view = viewOf(world, command.transferId, { accounts: accountsNeededByReport(command, transfer), funds: [] })
  if (command._tag === 'ReportIncomingCredit') return E.right(recordIncomingCredit(command, view))
  return transfer === null ? E.left('UNPLACED') : E.right(recordReport(command, transfer, view))
}

/** Sends a command or report as a caller writes it. */
export const send = (world: World, word: CommandWord, payload: unknown): Sent => {
  const decoded = decodeCommand(word, payload)
  if (E.isLeft(decoded)) return { answer: { _tag: 'Malformed', problems: decoded.left.problems }, world }
  const command = decoded.right
  const outcome = decideIn(world, command)
  if (E.isRight(outcome))
    return {
      answer: { _tag: 'Recorded', command, decision: outcome.right, before: world },
      world: withEvents(withStep(world, word, payload), outcome.right.writes),
    }
  const { left } = outcome
  return left === 'UNPLACED'
    ? { answer: { _tag: 'Unplaced', command }, world }
    : { answer: { _tag: 'Refused', command, rejection: left }, world }
}

/** Keeps a refusal in the transfer's stream, as the engine does. */
export const withRefusalKept = (world: World, command: TransferCommand, rejection: Rejection): World => {
  const { _tag, ...facts } = rejection
  return withEvents(withStep(world, command._tag, JSON.parse(encodeCommand(command))), [
    {
      stream: transferStream(command.transferId),
      event: {
        _tag: 'CommandRefused',
        commandId: command.commandId,
        command: command._tag,
        payload: encodeCommand(command),
        rejection: _tag,
        facts: canonicalJson(
          JSON.parse(
            JSON.stringify(facts, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)),
          ),
        ),
        judgedAt: [],
        throughSequence: world.log.length,
      },
    },
  ])
}

/** Sends what must be recorded; anything else stops the test. */
export const done = (world: World, word: CommandWord, payload: unknown): World => {
  const { answer, world: next } = send(world, word, payload)
  if (answer._tag === 'Recorded') return next
  const shown =
    answer._tag === 'Unplaced'
      ? 'no such transfer'
      : answer._tag === 'Refused'
        ? answer.rejection._tag
        : JSON.stringify(answer.problems)
  throw new Error(`${word} was not recorded: ${shown}`)
}

/** The words of the events that followed, or the rejection's tag: one cell of the table. */
export const outcomeOf = (answer: Answer): string => {
  switch (answer._tag) {
    case 'Malformed':
      return `malformed: ${answer.problems.map(({ path }) => path).join(', ')}`
    case 'Refused':
      return answer.rejection._tag
    case 'Unplaced':
      return 'ReportUnplaced'
    case 'Recorded':
      return answer.decision.writes.map(({ event }) => event._tag).join(', ')
  }
}
