// How the time of each boundary grows with its input, as a ratio within one run: the least of several tries at a size, and
// at 32 times that size.

import { canonicalJson, decodeCommand, decodeStored } from '../packages/core/dist/esm/index.js'
import { decodeLine, describe, logSentence } from '../packages/engine/dist/esm/index.js'
import { decodeAnchor } from '../packages/proof/dist/esm/index.js'

const place = { file: 'handed-in.ndjson', line: 1 }
const payment = {
  commandId: 'c1',
  transferId: 't1',
  payer: 'mei',
  payee: 'bo',
  amount: { decimal: '1.00', currency: 'CNY' },
}

const line = (data) =>
  JSON.stringify({
    specversion: '1.0',
    id: '8a562c67-ca16-48ba-b074-65581be6f001',
    source: 'urn:example:ledger',
    type: 'TransferConfirmed',
    subject: 'transfer-t1',
    time: '2026-02-14T09:30:00.000Z',
    recordedtime: '2026-02-14T09:30:00.000Z',
    sequence: '1'.padStart(20, '0'),
    revision: '0',
    dataschema: 'urn:waybill:schema:TransferConfirmed:1',
    chainhash: 'ab'.repeat(32),
    data,
  })

const stored = (data) => ({
  stream: 'transfer-t1',
  revision: 0,
  sequence: 1,
  id: '8a562c67-ca16-48ba-b074-65581be6f001',
  type: 'TransferConfirmed',
  schemaVersion: 1,
  occurredAt: '2026-02-14T09:30:00.000Z',
  recordedAt: '2026-02-14T09:30:00.000Z',
  metadata: {},
  data,
  chainhash: 'ab'.repeat(32),
})

const numbered = (count, value) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, value]))
const list = (count, value) => Array.from({ length: count }, () => value)

/** Each makes an input of a size, and does what is measured. */
const boundaries = [
  ['a line with many fields', (n) => line(numbered(n, 1)), (text) => decodeLine(text, place)],
  ['a line with a long list', (n) => line({ in: list(n, 'x') }), (text) => decodeLine(text, place)],
  ['a line with a long text', (n) => line({ in: '\u00e9"\\'.repeat(n) }), (text) => decodeLine(text, place)],
  ['a line that repeats names', (n) => `{${list(n, '"a":1').join(',')}}`, (text) => decodeLine(text, place)],
  ['a line that is no JSON', (n) => `${'{"a":['.repeat(n)}`, (text) => decodeLine(text, place)],
  ['a line of brackets', (n) => '['.repeat(n), (text) => decodeLine(text, place)],
  ['canonical JSON of many fields', (n) => numbered(n, { in: [1] }), (value) => canonicalJson(value)],
  ['stored data with unknown fields', (n) => stored(JSON.stringify(numbered(n, 1))), (event) => decodeStored(event)],
  [
    'a command with unknown fields',
    (n) => ({ ...payment, ...numbered(n, 1) }),
    (p) => decodeCommand('InitiateTransfer', p),
  ],
  [
    'a command with many fees',
    (n) => ({ ...payment, fees: list(n, { kind: 'x' }) }),
    (p) => decodeCommand('InitiateTransfer', p),
  ],
  [
    'a command with a long text',
    (n) => ({ ...payment, purpose: 'a '.repeat(n) }),
    (p) => decodeCommand('InitiateTransfer', p),
  ],
  [
    'a command with a long amount',
    (n) => ({ ...payment, amount: { decimal: '9'.repeat(n), currency: 'CNY' } }),
    (p) => decodeCommand('InitiateTransfer', p),
  ],
  [
    'a command with an account of spaces',
    (n) => ({ ...payment, payee: { account: `a${' '.repeat(n)}`, institution: 'x' } }),
    (p) => decodeCommand('InitiateTransfer', p),
  ],
  [
    'the sentence of many problems',
    (n) => decodeCommand('InitiateTransfer', { ...payment, ...numbered(n, 1) }),
    ({ left }) => describe(left),
  ],
  [
    'the sentence of a line',
    (n) => decodeLine(line({}).replace('transfer-t1', 'x'.repeat(n)).replace('"0"', '"zero"'), place),
    ({ left }) => logSentence(left),
  ],
  [
    'an anchor',
    (n) => JSON.stringify({ ledger: 'x'.repeat(n), size: 1, root: 'ab', time: '' }),
    (text) => decodeAnchor(text),
  ],
]

const leastTime = (input, run) => {
  let least = Infinity
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const began = process.hrtime.bigint()
    run(input)
    least = Math.min(least, Number(process.hrtime.bigint() - began))
  }
  return least
}

/** The time for 32 times the input, in times of that for the input. Tiny times are of the machine and not of the input. */
export const growths = () =>
  boundaries.map(([name, make, run]) => {
    const size = 1_500
    leastTime(make(size), run)
    const small = Math.max(leastTime(make(size), run), 10_000)
    return { name, ratio: leastTime(make(size * 32), run) / small }
  })
