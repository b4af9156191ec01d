import { expect, it } from '@jest/globals'
import type { CommandInput } from '../event/all-commands.js'
import { cny, eur } from '../money/money.js'
import type { TransferCommand, TransferCommandOf } from './command.js'
import type { TransferEvent } from './event.js'
import type { MoneyEvent, MoneyEventWithoutEntry } from './postings.js'
import type { TransferReport } from './report.js'
import type { Transfer } from './state.js'

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const holds = <T extends true>(): T | undefined => undefined

it('the compiler holds these: a command and a report are never the same word, and only fifteen events move money', () => {
  holds<Equal<TransferCommand['_tag'] & TransferReport['_tag'], never>>()
  holds<Equal<TransferCommand['_tag'] & TransferEvent['_tag'], never>>()
  holds<
    Equal<
      MoneyEvent['_tag'],
      | 'TransferConfirmed'
      | 'TransferCredited'
      | 'TransferFailed'
      | 'TransferReturned'
      | 'TransferReversed'
      | 'DuplicateDetected'
      | 'LateOutcomeReceived'
      | 'ExcessReturned'
      | 'ExceptionResolved'
      | 'ExceptionWrittenOff'
      | 'CorrectionPosted'
      | 'ProvisionalCreditGranted'
      | 'ProvisionalCreditMadeFinal'
      | 'ProvisionalCreditRescinded'
      | 'RestitutionPaid'
    >
  >()
  holds<Equal<MoneyEventWithoutEntry['_tag'], MoneyEvent['_tag']>>()
  holds<Equal<TransferCommandOf<'ReverseTransfer'>['amount']['minorUnits'], bigint>>()
  expect(true).toBe(true)
})

it('the compiler lets a caller write an account of this book by its id and money in the major unit', () => {
  const initiated: CommandInput<'InitiateTransfer'> = {
    commandId: 'c1',
    transferId: 't1',
    payer: 'mei',
    payee: 'bo',
    amount: cny('1.00'),
  }
  const credited: CommandInput<'ReportCredited'> = {
    transferId: 't1',
    reportId: 'm1',
    by: { role: 'NETWORK' },
    asOf: '2026-02-14T09:30:00.000Z',
    account: 'bo',
    amount: eur('1.00'),
  }
  const quoted: CommandInput<'BookTransfer'> = {
    ...initiated,
    by: { role: 'CUSTOMER' },
    quote: {
      quoteId: 'q1',
      sellCurrency: 'CNY',
      buyCurrency: 'EUR',
      rate: '0.13',
      validUntil: '2026-02-14T09:40:00.000Z',
      buyAmount: eur('0.13'),
    },
    funding: [{ account: 'mei', amount: cny('1.00') }],
  }
  const opened: CommandInput<'OpenAccount'> = { commandId: 'c1', account: 'mei', currency: 'CNY', limit: cny('0.00') }
  expect([initiated, credited, quoted, opened]).toHaveLength(4)
})

it('the compiler refuses what must not be written', () => {
  const written: ReadonlyArray<() => unknown> = [
    // @ts-expect-error money that comes in has a payer elsewhere, so its id alone says too little
    (): CommandInput<'ReportIncomingCredit'>['payer'] => 'mei',
    // @ts-expect-error an account elsewhere has an institution
    (): CommandInput<'ReportIncomingCredit'>['payer'] => ({ account: 'mei' }),
    // @ts-expect-error an amount is never a number
    (): CommandInput<'InitiateTransfer'>['amount'] => ({ minorUnits: 1, currency: 'CNY' }),
    // @ts-expect-error an amount has a currency of ISO 4217
    (): CommandInput<'InitiateTransfer'>['amount'] => ({ decimal: '1.00', currency: 'RMB' }),
    // @ts-expect-error nor is what it becomes
    (): NonNullable<CommandInput<'InitiateTransfer'>['quote']>['buyAmount'] => ({ minorUnits: 13, currency: 'EUR' }),
    // @ts-expect-error an optional field that is not given is absent, never null
    (): CommandInput<'InitiateTransfer'>['purpose'] => null,
    // @ts-expect-error a transfer does not change: a new one follows from an event
    (transfer: Transfer = {} as Transfer) => (transfer.confirmed = 1n),
  ]
  expect(written).toHaveLength(7)
})
