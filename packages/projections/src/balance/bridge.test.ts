import type { BalanceSheet } from './balance.js'
import { bridge, bridgeMeanings } from './bridge.js'
import type { BookedEntry, InTransitItem, Reservation } from './document.js'

const time = (minute: number): string => `2026-02-14T09:${minute.toString().padStart(2, '0')}:00.000Z`

const entry = (sequence: number, effect: bigint, posting = 0): BookedEntry => ({
  account: 'mei',
  currency: 'CNY',
  number: sequence,
  sequence,
  eventId: `event-${sequence}`,
  event: 'TransferConfirmed',
  transferId: 't1',
  posting,
  effect,
  fees: 2n,
  balanceBefore: 0n,
  balanceAfter: effect,
  occurredAt: time(sequence),
  recordedAt: time(sequence),
  bookingDate: '2026-02-14',
  valueDate: '2026-02-14',
})

const reservation = (sequence: number, reserved: bigint, transferId = 't1'): Reservation => ({
  account: 'mei',
  currency: 'CNY',
  transferId,
  reserved,
  fees: 3n,
  sequence,
  eventId: `event-${sequence}`,
  since: time(sequence),
})

const incoming = (sequence: number, open: bigint, account = 'in-transit:hvps', transferId = 't1'): InTransitItem => ({
  transferId,
  account,
  towards: 'mei',
  currency: 'CNY',
  open,
  sequence,
  eventId: `event-${sequence}`,
  since: time(sequence),
})

const sum = (numbers: ReadonlyArray<bigint>): bigint => numbers.reduce((total, number) => total + number, 0n)

const sheetOf = (parts: Partial<Omit<BalanceSheet, 'balance'>>): BalanceSheet => {
  const { entries = [], reservations = [], incoming: coming = [] } = parts
  const booked = sum(entries.map(({ effect }) => effect))
  const reserved = sum(reservations.map((one) => one.reserved))
  const underWay = sum(coming.map(({ open }) => open))
  const balance = {
    account: 'mei',
    currency: 'CNY' as const,
    booked,
    reserved,
    available: booked - reserved,
    incoming: underWay,
    expected: booked + underWay,
    limit: 0n,
  }
  return { balance, entries, reservations, incoming: coming }
}

describe('the bridge between two balances', () => {
  const from = sheetOf({
    entries: [entry(1, 100n)],
    reservations: [reservation(2, 30n), reservation(3, 7n, 't2')],
    incoming: [incoming(4, 50n)],
  })
  const to = sheetOf({
    entries: [entry(1, 100n), entry(8, -20n), entry(6, -10n)],
    reservations: [reservation(3, 7n, 't2')],
    incoming: [incoming(4, 20n)],
  })

  it('names what stands in one of them or has another sum, in order of sequence, and adds up', () => {
    const { items, ...rest } = bridge(from, to)
    expect(rest).toEqual({
      from: from.balance,
      to: to.balance,
      difference: { booked: -30n, available: 0n, expected: -60n },
      remainder: { booked: 0n, available: 0n, expected: 0n },
    })
    expect(items).toEqual([
      {
        kind: 'RESERVATION',
        change: 'GONE',
        transferId: 't1',
        sequence: 2,
        eventId: 'event-2',
        occurredAt: time(2),
        fees: 3n,
        effect: { booked: 0n, available: 30n, expected: 0n },
      },
      {
        kind: 'INCOMING',
        change: 'CHANGED',
        transferId: 't1',
        sequence: 4,
        eventId: 'event-4',
        occurredAt: time(4),
        fees: 0n,
        effect: { booked: 0n, available: 0n, expected: -30n },
      },
      {
        kind: 'ENTRY',
        change: 'ADDED',
        transferId: 't1',
        sequence: 6,
        eventId: 'event-6',
        occurredAt: time(6),
        fees: 2n,
        effect: { booked: -10n, available: -10n, expected: -10n },
      },
      {
        kind: 'ENTRY',
        change: 'ADDED',
        transferId: 't1',
        sequence: 8,
        eventId: 'event-8',
        occurredAt: time(8),
        fees: 2n,
        effect: { booked: -20n, available: -20n, expected: -20n },
      },
    ])
  })

  it('is empty between a balance and itself', () => {
    expect(bridge(from, from)).toMatchObject({ items: [], difference: { booked: 0n, available: 0n, expected: 0n } })
  })

  it('keeps a part that does nothing where it is new, and leaves it out where it was there', () => {
    const idle = sheetOf({ entries: [entry(5, 0n)] })
    expect(bridge(sheetOf({}), idle).items).toMatchObject([{ change: 'ADDED', sequence: 5 }])
    expect(bridge(idle, idle).items).toEqual([])
  })

  it('tells apart two postings of one event, two transfers and two accounts under way', () => {
    const first = sheetOf({
      entries: [entry(1, 5n)],
      reservations: [reservation(2, 5n)],
      incoming: [incoming(3, 5n), incoming(3, 9n, 'in-transit:hvps', 't3')],
    })
    const second = sheetOf({
      entries: [entry(1, 5n), entry(1, 5n, 1), entry(2, 5n)],
      reservations: [reservation(2, 5n), reservation(2, 5n, 't2')],
      incoming: [...first.incoming, incoming(3, 5n, 'in-transit:book'), incoming(3, 5n, 'in-transit:hvps', 't2')],
    })
    expect(bridge(first, second).items.map(({ kind, change }) => `${change} ${kind}`)).toEqual([
      'ADDED ENTRY',
      'ADDED ENTRY',
      'ADDED RESERVATION',
      'ADDED INCOMING',
      'ADDED INCOMING',
    ])
  })

  it('names a reservation of which a part is gone', () => {
    const less = sheetOf({ ...from, reservations: [reservation(2, 10n), reservation(3, 7n, 't2')] })
    expect(bridge(from, less).items).toMatchObject([
      { kind: 'RESERVATION', change: 'CHANGED', effect: { booked: 0n, available: 20n, expected: 0n } },
    ])
  })

  it('leaves what does not add up in the remainder', () => {
    const drifted = { ...to, balance: { ...to.balance, booked: 71n, available: 65n, expected: 93n } }
    expect(bridge(from, drifted)).toMatchObject({
      difference: { booked: -29n, available: 2n, expected: -57n },
      remainder: { booked: 1n, available: 2n, expected: 3n },
    })
  })
})

describe('the bridge between two meanings of one balance', () => {
  const sheet = sheetOf({
    entries: [entry(1, 100n)],
    reservations: [reservation(2, 30n)],
    incoming: [incoming(4, 50n)],
  })

  it('names what lies between them', () => {
    expect(bridgeMeanings(sheet, 'booked', 'available')).toMatchObject({
      difference: -30n,
      items: [{ sum: -30n, item: { kind: 'RESERVATION' } }],
      remainder: 0n,
    })
    expect(bridgeMeanings(sheet, 'booked', 'expected')).toMatchObject({
      difference: 50n,
      items: [{ sum: 50n, item: { kind: 'INCOMING' } }],
      remainder: 0n,
    })
    expect(bridgeMeanings(sheet, 'available', 'expected')).toMatchObject({
      difference: 80n,
      items: [{ sum: 30n }, { sum: 50n }],
      remainder: 0n,
    })
    expect(bridgeMeanings(sheet, 'booked', 'booked')).toEqual({ difference: 0n, items: [], remainder: 0n })
  })

  it('leaves what does not add up in the remainder', () => {
    const drifted = { ...sheet, balance: { ...sheet.balance, available: 60n } }
    expect(bridgeMeanings(drifted, 'booked', 'available')).toMatchObject({ difference: -40n, remainder: -10n })
  })
})
