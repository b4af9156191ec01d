import type { DomainEvent } from '@waybill/core'
import { mentionsOf } from './mention.js'

const event = (fields: { readonly _tag: DomainEvent['_tag'] } & Readonly<Record<string, unknown>>): DomainEvent =>
  fields as unknown as DomainEvent

/** What an event names, without what it names none of. */
const named = (...[fields]: Parameters<typeof event>) =>
  Object.fromEntries(
    Object.entries(mentionsOf(event(fields)))
      .filter(([, names]) => names.size > 0)
      .map(([kind, names]) => [kind, [...names]]),
  )

const outside = { account: '6222-01', institution: 'Harbour Bank' }
const amount = { minorUnits: 5n, currency: 'CNY' }

describe('what an event names', () => {
  it('is nothing where it names nobody', () => {
    expect(named({ _tag: 'TransferExpired' })).toEqual({})
  })

  it('is the account that it is about, ours by its id, another as a payee', () => {
    expect(named({ _tag: 'AccountOpened', account: 'mei', customer: 'c-mei' })).toEqual({
      accounts: ['mei'],
      customers: ['c-mei'],
    })
    expect(named({ _tag: 'TransferStatusReported', account: { account: 'bo' } })).toEqual({ accounts: ['bo'] })
    expect(named({ _tag: 'TransferStatusReported', account: outside })).toEqual({ payees: ['6222-01'] })
    expect(named({ _tag: 'StatementReceived', ledgerAccount: 'bo' })).toEqual({ accounts: ['bo'] })
  })

  it('is every account that pays or is posted to, and none of the book', () => {
    const funding = [{ account: 'mei' }, { account: 'ana' }]
    expect(named({ _tag: 'CommandRefused', funding })).toEqual({ accounts: ['mei', 'ana'] })
    const postings = ['mei', 'in-transit:hvps:CNY', 'bo'].map((account) => ({ account, creditDebit: 'DBIT', amount }))
    const entry = { bookingDate: '2026-02-14', valueDate: '2026-02-14', postings }
    expect(named({ _tag: 'TransferConfirmed', entry })).toEqual({ accounts: ['mei', 'bo'] })
  })

  it('is of an instruction who pays and who is paid, as meant, as typed, and the transfer that it is linked to', () => {
    const instruction = {
      _tag: 'TransferInitiated',
      payer: { account: 'mei' },
      payee: outside,
      funding: [],
    } as const
    expect(named(instruction)).toEqual({ accounts: ['mei'], payees: ['6222-01'] })
    expect(named({ ...instruction, payee: { account: 'bo' } })).toEqual({ accounts: ['mei', 'bo'], payees: ['bo'] })
    const typed = { payeeAsTyped: { account: '6222 01' }, linked: { transferId: 't0', relation: 'RETRY_OF' } }
    expect(named({ ...instruction, payer: outside, ...typed })).toEqual({
      payees: ['6222-01', '6222 01'],
      linked: ['t0'],
    })
  })

  it('is of an intent who would pay, where it says so, and who would be paid', () => {
    const intent = { _tag: 'IntentCaptured', payee: outside } as const
    expect(named(intent)).toEqual({ payees: ['6222-01'] })
    expect(named({ ...intent, payer: { account: 'mei' } })).toEqual({ accounts: ['mei'], payees: ['6222-01'] })
    expect(named({ ...intent, payer: outside })).toEqual({ payees: ['6222-01'] })
  })

  it('is the payee that was looked at or saved', () => {
    expect(named({ _tag: 'PayeeChecked', payee: outside, payer: { account: 'mei' } })).toEqual({ payees: ['6222-01'] })
    expect(named({ _tag: 'PayeeSaved', payee: outside, customer: 'c-mei' })).toEqual({
      customers: ['c-mei'],
      payees: ['6222-01'],
    })
  })

  it.each(['instruction', 'shown', 'before', 'after', 'stated', 'intended'])(
    'is whom an instruction names that somebody sent, saw, changed or told: %s',
    (field) => {
      const told = { payer: { account: 'mei' }, payee: { account: '6222-09' } }
      expect(named({ _tag: 'ClaimOpened', [field]: told })).toEqual({ accounts: ['mei'], payees: ['6222-09'] })
      expect(named({ _tag: 'ClaimOpened', [field]: {} })).toEqual({})
    },
  )

  it('is the device, the network address and the key from which it came', () => {
    const device = { id: 'phone-1' }
    const origin = { device, network: { address: '192.0.2.7' }, idempotencyKey: 'key-1' }
    expect(named({ _tag: 'AccessObserved', ...origin })).toEqual({
      devices: ['phone-1'],
      networkAddresses: ['192.0.2.7'],
      idempotencyKeys: ['key-1'],
    })
    expect(named({ _tag: 'TransferConfirmed', device: 'phone-2' })).toEqual({ devices: ['phone-2'] })
    expect(named({ _tag: 'AccessObserved', network: { country: 'CN' } })).toEqual({})
  })
})
