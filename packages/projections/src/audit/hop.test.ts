import type { DomainEvent, Recorded } from '@waybill/core'
import { dawn } from '../../test/test-ledger.js'
import { hopOf, speakerOf } from './hop.js'

const event = (fields: { readonly _tag: DomainEvent['_tag'] } & Readonly<Record<string, unknown>>): DomainEvent =>
  fields as unknown as DomainEvent

const recorded = (told: DomainEvent): Recorded => ({
  stream: 'transfer-t1',
  revision: 4,
  sequence: 9,
  id: 'event-9',
  type: told._tag,
  schemaVersion: 1,
  occurredAt: dawn,
  recordedAt: '2026-02-14T09:00:01.000Z',
  metadata: {},
  chainhash: '',
  event: told,
})

const mei = { role: 'CUSTOMER', name: 'Mei' }
const operator = { role: 'OPERATOR' }
const code = { codeSet: 'iso', code: 'AC04' }
const amount = { minorUnits: 5n, currency: 'CNY' }

describe('who said what an event tells', () => {
  it('is the source that it names', () => {
    const source = { name: 'app', kind: 'CLIENT', grade: 'C', instance: 'phone' }
    const opened = event({ _tag: 'ClaimOpened', source, claimant: 'PAYER', by: operator })
    expect(speakerOf(opened)).toEqual({ _tag: 'SOURCE', name: 'app', kind: 'CLIENT', grade: 'C' })
  })

  it('is else the party that acted, claims, looks into it or hands it in', () => {
    const said = { _tag: 'PARTY', role: 'CUSTOMER', name: 'Mei' }
    expect(speakerOf(event({ _tag: 'TransferConfirmed', by: mei }))).toEqual(said)
    expect(speakerOf(event({ _tag: 'TransferDisputed', claimant: mei }))).toEqual(said)
    expect(speakerOf(event({ _tag: 'EvidenceSubmitted', from: mei }))).toEqual(said)
    expect(speakerOf(event({ _tag: 'DisputeReviewStarted', reviewer: operator }))).toEqual({
      _tag: 'PARTY',
      role: 'OPERATOR',
      name: null,
    })
  })

  it('is the engine where nobody is named, and where it asks for evidence', () => {
    expect(speakerOf(event({ _tag: 'TransferExpired' }))).toEqual({ _tag: 'ENGINE' })
    expect(speakerOf(event({ _tag: 'EvidenceRequested', from: mei }))).toEqual({ _tag: 'ENGINE' })
  })
})

describe('a hop', () => {
  it('is the event’s place, its step, its two times, and the sum and the code that it names', () => {
    expect(hopOf('t1', recorded(event({ _tag: 'TransferFailed', by: mei, amount, reason: code })))).toEqual({
      transferId: 't1',
      sequence: 9,
      eventId: 'event-9',
      stream: 'transfer-t1',
      revision: 4,
      word: 'TransferFailed',
      stage: 'UNDOING',
      lane: 'CUSTOMER',
      said: { _tag: 'PARTY', role: 'CUSTOMER', name: 'Mei' },
      occurredAt: dawn,
      recordedAt: '2026-02-14T09:00:01.000Z',
      amount,
      code,
    })
  })

  it('names no sum and no code where the event names none', () => {
    expect(hopOf('t1', recorded(event({ _tag: 'TransferExpired' })))).toMatchObject({ amount: null, code: null })
    const unset = event({ _tag: 'TransferDisputed', amount: undefined, claimant: mei })
    expect(hopOf('t1', recorded(unset)).amount).toBe(null)
  })

  it('names the status before the reason, a reason only where it is a code, and else what is called a code', () => {
    const status = { codeSet: 'iso', code: 'ACSC' }
    const codeOf = (told: DomainEvent) => hopOf('t1', recorded(told)).code
    expect(codeOf(event({ _tag: 'TransferStatusReported', status, reason: code }))).toEqual(status)
    expect(codeOf(event({ _tag: 'DisputeResolved', by: operator, reason: 'in words' }))).toBe(null)
    expect(codeOf(event({ _tag: 'TelemetryReported', reason: 'in words', code }))).toEqual(code)
    expect(codeOf(event({ _tag: 'TelemetryReported', code: undefined }))).toBe(null)
  })
})
