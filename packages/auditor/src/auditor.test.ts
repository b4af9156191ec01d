import { createAuditor } from './auditor.js'
import type { Appends } from './ledger-books.js'
import type { Leg, LineData } from './line.js'

const sum = (minorUnits: string) => ({ minorUnits, currency: 'CNY' })
const leg = (account: string, creditDebit: Leg['creditDebit'], minorUnits: string): Leg => ({
  account,
  creditDebit,
  amount: sum(minorUnits),
})
const entry = (...postings: ReadonlyArray<Leg>) => ({ postings })

/** Gives lines to an auditor, each event in its place, and says which rules it found broken. */
type Written = readonly [string, string, LineData, object?]

const auditOf = (...appends: ReadonlyArray<ReadonlyArray<Written>>) => audited('ATOMIC', appends)
const auditOfSteps = (...appends: ReadonlyArray<ReadonlyArray<Written>>) => audited('ONE_STREAM', appends)

const audited = (kind: Appends, appends: ReadonlyArray<ReadonlyArray<Written>>) => {
  const auditor = createAuditor(kind)
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

const dollars = (minorUnits: string) => ({ minorUnits, currency: 'USD' })
const quote = { buyAmount: dollars('14'), validUntil: '2026-02-14T10:00:00.000Z' }

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

  const correction = (from: string, to: string, minorUnits: string) => [
    [
      'transfer-t',
      'CorrectionPosted',
      { from, to, amount: sum(minorUnits), entry: entry(leg(from, 'DBIT', minorUnits), leg(to, 'CRDT', minorUnits)) },
    ] as const,
  ]
  const outside = { account: '6222', institution: 'Bank of Elsewhere' }

  it('finds a loss that was made good by hand and then once more, and money that is sent on after that', () => {
    const byHand = correction('operator-loss:CNY', 'mei', '60')
    const again = [
      [
        'transfer-t',
        'RestitutionPaid',
        { amount: sum('60'), entry: entry(leg('operator-loss:CNY', 'DBIT', '60'), leg('mei', 'CRDT', '60')) },
      ] as const,
    ]
    const sent = [['transfer-t', 'SubmissionStarted', {}] as const]
    expect(auditOf(opened, paidIn, kept('60', 't'), gone('60', 't'), byHand).rules).toEqual([])
    expect(auditOf(opened, paidIn, kept('60', 't'), gone('60', 't'), byHand, again).rules).toEqual([
      'a loss is made good once',
    ])
    expect(auditOf(opened, paidIn, kept('60', 't'), gone('60', 't'), byHand, sent).rules).toEqual([
      'what was made good is not sent on',
    ])
  })

  it('finds a return that went to who paid although the payee keeps what it was credited beyond it', () => {
    const twice = [
      ['transfer-t', 'TransferCredited', { amount: sum('60'), account: outside }] as const,
      ['transfer-t', 'DuplicateDetected', { amount: sum('60'), account: outside, reportId: 'r2' }] as const,
    ]
    const back = (more: object) => [
      ['transfer-t', 'TransferReturned', { amount: sum('60'), outOf: 'CREDITED', reportId: 'r3' }] as const,
      ['transfer-t', 'TransferStatusReported', { reportId: 'r4', ...more }] as const,
    ]
    const excess = [['transfer-t', 'ExcessReturned', { amount: sum('60'), reportId: 'r3' }] as const]
    expect(auditOf(opened, paidIn, kept('60', 't'), gone('60', 't'), twice, back({})).rules).toEqual([
      'what went twice comes back first',
    ])
    expect(auditOf(opened, paidIn, kept('60', 't'), gone('60', 't'), twice, excess, back({})).rules).toEqual([])
  })

  it('finds a payer that is to owe more than it had again', () => {
    const late = (minorUnits: string) => [
      [
        'transfer-t',
        'TransferReturned',
        { amount: sum('50'), outOf: 'IN_TRANSIT', fees: [{ amount: sum('10') }], reportId: 'r1' },
      ] as const,
      ['transfer-t', 'LateOutcomeReceived', { amount: sum(minorUnits), account: outside, reportId: 'r2' }] as const,
    ]
    expect(auditOf(opened, paidIn, kept('60', 't'), gone('60', 't'), late('50')).rules).toEqual([])
    expect(auditOf(opened, paidIn, kept('60', 't'), gone('60', 't'), late('51')).rules).toEqual([
      'a late credit is owed by the payer',
    ])
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

  it('finds an exchange of which the last minor unit was lost, one that was not undone at its quote, and one without a quote', () => {
    const begun = [
      ['transfer-t', 'TransferInitiated', { amount: sum('100'), quote }] as const,
      ['transfer-t', 'TransferConfirmed', {}] as const,
    ]
    const credited = (minorUnits: string) => [
      ['transfer-t', 'TransferCredited', { amount: sum('100'), converted: dollars(minorUnits) }] as const,
    ]
    const reversed = [['transfer-t', 'TransferReversed', { amount: sum('100'), converted: dollars('13') }] as const]
    expect(auditOf(begun, credited('14')).rules).toEqual([])
    expect(auditOf(begun, credited('13')).rules).toEqual(['an exchange is at its quote'])
    expect(auditOf(begun, credited('14'), reversed).rules).toEqual(['an exchange is at its quote'])
    expect(
      auditOf([['transfer-t', 'TransferInitiated', { amount: sum('100') }] as const, begun[1]!], credited('14')).rules,
    ).toEqual(['an exchange is at its quote'])
  })
})

describe('the auditor of what a rail tells of an exchange', () => {
  const begun = (payee: { readonly account: string; readonly institution?: string }) => [
    ['transfer-t', 'TransferInitiated', { amount: sum('100'), quote, payee }] as const,
    ['transfer-t', 'TransferConfirmed', {}] as const,
  ]
  const elsewhere = { account: 'a', institution: 'b' }
  const back = (minorUnits: string, became: string, fee: string) => {
    const fees = [{ amount: dollars(fee) }]
    const told = { amount: sum(minorUnits), converted: dollars(became), keptOfAmount: sum('0'), fees }
    return [['transfer-t', 'TransferReturned', { ...told, outOf: 'IN_TRANSIT' }] as const]
  }
  const there = (minorUnits: string, became: string) => [
    [
      'transfer-t',
      'TransferCredited',
      { amount: sum(minorUnits), converted: dollars(became), account: elsewhere },
    ] as const,
  ]
  const beyond = [['transfer-t', 'DuplicateDetected', { amount: dollars('1'), account: elsewhere }] as const]

  it('finds what is taken for beyond the quote while less than that was told of', () => {
    for (const payee of [elsewhere, { account: 'a' }]) {
      expect(auditOf(begun(payee), back('29', '3', '1'), there('71', '10'), beyond).rules).toEqual([])
      expect(auditOf(begun(payee), back('29', '3', '0'), there('70', '10'), beyond).rules).toEqual([
        'an exchange is at its quote',
      ])
    }
  })

  it('finds that the rest of the amount is not the rest of the quote, also after a part was taken back', () => {
    const reversed = [['transfer-t', 'TransferReversed', { amount: sum('80'), converted: dollars('11') }] as const]
    const rest = (became: string) => auditOf(begun({ account: 'a' }), there('80', '11'), reversed, there('20', became))
    expect(rest('3').rules).toEqual([])
    expect(rest('2').rules).toEqual(['an exchange is at its quote'])
  })
})

describe('the auditor of remedies', () => {
  const given = (minorUnits: string, transferId: string) =>
    [
      `transfer-${transferId}`,
      'ProvisionalCreditGranted',
      {
        disputeId: 'd',
        amount: sum(minorUnits),
        entry: entry(leg('operator-provisional:CNY', 'DBIT', minorUnits), leg('mei', 'CRDT', minorUnits)),
      },
    ] as const
  const takenBack = (minorUnits: string, transferId: string) => [
    [
      `transfer-${transferId}`,
      'ProvisionalCreditRescinded',
      { entry: entry(leg('mei', 'DBIT', minorUnits), leg('operator-provisional:CNY', 'CRDT', minorUnits)) },
    ] as const,
    ['funds-mei', 'FundsTaken', { amount: sum(minorUnits), purpose: 'RESCISSION' }] as const,
  ]
  const credited = (minorUnits: string, transferId: string) =>
    [
      `transfer-${transferId}`,
      'TransferCredited',
      {
        amount: sum(minorUnits),
        account: { account: '' },
        entry: entry(leg('in-transit:book:CNY', 'DBIT', minorUnits), leg('bo', 'CRDT', minorUnits)),
      },
      { command: 'CreditTransfer' },
    ] as const
  const begun = [opened, paidIn, kept('60', 't'), gone('60', 't')] as const

  it('finds a loss that is made good twice', () => {
    expect(auditOf(...begun, [given('60', 't')]).rules).toEqual([])
    expect(auditOf(...begun, [given('60', 't')], [given('1', 't')]).rules).toContain('a loss is made good once')
  })

  it('finds money that is sent on although who paid was given it, and not once it was taken back', () => {
    expect(auditOf(...begun, [given('60', 't')], [credited('60', 't')]).rules).toEqual([
      'what was made good is not sent on',
    ])
    expect(auditOf(...begun, [given('60', 't')], takenBack('60', 't'), [credited('60', 't')]).rules).toEqual([])
  })

  it('finds a payer who is paid for what has arrived since it was said to be missing', () => {
    const disputed = [['transfer-t', 'TransferDisputed', { disputeId: 'd', claim: 'NOT_ARRIVED' }] as const]
    const paid = auditOf(...begun, disputed, [credited('60', 't')], [given('60', 't')])
    expect(paid.rules).toEqual(['a loss is made good once'])
  })

  it('has nothing against it where the money waits in suspense, because the account of the payee takes no credit', () => {
    const disputed = [['transfer-t', 'TransferDisputed', { disputeId: 'd', claim: 'NOT_ARRIVED' }] as const]
    const [subject, type, data, more] = credited('60', 't')
    const waiting = [[subject, type, { ...data, postedTo: 'suspense:CNY' }, more] as const]
    expect(auditOf(...begun, disputed, waiting, [given('60', 't')]).rules).toEqual([])
  })
})

describe('the auditor of a ledger that is written step by step', () => {
  const instructed = (pendingFunds?: string) =>
    [
      'transfer-t',
      'TransferInitiated',
      {
        amount: sum('60'),
        funding: [{ account: 'mei', amount: sum('60') }],
        ...(pendingFunds === undefined ? {} : { pendingFunds }),
      },
      { commandid: 'c' },
    ] as const
  const reserved = ['funds-mei', 'FundsReserved', { transferId: 't', amount: sum('60') }, { commandid: 'c' }] as const
  const fundsConfirmed = ['transfer-t', 'TransferFundsConfirmed', {}, { commandid: 'c' }] as const
  const decided = ['command-c', 'CommandDecided', {}, { commandid: 'c' }] as const
  const frozen = ['funds-mei', 'FundsTermsSet', { freeze: 'DEBITS' }] as const

  it('has nothing to say while funds follow transfers, and of what has come to its end', () => {
    const { auditor, rules } = auditOfSteps(opened, paidIn, [instructed('c')], [reserved], [fundsConfirmed], [decided])
    expect(rules).toEqual([])
    expect(auditor.atRest()).toEqual([])
    expect(auditor.custodyAt('t', 3)).toMatchObject({ pending: true, reserved: 0n })
    expect(auditor.custodyAt('t', 5)).toMatchObject({ pending: false, reserved: 60n })
  })

  it('finds a decision that was begun and not brought to its end', () => {
    const { auditor } = auditOfSteps(opened, paidIn, [instructed('c')], [reserved])
    expect(auditor.atRest().map(({ rule }) => rule)).toContain('what was begun is brought to its end')
  })

  it('lets a transfer that was refused before its funds were kept begin anew', () => {
    const refused = ['transfer-t', 'CommandRefused', { commandId: 'c' }, { commandid: 'c' }] as const
    const { auditor, rules } = auditOfSteps(opened, [instructed('c')], [refused], [decided], paidIn)
    expect(rules).toEqual([])
    expect(auditor.atRest()).toEqual([])
  })

  it('finds money that is kept on an account whose funds were told of a freeze', () => {
    expect(auditOfSteps(opened, paidIn, [instructed('c')], [frozen], [reserved]).rules).toEqual([
      'a frozen account pays nothing',
    ])
  })

  it('finds a step behind the decision that it belongs to', () => {
    expect(auditOfSteps(opened, paidIn, [instructed('c')], [decided], [reserved]).rules).toContain(
      'nothing follows a decision',
    )
  })
})

describe('A copy of an auditor', () => {
  it('knows what the auditor knew, and goes on apart from it', () => {
    const { auditor } = auditOf(opened, paidIn)
    const line = (minorUnits: string): string =>
      JSON.stringify({
        id: `e-${minorUnits}`,
        subject: 'transfer-out',
        type: 'TransferConfirmed',
        time: '2026-02-14T09:30:00.000Z',
        sequence: '3',
        revision: '0',
        data: { entry: entry(leg('mei', 'DBIT', minorUnits), leg('nostro:hvps:CNY', 'CRDT', minorUnits)) },
      })
    const copy = auditor.copy()
    const found = copy.take([line('100')])
    expect(copy.holdingAt('mei', 3)?.booked).toBe(0n)
    expect(auditor.holdingAt('mei', 3)?.booked).toBe(100n)
    expect(
      auditor
        .copy()
        .take([line('101')])
        .map(({ rule }) => rule),
    ).toContain('nobody falls below their floor')
    expect(auditor.take([line('100')])).toEqual(found)
  })
})
