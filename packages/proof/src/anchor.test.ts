import * as E from 'fp-ts/lib/Either.js'
import { type Anchor, decodeAnchor, encodeAnchor } from './index.js'

const anchor: Anchor = {
  ledger: 'urn:waybill:ledger:harbour',
  size: 8,
  root: 'ab'.repeat(32),
  time: '2032-02-29T23:59:59.999Z',
}

const spoiled = (change: Readonly<Record<string, unknown>>): string => JSON.stringify({ ...anchor, ...change })

describe('an anchor file', () => {
  test('is written with its fields in a fixed order, two spaces of indent and a newline at the end', () => {
    const { time, root, size, ledger } = anchor
    expect(encodeAnchor({ time, root, size, ledger })).toMatchInlineSnapshot(`
"{
  "ledger": "urn:waybill:ledger:harbour",
  "size": 8,
  "root": "abababababababababababababababababababababababababababababababab",
  "time": "2032-02-29T23:59:59.999Z"
}
"
`)
  })

  test('is read as it was written', () => {
    expect(decodeAnchor(encodeAnchor(anchor))).toEqual(E.right(anchor))
    expect(decodeAnchor(encodeAnchor({ ...anchor, size: 0 }))).toEqual(E.right({ ...anchor, size: 0 }))
  })

  test.each([
    ['no ledger', { ledger: undefined }, 'ledger', 'TO_BE_PRESENT', null],
    ['an empty ledger', { ledger: '' }, 'ledger', 'A_TEXT_THAT_IS_NOT_EMPTY', '""'],
    ['a fifth field', { comment: 'trust me' }, 'comment', 'TO_BE_ABSENT', '"trust me"'],
    ['a size in text', { size: '8' }, 'size', 'A_WHOLE_NUMBER_FROM_0', '"8"'],
    ['half an event', { size: 7.5 }, 'size', 'A_WHOLE_NUMBER_FROM_0', '7.5'],
    ['a size below zero', { size: -1 }, 'size', 'A_WHOLE_NUMBER_FROM_0', '-1'],
    ['a size that numbers cannot hold', { size: 2 ** 53 }, 'size', 'A_WHOLE_NUMBER_FROM_0', '9007199254740992'],
    [
      'a root in capitals',
      { root: 'AB'.repeat(32) },
      'root',
      'A_HASH_OF_64_LOWER_CASE_HEXADECIMAL_DIGITS',
      `"${'AB'.repeat(32)}"`,
    ],
    ['no root but null', { root: null }, 'root', 'A_HASH_OF_64_LOWER_CASE_HEXADECIMAL_DIGITS', 'null'],
    [
      'a day that does not exist',
      { time: '2031-02-29T00:00:00.000Z' },
      'time',
      'A_TIME_IN_UTC_WITH_MILLISECONDS',
      '"2031-02-29T00:00:00.000Z"',
    ],
    [
      'a century that is no leap year',
      { time: '2100-02-29T00:00:00.000Z' },
      'time',
      'A_TIME_IN_UTC_WITH_MILLISECONDS',
      '"2100-02-29T00:00:00.000Z"',
    ],
    [
      'a month that does not exist',
      { time: '2031-13-01T00:00:00.000Z' },
      'time',
      'A_TIME_IN_UTC_WITH_MILLISECONDS',
      '"2031-13-01T00:00:00.000Z"',
    ],
    [
      'a time with an offset',
      { time: '2031-03-04T08:00:00.000+08:00' },
      'time',
      'A_TIME_IN_UTC_WITH_MILLISECONDS',
      '"2031-03-04T08:00:00.000+08:00"',
    ],
    [
      'a time without milliseconds',
      { time: '2031-03-04T08:00:00Z' },
      'time',
      'A_TIME_IN_UTC_WITH_MILLISECONDS',
      '"2031-03-04T08:00:00Z"',
    ],
  ])('with %s is refused, with field, expectation and what stood there', (_, change, field, expected, found) => {
    expect(decodeAnchor(spoiled(change))).toEqual(E.left({ _tag: 'AnchorUnreadable', field, expected, found }))
  })

  test.each([
    ['an empty file', '', 'JSON', ''],
    ['half a file', '{"ledger":', 'JSON', '{"ledger":'],
    ['a file with a byte-order mark', '\ufeff{}', 'JSON', '\ufeff{}'],
    ['a list', '[]', 'AN_OBJECT', '[]'],
    ['null', 'null', 'AN_OBJECT', 'null'],
  ])('that is %s is refused as a whole', (_, text, expected, found) => {
    expect(decodeAnchor(text)).toEqual(E.left({ _tag: 'AnchorUnreadable', field: null, expected, found }))
  })

  test('that is long and wrong is quoted in at most 80 characters', () => {
    const refused = decodeAnchor('x'.repeat(5000))
    expect(E.isLeft(refused) && refused.left.found).toBe(`${'x'.repeat(79)}…`)
  })
})
