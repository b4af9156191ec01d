import type { DomainEvent } from '@waybill/core'
import {
  after,
  claim,
  contact,
  digest,
  disputed,
  fold,
  hour,
  instructed,
  operator,
  write,
} from '../../test/disputed-transfer.js'
import { customer, dawn, type TestLedger } from '../../test/test-ledger.js'
import { allCases, claimCase, disputeCase } from './case.js'
import { replyClock } from './reply-clock.js'

describe('the evidence of a case', () => {
  const asked = (requestId: string): DomainEvent => ({
    _tag: 'EvidenceRequested',
    disputeId: 'd1',
    requestId,
    from: { role: 'CUSTOMER', name: 'Mei' },
    what: `the invoice ${requestId}`,
    dueAt: after(12),
  })
  const given = (digit: string, requestId?: string): DomainEvent => ({
    _tag: 'EvidenceSubmitted',
    disputeId: 'd1',
    from: customer,
    kind: 'invoice',
    documentDigest: digest(digit),
    ...(requestId === undefined ? {} : { requestId }),
  })
  const evidenceOf = (ledger: TestLedger) => disputeCase(fold(ledger), 't1', 'd1')?.evidence

  it('is listed where it was asked for, and by whom it was handed in', () => {
    const ledger = write(instructed(), disputed())
    const request = ledger.force('transfer-t1', asked('q1'))
    const wanted = {
      requestId: 'q1',
      what: 'the invoice q1',
      askedAt: dawn,
      dueAt: after(12),
      sequence: request.sequence,
    }
    expect(evidenceOf(ledger)).toEqual([
      { ...wanted, from: 'Mei', handedInAt: null, kind: null, documentDigest: null, eventId: request.id },
    ])
    ledger.wait(3600)
    const answer = ledger.force('transfer-t1', given('2', 'q1'))
    const handedIn = { from: 'CUSTOMER', handedInAt: after(1), kind: 'invoice' }
    const first = { ...wanted, ...handedIn, documentDigest: digest('2'), eventId: answer.id }
    expect(evidenceOf(ledger)).toEqual([first])
    const more = ledger.force('transfer-t1', given('3', 'q1'))
    expect(evidenceOf(ledger)).toEqual([
      first,
      {
        ...handedIn,
        requestId: 'q1',
        what: null,
        askedAt: null,
        dueAt: null,
        documentDigest: digest('3'),
        sequence: more.sequence,
        eventId: more.id,
      },
    ])
  })

  it('answers the request that it names, and none where that was never made', () => {
    const ledger = write(instructed(), disputed(), asked('q1'), asked('q2'), given('2', 'q2'), given('3', 'q9'))
    expect(evidenceOf(ledger)?.map(({ requestId, documentDigest }) => [requestId, documentDigest])).toEqual([
      ['q1', null],
      ['q2', digest('2')],
      ['q9', digest('3')],
    ])
    write(ledger, { ...asked('q3'), from: operator } as DomainEvent, given('4'))
    expect(evidenceOf(ledger)?.slice(3)).toMatchObject([
      { from: 'OPERATOR', requestId: 'q3' },
      { from: 'CUSTOMER', requestId: null },
    ])
  })

  it('are also the files that came with a claim or with words that came in, not those that went out', () => {
    const ledger = instructed()
    const files = ['screenshot', 'chat log'].map((name) => ({ digest: digest('5'), name }))
    const { sequence, id } = ledger.observe(claim({ attachments: files }))
    ledger.observe(contact('INBOUND', { claimId: 'k1', attachments: [{ digest: digest('6'), name: 'invoice' }] }))
    ledger.observe(contact('OUTBOUND', { claimId: 'k1', attachments: [{ digest: digest('7'), name: 'answer' }] }))
    ledger.observe(contact('INBOUND', { claimId: 'k1' }))
    const evidence = claimCase(fold(ledger), 'k1')?.evidence
    expect(evidence?.map(({ kind }) => kind)).toEqual(['screenshot', 'chat log', 'invoice'])
    expect(evidence?.[0]).toEqual({
      requestId: null,
      what: null,
      from: 'PAYER',
      askedAt: null,
      dueAt: null,
      handedInAt: dawn,
      kind: 'screenshot',
      documentDigest: digest('5'),
      sequence,
      eventId: id,
    })
    expect(evidence?.[2]?.from).toBe('PAYER')
  })

  it('is the customer’s where the claim does not say whose', () => {
    const ledger = instructed()
    ledger.observe(claim({ claimant: undefined, attachments: [{ digest: digest('5'), name: 'screenshot' }] }))
    ledger.observe(contact('INBOUND', { claimId: 'k1', attachments: [{ digest: digest('6'), name: 'invoice' }] }))
    expect(claimCase(fold(ledger), 'k1')?.evidence.map(({ from }) => from)).toEqual(['CUSTOMER', 'CUSTOMER'])
  })
})

describe('the contacts of a case', () => {
  it('are kept with who spoke, how, and to what', () => {
    const ledger = instructed()
    ledger.observe(claim())
    ledger.wait(3600)
    const said = { claimId: 'k1', contactId: 'in-1', answers: 'out-1', queuedSince: dawn }
    const { id, sequence } = ledger.observe(contact('INBOUND', said), dawn)
    ledger.observe(contact('OUTBOUND', { claimId: 'k1', substantive: false }))
    expect(claimCase(fold(ledger), 'k1')?.contacts).toEqual([
      {
        contactId: 'in-1',
        direction: 'INBOUND',
        channel: 'CHAT',
        substantive: true,
        link: 'CLAIM',
        answers: 'out-1',
        queuedSince: dawn,
        occurredAt: dawn,
        recordedAt: after(1),
        sequence,
        eventId: id,
      },
      expect.objectContaining({ contactId: null, substantive: false, answers: null, queuedSince: null }),
    ])
  })

  it('that name a claim concern it and the disputes of its transfer, and no other claim', () => {
    const ledger = instructed()
    ledger.observe(claim())
    ledger.observe(claim({ claimId: 'k2' }))
    write(ledger, disputed())
    ledger.observe(contact('OUTBOUND', { claimId: 'k1' }))
    expect(allCases(fold(ledger)).map(({ id, contacts }) => [id, contacts.map(({ link }) => link)])).toEqual([
      ['k1', ['CLAIM']],
      ['k2', []],
      ['d1', ['TRANSFER']],
    ])
  })

  it('that name the transfer of somebody without a known customer concern it', () => {
    const ledger = instructed({})
    ledger.observe(claim({ customer: undefined }))
    ledger.observe(contact('OUTBOUND', { transferId: 't1', customer: 'c-mei' }))
    expect(claimCase(fold(ledger), 'k1')).toMatchObject({ customer: null, contacts: [{ link: 'TRANSFER' }] })
  })

  it('that name a claim concern it whoever speaks, and are one contact though they also answer one', () => {
    const ledger = instructed()
    ledger.observe(claim())
    ledger.observe(contact('INBOUND', { claimId: 'k1', contactId: 'in-1' }))
    ledger.observe(contact('OUTBOUND', { claimId: 'k1', customer: 'c-stranger', answers: 'in-1', transferId: 't1' }))
    expect(claimCase(fold(ledger), 'k1')?.contacts.map(({ link }) => link)).toEqual(['CLAIM', 'CLAIM'])
  })

  it('that name a customer concern their open cases only where nothing else says which', () => {
    const ledger = instructed()
    ledger.observe(claim())
    ledger.observe(claim({ claimId: 'k2', transferId: undefined }))
    ledger.observe(contact('OUTBOUND', { transferId: 't1', customer: 'c-mei' }))
    expect(allCases(fold(ledger)).map(({ id, contacts }) => [id, contacts.map(({ link }) => link)])).toEqual([
      ['k1', ['TRANSFER']],
      ['k2', []],
    ])
    ledger.observe(contact('OUTBOUND', { customer: 'c-nobody' }))
    ledger.observe(contact('OUTBOUND', {}))
    expect(claimCase(fold(ledger), 'k2')?.contacts).toEqual([])
  })

  it('that answer a dispute leave it open, and its customer waiting', () => {
    const ledger = write(instructed(), disputed())
    ledger.observe(contact('OUTBOUND', { customer: 'c-mei' }))
    ledger.observe(contact('OUTBOUND', { customer: 'c-mei' }))
    expect(disputeCase(fold(ledger), 't1', 'd1')).toMatchObject({
      phase: 'OPEN',
      contacts: [{ link: 'CUSTOMER' }, { link: 'CUSTOMER' }],
    })
  })

  it('find by an answer all the cases that the first contact concerned', () => {
    const ledger = instructed()
    ledger.observe(claim())
    write(ledger, disputed())
    ledger.observe(contact('INBOUND', { contactId: 'in-1', transferId: 't1' }))
    ledger.observe(contact('OUTBOUND', { answers: 'in-1' }))
    ledger.observe(contact('OUTBOUND', { answers: 'in-9' }))
    expect(allCases(fold(ledger)).map(({ contacts }) => contacts.map(({ link }) => link))).toEqual([
      ['TRANSFER', 'ANSWER'],
      ['TRANSFER', 'ANSWER'],
    ])
  })

  it('before a claim are its first question where they came in, since when they waited', () => {
    const ledger = instructed()
    ledger.wait(3 * 3600)
    ledger.observe(contact('OUTBOUND', { claimId: 'k1' }), after(0.5))
    ledger.observe(contact('INBOUND', { claimId: 'k1' }), after(2))
    ledger.observe(contact('INBOUND', { claimId: 'k1', queuedSince: after(1) }), after(2))
    ledger.observe(contact('INBOUND', { claimId: 'k1' }), after(2.5))
    ledger.observe(claim())
    expect(claimCase(fold(ledger), 'k1')).toMatchObject({ askedAt: after(1), openedAt: after(3) })
    expect(claimCase(fold(ledger), 'k1')?.contacts.map(({ link }) => link)).toEqual([
      'CLAIM',
      'CLAIM',
      'CLAIM',
      'CLAIM',
    ])
  })

  it('before a claim that happened after it leave its first question where it was', () => {
    const ledger = instructed()
    ledger.observe(contact('INBOUND', { claimId: 'k1' }), after(2))
    ledger.observe(claim())
    expect(claimCase(fold(ledger), 'k1')?.askedAt).toBe(dawn)
  })
})

describe('the first answer to a case', () => {
  it('is the earliest that went out after it was opened, whenever it was written down', () => {
    const ledger = write(instructed(), disputed())
    ledger.wait(5 * 3600)
    const later = ledger.observe(contact('OUTBOUND', { transferId: 't1' }), after(3))
    const same = ledger.observe(contact('OUTBOUND', { transferId: 't1' }), after(3))
    expect([later.id, same.id]).toHaveLength(2)
    expect(disputeCase(fold(ledger), 't1', 'd1')?.firstReply).toEqual({
      by: 'CONTACT',
      at: after(3),
      sequence: later.sequence,
      eventId: later.id,
    })
    const sooner = ledger.observe(contact('OUTBOUND', { transferId: 't1' }), after(2))
    expect(disputeCase(fold(ledger), 't1', 'd1')?.firstReply).toMatchObject({ at: after(2), eventId: sooner.id })
    const atOnce = ledger.observe(contact('OUTBOUND', { transferId: 't1' }), dawn)
    expect(disputeCase(fold(ledger), 't1', 'd1')).toMatchObject({ phase: 'OPEN', firstReply: { eventId: atOnce.id } })
  })
})

describe('the reply clock', () => {
  const clockOf = (ledger: TestLedger, now: string) => replyClock(disputeCase(fold(ledger), 't1', 'd1')!, now)

  it('is met by an answer at the very instant at which it is due', () => {
    const ledger = write(instructed(), disputed())
    ledger.wait(24 * 3600)
    const { id, sequence } = ledger.observe(contact('OUTBOUND', { transferId: 't1' }))
    const reply = { by: 'CONTACT', at: after(24), sequence, eventId: id }
    expect(clockOf(ledger, after(90))).toEqual({ _tag: 'MET', askedAt: dawn, dueAt: after(24), reply })
  })

  it('stops with a withdrawal up to that instant, and is breached by a later one', () => {
    const ledger = write(instructed(), disputed())
    ledger.wait(24 * 3600)
    const withdrawn: DomainEvent = { _tag: 'DisputeWithdrawn', disputeId: 'd1', by: customer }
    write(ledger, withdrawn)
    const dueAt = after(24)
    expect(clockOf(ledger, after(90))).toEqual({ _tag: 'STOPPED', askedAt: dawn, dueAt, stoppedAt: dueAt })
    const late = write(instructed(), disputed())
    late.wait(25 * 3600)
    write(late, withdrawn)
    const breached = { _tag: 'BREACHED', askedAt: dawn, dueAt, reply: null, lateByMs: 66 * hour }
    expect(clockOf(late, after(90))).toEqual(breached)
  })

  it('does not stop where the case was closed without an answer', () => {
    const ledger = write(instructed(), disputed(), { _tag: 'DisputeClosed', disputeId: 'd1', by: operator })
    expect(clockOf(ledger, after(90))._tag).toBe('BREACHED')
  })

  it('is set by the dispute itself, whatever rule there is', () => {
    const ledger = write(instructed(), disputed())
    const found = disputeCase(fold(ledger), 't1', 'd1')!
    expect(replyClock(found, after(1), { withinMs: hour })).toMatchObject({ _tag: 'RUNNING', dueAt: after(24) })
    expect(replyClock({ ...found, replyDueAt: null }, after(1), { withinMs: hour })).toEqual({
      _tag: 'NONE',
      reply: null,
    })
  })
})
