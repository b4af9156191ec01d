import { describe, expect, it } from '@jest/globals'
import {
  customer,
  elsewhere,
  euro,
  hvps,
  iso,
  operator,
  supervisor,
  times,
  yuan,
} from '../../test/canonical-payloads.js'
import { balanceOf, outcomeOf, send, type World } from '../../test/ledger-world.js'
import { after, refusalOf, transferIn, type Sent } from '../../test/one-transfer.js'
import { stateNamed } from '../../test/transfer-states.js'
import { byHand, movedByHand, resolvedByHand, type ByHand } from './by-hand.js'
import { arrived, compensated, keptByBook, madeGood, madeGoodInHand, transferStatus, withPayee } from './state.js'

const ids = { commandId: 'c99', transferId: 't1' }
const told = (reportId: string) => ({ transferId: 't1', reportId, by: hvps, asOf: times.now })

let corrections = 0
const corrected = (from: string, to: string, decimal: string): Sent => [
  'PostCorrection',
  {
    ...ids,
    commandId: `c${(corrections += 1)}`,
    from,
    to,
    amount: [from, to].some((account) => account.endsWith(':EUR')) ? euro(decimal) : yuan(decimal),
    corrects: 'an entry',
    by: operator,
    approvedBy: supervisor,
    reason: 'Found',
  },
]
const returned = (reportId: string, decimal: string, more: object = {}): Sent => [
  'ReportReturned',
  { ...told(reportId), amount: yuan(decimal), reason: iso('AC04'), executionRef: reportId, ...more },
]
const credited = (reportId: string, decimal: string): Sent => [
  'ReportCredited',
  { ...told(reportId), account: elsewhere, executionRef: reportId, amount: yuan(decimal) },
]
const closing = (account: string): Sent => [
  'BeginClosingAccount',
  { commandId: `close-${account}`, account, reason: 'The customer asked' },
]
const disputed: Sent = [
  'DisputeTransfer',
  {
    ...ids,
    commandId: 'c90',
    disputeId: 'd1',
    claim: 'NOT_MINE',
    claimant: customer,
    replyDueAt: times.recallDue,
    amount: yuan('100.00'),
  },
]
const granted = (alreadyMadeGood: string): Sent => [
  'GrantProvisionalCredit',
  { ...ids, commandId: 'c91', disputeId: 'd1', by: operator, alreadyMadeGood: yuan(alreadyMadeGood) },
]

const open = (world: World) =>
  transferIn(world).exceptions.flatMap(({ kind, open: minorUnits }) =>
    minorUnits === 0n ? [] : [`${kind} ${minorUnits}`],
  )

describe('money that a correction gives to who paid', () => {
  it.each(['operator-loss:CNY', 'nostro:hvps:CNY', 'suspense:CNY', 'eve'])(
    'out of %s is not given a second time by a dispute, nor is the payee credited as well',
    (from) => {
      const funded = from === 'eve' ? '5.00' : '100.00'
      const world = after(stateNamed('confirmed (book)'), disputed, corrected(from, 'mei', funded))
      const sum = BigInt(funded.replace('.', ''))
      expect([madeGood(transferIn(world)), compensated(transferIn(world))]).toEqual([sum, sum])
      expect(refusalOf(world, 'CreditTransfer', { ...ids, commandId: 'c92', amount: yuan('100.00') })).toBe(
        'CompensationStands',
      )
      const rest = send(world, ...granted(funded)).answer
      expect(outcomeOf(rest)).toBe(from === 'eve' ? 'ProvisionalCreditGranted' : 'RemedyExceedsLoss')
    },
  )

  it('is never more than the loss', () => {
    const world = after(stateNamed('failed'), corrected('mei', 'operator-loss:CNY', '30.00'))
    expect([madeGood(transferIn(world)), transferIn(world).takenByHand]).toEqual([10_000n, 3_000n])
    expect(refusalOf(world, ...corrected('nostro:hvps:CNY', 'mei', '30.01'))).toBe('RemedyExceedsLoss')
    const undone = after(world, corrected('nostro:hvps:CNY', 'mei', '30.00'))
    expect(transferIn(undone)).toEqual(transferIn(stateNamed('failed')))
  })

  it('out of the operator’s loss goes back there with what comes back later', () => {
    const world = after(
      stateNamed('submitted'),
      corrected('operator-loss:CNY', 'mei', '100.00'),
      returned('Y1', '100.00'),
    )
    expect([balanceOf(world, 'operator-loss:CNY'), madeGood(transferIn(world)), transferIn(world).madeWhole]).toEqual([
      0n,
      10_000n,
      [],
    ])
  })

  it('out of another account leaves what comes back later in suspense, and not to be paid out to the payer', () => {
    const world = after(
      stateNamed('submitted'),
      corrected('nostro:hvps:CNY', 'mei', '100.00'),
      returned('Y1', '100.00'),
    )
    const { waitingInSuspense, givenByHand } = transferIn(world)
    expect([balanceOf(world, 'suspense:CNY'), madeGood(transferIn(world)), waitingInSuspense, givenByHand]).toEqual([
      10_000n,
      10_000n,
      0n,
      0n,
    ])
    expect(refusalOf(world, ...corrected('suspense:CNY', 'mei', '0.01'))).toBe('RemedyExceedsLoss')
    expect(madeGood(transferIn(after(world, corrected('suspense:CNY', 'nostro:hvps:CNY', '100.00'))))).toBe(10_000n)
  })

  it('before anything was confirmed makes nothing good, because nothing is lost', () => {
    const world = after(stateNamed('initiated (book)'), corrected('operator-loss:CNY', 'mei', '7.00'))
    expect(madeGood(transferIn(world))).toBe(0n)
  })
})

describe('money that a correction takes from who paid', () => {
  it('people give back: no dispute pays for it, and until then it is told that they do not have it', () => {
    const world = after(stateNamed('failed'), disputed, corrected('mei', 'nostro:hvps:CNY', '70.00'))
    expect([madeGood(transferIn(world)), transferIn(world).takenByHand]).toEqual([10_000n, 7_000n])
    expect(refusalOf(world, ...granted('100.00'))).toBe('RemedyExceedsLoss')
  })

  it('is made up for before anything that they are given counts as made good', () => {
    const world = after(stateNamed('confirmed (book)'), corrected('mei', 'operator-loss:CNY', '20.00'))
    expect([madeGood(transferIn(world)), transferIn(world).takenByHand]).toEqual([0n, 2_000n])
    const undone = after(world, corrected('operator-loss:CNY', 'mei', '20.00'))
    expect([madeGood(transferIn(undone)), compensated(transferIn(undone))]).toEqual([0n, 0n])
    expect(transferIn(undone)).toEqual(transferIn(stateNamed('confirmed (book)')))
  })

  it('and brings to the payee is with the payee, though it had come back', () => {
    const inBook = after(stateNamed('confirmed (book)'), ['ReportRefused', { ...told('R1'), reason: iso('AC04') }])
    const sentOn = after(inBook, corrected('mei', 'bo', '70.00'))
    expect([arrived(transferIn(sentOn)), madeGood(transferIn(sentOn)), transferStatus(transferIn(sentOn))]).toEqual([
      7_000n,
      3_000n,
      'CREDITED',
    ])
    const reversal = { ...ids, kind: 'MISPOSTING', by: operator, authority: 'Terms' }
    const reversed = after(sentOn, ['ReverseTransfer', { ...reversal, amount: yuan('70.00') }])
    expect([madeGood(transferIn(reversed)), withPayee(transferIn(reversed))]).toEqual([10_000n, 0n])
  })
})

describe('money that came back and waits in suspense', () => {
  const waiting = after(stateNamed('submitted'), disputed, closing('savings'), closing('mei'), returned('Y1', '100.00'))

  it('is the payer’s, and not in hand', () => {
    expect([
      balanceOf(waiting, 'suspense:CNY'),
      madeGood(transferIn(waiting)),
      madeGoodInHand(transferIn(waiting)),
    ]).toEqual([10_000n, 10_000n, 0n])
  })

  it('is the payer’s no longer once it is moved into the book, and the loss can be made good again', () => {
    for (const to of ['operator-loss:CNY', 'nostro:hvps:CNY']) {
      const world = after(waiting, corrected('suspense:CNY', to, '60.00'))
      expect([madeGood(transferIn(world)), madeGoodInHand(transferIn(world))]).toEqual([4_000n, 0n])
      expect(compensated(transferIn(world))).toBe(0n)
      expect(keptByBook(transferIn(world))).toBe(6_000n)
      const restored = after(world, corrected(to, 'suspense:CNY', '60.00'))
      expect(transferIn(restored)).toEqual(transferIn(waiting))
    }
  })

  it('stays the payer’s on any account that is named in place of its own', () => {
    const world = after(waiting, corrected('suspense:CNY', 'eve', '100.00'))
    expect([madeGood(transferIn(world)), madeGoodInHand(transferIn(world))]).toEqual([10_000n, 10_000n])
  })

  it('goes to the payee instead as if it had never come back', () => {
    const inBook = after(stateNamed('confirmed (book)'), closing('savings'), closing('mei'), [
      'ReportRefused',
      { ...told('R1'), reason: iso('AC04') },
    ])
    expect(transferIn(inBook).waitingInSuspense).toBe(10_000n)
    const world = after(inBook, corrected('suspense:CNY', 'bo', '100.00'))
    expect([madeGood(transferIn(world)), arrived(transferIn(world)), transferIn(world).waitingInSuspense]).toEqual([
      0n,
      10_000n,
      0n,
    ])
  })
})

describe('money that a correction takes from the payee and gives to nobody who paid', () => {
  it('is not taken a second time by a reversal, until it is brought back', () => {
    const world = after(stateNamed('credited (book)'), corrected('bo', 'suspense:CNY', '60.00'))
    const reversal = { ...ids, kind: 'MISPOSTING', by: operator, authority: 'Terms' }
    const whole: Sent = ['ReverseTransfer', { ...reversal, amount: yuan('100.00') }]
    expect(refusalOf(world, ...whole)).toBe('ReversalExceedsCredit')
    expect(refusalOf(after(world, corrected('suspense:CNY', 'bo', '60.00')), ...whole)).toBe(
      'TransferReversed, FundsTaken',
    )
  })
})

describe('a payee that is credited after the money had come back', () => {
  it('leaves the payer owing what it had back, and not what others kept of it', () => {
    const fees = [{ kind: 'RETURN', amount: yuan('10.00'), bearer: 'PAYER' }]
    const world = after(stateNamed('submitted'), returned('Y1', '90.00', { fees }), credited('X1', '100.00'))
    expect([balanceOf(world, 'receivable:mei:CNY'), balanceOf(world, 'exception:t1:CNY')]).toEqual([-9_000n, -1_000n])
    expect(open(world)).toEqual(['CREDITED_LATE 9000', 'EXECUTED_BEYOND 1000'])
  })

  it('and what the operator gave counts as much as what came back', () => {
    const world = after(stateNamed('dispute open, provisional credit repaid'), credited('X1', '100.00'))
    expect(open(world)).toEqual(['CREDITED_LATE 10000'])
  })

  it('has it from the payer once the payer settles what it owes, and what is sent back then is the payer’s again', () => {
    const late = stateNamed('late outcome')
    const settled = after(late, [
      'ResolveException',
      {
        ...ids,
        exceptionId: 'x1',
        how: 'ALLOCATED',
        account: 'mei',
        by: operator,
        reason: 'Paid',
      },
    ])
    expect([madeGood(transferIn(settled)), arrived(transferIn(settled)), transferStatus(transferIn(settled))]).toEqual([
      0n,
      10_000n,
      'CREDITED',
    ])
    const back = after(settled, returned('Y1', '100.00'))
    expect([madeGood(transferIn(back)), open(back)]).toEqual([10_000n, []])
  })
})

describe('what was sent back too much and is given to the payer', () => {
  it('makes good what the payer lacks of the amount, and nothing beyond it', () => {
    const fees = [{ kind: 'RETURN', amount: yuan('5.00'), bearer: 'PAYER' }]
    const resolved = (amount: string): Sent => [
      'ResolveException',
      {
        ...ids,
        exceptionId: 'x1',
        how: 'ALLOCATED',
        account: 'mei',
        by: operator,
        reason: 'Hers',
        amount: yuan(amount),
      },
    ]
    const tooMuch = after(stateNamed('submitted'), returned('Y1', '95.00', { fees }), returned('Y2', '8.00'))
    expect([madeGood(transferIn(tooMuch)), open(tooMuch)]).toEqual([9_500n, ['RETURNED_BEYOND 800']])
    expect(madeGood(transferIn(after(tooMuch, resolved('3.00'))))).toBe(9_800n)
    expect(madeGood(transferIn(after(tooMuch, resolved('8.00'))))).toBe(10_000n)
  })
})

describe('a return after the payee was credited twice', () => {
  it('is of what nobody instructed: the payee keeps its money once, and the payer gets none of it', () => {
    const world = after(stateNamed('duplicate detected'), returned('Y1', '100.00'))
    expect([withPayee(transferIn(world)), madeGood(transferIn(world)), open(world)]).toEqual([10_000n, 0n, []])
    expect(balanceOf(world, 'exception:t1:CNY')).toBe(0n)
    const both = after(world, returned('Y2', '100.00'))
    expect([withPayee(transferIn(both)), madeGood(transferIn(both))]).toEqual([0n, 10_000n])
  })

  it('leaves what was kept of it as fees open, for the operator to bear', () => {
    const fees = [{ kind: 'RETURN', amount: yuan('5.00'), bearer: 'PAYER' }]
    const world = after(stateNamed('duplicate detected'), returned('Y1', '95.00', { fees }))
    expect([madeGood(transferIn(world)), transferIn(world).keptOfReturns, open(world)]).toEqual([
      0n,
      0n,
      ['EXECUTED_BEYOND 500'],
    ])
  })
})

type Row = readonly [
  state: string,
  before: ReadonlyArray<readonly [from: string, to: string, decimal: string]>,
  from: string,
  to: string,
  decimal: string,
  moves: Partial<ByHand>,
]

/** What of it is not nothing. */
const something = (moved: ByHand): Partial<ByHand> =>
  Object.fromEntries(Object.entries(moved).filter(([, sum]) => sum !== 0n))

describe('what a correction moves', () => {
  const rows: ReadonlyArray<Row> = [
    ['submitted', [], 'operator-loss:CNY', 'mei', '30.00', { ofLoss: 3000n }],
    ['submitted', [], 'nostro:hvps:CNY', 'mei', '30.00', { given: 3000n }],
    ['submitted', [], 'eve', 'mei', '30.00', { given: 3000n }],
    ['submitted', [], 'mei', 'savings', '30.00', {}],
    ['submitted', [], 'mei', 'operator-loss:CNY', '30.00', { taken: 3000n }],
    [
      'submitted',
      [['mei', 'nostro:hvps:CNY', '20.00']],
      'nostro:hvps:CNY',
      'mei',
      '30.00',
      { given: 1000n, taken: -2000n },
    ],
    [
      'submitted',
      [['mei', 'nostro:hvps:CNY', '20.00']],
      'operator-loss:CNY',
      'mei',
      '30.00',
      { ofLoss: 1000n, taken: -2000n },
    ],
    [
      'submitted',
      [['operator-loss:CNY', 'mei', '20.00']],
      'mei',
      'operator-loss:CNY',
      '30.00',
      { ofLoss: -2000n, taken: 1000n },
    ],
    ['submitted', [['operator-loss:CNY', 'mei', '20.00']], 'mei', 'nostro:hvps:CNY', '30.00', { taken: 3000n }],
    [
      'submitted',
      [['nostro:hvps:CNY', 'mei', '20.00']],
      'mei',
      'nostro:hvps:CNY',
      '30.00',
      { given: -2000n, taken: 1000n },
    ],
    [
      'submitted',
      [['nostro:hvps:CNY', 'mei', '20.00']],
      'mei',
      'operator-loss:CNY',
      '30.00',
      { given: -2000n, taken: 1000n },
    ],
    [
      'submitted',
      [
        ['operator-loss:CNY', 'mei', '10.00'],
        ['nostro:hvps:CNY', 'mei', '20.00'],
      ],
      'mei',
      'operator-loss:CNY',
      '50.00',
      { ofLoss: -1000n, given: -2000n, taken: 2000n },
    ],
    ['submitted', [['nostro:hvps:CNY', 'mei', '20.00']], 'operator-loss:CNY', 'mei', '30.00', { ofLoss: 3000n }],
    [
      'submitted',
      [
        ['operator-loss:CNY', 'mei', '10.00'],
        ['nostro:hvps:CNY', 'mei', '20.00'],
      ],
      'mei',
      'operator-loss:CNY',
      '25.00',
      { ofLoss: -1000n, given: -1500n },
    ],
    ['credited (book)', [], 'bo', 'mei', '70.00', { back: 7000n }],
    [
      'partly credited (book)',
      [['bo', 'mei', '40.00']],
      'mei',
      'bo',
      '70.00',
      { back: -4000n, taken: 3000n, toRecipients: 3000n },
    ],
    ['duplicate in this book', [], 'bo', 'eve', '10.00', {}],
    ['credited to another account (book)', [], 'suspense:CNY', 'bo', '10.00', {}],
    [
      'sent back into suspense',
      [['suspense:CNY', 'eve', '60.00']],
      'nostro:hvps:CNY',
      'mei',
      '80.00',
      { given: 8000n },
    ],
    [
      'sent back into suspense',
      [['suspense:CNY', 'operator-loss:CNY', '60.00']],
      'mei',
      'nostro:hvps:CNY',
      '10.00',
      { taken: 1000n },
    ],
    [
      'credited (book)',
      [
        ['mei', 'bo', '50.00'],
        ['mei', 'eve', '10.00'],
      ],
      'bo',
      'mei',
      '170.00',
      { back: 10000n, given: 1000n, taken: -6000n, toRecipients: -5000n },
    ],
    [
      'credited (book)',
      [
        ['mei', 'bo', '50.00'],
        ['mei', 'eve', '10.00'],
      ],
      'nostro:hvps:CNY',
      'mei',
      '5.00',
      { taken: -500n },
    ],
    ['credited (book)', [], 'bo', 'mei', '120.00', { back: 10000n, given: 2000n }],
    ['partly credited (book)', [], 'bo', 'mei', '70.00', { back: 4000n, given: 3000n }],
    [
      'partly credited (book)',
      [['mei', 'nostro:hvps:CNY', '20.00']],
      'bo',
      'mei',
      '70.00',
      { back: 4000n, given: 1000n, taken: -2000n },
    ],
    [
      'credited (book)',
      [['mei', 'bo', '50.00']],
      'bo',
      'mei',
      '70.00',
      { back: 2000n, taken: -5000n, toRecipients: -5000n },
    ],
    [
      'credited (book)',
      [
        ['mei', 'bo', '50.00'],
        ['mei', 'eve', '10.00'],
      ],
      'nostro:hvps:CNY',
      'mei',
      '30.00',
      { taken: -3000n, toRecipients: -2000n },
    ],
    ['credited (book)', [], 'mei', 'bo', '50.00', { taken: 5000n, toRecipients: 5000n }],
    ['reversed', [], 'mei', 'bo', '70.00', { back: -7000n }],
    ['reversed', [], 'mei', 'bo', '120.00', { back: -10000n, taken: 2000n, toRecipients: 2000n }],
    ['partly reversed', [], 'mei', 'bo', '70.00', { back: -4000n, taken: 3000n, toRecipients: 3000n }],
    ['credited (book)', [], 'bo', 'nostro:hvps:CNY', '60.00', { movedAway: 6000n }],
    ['credited (book)', [['bo', 'nostro:hvps:CNY', '60.00']], 'bo', 'eve', '60.00', { movedAway: 4000n }],
    ['credited (book)', [['bo', 'nostro:hvps:CNY', '60.00']], 'nostro:hvps:CNY', 'bo', '70.00', { movedAway: -6000n }],
    ['credited to another account (book)', [], 'eve', 'bo', '120.00', { brought: 10000n, elsewhere: -10000n }],
    ['credited to another account (book)', [], 'eve', 'bo', '40.00', { brought: 4000n, elsewhere: -4000n }],
    [
      'credited to another account (book)',
      [],
      'eve',
      'mei',
      '120.00',
      { back: 10000n, given: 2000n, elsewhere: -10000n },
    ],
    [
      'credited to another account (book)',
      [['eve', 'mei', '100.00']],
      'mei',
      'eve',
      '70.00',
      { back: -7000n, elsewhere: 7000n },
    ],
    ['credited to another account (book)', [], 'bo', 'eve', '10.00', {}],
    ['credited into suspense', [], 'suspense:CNY', 'bo', '40.00', { brought: 4000n, elsewhere: -4000n }],
    ['credited into suspense', [], 'suspense:CNY', 'mei', '40.00', { back: 4000n, elsewhere: -4000n }],
    ['credited into suspense', [], 'bo', 'suspense:CNY', '40.00', {}],
    ['sent back into suspense', [], 'suspense:CNY', 'mei', '40.00', { waiting: -4000n }],
    ['sent back into suspense', [], 'suspense:CNY', 'mei', '120.00', { given: 2000n, waiting: -10000n }],
    ['sent back into suspense', [], 'suspense:CNY', 'eve', '120.00', { waiting: -10000n, inPlace: 10000n }],
    [
      'sent back into suspense',
      [],
      'suspense:CNY',
      'operator-loss:CNY',
      '120.00',
      { given: -10000n, waiting: -10000n, intoBook: 10000n },
    ],
    ['sent back into suspense', [], 'suspense:EUR', 'operator-loss:EUR', '20.00', {}],
    ['sent back into suspense', [], 'nostro:hvps:CNY', 'operator-loss:CNY', '20.00', {}],
    [
      'sent back into suspense',
      [['suspense:CNY', 'operator-loss:CNY', '60.00']],
      'operator-loss:CNY',
      'suspense:CNY',
      '80.00',
      { given: 6000n, waiting: 6000n, intoBook: -6000n },
    ],
    [
      'sent back into suspense',
      [['suspense:CNY', 'operator-loss:CNY', '60.00']],
      'operator-loss:CNY',
      'mei',
      '80.00',
      { ofLoss: 2000n, given: 6000n, intoBook: -6000n },
    ],
    ['sent back into suspense', [['suspense:CNY', 'operator-loss:CNY', '60.00']], 'eve', 'suspense:CNY', '80.00', {}],
    [
      'sent back into suspense',
      [['suspense:CNY', 'operator-loss:CNY', '60.00']],
      'eve',
      'mei',
      '80.00',
      { given: 8000n },
    ],
    [
      'sent back into suspense',
      [['suspense:CNY', 'eve', '60.00']],
      'eve',
      'suspense:CNY',
      '80.00',
      { waiting: 6000n, inPlace: -6000n },
    ],
    [
      'sent back into suspense',
      [['suspense:CNY', 'eve', '60.00']],
      'eve',
      'mei',
      '80.00',
      { given: 2000n, inPlace: -6000n },
    ],
    ['sent back into suspense', [['suspense:CNY', 'eve', '60.00']], 'nostro:hvps:CNY', 'suspense:CNY', '80.00', {}],
    ['initiated (book)', [], 'operator-loss:CNY', 'mei', '40.00', {}],
    [
      'exchanged into suspense',
      [],
      'suspense:EUR',
      'paul',
      '12.75',
      { brought: 10000n, elsewhere: -10000n, boughtElsewhere: -1275n },
    ],
    [
      'exchanged into suspense',
      [],
      'suspense:EUR',
      'paul',
      '5.00',
      { brought: 3921n, elsewhere: -3921n, boughtElsewhere: -500n },
    ],
    [
      'exchanged into suspense',
      [],
      'suspense:EUR',
      'paul',
      '20.00',
      { brought: 10000n, elsewhere: -10000n, boughtElsewhere: -1275n },
    ],
    ['exchanged into suspense', [], 'nostro:book:EUR', 'paul', '5.00', {}],
    ['exchanged', [], 'paul', 'suspense:EUR', '5.00', { boughtMovedAway: 500n }],
    ['exchanged', [['paul', 'suspense:EUR', '5.00']], 'paul', 'suspense:EUR', '9.00', { boughtMovedAway: 775n }],
    ['exchanged', [['paul', 'suspense:EUR', '5.00']], 'suspense:EUR', 'paul', '9.00', { boughtMovedAway: -500n }],
    ['exchanged', [], 'operator-loss:CNY', 'mei', '5.00', { ofLoss: 500n }],
    ['exchanged back', [], 'mei', 'nostro:hvps:CNY', '5.00', { taken: 500n }],
    ['exchanged', [], 'suspense:EUR', 'nostro:hvps:EUR', '5.00', {}],
  ]

  it.each(rows)('in «%s» after %j, from %s to %s, %s', (state, before, from, to, decimal, moves) => {
    const world = before.reduce((so, [one, other, sum]) => after(so, corrected(one, other, sum)), stateNamed(state))
    const amount = {
      minorUnits: BigInt(decimal.replace('.', '')),
      currency: from.endsWith(':EUR') || from === 'paul' ? 'EUR' : 'CNY',
    } as const
    expect(something(byHand(transferIn(world), { from, to, amount }))).toEqual(moves)
  })
})

describe('what the resolution of an exception moves', () => {
  it.each([
    ['late outcome', 'mei', { back: -7_000n }],
    ['late outcome', 'bo', {}],
    ['late outcome', undefined, {}],
    ['late outcome in this book', 'mei', { back: -7_000n }],
    ['late outcome after cancellation', 'mei', {}],
    ['duplicate detected', 'mei', { taken: 7_000n, toRecipients: 7_000n }],
    ['duplicate in this book', 'mei', { taken: 7_000n, toRecipients: 7_000n }],
    ['sent back twice', 'mei', { beyondLoss: 7_000n }],
    ['contradicted', 'mei', {}],
    ['exchanged twice', 'mei', {}],
  ] as const)('in «%s» with %s', (state, account, moves) => {
    const transfer = transferIn(stateNamed(state))
    expect(something(resolvedByHand(transfer, transfer.exceptions[0], account, 7_000n))).toEqual(moves)
    expect(something(resolvedByHand(transfer, undefined, account, 7_000n))).toEqual({})
  })

  it('that the payer pays though another account than the payee was credited late leaves the money there', () => {
    const failed = after(stateNamed('confirmed (book)'), ['ReportRefused', { ...told('R1'), reason: iso('AC04') }])
    const late = after(failed, [
      'ReportCredited',
      { ...told('X1'), account: 'eve', executionRef: 'X1', amount: yuan('100.00') },
    ])
    const transfer = transferIn(late)
    expect(something(resolvedByHand(transfer, transfer.exceptions[0], 'mei', 7_000n))).toEqual({
      back: -7_000n,
      elsewhere: 7_000n,
    })
  })

  it('that brings the payer what was sent back too much makes up first for what people took', () => {
    const world = after(stateNamed('sent back twice'), corrected('mei', 'nostro:hvps:CNY', '20.00'))
    const transfer = transferIn(world)
    expect(something(resolvedByHand(transfer, transfer.exceptions[0], 'mei', 7_000n))).toEqual({
      taken: -2_000n,
      beyondLoss: 5_000n,
    })
  })
})

describe('what was refused in this book while the account of the payer takes nothing', () => {
  const waits = after(stateNamed('confirmed (book)'), closing('mei'), [
    'ReportRefused',
    { ...told('R1'), reason: iso('AC04') },
  ])
  const amountOf = (minorUnits: bigint) => ({ minorUnits, currency: 'CNY' }) as const

  it('goes to the payee in advance of what waits, or out of it', () => {
    expect(something(byHand(transferIn(waits), { from: 'mei', to: 'bo', amount: amountOf(9_000n) }))).toEqual({
      back: -9_000n,
      taken: 9_000n,
      waiting: -9_000n,
    })
    expect(something(byHand(transferIn(waits), { from: 'suspense:CNY', to: 'bo', amount: amountOf(2_000n) }))).toEqual({
      back: -2_000n,
      waiting: -2_000n,
    })
  })

  it('does not go to the payee out of another account of the book', () => {
    expect(
      something(byHand(transferIn(waits), { from: 'nostro:hvps:CNY', to: 'bo', amount: amountOf(2_000n) })),
    ).toEqual({})
  })
})

describe('a second execution that the payer pays for after the first came back', () => {
  const creditedOn = (account: unknown): Sent => [
    'ReportCredited',
    { ...told('X9'), account, executionRef: 'X9', amount: yuan('90.00') },
  ]
  const paid = (world: World): Partial<ByHand> => {
    const transfer = transferIn(world)
    return something(resolvedByHand(transfer, transfer.exceptions[0], 'mei', 7_000n))
  }

  it('is with whoever got it', () => {
    expect(paid(after(stateNamed('reversed'), creditedOn('bo')))).toEqual({ back: -7_000n })
    expect(paid(after(stateNamed('reversed'), creditedOn('eve')))).toEqual({ back: -7_000n, elsewhere: 7_000n })
    expect(paid(after(stateNamed('returned after credit'), creditedOn(elsewhere)))).toEqual({ back: -7_000n })
  })

  it('and one that is booked in suspense is not with the payee', () => {
    const refused = after(stateNamed('confirmed (book)'), ['ReportRefused', { ...told('R1'), reason: iso('AC04') }])
    expect(paid(after(refused, closing('bo'), creditedOn('bo')))).toEqual({ back: -7_000n, elsewhere: 7_000n })
  })
})

describe('what is lost for fees', () => {
  const fees = [{ kind: 'RETURN', amount: yuan('5.00'), bearer: 'PAYER' }]

  it('is not brought to the payee by who settles a late credit', () => {
    const late = after(stateNamed('submitted'), returned('Y1', '95.00', { fees }), credited('X1', '100.00'))
    const transfer = transferIn(late)
    expect(something(resolvedByHand(transfer, transfer.exceptions[0], 'mei', 10_000n))).toEqual({
      back: -9_500n,
      taken: 500n,
      toRecipients: 500n,
    })
  })

  it('is made good by what was sent back too much, after what people took', () => {
    const tooMuch = after(stateNamed('submitted'), returned('Y1', '95.00', { fees }), returned('Y2', '8.00'))
    const transfer = transferIn(after(tooMuch, corrected('mei', 'nostro:hvps:CNY', '2.00')))
    expect(something(resolvedByHand(transfer, transfer.exceptions[0], 'mei', 800n))).toEqual({
      taken: -200n,
      given: 500n,
      beyondLoss: 100n,
    })
  })
})

it('what the operator gave by hand and got back leaves no trace in the sums', () => {
  const given = after(stateNamed('submitted'), corrected('operator-loss:CNY', 'mei', '30.00'))
  expect(transferIn(given).madeWhole).toEqual([{ disputeId: null, outOf: 'LOSS', open: 3_000n }])
  expect(transferIn(after(given, corrected('mei', 'operator-loss:CNY', '30.00')))).toEqual(
    transferIn(stateNamed('submitted')),
  )
})

describe('the sums of an exchanged transfer', () => {
  it('follow what a correction brings to the payee in the payee’s currency', () => {
    const transfer = transferIn(stateNamed('exchanged into suspense'))
    const amount = { minorUnits: 500n, currency: 'EUR' } as const
    const moved = movedByHand(transfer, byHand(transfer, { from: 'suspense:EUR', to: 'paul', amount }))
    expect([moved.creditedElsewhere, moved.exchanged]).toEqual([
      6_079n,
      { bought: 1_275n, boughtElsewhere: 775n, boughtMovedAway: 0n, accountedFor: 1_275n },
    ])
  })
})
