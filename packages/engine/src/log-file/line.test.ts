import * as E from 'fp-ts/lib/Either.js'
import { ledger, rentLog, written } from '../../test/sample-ledger.js'
import { decodeLine } from './decode-line.js'
import { encodeLine } from './encode-line.js'
import { longestLine } from './log-place.js'

const place = { file: 'harbour.ndjson', line: 7 }
const first = rentLog[0]!

const lineOf = (event = first): string => {
  const line = encodeLine(event, ledger)
  if (E.isLeft(line)) throw new Error(JSON.stringify(line.left))
  return line.right
}

/** The line with attributes set, or taken away where undefined. */
const lineWith = (attributes: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({ ...(JSON.parse(lineOf()) as object), ...attributes })

const refusal = (text: string) => {
  const read = decodeLine(text, place)
  return E.isLeft(read) ? read.left : read.right
}

describe('a line of a log', () => {
  it('is a CloudEvent whose attributes stand in a fixed order', () => {
    expect(
      lineOf({ ...first, metadata: { zone: 'z', traceparent: '00-1-2-00', actor: 'teller', $causationId: 'c0' } }),
    ).toBe(
      '{"specversion":"1.0","id":"2f3f05c3-e4f1-5653-9982-19c6124b49d5","source":"urn:waybill:ledger:harbour",' +
        '"type":"AccountOpened","subject":"account-ada","time":"2031-03-04T08:00:00.000Z",' +
        '"recordedtime":"2031-03-04T08:00:00.250Z","sequence":"00000000000000000001","revision":"0",' +
        '"causationid":"c0","traceparent":"00-1-2-00","dataschema":"urn:waybill:schema:AccountOpened:1",' +
        `"chainhash":"${first.chainhash}",` +
        '"data":{"account":"ada","currency":"CNY","kind":"CREDIT_LINE","limit":{"currency":"CNY","minorUnits":"100000"}},' +
        '"actor":"teller","zone":"z"}',
    )
  })

  it('is read back as the event that was written', () => {
    for (const event of rentLog) expect(decodeLine(lineOf(event), place)).toEqual(E.right({ ledger, event, place }))
  })

  it('keeps an attribute that nobody knows as metadata', () => {
    expect(refusal(lineWith({ tenant: 'north', constructor: 'x' }))).toMatchObject({
      event: { metadata: { tenant: 'north', constructor: 'x', $correlationId: 'morning' } },
    })
  })

  it('takes null for absent, as CloudEvents has it', () => {
    expect(refusal(lineWith({ traceparent: null }))).toMatchObject({
      event: { metadata: { $correlationId: 'morning' } },
    })
  })

  it('may lay out its data in any way, since the hash is over the canonical text', () => {
    const event = { ...first, data: '{"a":1,"b":[1,0.1,"é"]}' }
    const spread = lineOf(event).replace(event.data, '{ "b": [1.0, 1e-1, "\\u00e9"], "a": 1 }')
    expect(refusal(spread)).toMatchObject({ event: { data: event.data } })
  })

  it('gives the data no way into a prototype', () => {
    const read = refusal(lineOf({ ...first, data: '{"__proto__":{"polluted":true}}' }))
    expect(read).toMatchObject({ event: { data: '{"__proto__":{"polluted":true}}' } })
    expect('polluted' in {}).toBe(false)
    expect(refusal(lineWith({}).replace(/}$/, ',"__proto__":"x"}'))).toMatchObject({
      reason: 'NOT_A_CLOUDEVENT',
      field: '__proto__',
    })
  })

  it.each([
    ['specversion', { specversion: '0.3' }],
    ['specversion', { specversion: undefined }],
    ['id', { id: '' }],
    ['id', { id: 7 }],
    ['source', { source: 'two words' }],
    ['type', { type: undefined }],
    ['subject', { subject: null }],
    ['time', { time: '2031-02-30T08:00:00.000Z' }],
    ['time', { time: '2031-03-04T08:00:00+08:00' }],
    ['recordedtime', { recordedtime: '2031-03-04T08:00:00Z' }],
    ['sequence', { sequence: '1' }],
    ['sequence', { sequence: '99999999999999999999' }],
    ['revision', { revision: '01' }],
    ['revision', { revision: 0 }],
    ['chainhash', { chainhash: undefined }],
    ['dataschema', { dataschema: undefined }],
    ['dataschema', { dataschema: 'urn:waybill:schema:AccountClosed:1' }],
    ['dataschema', { dataschema: 'urn:waybill:schema:AccountOpened:0' }],
    ['data', { data: undefined }],
    ['data', { data: [] }],
    ['data', { data: 'text' }],
    ['commandId', { commandId: 'x' }],
    ['data_base64', { data_base64: 'AA==' }],
    ['attempts', { attempts: 3 }],
    ['actor', { actor: 'half \ud800 a pair' }],
    ['actor', { actor: 'nul \0' }],
  ])('is no CloudEvent of a log where %s is wrong: %j', (field, attributes) => {
    expect(refusal(lineWith(attributes))).toMatchObject({ ...place, reason: 'NOT_A_CLOUDEVENT', field })
  })

  it('is complained of with file, line, stream, revision, field, what was expected and what stood there', () => {
    expect(refusal(lineWith({ time: 'yesterday' }))).toEqual({
      _tag: 'LogUnreadable',
      file: 'harbour.ndjson',
      line: 7,
      reason: 'NOT_A_CLOUDEVENT',
      stream: 'account-ada',
      revision: '0',
      field: 'time',
      expected: 'a time in UTC with milliseconds, such as 2026-02-14T09:30:00.000Z',
      found: '"yesterday"',
    })
  })

  it.each([
    ['', 'an empty line'],
    ['hello', 'a line that does not begin with a brace'],
    ['{"a":', 'a line that stops before its closing brace'],
    ['{"a":1}}', 'braces around text that is no JSON'],
  ])('that is no JSON is refused, and none of it is repeated: %j', (text, found) => {
    expect(refusal(text)).toMatchObject({ reason: 'NOT_JSON', found })
  })

  it('is refused when it says a name twice, for two readers could see two events', () => {
    expect(refusal(lineOf().replace('"type":', '"type":"AccountClosed","type":'))).toMatchObject({ field: 'type' })
    expect(refusal(lineOf().replace('"account":', '"acc\\u006funt":"eve","account":'))).toMatchObject({
      field: 'account',
    })
    expect(refusal(lineOf().replace('"account":', '"x":[{"account":1},{"account":",\\"{"}],"account":'))).toMatchObject(
      {
        event: { type: 'AccountOpened' },
      },
    )
  })

  it('is refused when its data goes beyond what has a canonical text', () => {
    const nested = '['.repeat(100_000) + ']'.repeat(100_000)
    for (const beyond of ['1e999', nested])
      expect(refusal(lineOf().replace('"account":"ada"', `"account":${beyond}`))).toMatchObject({ field: 'data' })
  })
})

describe('an event that a line cannot hold as it is', () => {
  it.each([
    ['data', { data: '{"b":1,"a":2}' }],
    ['data', { data: '{"a": 1}' }],
    ['data', { data: 'not JSON' }],
    ['data', { data: '[]' }],
    ['data', { data: JSON.stringify({ long: 'x'.repeat(longestLine) }) }],
    ['occurredAt', { occurredAt: 'noon' }],
    ['metadata', { metadata: { Actor: 'x' } }],
    ['metadata', { metadata: { subject: 'x' } }],
    ['metadata', { metadata: { correlationid: 'x' } }],
    ['metadata actor', { metadata: { actor: '\ud800' } }],
    ['type', { type: '' }],
  ])('is not exported for its %s', (field, change) => {
    expect(encodeLine({ ...first, ...change }, ledger)).toMatchObject({
      left: { _tag: 'EventNotExportable', stream: 'account-ada', revision: 0, sequence: 1, field },
    })
  })

  it('nor is anything of a ledger whose name is no URI reference', () => {
    expect(encodeLine(first, 'the harbour')).toMatchObject({ left: { field: 'ledger' } })
  })
})

describe('a type that this version does not know', () => {
  it('is written and read like any other', () => {
    const [strange] = written([{ stream: 'comet-1', type: 'Comet Seen', data: '{"tail":true}', schemaVersion: 12 }])
    expect(lineOf(strange)).toContain('"dataschema":"urn:waybill:schema:Comet%20Seen:12"')
    expect(refusal(lineOf(strange))).toMatchObject({ event: strange })
  })
})
