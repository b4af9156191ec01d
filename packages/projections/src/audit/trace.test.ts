import type { DomainEvent, Recorded } from '@waybill/core'
import { dawn } from '../../test/test-ledger.js'
import { filedTracesOf, namedTracesOf, namesInKey, touchedTracesOf, traceOf } from './trace.js'

const recorded = (
  stream: string,
  fields: { readonly _tag: DomainEvent['_tag'] } & Readonly<Record<string, unknown>>,
): Recorded => ({ stream, occurredAt: dawn, event: fields }) as unknown as Recorded

const source = { name: 'edge-1', kind: 'OWN_SYSTEM', grade: 'A' }
const outside = { account: '6222/01', institution: 'Harbour Bank' }

describe('the traces that a stream’s name and the transfer that an event names give', () => {
  it('are those of a transfer for its own stream and its attempt, whatever else it names', () => {
    expect(namedTracesOf(recorded('transfer-t1', { _tag: 'TransferExpired', transferId: 't9' }))).toEqual([
      'TRANSFER/t1',
      'STORY/t1',
    ])
    expect(namedTracesOf(recorded('attempt-t1', { _tag: 'IntentCaptured', source, transferId: 't9' }))).toEqual([
      'TRANSFER/t1',
    ])
  })

  it('are those of an account for both of its streams, and of the transfer for which its funds are kept', () => {
    expect(namedTracesOf(recorded('account-mei', { _tag: 'AccountOpened' }))).toEqual(['ACCOUNT/mei'])
    expect(namedTracesOf(recorded('funds-mei', { _tag: 'FundsReserved', transferId: 't1' }))).toEqual([
      'TRANSFER/t1',
      'ACCOUNT/mei',
    ])
  })

  it('are those of every transfer that an entry of a statement names', () => {
    const entries = [{ transferId: 't1' }, {}, { transferId: 't2' }]
    expect(namedTracesOf(recorded('statement-harbour', { _tag: 'StatementReceived', entries }))).toEqual([
      'TRANSFER/t1',
      'TRANSFER/t2',
    ])
  })

  it('are none where neither names one', () => {
    expect(namedTracesOf(recorded('window-w1', { _tag: 'WindowOpened', source }))).toEqual([])
  })
})

describe('the accounts that a transfer touched', () => {
  it('are those that its own events name, and none that others name', () => {
    const opened = {
      _tag: 'TransferInitiated',
      payer: { account: 'mei' },
      payee: { account: 'bo' },
      funding: [],
    } as const
    expect(touchedTracesOf(recorded('transfer-t1', opened))).toEqual(['TOUCHED/mei', 'TOUCHED/bo'])
    expect(touchedTracesOf(recorded('attempt-t1', opened))).toEqual([])
  })
})

describe('the traces under which an event is filed', () => {
  const filed = (...[fields]: [Parameters<typeof recorded>[1]]) => filedTracesOf(recorded('somewhere-1', fields))

  it('are those of a case for a dispute, a claim and a contact that names the claim', () => {
    expect(filed({ _tag: 'TransferDisputed', disputeId: 'd1' })).toEqual(['CASE/d1'])
    expect(filed({ _tag: 'ContactLogged', claimId: 'k1' })).toEqual(['CASE/k1'])
    expect(filed({ _tag: 'ContactLogged' })).toEqual([])
    expect(filed({ _tag: 'ClaimOpened', claimId: 'k1' })).toEqual(['CASE/k1'])
  })

  it('are also those of a claim’s customer, and of its account where it is about no transfer', () => {
    const claim = { _tag: 'ClaimOpened', claimId: 'k1', customer: 'c-mei', account: 'mei' } as const
    expect(filed(claim)).toEqual(['CASE/k1', 'CLAIM_OF/c-mei', 'SHOWN/mei'])
    expect(filed({ ...claim, transferId: 't1' })).toEqual(['CASE/k1', 'CLAIM_OF/c-mei'])
  })

  it('are those of a source at the instant at which it recorded', () => {
    expect(filed({ _tag: 'NoticeSent', source })).toEqual([`RECORD/edge-1/${dawn}`])
    expect(`RECORD/edge-1/${dawn}`.startsWith(traceOf.recordsOf('edge-1'))).toBe(true)
  })

  it('are those of a payment from one account to another, and of the customer who gave the instruction', () => {
    const instruction = { _tag: 'TransferInitiated', payer: { account: 'mei' }, payee: outside } as const
    expect(filed(instruction)).toEqual(['PAYMENT/mei/6222%2F01'])
    expect(filed({ ...instruction, customer: 'c-mei' })).toEqual(['PAYMENT/mei/6222%2F01', 'INSTRUCTED_BY/c-mei'])
    expect('PAYMENT/mei/6222%2F01'.startsWith(traceOf.paymentsFrom('mei'))).toBe(true)
  })

  it('are those of an account whose balance was served, of a payee that was saved, of windows and of coverage', () => {
    expect(filed({ _tag: 'ViewServed', account: 'mei' })).toEqual(['SHOWN/mei'])
    expect(filed({ _tag: 'ViewServed' })).toEqual([])
    expect(filed({ _tag: 'PayeeSaved', customer: 'c-mei', payee: outside })).toEqual([
      'SAVED_BY/c-mei',
      'SAVED_PAYEE/6222%2F01',
    ])
    for (const _tag of ['WindowAnnounced', 'WindowOpened', 'WindowClosed'] as const)
      expect(filed({ _tag })).toEqual(['WINDOW/all'])
    expect(filed({ _tag: 'SourceCoverageDeclared' })).toEqual(['COVERAGE/all'])
  })

  it('are none for any other', () => {
    expect(filed({ _tag: 'AccountOpened', account: 'mei', customer: 'c-mei', payee: outside })).toEqual([])
  })
})

describe('the names that a key is made of', () => {
  it('are read as they were before they became one', () => {
    const names = ['mei', '6222/01', '100%', '%2F', 'a/b%c']
    expect(namesInKey(traceOf.payment(names[0] ?? '', names[1] ?? ''))).toEqual(['PAYMENT', 'mei', '6222/01'])
    for (const name of names) expect(namesInKey(traceOf.story(name))).toEqual(['STORY', name])
  })
})
