import { describe, expect, it } from '@jest/globals'
import { cny } from '@waybill/core'
import { failureOf } from '../../test/failure-of.js'
import { anAccount, atTime, happenedAt, refused, type Step } from '../specification/step.js'
import { storyTime } from '../story/story-time.js'
import { givenLog } from './given-log.js'
import { history } from './history.js'
import { viewOf } from './view-of.js'

const elsewhere = { account: '6222 0001', institution: 'Bank of Elsewhere' } as const
const hvps = { role: 'NETWORK', name: 'HVPS' } as const
const operator = { role: 'OPERATOR', name: 'Back office' } as const

/** Mei sends CNY 1,000.00 over a rail, and the rail's answer is lost. */
const lostAnswer: ReadonlyArray<Step> = [
  anAccount('mei', cny('1000.00')),
  { _tag: 'InitiateTransfer', payer: 'mei', payee: elsewhere, amount: cny('1000.00'), rail: 'hvps' },
  { _tag: 'ConfirmTransfer', by: { role: 'CUSTOMER' } },
  { _tag: 'StartSubmission', answerDueAt: storyTime('T+00:15') },
  atTime('T+00:15'),
  { _tag: 'DeclareOutcomeUnknown', because: 'NO_ANSWER', owner: operator, inquiryDueAt: storyTime('T+00:30') },
]

/** The next day it turns out to have been credited long ago. */
const foundLater: ReadonlyArray<Step> = [
  ...lostAnswer,
  atTime('T+1d00:00'),
  happenedAt('T+00:10', {
    _tag: 'ReportCredited',
    account: elsewhere,
    amount: cny('1000.00'),
    by: hvps,
    asOf: storyTime('T+00:10'),
    executionRef: 'X1',
  }),
]

const log = history(...lostAnswer)

describe('a specification of an explanation', () => {
  it('claims the cause, where the money is and what comes next', () => {
    givenLog(log)
      .askedAbout({ transfer: 't1', claim: 'NOT_ARRIVED' })
      .thenCause('B4')
      .thenCause('B4', 'CONFIRMED')
      .thenSecondary()
      .thenCustody({ IN_TRANSIT: cny('1000.00') })
      .thenCustody({ IN_TRANSIT: [cny('400.00'), cny('600.00')], UNACCOUNTED: cny('0') })
      .thenExcess({})
      .thenNext({ action: 'INQUIRE', safety: 'safe', due: storyTime('T+00:30') }, 'SUBMIT_AGAIN')
      .thenFinding({ subject: { id: 't1' }, asOf: { anchored: true, knownBy: storyTime('T+00:15') } })
  })

  it('claims what could be known at an earlier time', () => {
    const found = history(...foundLater)
    givenLog(found).askedAbout({ transfer: 't1', knownBy: 'T+23:00' }).thenCause('B4')
    expect(givenLog(found).askedAbout({ transfer: 't1', claim: 'NOT_ARRIVED' }).finding?.cause.leaf).not.toBe('B4')
  })

  it('claims that the log knows nothing of a subject', () => {
    givenLog(log).askedAbout({ transfer: 't2' }).thenUnknown()
    expect(givenLog(log).askedAbout({ account: 'eve' }).finding).toBeNull()
  })

  it('asks about accounts, customers and cases as well', () => {
    givenLog(log)
      .askedAbout({ account: 'mei' })
      .thenFinding({ subject: { kind: 'account', id: 'mei' } })
    const customer = history(anAccount('mei', cny('10.00'), { customer: 'c1' }), {
      _tag: 'ClaimOpened',
      source: { name: 'support-desk', kind: 'SUPPORT', grade: 'C' },
      claimId: 'k1',
      claim: 'BALANCE_WRONG',
      customer: 'c1',
      account: 'mei',
    })
    givenLog(customer)
      .askedAbout({ case: 'k1' })
      .thenFinding({ claim: { kind: 'BALANCE_WRONG' } })
    givenLog(customer)
      .askedAbout({ customer: 'c1' })
      .thenFinding({ claim: { kind: 'BALANCE_WRONG' } })
  })

  it('keeps refusals, so that a refused transfer can be explained', () => {
    const tooMuch: Step = { _tag: 'InitiateTransfer', payer: 'mei', payee: 'bo', amount: cny('1000.01') }
    givenLog(history(anAccount('mei', cny('1000.00')), anAccount('bo', cny('0')), refused(tooMuch)))
      .askedAbout({ transfer: 't1' })
      .thenCause('C1')
  })

  it('takes the view of an engine as well as a history', () => {
    givenLog(viewOf(log)).askedAbout({ transfer: 't1' }).thenCause('B4', 'CONFIRMED')
  })

  it('is of a log whose chain and anchor are verified: a cut-off tail is damage, and without an anchor nobody knows', () => {
    const cut = { ...log, stored: log.stored.slice(0, -1) }
    givenLog(cut).askedAbout({ transfer: 't1' }).thenCause('X1', 'CONFIRMED')
    expect(givenLog({ ...cut, anchor: null }).askedAbout({ transfer: 't1' }).finding?.cause.confidence).not.toBe(
      'CONFIRMED',
    )
  })
})

describe('a specification of an explanation that does not hold', () => {
  const asked = () => givenLog(log).askedAbout({ transfer: 't1', claim: 'NOT_ARRIVED', knownBy: 'T+00:20' })

  it('tells the history in short, and the question', () => {
    expect(failureOf(() => asked().thenCause('Z1'))).toContain(`
  Given     mei has CNY 1,000.00
            T+00:00  InitiateTransfer t1: mei pays …0001 at Bank of Elsewhere CNY 1,000.00, rail hvps
            T+00:00  ConfirmTransfer t1: by CUSTOMER
            T+00:00  StartSubmission t1: answer due at T+00:15
            T+00:15  DeclareOutcomeUnknown t1: because NO_ANSWER, owner OPERATOR Back office, inquiry due at T+00:30
  Asked     about transfer t1, claim NOT_ARRIVED, known by T+00:20
`)
  })

  it('tells what is wrong with a damaged log', () => {
    const cut = { ...log, stored: log.stored.slice(0, -1) }
    expect(failureOf(() => givenLog(cut).askedAbout({ transfer: 't1' }).thenCause('B4'))).toMatch(/ {12}damaged: /)
  })

  it('tells the events of an engine’s view', () => {
    const failure = failureOf(() => givenLog(viewOf(log)).askedAbout({ transfer: 't1' }).thenCause('Z1'))
    expect(failure).toContain(
      'T+00:00  TransferInitiated t1: mei pays …0001 at Bank of Elsewhere CNY 1,000.00 over hvps',
    )
  })

  it('names the subjects that the log does know', () => {
    expect(failureOf(() => givenLog(log).askedAbout({ transfer: 't2' }).thenCause('B4'))).toContain(
      'nothing is known of transfer t2; it knows t1',
    )
  })
})

describe('a history', () => {
  it('is the same in every run, to the last byte', () => {
    expect(history(...foundLater)).toEqual(history(...foundLater))
  })

  it('cannot hold what the rules refuse', () => {
    expect(failureOf(() => history(...lostAnswer, { _tag: 'ConfirmTransfer', by: { role: 'CUSTOMER' } }))).toContain(
      'What is given cannot be: step 7 cannot be taken.',
    )
  })
})
