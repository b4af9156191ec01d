import { createAuditor } from './auditor.js'
import type { Leg, LineData } from './line.js'

const sum = (minorUnits: string) => ({ minorUnits, currency: 'CNY' })
const leg = (account: string, creditDebit: Leg['creditDebit'], minorUnits: string): Leg => ({
  account,
  creditDebit,
  amount: sum(minorUnits),
})
const entry = (...postings: ReadonlyArray<Leg>) => ({ postings })

/** Gives lines to an auditor, each event in its place, and says which rules it found broken. */
const auditOf = (...appends: ReadonlyArray<ReadonlyArray<readonly [string, string, LineData, object?]>>) => {
  const auditor = createAuditor()
  const revisions = new Map<string, number>()
  let sequence = 0
  const faults = appends.flatMap((append) =>
    auditor.take(
      append.map(([subject, type, data, further]) => {
        sequence += 1
        const revision = (revisions.get(subject) ?? -1) + 1
        revisions.set(subject, revision)
        const time = '2026-02-14T09:30:00.000Z'
        const place = {
          id: `e${sequence}`,
          subject,
          type,
          time,
          sequence: String(sequence),
          revision: String(revision),
        }
        return JSON.stringify({ ...place, data, ...further })
      }),
    ),
  )
  return { rules: faults.map(({ rule }) => rule), auditor }
}

const opened = [['account-mei', 'AccountOpened', {}] as const]
const paidIn = [
  [
    'transfer-in',
    'TransferConfirmed',
    { entry: entry(leg('nostro:hvps:CNY', 'DBIT', '100'), leg('mei', 'CRDT', '100')) },
  ] as const,
]
const kept = (minorUnits: string, transferId: string) => [
  [
    `transfer-${transferId}`,
    'TransferInitiated',
    { amount: sum(minorUnits), funding: [{ account: 'mei', amount: sum(minorUnits) }] },
  ] as const,
  ['funds-mei', 'FundsReserved', { amount: sum(minorUnits) }] as const,
]
const gone = (minorUnits: string, transferId: string) => [
  [
    `transfer-${transferId}`,
    'TransferConfirmed',
    { entry: entry(leg('mei', 'DBIT', minorUnits), leg('in-transit:book:CNY', 'CRDT', minorUnits)) },
  ] as const,
  ['funds-mei', 'FundsCaptured', { amount: sum(minorUnits) }] as const,
]

describe('the auditor', () => {
  it('has nothing to say of an honest ledger, and knows where the money is', () => {
    const { rules, auditor } = auditOf(opened, paidIn, kept('60', 't'), gone('60', 't'))
    expect(rules).toEqual([])
    expect(auditor.custodyAt('t', 4)).toMatchObject({ reserved: 60n, inTransit: 0n })
    expect(auditor.custodyAt('t', 6)).toMatchObject({ reserved: 0n, inTransit: 60n })
    expect(auditor.holdingAt('mei', 4)).toMatchObject({ booked: 100n, reserved: 60n })
    expect(auditor.leastFreeSince('mei', 2)).toBe(40n)
  })

  it('finds an entry that does not balance', () => {
    const crooked = [['transfer-x', 'TransferCredited', { entry: entry(leg('mei', 'CRDT', '1')) }] as const]
    expect(auditOf(opened, crooked).rules).toContain('entries balance')
  })

  it('finds money that was kept twice', () => {
    expect(auditOf(opened, paidIn, kept('60', 't'), kept('60', 'u')).rules).toEqual(['nothing is spent twice'])
  })

  it('finds a reservation that was resolved twice', () => {
    const cancelled = [['transfer-t', 'TransferCancelled', {}] as const]
    expect(auditOf(opened, paidIn, kept('60', 't'), gone('60', 't'), cancelled).rules).toContain(
      'a reservation resolves once',
    )
  })

  it('finds funds that say otherwise than transfers', () => {
    expect(auditOf(opened, paidIn, kept('60', 't').slice(0, 1)).rules).toEqual(['funds agree with transfers'])
  })

  it('finds a command that was decided twice', () => {
    const once = [['account-a', 'AccountOpened', {}, { commandid: 'c' }] as const]
    const again = [['account-b', 'AccountOpened', {}, { commandid: 'c' }] as const]
    expect(auditOf(once, again).rules).toEqual(['no command is decided twice'])
  })

  it('finds a clock that moves money', () => {
    const moved = gone('60', 't').map(
      ([subject, type, data]) => [subject, type, data, { command: 'ExpireTransfer' }] as const,
    )
    expect(auditOf(opened, paidIn, kept('60', 't'), moved).rules).toContain('no clock moves money')
  })
})
