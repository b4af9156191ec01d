import type { RecordedEvent } from '@waybill/port'
import type { Failure } from '../src/failure.js'

const stored: RecordedEvent = {
  stream: 'transfer-t1',
  revision: 3,
  sequence: 9,
  id: '5f0c3b8e-7d3a-4a0f-9a41-0c2d3e4f5a6b',
  type: 'TransferCredited',
  schemaVersion: 1,
  occurredAt: '2026-02-14T09:30:00.000Z',
  recordedAt: '2026-02-14T09:30:00.000Z',
  metadata: {},
  data: '{"payeeName":"王小明"}',
  chainhash: '',
}

/** One of every failure. A person's name stands in the event that one of them carries. */
export const sampleFailures: { readonly [T in Failure['_tag']]: Extract<Failure, { readonly _tag: T }> } = {
  MalformedCommand: {
    _tag: 'MalformedCommand',
    command: 'InitiateTransfer',
    problems: [
      { path: 'amount', expected: 'money', found: '"4"' },
      { path: 'payer', expected: 'an account', found: 'a value that is not shown, because it names a person' },
    ],
  },
  CommandIdReused: {
    _tag: 'CommandIdReused',
    commandId: 'c1',
    command: 'InitiateTransfer',
    firstCommand: 'BookTransfer',
    firstStream: 'transfer-t1',
    differences: ['command', 'amount'],
  },
  ReportUnplaced: { _tag: 'ReportUnplaced', transferId: 't1', reportId: 'm1' },
  TooManyConflicts: {
    _tag: 'TooManyConflicts',
    commandId: 'c1',
    command: 'BookTransfer',
    attempts: 16,
    stream: 'funds-mei',
    winners: [stored],
  },
  RailNotRegistered: { _tag: 'RailNotRegistered', transferId: 't1', rail: 'hvps', registered: ['swift'] },
  RefusalUnreadable: {
    _tag: 'RefusalUnreadable',
    commandId: 'c1',
    stream: 'transfer-t1',
    revision: 4,
    rejection: 'MoonTooFull',
    field: 'rejection',
    expected: 'a rejection that this version knows',
  },
  StoreNotCapable: {
    _tag: 'StoreNotCapable',
    ledger: 'urn:waybill:1',
    missing: ['atomicAcrossStreams', 'uniqueEventIds'],
  },
  UndecodableEvent: {
    _tag: 'UndecodableEvent',
    stream: 'transfer-t1',
    revision: 3,
    sequence: 9,
    id: stored.id,
    type: 'TransferCredited',
    schemaVersion: 2,
    reason: 'NEWER_VERSION',
    problems: [{ path: 'schemaVersion', expected: 'at most 1', found: '2' }],
  },
  AnchorUnreadable: { _tag: 'AnchorUnreadable', field: 'size', expected: 'A_WHOLE_NUMBER_FROM_0', found: '-1' },
  SubjectUnknown: { _tag: 'SubjectUnknown', subject: { kind: 'transfer', id: 't9' }, known: ['t1', 't2'] },
  ReadModelAhead: { _tag: 'ReadModelAhead', projection: 'balance', throughSequence: 12, head: 9 },
  DocumentDamaged: { _tag: 'DocumentDamaged', collection: 'balance.account', key: 'mei' },
  SequenceGap: { _tag: 'SequenceGap', projection: 'balance', expected: 4, found: 6 },
  StoreUnavailable: {
    _tag: 'StoreUnavailable',
    operation: 'append',
    location: 'transfers.db',
    reason: 'BUSY',
    detail: 'database is locked',
  },
  AppendOutcomeUnknown: { _tag: 'AppendOutcomeUnknown', location: 'transfers.db', detail: 'the line dropped' },
  StoreUnreadable: {
    _tag: 'StoreUnreadable',
    location: 'transfers.db',
    reason: 'NOT_A_STORE',
    expected: 'a Waybill store',
    found: 'a text file',
  },
  StoreClosed: { _tag: 'StoreClosed', operation: 'append' },
  EventIdTaken: { _tag: 'EventIdTaken', id: stored.id, stored },
  MalformedAppend: {
    _tag: 'MalformedAppend',
    field: 'writes[0].events[0].metadata.actor',
    expected: 'text',
    found: 'text with U+0000',
  },
}
