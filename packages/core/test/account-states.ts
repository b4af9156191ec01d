import type { AccountCommand } from '../src/account/command.js'
import { beginning, type NamedState } from './transfer-states.js'
import { elsewhere, hvps, times, yuan } from './canonical-payloads.js'
import { done, type World } from './ledger-world.js'

/** A command about the account `acc`, as a caller writes it. */
export type CanonicalAccountCommand = {
  readonly word: AccountCommand['_tag']
  readonly variant: string
  readonly payload: Readonly<Record<string, unknown>>
}

const fieldsOf: {
  readonly [W in AccountCommand['_tag']]: Readonly<Record<string, Readonly<Record<string, unknown>>>>
} = {
  OpenAccount: {
    'a plain one': { currency: 'CNY' },
    'a credit line': { currency: 'CNY', kind: 'CREDIT_LINE', customer: 'customer-mei', limit: yuan('50.00') },
    'a limit without a line': { currency: 'CNY', limit: yuan('50.00') },
  },
  FreezeAccount: {
    'debits, by a rule': { scope: 'DEBITS', reason: 'A lost card', rule: 'R7' },
    everything: { scope: 'DEBITS_AND_CREDITS', reason: 'An order' },
  },
  UnfreezeAccount: { '': { reason: 'The card is found' } },
  SetAccountFloor: {
    '20.00': { limit: yuan('20.00'), reason: 'Asked for' },
    none: { limit: yuan('0.00'), reason: 'Cut' },
  },
  BeginClosingAccount: { '': { reason: 'Asked for' } },
  CloseAccount: { '': {} },
}

/** Every command about an account, and where it matters two or three payloads of it. */
export const canonicalAccountCommands: ReadonlyArray<CanonicalAccountCommand> = Object.entries(fieldsOf).flatMap(
  ([word, variants]) =>
    Object.entries(variants).map(([variant, fields]) => ({
      word: word as AccountCommand['_tag'],
      variant,
      payload: { commandId: `tried-${word}`, account: 'acc', ...fields },
    })),
)

const account = (word: AccountCommand['_tag'], fields: Readonly<Record<string, unknown>>) => (world: World) =>
  done(world, word, { commandId: `acc-${word}`, account: 'acc', ...fields })

const opened = account('OpenAccount', { currency: 'CNY' })
const line = account('OpenAccount', { currency: 'CNY', kind: 'CREDIT_LINE', limit: yuan('30.00') })
const frozen = account('FreezeAccount', { scope: 'DEBITS', reason: 'A lost card' })
const closing = account('BeginClosingAccount', { reason: 'Asked for' })
const closed = account('CloseAccount', {})
const cameIn = (world: World): World =>
  done(world, 'ReportIncomingCredit', {
    transferId: 't1',
    reportId: 'm1',
    by: hvps,
    asOf: times.now,
    rail: 'hvps',
    payer: elsewhere,
    payee: 'acc',
    amount: yuan('100.00'),
    executionRef: 'Z1',
  })
const reserved = (world: World): World =>
  done(world, 'InitiateTransfer', {
    commandId: 'c2',
    transferId: 't2',
    payer: 'acc',
    payee: 'eve',
    amount: yuan('25.00'),
  })

/** The account `acc` as it stands after real commands and reports. */
export const accountStates: ReadonlyArray<NamedState> = (
  [
    ['no account', []],
    ['open', [opened]],
    ['open, with money', [opened, cameIn]],
    ['a credit line in use', [line, reserved]],
    ['frozen', [opened, frozen]],
    ['closing', [opened, closing]],
    ['closing, with money', [opened, cameIn, closing]],
    ['closing, with a reservation', [opened, cameIn, reserved, closing]],
    ['closed', [opened, closing, closed]],
  ] as ReadonlyArray<readonly [string, ReadonlyArray<(world: World) => World>]>
).map(([name, steps]) => ({ name, world: steps.reduce((world, step) => step(world), beginning) }))
