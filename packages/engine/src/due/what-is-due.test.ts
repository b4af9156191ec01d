import { evolveTransfer, type Transfer, type TransferEvent } from '@waybill/core'
import { defaultLimits } from '../limits.js'
import { whatIsDue } from './what-is-due.js'

const at = (time: string): string => `2026-02-14T${time}:00.000Z`
const by = { role: 'NETWORK', name: 'HVPS' } as const
const amount = { minorUnits: 40_000n, currency: 'CNY' } as const
const entry = { bookingDate: '2026-02-14', valueDate: '2026-02-14', postings: [] }

const initiated: TransferEvent = {
  _tag: 'TransferInitiated',
  transferId: 't1',
  payer: { account: 'mei' },
  payee: { account: '6222', institution: 'ICBC' },
  amount,
  rail: 'hvps',
  confirmationRequired: true,
  uetr: '5f0c3b8e-7d3a-4a0f-9a41-0c2d3e4f5a6b',
  funding: [{ account: 'mei', amount }],
  fees: [],
  expiresAt: at('10:00'),
  promisedBy: at('12:00'),
}
const confirmed: TransferEvent = { _tag: 'TransferConfirmed', by, entry }
const started: TransferEvent = {
  _tag: 'SubmissionStarted',
  rail: 'hvps',
  railKey: '5f0c3b8e-7d3a-5a0f-9a41-0c2d3e4f5a6b',
  messageDigest: `sha256:${'0'.repeat(64)}`,
  answerDueAt: at('10:00'),
}
const acknowledged: TransferEvent = { _tag: 'TransferSubmitted', reportId: 'm1', by, rail: 'hvps', railReference: 'r' }
const inDoubt: TransferEvent = {
  _tag: 'TransferOutcomeUnknown',
  because: 'NO_ANSWER',
  owner: { role: 'OPERATOR' },
  inquiryDueAt: at('10:05'),
}
const asked: TransferEvent = { _tag: 'StatusInquirySent', inquiryId: 'i1', to: by, answerDueAt: at('14:00') }
const credited: TransferEvent = {
  _tag: 'TransferCredited',
  account: { account: '6222', institution: 'ICBC' },
  amount,
  entry,
}
const recalled: TransferEvent = {
  _tag: 'RecallRequested',
  recallId: 'r1',
  to: by,
  reason: { codeSet: 'x', code: 'CUST' },
  amount,
  answerDueAt: at('15:00'),
}

const after = (...events: ReadonlyArray<TransferEvent>): Transfer => {
  const transfer = events.reduce<Transfer | null>(evolveTransfer, null)
  if (transfer === null) throw new Error('a transfer begins with TransferInitiated')
  return transfer
}

const dueAt = (time: string, ...events: ReadonlyArray<TransferEvent>): ReadonlyArray<string> =>
  whatIsDue(after(...events), at(time), defaultLimits).map(({ _tag }) => _tag)

describe('what time asks for', () => {
  it('expires a reservation at its time, not before', () => {
    expect(dueAt('09:59', initiated)).toEqual([])
    expect(dueAt('10:00', initiated)).toEqual(['Expire'])
  })

  it('never ends a confirmed transfer, however long ago its reservation would have expired', () => {
    expect(dueAt('23:59', initiated, confirmed, started)).not.toContain('Expire')
  })

  it('submits what is confirmed and not submitted', () => {
    expect(dueAt('09:40', initiated, confirmed)).toEqual(['Submit'])
    expect(dueAt('09:40', initiated, confirmed, started)).toEqual([])
  })

  it('submits nothing of which somebody has told that it was executed', () => {
    expect(dueAt('09:40', initiated, confirmed, credited)).toEqual([])
  })

  it('doubts a submission that nobody answered in time', () => {
    expect(dueAt('09:59', initiated, confirmed, started)).toEqual([])
    expect(dueAt('10:00', initiated, confirmed, started)).toEqual(['DeclareOutcomeUnknown'])
  })

  it('gives an acknowledged submission until the promised time', () => {
    expect(dueAt('11:59', initiated, confirmed, started, acknowledged)).toEqual([])
    expect(dueAt('12:00', initiated, confirmed, started, acknowledged)).toEqual(['DeclareOutcomeUnknown'])
  })

  it('asks about a transfer in doubt when its inquiry is due, and again when that was not answered in time', () => {
    expect(dueAt('10:04', initiated, confirmed, started, inDoubt)).toEqual([])
    expect(dueAt('10:05', initiated, confirmed, started, inDoubt)).toEqual(['Inquire'])
    expect(dueAt('13:59', initiated, confirmed, started, inDoubt, asked)).toEqual([])
    expect(dueAt('14:00', initiated, confirmed, started, inDoubt, asked)).toEqual(['Inquire'])
  })

  it('lets a transfer that has arrived rest', () => {
    expect(dueAt('23:59', initiated, confirmed, started, acknowledged, credited)).toEqual([])
  })

  it('declares a recall unanswered at its time', () => {
    expect(dueAt('14:59', initiated, confirmed, started, credited, recalled)).toEqual([])
    expect(dueAt('15:00', initiated, confirmed, started, credited, recalled)).toEqual(['DeclareRecallUnanswered'])
  })
})
