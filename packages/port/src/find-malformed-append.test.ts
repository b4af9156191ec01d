import type { ProposedEvent } from './event-record.js'
import type { StreamWrite } from './event-store.js'
import { findMalformedAppend } from './find-malformed-append.js'

const event = (differing: object = {}): ProposedEvent => ({
  id: 'a',
  type: 'SampleRecorded',
  schemaVersion: 1,
  occurredAt: '',
  recordedAt: '',
  metadata: {},
  data: '',
  chainhash: '',
  ...differing,
})

const write = (differing: object = {}): StreamWrite => ({
  stream: 'transfer-1',
  expectedRevision: -1,
  events: [event()],
  ...differing,
})

describe('The fault of an append', () => {
  it('is none where every name, number and text can be kept, also text that says nothing', () => {
    expect(findMalformedAppend([write(), write({ stream: 'account-1', expectedRevision: 7, events: [] })])).toBeNull()
  })

  it.each<[string, string, ReadonlyArray<StreamWrite>, string]>([
    ['writes', 'at least one event', [], 'none'],
    ['writes[0].stream', 'text that is not empty', [write({ stream: '' })], 'empty text'],
    ['writes[1].stream', 'each stream once', [write(), write({ events: [event({ id: 'b' })] })], 'transfer-1 again'],
    ['writes[0].expectedRevision', 'a whole number from -1', [write({ expectedRevision: -2 })], '-2'],
    ['writes[0].expectedRevision', 'a whole number from -1', [write({ expectedRevision: '0' })], 'string'],
    ['writes[1].events[0].id', 'each id once', [write(), write({ stream: 'funds-1' })], 'a again'],
    ['writes[0].events[0].type', 'text', [write({ events: [event({ type: null })] })], 'null'],
    ['writes[0].events[0].data', 'text', [write({ events: [event({ data: 12n })] })], 'bigint'],
    ['writes[0].events[0].data', 'text', [write({ events: [event({ data: 'a\0' })] })], 'text with U+0000'],
    [
      'writes[0].events[0].id',
      'text',
      [write({ events: [event({ id: '\uDC00' })] })],
      'text with half a surrogate pair',
    ],
    [
      'writes[0].events[0].schemaVersion',
      'a whole number from 1',
      [write({ events: [event({ schemaVersion: 0 })] })],
      '0',
    ],
    ['writes[0].events[0].metadata', 'a record of text', [write({ events: [event({ metadata: [] })] })], 'a list'],
    ['writes[0].events[0].metadata.actor', 'text', [write({ events: [event({ metadata: { actor: 7 } })] })], '7'],
    [
      'writes[0].events[0].metadata (a key)',
      'text',
      [write({ events: [event({ metadata: { 'a\0': '' } })] })],
      'text with U+0000',
    ],
  ])('is named by its place: %s, where %s belongs', (field, expected, writes, found) => {
    expect(findMalformedAppend(writes)).toEqual({ _tag: 'MalformedAppend', field, expected, found })
  })

  it('repeats no text that could name a person', () => {
    const writes = [write({ events: [event({ metadata: { actor: ['Wang Wu'] } })] })]
    expect(JSON.stringify(findMalformedAppend(writes))).not.toContain('Wang')
  })
})
