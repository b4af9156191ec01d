import { cny } from '@waybill/core'
import { anAccount, atTime, givenLog, history, storyTime, type Step } from '@waybill/jest'

const screen = { name: 'balance-view', kind: 'OWN_SYSTEM', grade: 'A' } as const
const desk = { name: 'support-desk', kind: 'SUPPORT', grade: 'B' } as const
const hvps = { role: 'NETWORK', name: 'HVPS' } as const

const cameIn: Step = {
  _tag: 'ReportIncomingCredit',
  transferId: 'refund',
  rail: 'hvps',
  payer: { account: '6222000100020003', institution: 'Qinghe Bank' },
  payee: { account: 'mei' },
  amount: cny('500.00'),
  by: hvps,
}

const shownAt = (position: number, head: number, available: bigint): Step => ({
  _tag: 'ViewServed',
  source: screen,
  view: 'BALANCE',
  projection: 'balance',
  projectionSequence: position,
  headSequence: head,
  balance: { currency: 'CNY', available },
  account: 'mei',
})

const claimed = (available?: bigint): Step => ({
  _tag: 'ClaimOpened',
  source: desk,
  claimId: 'c1',
  claim: 'BALANCE_WRONG',
  account: 'mei',
  ...(available === undefined ? {} : { balanceSeen: { currency: 'CNY', available } }),
})

const mei = anAccount('mei', cny('2000.00'))
const before = history(mei).stored.length
const head = history(mei, cameIn).stored.length
const question = { account: 'mei', claim: 'BALANCE_WRONG' } as const

describe('a balance that the customer doubts', () => {
  it('was shown by a view that was behind, and is right in the ledger', () => {
    const log = history(mei, cameIn, atTime('T+00:10'), shownAt(before, head, 200_000n), claimed(200_000n))
    givenLog(log)
      .askedAbout(question)
      .thenCause('I1', 'CONFIRMED')
      .thenCustody({ PAYER_AVAILABLE: cny('2500.00') })
      .thenNext({ action: 'CATCH_UP_VIEW', safety: 'safe' }, 'ANSWER_CUSTOMER')
  })

  it('was shown by a view that was wrong at its own position', () => {
    const log = history(mei, cameIn, atTime('T+00:10'), shownAt(head, head, 300_000n), claimed(300_000n))
    givenLog(log).askedAbout(question).thenCause('I2', 'CONFIRMED').thenSecondary()
  })

  it('was shown by a view that was both: each is told', () => {
    const log = history(mei, cameIn, atTime('T+00:10'), shownAt(before, head, 100_000n), claimed(100_000n))
    givenLog(log).askedAbout(question).thenCause('I2', 'CONFIRMED').thenSecondary('I1')
  })

  it('lets nobody be sure of a view while no anchor vouches for the positions that it states', () => {
    const behind = history(mei, cameIn, atTime('T+00:10'), shownAt(before, head, 200_000n), claimed(200_000n))
    const drifted = history(mei, cameIn, atTime('T+00:10'), shownAt(head, head, 300_000n), claimed(300_000n))
    givenLog({ ...behind, anchor: null })
      .askedAbout(question)
      .thenCause('I1', 'PROBABLE')
    givenLog({ ...drifted, anchor: null })
      .askedAbout(question)
      .thenCause('I2', 'PROBABLE')
  })

  it('is judged by what was shown before it was doubted, not by what the screen shows since', () => {
    const log = history(
      mei,
      cameIn,
      atTime('T+00:10'),
      shownAt(before, head, 200_000n),
      claimed(200_000n),
      atTime('T+00:20'),
      shownAt(head, head, 250_000n),
    )
    givenLog(log).askedAbout(question).thenCause('I1', 'CONFIRMED')
  })

  it('is never taken for right while our own record of what the screen showed is missing', () => {
    givenLog(history(mei, cameIn, atTime('T+00:10'), claimed(200_000n)))
      .askedAbout(question)
      .thenCause('X2', 'PROBABLE')
    givenLog(history(mei, cameIn, atTime('T+00:10'), claimed()))
      .askedAbout(question)
      .thenCause('X2', 'PROBABLE')
  })

  it('is as posted when the customer saw just what the ledger gave', () => {
    givenLog(history(mei, cameIn, atTime('T+00:10'), claimed(250_000n)))
      .askedAbout(question)
      .thenCause('Z1', 'CONFIRMED')
  })

  it('is as posted when nobody doubts it', () => {
    givenLog(history(mei, cameIn)).askedAbout({ account: 'mei' }).thenCause('Z1', 'CONFIRMED')
  })

  it('is owed an answer within a day', () => {
    const log = history(mei, cameIn, atTime('T+00:10'), shownAt(before, head, 200_000n), claimed(200_000n))
    givenLog(log)
      .askedAbout(question)
      .thenNext('CATCH_UP_VIEW', { action: 'ANSWER_CUSTOMER', due: storyTime('T+1d00:10') })
  })
})
