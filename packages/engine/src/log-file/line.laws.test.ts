import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { canonicalJson, type StoredEvent } from '@waybill/core'
import { ledger } from '../../test/sample-ledger.js'
import { decodeAnyLine, decodeLine, decodeParsedLine } from './decode-line.js'
import { decodePlainLine } from './decode-plain-line.js'
import { encodeLine } from './encode-line.js'
import { repeatedNameIn } from './repeated-name.js'

const storable = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  .filter((text) => text.isWellFormed() && !text.includes('\0'))
const time = fc
  .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true })
  .map((date) => date.toISOString())
const key = fc.oneof(
  fc.constantFrom('$correlationId', '$causationId', 'traceparent', 'commandid', 'constructor', 'tostring'),
  fc.stringMatching(/^x[a-z0-9]{0,9}$/),
)
const natural = fc.nat({ max: Number.MAX_SAFE_INTEGER })

const event: fc.Arbitrary<StoredEvent> = fc.record({
  stream: storable,
  revision: natural,
  sequence: natural,
  id: storable,
  type: storable,
  schemaVersion: fc.integer({ min: 1, max: 999_999_999 }),
  occurredAt: time,
  recordedAt: time,
  metadata: fc.dictionary(key, storable, { noNullPrototype: true }),
  data: fc.dictionary(storable, fc.jsonValue()).map(canonicalJson),
  chainhash: fc.stringMatching(/^[0-9a-f]{64}$/),
})

const place = { file: 'law.ndjson', line: 1 }

describe('the line of any event', () => {
  it('holds it whole, and is the only line of it', () => {
    fc.assert(
      fc.property(event, (stored) => {
        const line = encodeLine(stored, ledger)
        if (E.isLeft(line)) throw new Error(JSON.stringify(line.left))
        const read = decodeLine(line.right, place)
        expect(read).toEqual(E.right({ ledger, event: stored, place }))
        expect(repeatedNameIn(line.right)).toBeNull()
      }),
    )
  })

  it('is never broken by a line break within', () => {
    fc.assert(
      fc.property(event, (stored) => {
        const line = encodeLine({ ...stored, metadata: { actor: 'one\ntwo\r\nthree' } }, ledger)
        expect(E.isRight(line) && /[\r\n]/.test(line.right)).toBe(false)
      }),
    )
  })
})

const word = fc.constantFrom(
  'a',
  'rent',
  'payer-1',
  'urn:waybill:x',
  '2031-03-04T08:00:00.000Z',
  '00000000000000000007',
  '7',
)

/** A line as most lines are: with nothing in it that has to be escaped. */
const plainEvent = fc
  .tuple(event, fc.tuple(word, word, word, word), fc.dictionary(key, word, { noNullPrototype: true }))
  .map(([stored, [id, stream, type, chainhash], metadata]): StoredEvent => ({
    ...stored,
    ...{ id, stream, type, chainhash, metadata },
  }))

const lineOf = (stored: StoredEvent): string => {
  const line = encodeLine(stored, ledger)
  if (E.isLeft(line)) throw new Error(JSON.stringify(line.left))
  return line.right
}

const pieces = fc.constantFrom(
  ...['"', '\\', '{', '}', ',', ':', '-0', '1e2', ' ', '\u0000', '\ud83c', 'é', '帐', '","command":"', '"}', '{}', '9'],
  ...['"data":{', '}}', ',"data":{}', '"sequence":"', 'null', '[]', '24:00', '-02-30T', '1', '01'],
)

/** What becomes of a line in careless or hostile hands: a piece put in, cut out, moved or written over. */
const damaged = fc
  .tuple(
    fc.oneof(plainEvent, event).map(lineOf),
    fc.array(fc.tuple(fc.constantFrom('IN', 'OUT', 'TWICE', 'OVER'), fc.nat(), fc.nat({ max: 30 }), pieces), {
      maxLength: 3,
    }),
  )
  .map(([line, changes]) =>
    changes.reduce((text, [change, where, length, piece]) => {
      const at = where % (text.length + 1)
      const [before, within, after] = [text.slice(0, at), text.slice(at, at + length), text.slice(at + length)]
      switch (change) {
        case 'IN':
          return before + piece + within + after
        case 'OUT':
          return before + after
        case 'TWICE':
          return before + within + within + after
        case 'OVER':
          return before + piece + after
      }
    }, line),
  )

describe('a line that is read the short way', () => {
  it('is the same line, whatever was done to it; every other is read in full', () => {
    fc.assert(
      fc.property(damaged, (line) => {
        const inFull = decodeAnyLine(line, place)
        const plain = decodePlainLine(line)
        if (plain === null) {
          expect(decodeLine(line, place)).toEqual(inFull)
          return
        }
        const { parsed, ...short } = plain
        expect(inFull).toEqual(E.right({ ...short, place }))
        expect(parsed).toEqual(JSON.parse(short.event.data))
        expect(decodeLine(line, place)).toEqual(inFull)
        expect(decodeParsedLine(line, place)).toEqual(E.right({ ...short, place, parsed }))
      }),
      { numRuns: 3000 },
    )
  })

  it('is every line that was written, unless something in it had to be escaped', () => {
    fc.assert(fc.property(plainEvent, (stored) => expect(decodePlainLine(lineOf(stored))).not.toBeNull()))
  })
})

describe('any text in place of a line', () => {
  it('is refused with a reason, never with an exception', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.dictionary(key, fc.jsonValue()).map((value) => JSON.stringify(value)),
        ),
        (text) => {
          expect(decodeLine(text, place)).toMatchObject({ left: { _tag: 'LogUnreadable', ...place } })
        },
      ),
    )
  })
})

describe('the search for a repeated name', () => {
  it('finds what a reader that keeps every pair finds', () => {
    const name = fc.constantFrom('a', 'b', '"', '\\', 'é', '{', ',')
    const { json } = fc.letrec<{ json: { text: string; repeats: boolean } }>((tie) => ({
      json: fc.oneof(
        { depthSize: 'small' },
        fc.jsonValue({ maxDepth: 0 }).map((value) => ({ text: JSON.stringify(value), repeats: false })),
        fc.array(tie('json'), { maxLength: 3 }).map((items) => ({
          text: `[${items.map(({ text }) => text).join(' , ')}]`,
          repeats: items.some(({ repeats }) => repeats),
        })),
        fc.array(fc.tuple(name, tie('json')), { maxLength: 3 }).map((pairs) => ({
          text: `{ ${pairs.map(([word, { text }]) => `${JSON.stringify(word)} : ${text}`).join(',\n')} }`,
          repeats: new Set(pairs.map(([word]) => word)).size < pairs.length || pairs.some(([, { repeats }]) => repeats),
        })),
      ),
    }))
    fc.assert(
      fc.property(json, ({ text, repeats }) => {
        JSON.parse(text)
        expect(repeatedNameIn(text) !== null).toBe(repeats)
      }),
    )
  })
})
