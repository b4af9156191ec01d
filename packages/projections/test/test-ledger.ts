import * as E from 'fp-ts/lib/Either.js'
import {
  accountCommands,
  decide,
  decideAccount,
  decodeCommand,
  evolveAccount,
  evolveFunds,
  evolveTransfer,
  isMoneyEvent,
  later,
  noFunds,
  observationStream,
  recordIncomingCredit,
  recordReport,
  streamKindOf,
  streamSubjectOf,
  transferReports,
  type Account,
  type AccountCommand,
  type AccountStreamEvent,
  type Decision,
  type DecisionView,
  type DomainEvent,
  type Funds,
  type FundsEvent,
  type ObservationEvent,
  type Recorded,
  type Transfer,
  type TransferCommand,
  type TransferEvent,
  type TransferReport,
} from '@waybill/core'

/** Where the clock of a test ledger begins. */
export const dawn = '2026-02-14T09:00:00.000Z'

/** A ledger in memory that decides with the core's own rules: what a test writes into it, a projection reads. */
export type TestLedger = {
  readonly events: ReadonlyArray<Recorded>
  /** Moves the clock on. */
  readonly wait: (seconds: number) => void
  readonly now: () => string
  /** Sends a command or a report; gives `done`, or what it was refused with. */
  readonly send: (word: string, payload: Readonly<Record<string, unknown>>) => string
  /** Records an observation, now or with an earlier time at which it happened. */
  readonly observe: (event: ObservationEvent, occurredAt?: string) => Recorded
  /** Writes an event as it is, past all rules. */
  readonly force: (stream: string, event: DomainEvent, occurredAt?: string) => Recorded
  readonly inflowOf: (account: string) => bigint
}

export const testLedger = (): TestLedger => {
  const events: Recorded[] = []
  const revisions = new Map<string, number>()
  const transfers = new Map<string, Transfer | null>()
  const accounts = new Map<string, Account | null>()
  const funds = new Map<string, Funds>()
  const inflows = new Map<string, bigint>()
  let clock = dawn
  let commands = 0

  const inflowOf = (account: string): bigint => inflows.get(account) ?? 0n

  const evolve = (stream: string, event: DomainEvent): void => {
    const subject = streamSubjectOf(stream)
    const kind = streamKindOf(stream)
    if (kind === 'transfer')
      transfers.set(subject, evolveTransfer(transfers.get(subject) ?? null, event as TransferEvent))
    if (kind === 'account')
      accounts.set(subject, evolveAccount(accounts.get(subject) ?? null, event as AccountStreamEvent))
    if (kind === 'funds') funds.set(subject, evolveFunds(funds.get(subject) ?? noFunds, event as FundsEvent))
    if (!isMoneyEvent(event)) return
    for (const { account, creditDebit, amount } of event.entry.postings)
      if (creditDebit === 'CRDT') inflows.set(account, inflowOf(account) + amount.minorUnits)
  }

  const force = (stream: string, event: DomainEvent, occurredAt = clock): Recorded => {
    const sequence = events.length + 1
    const revision = revisions.get(stream) ?? 0
    const recorded: Recorded = {
      stream,
      revision,
      sequence,
      id: `event-${sequence}`,
      type: event._tag,
      schemaVersion: 1,
      occurredAt,
      recordedAt: clock,
      metadata: {},
      chainhash: '',
      event,
    }
    revisions.set(stream, revision + 1)
    events.push(recorded)
    evolve(stream, event)
    return recorded
  }

  const viewOf = (transferId: string): DecisionView => ({
    receivedAt: clock,
    bookingDate: clock.slice(0, 10),
    valueDate: clock.slice(0, 10),
    freshUetr: '5f0c3b8e-7d3a-4a0f-9a41-0c2d3e4f5a6b',
    transfer: transfers.get(transferId) ?? null,
    account: (id) => accounts.get(id) ?? null,
    funds: (id) => ({ funds: funds.get(id) ?? noFunds, inflow: inflowOf(id), throughSequence: events.length }),
  })

  const keep = (decision: E.Either<{ readonly _tag: string }, Decision>): string => {
    if (E.isLeft(decision)) return decision.left._tag
    for (const { stream, event } of decision.right.writes) force(stream, event)
    return 'done'
  }

  const report = (told: TransferReport): string => {
    if (told._tag === 'ReportIncomingCredit') return keep(E.right(recordIncomingCredit(told, viewOf(told.transferId))))
    const transfer = transfers.get(told.transferId) ?? null
    return transfer === null ? 'TransferUnknown' : keep(E.right(recordReport(told, transfer, viewOf(told.transferId))))
  }

  const send: TestLedger['send'] = (word, payload) => {
    commands += 1
    const isReport = Object.hasOwn(transferReports, word)
    const decoded = decodeCommand(word, isReport ? payload : { commandId: `command-${commands}`, ...payload })
    if (E.isLeft(decoded)) throw new Error(JSON.stringify(decoded.left))
    const command = decoded.right
    if (isReport) return report(command as TransferReport)
    if (!Object.hasOwn(accountCommands, word)) {
      const asked = command as TransferCommand
      return keep(decide(asked, viewOf(asked.transferId)))
    }
    const asked = command as AccountCommand
    const { account, funds: fundsOf } = viewOf('')
    return keep(decideAccount(asked, { account: account(asked.account), funds: fundsOf(asked.account) }))
  }

  return {
    events,
    wait: (seconds) => {
      clock = later(clock, seconds * 1000)
    },
    now: () => clock,
    send,
    observe: (event, occurredAt) => force(observationStream(event), event, occurredAt),
    force,
    inflowOf,
  }
}

export const customer = { role: 'CUSTOMER' } as const
export const bank = { role: 'RECEIVING_INSTITUTION', name: 'Harbour Bank' } as const

/** Opens accounts and brings money into each from elsewhere, minor units of CNY. */
export const openWithMoney = (ledger: TestLedger, money: Readonly<Record<string, bigint>>): void => {
  for (const [account, minorUnits] of Object.entries(money)) {
    ledger.send('OpenAccount', { account, currency: 'CNY', customer: `c-${account}` })
    if (minorUnits > 0n)
      ledger.send('ReportIncomingCredit', {
        transferId: `salary-${account}`,
        reportId: `salary-${account}`,
        by: bank,
        asOf: ledger.now(),
        rail: 'hvps',
        payer: { account: 'employer', institution: 'Harbour Bank' },
        payee: account,
        amount: { minorUnits: minorUnits.toString(), currency: 'CNY' },
      })
  }
}
