import type { PartyRole, SourceKind } from '@waybill/core'
import type { Speaker, Stage } from './document.js'
import { laneOf, stageOf } from './stage.js'

/** Which step an event belongs to, by its name: each name is told by exactly one line. */
const told: ReadonlyArray<readonly [RegExp, Stage]> = [
  [/^Intent/, 'INTENT'],
  [/^Payee/, 'CHECK'],
  [/^Confirmation/, 'CONFIRMATION'],
  [/^(?:Request|Command)/, 'REQUEST'],
  [/^Transfer(?:Initiated|Confirmed|Rejected|Cancelled|Expired)$/, 'RECORD'],
  [/^TransferFundsConfirmed$|^Funds(?!TermsSet)/, 'RESERVATION'],
  [/^Transfer(?:Held|Released)$/, 'REVIEW'],
  [/^SubmissionStarted$|^TransferSubmitted$/, 'SUBMISSION'],
  [/^TransferStatus|^TransferOutcomeUnknown$|^StatusInquiry|^StatementReceived$/, 'STATUS'],
  [/^TransferCredited$/, 'ARRIVAL'],
  [/^Transfer(?:Failed|Returned|Reversed)$/, 'UNDOING'],
  [/^Duplicate|^Mismatch|^Late|^Excess|^Exception|^Correction/, 'EXCEPTION'],
  [/^Recall/, 'RECALL'],
  [/Disputed?|^Evidence|^ProvisionalCredit|^Restitution|^ClaimOpened$/, 'DISPUTE'],
  [/^Contact/, 'CONTACT'],
  [/^View|^Telemetry/, 'VIEW'],
  [/^Notice/, 'NOTICE'],
  [/^Access/, 'ACCESS'],
  [/^Risk|^Alert|^Restriction/, 'RISK'],
  [/^Window|^Component|^Configuration|^Policy|^SourceCoverage/, 'SURROUNDINGS'],
  [/^Account|^FundsTermsSet$/, 'ACCOUNT'],
]

it.each(Object.entries(stageOf))('%s belongs to the step that its name tells: %s', (word, stage) => {
  expect(told.filter(([name]) => name.test(word)).map(([, of]) => of)).toEqual([stage])
})

describe('the lane of a hop', () => {
  const party = (role: PartyRole): Speaker => ({ _tag: 'PARTY', role, name: null })
  const source = (kind: SourceKind): Speaker => ({ _tag: 'SOURCE', name: 'somebody', kind, grade: 'A' })

  it.each<PartyRole>([
    'NETWORK',
    'SENDING_INSTITUTION',
    'INTERMEDIARY',
    'RECEIVING_INSTITUTION',
    'THIRD_PARTY',
    'AUTHORITY',
  ])('is outside where a party outside said it, whatever it is about: %s', (role) => {
    expect([laneOf('STATUS', party(role)), laneOf('VIEW', party(role))]).toEqual(['OUTSIDE', 'OUTSIDE'])
  })

  it.each<SourceKind>(['PARTNER', 'AUTHORITY'])('is outside where a source outside said it: %s', (kind) => {
    expect([laneOf('STATUS', source(kind)), laneOf('VIEW', source(kind))]).toEqual(['OUTSIDE', 'OUTSIDE'])
  })

  it('is the customer’s where they or their device said it', () => {
    expect(laneOf('RECORD', party('CUSTOMER'))).toBe('CUSTOMER')
    expect(laneOf('RECORD', source('CUSTOMER'))).toBe('CUSTOMER')
    expect(laneOf('RECORD', source('CLIENT'))).toBe('CUSTOMER')
  })

  it.each<Stage>(['INTENT', 'CONFIRMATION', 'VIEW', 'NOTICE', 'CONTACT', 'ACCESS'])(
    'is the customer’s where they take part in it, whoever keeps the record: %s',
    (stage) => {
      expect(laneOf(stage, source('OWN_SYSTEM'))).toBe('CUSTOMER')
      expect(laneOf(stage, { _tag: 'ENGINE' })).toBe('CUSTOMER')
    },
  )

  it('is else the engine’s', () => {
    expect(laneOf('RECORD', { _tag: 'ENGINE' })).toBe('ENGINE')
    expect(laneOf('RECORD', party('OPERATOR'))).toBe('ENGINE')
    expect(laneOf('REQUEST', source('OWN_SYSTEM'))).toBe('ENGINE')
  })
})
