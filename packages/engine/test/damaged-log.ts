import * as E from 'fp-ts/lib/Either.js'
import type { StoredEvent } from '@waybill/core'
import { encodeLine, longestLine } from '../src/log-file/index.js'
import { ledger, rentDrafts, rentLog, written } from './sample-ledger.js'

const encoder = new TextEncoder()

/** The bytes of a log of these events. */
export const logOf = (events: ReadonlyArray<StoredEvent>, of: string = ledger): Uint8Array =>
  encoder.encode(
    events
      .map((event) => {
        const line = encodeLine(event, of)
        if (E.isLeft(line)) throw new Error(JSON.stringify(line.left))
        return `${line.right}\n`
      })
      .join(''),
  )

const whole = logOf(rentLog)
const text = new TextDecoder().decode(whole)
const lines = text.trimEnd().split('\n')

const joined = (...parts: ReadonlyArray<Uint8Array>): Uint8Array => Buffer.concat(parts)
const withLine = (line: number, change: (old: string) => string): Uint8Array =>
  encoder.encode(`${lines.map((old, index) => (index === line - 1 ? change(old) : old)).join('\n')}\n`)
const swapped = <A>(list: ReadonlyArray<A>, one: number, other: number): ReadonlyArray<A> =>
  list.map((item, index) => (index === one ? list[other]! : index === other ? list[one]! : item))

export const untouched = whole

/** Logs that are refused whole, by the damage that they carry, with the line and the reason that must be named. */
export const refusedWhole = {
  empty: { bytes: new Uint8Array(0), line: 1, reason: 'EMPTY' },
  'half a line': { bytes: whole.subarray(0, whole.length - 40), line: 6, reason: 'HALF_A_LINE' },
  'a last line without its line break': { bytes: whole.subarray(0, -1), line: 6, reason: 'HALF_A_LINE' },
  'a line cut in two': {
    bytes: withLine(3, (old) => `${old.slice(0, 60)}\n${old.slice(60)}`),
    line: 3,
    reason: 'NOT_JSON',
  },
  'an empty line in the middle': { bytes: withLine(2, (old) => `${old}\n`), line: 3, reason: 'NOT_JSON' },
  'a byte that is not UTF-8': {
    bytes: joined(whole.subarray(0, 30), Uint8Array.of(0xff), whole.subarray(30)),
    line: 1,
    reason: 'NOT_UTF8',
  },
  'Latin-1 in its fourth line': {
    bytes: Buffer.from(text.replace('CUSTOMER', 'Müller'), 'latin1'),
    line: 4,
    reason: 'NOT_UTF8',
  },
  'UTF-16': { bytes: Buffer.from(`\ufeff${text}`, 'utf16le'), line: 1, reason: 'NOT_UTF8' },
  'a byte-order mark': { bytes: encoder.encode(`\ufeff${text}`), line: 1, reason: 'BYTE_ORDER_MARK' },
  'a line above 1 MiB': {
    bytes: withLine(2, (old) => old.replace('{', `{"note":"${'x'.repeat(longestLine)}",`)),
    line: 2,
    reason: 'LINE_TOO_LONG',
  },
  'a megabyte without a line break': { bytes: new Uint8Array(3_000_000).fill(0x61), line: 1, reason: 'LINE_TOO_LONG' },
  'a page of a web site': { bytes: encoder.encode('<html>\n</html>\n'), line: 1, reason: 'NOT_JSON' },
  'JSON that is no CloudEvent': { bytes: encoder.encode('{"hello":"world"}\n'), line: 1, reason: 'NOT_A_CLOUDEVENT' },
  'two ledgers mixed': {
    bytes: joined(whole, logOf(rentLog, 'urn:waybill:ledger:inland')),
    line: 7,
    reason: 'TWO_LEDGERS',
  },
} as const

/** Logs that can be read and show that they are not as they were written, with the first sequence in doubt, by the anchor. */
export const broken = {
  'a gap': { bytes: logOf(rentLog.filter(({ sequence }) => sequence !== 4)), firstBad: 4 },
  'a double': { bytes: logOf([...rentLog.slice(0, 3), rentLog[2]!, ...rentLog.slice(3)]), firstBad: 3 },
  'two lines swapped': { bytes: logOf(swapped(rentLog, 2, 3)), firstBad: 3 },
  'an amount altered': { bytes: withLine(4, (old) => old.replaceAll('100000', '900000')), firstBad: 4 },
  'a time altered': { bytes: withLine(2, (old) => old.replace('T08:00:01.000Z', 'T07:00:01.000Z')), firstBad: 2 },
  'metadata added': { bytes: withLine(5, (old) => old.replace(/}$/, ',"approved":"yes"}')), firstBad: 5 },
  'a hash that is none': {
    bytes: withLine(3, (old) => old.replace(/"chainhash":"\w+"/, '"chainhash":"x"')),
    firstBad: 3,
  },
  'its tail cut off': { bytes: logOf(rentLog.slice(0, 4)), firstBad: 5 },
  'its story written anew': {
    bytes: logOf(written(rentDrafts.map((draft) => ({ ...draft, data: draft.data.replaceAll('100000', '100001') })))),
    firstBad: 1,
  },
} as const

/** Logs that are whole, and hold something that this version cannot read. */
export const setAside = {
  'an unknown type': {
    bytes: logOf(
      written([...rentDrafts, { stream: 'transfer-rent', type: 'TransferBlessed', data: '{"by":"nobody"}' }]),
    ),
    reason: 'UNKNOWN_TYPE',
  },
  'a newer version': {
    bytes: logOf(
      written([
        ...rentDrafts,
        { stream: 'account-ben', type: 'AccountClosing', data: '{"reason":"x"}', schemaVersion: 2 },
      ]),
    ),
    reason: 'NEWER_VERSION',
  },
  'an extra field': {
    bytes: logOf(
      written([...rentDrafts, { stream: 'account-ben', type: 'AccountClosing', data: '{"extra":1,"reason":"x"}' }]),
    ),
    reason: 'WRONG_SHAPE',
  },
  'a word in a stream of another kind': {
    bytes: logOf(written([...rentDrafts, { stream: 'funds-ben', type: 'AccountClosing', data: '{"reason":"x"}' }])),
    reason: 'WRONG_STREAM',
  },
} as const
