import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { customer, hvps, iso, operator, reviewer, supervisor, times } from '../../test/canonical-payloads.js'
import { breachesOf } from '../../test/invariants.js'
import { outcomeOf, send, type World } from '../../test/ledger-world.js'
import { transferIn, type Sent } from '../../test/one-transfer.js'
import { stateNamed } from '../../test/transfer-states.js'
import { isMoneyEvent } from './postings.js'
import { arrived, inTransit, keptByBook, madeGood, madeGoodInHand, withPayee, type Transfer } from './state.js'

const states = [
  'confirmed (book)',
  'submitted',
  'partly credited (book)',
  'partly credited (rail)',
  'credited (book)',
  'credited (rail)',
  'credited to another account (book)',
  'credited into suspense',
  'failed',
  'reversed',
  'returned after credit, less fees',
  'duplicate detected',
  'duplicate in this book',
  'late outcome',
  'late outcome in this book',
  'sent back into suspense',
  'sent back twice',
]
const accounts = ['mei', 'savings', 'bo', 'eve', 'suspense:CNY', 'operator-loss:CNY', 'nostro:hvps:CNY']
const customers = ['mei', 'savings', 'bo', 'eve']
const yuan = (minorUnits: bigint) => ({ minorUnits: minorUnits.toString(), currency: 'CNY' })

/** What entries of the transfer brought to these accounts, less what they took. */
const netOn = (world: World, of: ReadonlyArray<string>): bigint =>
  world.log
    .flatMap(({ stream, event }) => (stream === 'transfer-t1' && isMoneyEvent(event) ? event.entry.postings : []))
    .filter(({ account }) => of.includes(account))
    .reduce(
      (sum, { creditDebit, amount }) => (creditDebit === 'CRDT' ? sum + amount.minorUnits : sum - amount.minorUnits),
      0n,
    )

type Act = {
  readonly does: string
  readonly from: string
  readonly to: string
  readonly sum: bigint
  readonly which: number
}

const corrected = (commandId: string, { from, to, sum }: Act): Sent => [
  'PostCorrection',
  {
    commandId,
    transferId: 't1',
    from,
    to,
    amount: yuan(sum),
    corrects: 'an entry',
    by: operator,
    approvedBy: supervisor,
    reason: 'Found',
  },
]

const asked = (act: Act, step: number, world: World): Sent => {
  const transfer = transferIn(world)
  const ids = { commandId: `act-${step}`, transferId: 't1' }
  const told = { transferId: 't1', reportId: `told-${step}`, by: hvps, asOf: times.now }
  const alreadyMadeGood = yuan(madeGood(transfer))
  const dispute = { ...ids, disputeId: `d${transfer.disputes.length}`, by: operator }
  const open = transfer.exceptions.filter(({ resolved }) => !resolved)
  const { exceptionId } = open[act.which % Math.max(open.length, 1)] ?? { exceptionId: 'x9' }
  const report = { ...told, amount: yuan(act.sum), executionRef: `E${step}` }
  switch (act.does) {
    case 'credit':
      return ['ReportCredited', { ...report, account: act.which === 0 ? 'eve' : transfer.instruction.payee }]
    case 'send back':
      return ['ReportReturned', { ...report, reason: iso('AC04') }]
    case 'send back less fees':
      return [
        'ReportReturned',
        { ...report, reason: iso('AC04'), fees: [{ kind: 'RETURN', amount: yuan(500n), bearer: 'PAYER' }] },
      ]
    case 'refuse':
      return ['ReportRefused', { ...told, reason: iso('AC04') }]
    case 'dispute': {
      const claim = act.which === 0 ? 'NOT_ARRIVED' : 'NOT_MINE'
      const disputeId = `d${transfer.disputes.length + 1}`
      return ['DisputeTransfer', { ...ids, disputeId, claim, claimant: customer, replyDueAt: times.recallDue }]
    }
    case 'grant':
      return ['GrantProvisionalCredit', { ...dispute, alreadyMadeGood }]
    case 'decide':
      return ['ResolveDispute', { ...dispute, by: reviewer, outcome: 'REFUND', reason: 'Seen' }]
    case 'pay':
      return ['PayRestitution', { ...dispute, alreadyMadeGood }]
    case 'rescind':
      return ['RescindProvisionalCredit', { ...dispute, reason: 'Seen' }]
    case 'resolve':
      return [
        'ResolveException',
        { ...ids, exceptionId, how: 'ALLOCATED', account: customers[act.which], by: operator, reason: 'Seen' },
      ]
    case 'reverse':
      return [
        'ReverseTransfer',
        { ...ids, kind: 'MISPOSTING', by: operator, authority: 'Terms', amount: yuan(act.sum) },
      ]
    case 'close':
      return ['BeginClosingAccount', { commandId: `act-${step}`, account: customers[act.which], reason: 'Asked for' }]
    default:
      return corrected(`act-${step}`, act)
  }
}

const acts: fc.Arbitrary<Act> = fc.record({
  does: fc.oneof(
    { weight: 2, arbitrary: fc.constant('correct') },
    {
      weight: 3,
      arbitrary: fc.constantFrom(
        'credit',
        'send back',
        'send back less fees',
        'refuse',
        'dispute',
        'grant',
        'decide',
        'pay',
        'rescind',
        'resolve',
        'reverse',
        'close',
      ),
    },
  ),
  from: fc.constantFrom(...accounts),
  to: fc.constantFrom(...accounts),
  sum: fc.constantFrom(10_000n, 6_000n, 4_000n, 3_000n, 1_000n),
  which: fc.nat({ max: 3 }),
})

/** What is wrong with the sums of the transfer; empty when they are what the entries say. */
const complaintsOf = (world: World): ReadonlyArray<string> => {
  const transfer = transferIn(world)
  const { funding } = transfer.instruction
  const paid = transfer.confirmed === 0n ? 0n : funding.reduce((sum, { amount }) => sum + amount.minorUnits, 0n)
  const net =
    netOn(
      world,
      funding.map(({ account }) => account),
    ) + paid
  const { givenBeyondLoss, givenInPlace, takenByHand } = transfer
  const said = madeGoodInHand(transfer) - givenInPlace - takenByHand + givenBeyondLoss
  const sums = {
    withPayee: withPayee(transfer),
    arrived: arrived(transfer),
    inTransit: inTransit(transfer),
    madeGood: madeGood(transfer),
    inHand: madeGoodInHand(transfer),
    keptByBook: keptByBook(transfer),
    givenBeyondLoss,
    givenInPlace,
    takenByHand,
    ofOthers: takenByHand - transfer.takenToRecipients,
    takenToRecipients: transfer.takenToRecipients,
  }
  return [
    ...breachesOf(world),
    ...(net === said ? [] : [`the sources have ${net} again, and the sums say ${said}`]),
    ...Object.entries(sums).flatMap(([name, sum]) => (sum < 0n ? [`${name} is ${sum}`] : [])),
  ]
}

const lived = (
  state: string,
  taken: ReadonlyArray<Act>,
  each: (world: World, before: World, act: Act) => void,
): void => {
  taken.reduce((before, act, step) => {
    const { answer, world } = send(before, ...asked(act, step, before))
    if (answer._tag !== 'Recorded') return before
    each(world, before, act)
    return world
  }, stateNamed(state))
}

describe('whatever people and rails do to a transfer', () => {
  it('its sums say to the last unit what who paid has again, and none is below nothing', () => {
    fc.assert(
      fc.property(fc.constantFrom(...states), fc.array(acts, { minLength: 1, maxLength: 6 }), (state, taken) => {
        lived(state, taken, (world) => expect(complaintsOf(world)).toEqual([]))
      }),
      { numRuns: 800 },
    )
  })

  it('a correction is undone by the opposite one, which is refused only where an account cannot take part', () => {
    const reckoned = (transfer: Transfer): ReadonlyArray<bigint> => [
      madeGood(transfer) - transfer.takenByHand + transfer.givenBeyondLoss,
      withPayee(transfer),
    ]
    // While the payer has something in its place, nothing is brought to a recipient: that is to be undone first.
    const cannot = ['AccountNotOpen', 'InsufficientAvailableBalance', 'CompensationStands']
    fc.assert(
      fc.property(fc.constantFrom(...states), fc.array(acts, { minLength: 1, maxLength: 5 }), (state, taken) => {
        lived(state, taken, (world, before, act) => {
          // What waits in suspense and what else stands there are one balance: what is taken out or put back may be either.
          if (act.does !== 'correct' || [act.from, act.to].includes('suspense:CNY')) return
          // Where people had taken something before, what is given makes up for that first, and its opposite is no undoing.
          if (transferIn(before).takenByHand > 0n) return
          const { answer, world: undone } = send(world, ...corrected('undo', { ...act, from: act.to, to: act.from }))
          if (answer._tag === 'Recorded') expect(reckoned(transferIn(undone))).toEqual(reckoned(transferIn(before)))
          else expect(cannot).toContain(outcomeOf(answer))
        })
      }),
      { numRuns: 800 },
    )
  })
})
