import { hvps, iso, times } from '../../../test/canonical-payloads.js'
import { stateNamed } from '../../../test/transfer-states.js'
import type { Inquiry, Recall, Transfer } from '../state.js'
import { recordInquiryAnswer, recordRecallAnswer } from './answer.js'

const confirmed = stateNamed('confirmed (book)').transfers.get('t1')
if (confirmed === undefined || confirmed === null) throw new Error('There is no transfer')

const message = { reportId: 'm1', by: hvps, asOf: times.now }
const told = { transferId: 't1', ...message }
const yuan = (minorUnits: bigint) => ({ minorUnits, currency: 'CNY' }) as const

const inquiry = (inquiryId: string): Inquiry => ({ inquiryId, answerDueAt: times.recallDue, answered: false })
const recall = (recallId: string, answer: Recall['answer']): Recall => ({
  recallId,
  phase: answer ?? 'REQUESTED',
  answer,
  answerDueAt: times.recallDue,
  minorUnits: 100n,
  cameBack: 0n,
  cameBackBeyond: 0n,
  cameBackThere: 0n,
  reason: iso('DUPL'),
})
const transfer: Transfer = {
  ...confirmed,
  inquiries: [inquiry('q1'), inquiry('q2')],
  recalls: [recall('r1', 'REFUSED'), recall('r2', null), recall('r3', 'ACCEPTED')],
}

const eventsOf = ({ writes }: ReturnType<typeof recordInquiryAnswer>): ReadonlyArray<object> =>
  writes.map(({ event }) => event)

describe('the answer to an inquiry', () => {
  const report = { _tag: 'ReportInquiryAnswer', ...told, inquiryId: 'q2', status: iso('PDNG') } as const
  const answered = { _tag: 'StatusInquiryAnswered', ...message, inquiryId: 'q2', answer: 'STATUS', status: iso('PDNG') }

  it('is a status that is not the last word, with its reason where one is told', () => {
    expect(eventsOf(recordInquiryAnswer(report, transfer))).toStrictEqual([{ ...answered, final: false }])
    expect(eventsOf(recordInquiryAnswer({ ...report, reason: iso('AC04') }, transfer))).toStrictEqual([
      { ...answered, final: false, reason: iso('AC04') },
    ])
  })

  it('contradicts a transfer of which only other things were asked', () => {
    expect(eventsOf(recordInquiryAnswer({ ...report, inquiryId: 'q3' }, transfer))).toStrictEqual([
      {
        _tag: 'MismatchObserved',
        ...message,
        outcome: 'STATUS',
        field: 'inquiryId',
        expected: 'an inquiry of this transfer',
        found: 'q3',
        inquiryId: 'q3',
        status: iso('PDNG'),
      },
    ])
  })
})

describe('the answer to a recall', () => {
  const accepted = { _tag: 'ReportRecallAccepted', ...told, recallId: 'r2' } as const
  const refused = { _tag: 'ReportRecallRefused', ...told, recallId: 'r2', reason: iso('LEGL') } as const

  it('is kept for the recall that it names, with what else is told and nothing besides', () => {
    const fact = { ...message, recallId: 'r2' }
    expect(eventsOf(recordRecallAnswer(accepted, transfer))).toStrictEqual([{ _tag: 'RecallAccepted', ...fact }])
    const more = { status: iso('PDNG'), amount: yuan(100n) }
    expect(eventsOf(recordRecallAnswer({ ...accepted, ...more }, transfer))).toStrictEqual([
      { _tag: 'RecallAccepted', ...fact, ...more },
    ])
    expect(eventsOf(recordRecallAnswer(refused, transfer))).toStrictEqual([
      { _tag: 'RecallRefused', ...fact, reason: iso('LEGL') },
    ])
    expect(eventsOf(recordRecallAnswer({ ...refused, text: 'The court says no' }, transfer))).toStrictEqual([
      { _tag: 'RecallRefused', ...fact, reason: iso('LEGL'), text: 'The court says no' },
    ])
  })

  it.each([
    ['r3', 'phase', 'a recall that waits for an answer', 'ACCEPTED'],
    ['r1', 'phase', 'a recall that waits for an answer', 'REFUSED'],
    ['r4', 'recallId', 'a recall of this transfer', 'r4'],
  ])('contradicts the transfer where %s is named: its %s should be %s', (recallId, field, expected, found) => {
    for (const report of [accepted, refused])
      expect(eventsOf(recordRecallAnswer({ ...report, recallId }, transfer))).toMatchObject([
        { _tag: 'MismatchObserved', ...message, outcome: 'RECALL_ANSWER', field, expected, found, recallId },
      ])
  })
})
