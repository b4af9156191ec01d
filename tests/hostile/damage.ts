import type { Random } from '../stories/random.js'
import type { Json } from './random-json.js'

type Members = { readonly [name: string]: Json }
type Change = (value: Json) => Json

const isMembers = (value: Json): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const nested = (depth: number): Json => {
  let value: Json = 'deep'
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { in: value }
  return value
}

const oddTexts = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  '\u2028',
  '\ufeff',
  '-0',
  '-1',
  '007',
  '1e3',
  '1.5',
  'NaN',
  '9223372036854775808',
  '９',
  '١٢٣',
  'ＣＮＹ',
  '__proto__',
  'constructor',
  'toString',
  '../../etc/passwd',
  '%00',
  "'; DROP TABLE events; --",
  '${jndi:ldap://x}',
  '2026-02-30T09:30:00.000Z',
  '2026-02-14T24:00:00.000Z',
  '+010000-01-01T00:00:00.000Z',
  'é'.normalize('NFD'),
  'x'.repeat(5000),
  '😀'.repeat(2000),
]

const oddNumbers = [0, -0, -1, 0.5, 2 ** 53, -(2 ** 53), 1e300, 1e-300]

const oddValue = (random: Random): Json => {
  switch (random.below(8)) {
    case 0:
      return null
    case 1:
      return random.below(2) === 0
    case 2:
      return random.pick(oddNumbers)
    case 3:
      return []
    case 4:
      return {}
    case 5:
      return nested(1 + random.below(300))
    case 6:
      return Array.from({ length: random.below(400) }, (_, index) => index)
    default:
      return random.pick(oddTexts)
  }
}

const oddNames = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '',
  'amount',
  'colour',
  '\u0000',
  'payer',
]

// Through a list of entries, so that a member called __proto__ is one like any other.
const withMember = (members: Members, name: string, value: Json): Members =>
  Object.fromEntries([...Object.entries(members).filter(([known]) => known !== name), [name, value]])

const changedText = (text: string, random: Random): string => {
  const at = random.below(text.length + 1)
  switch (random.below(5)) {
    case 0:
      return text.slice(0, at)
    case 1:
      return `${text.slice(0, at)}${random.pick(['\u0000', ' ', '0', '\n', '\ud83d', 'é', '"', '\u202e'])}${text.slice(at)}`
    case 2:
      return text.repeat(2 + random.below(200))
    case 3:
      return text.toUpperCase() === text ? text.toLowerCase() : text.toUpperCase()
    default:
      return random.pick(oddTexts)
  }
}

/** What may be done to one value, whatever stands below it. */
const changeHere =
  (random: Random): Change =>
  (value) => {
    if (random.below(3) === 0) return oddValue(random)
    if (typeof value === 'string') return changedText(value, random)
    if (typeof value === 'number') return value + random.pick([-1, 1, 0.5, 2 ** 53])
    if (Array.isArray(value)) {
      const items = value as ReadonlyArray<Json>
      return random.below(2) === 0 ? items.slice(1) : [...items, ...items, oddValue(random)]
    }
    if (isMembers(value)) {
      const known = Object.keys(value)
      if (known.length > 0 && random.below(2) === 0) {
        const gone = random.pick(known)
        return Object.fromEntries(Object.entries(value).filter(([name]) => name !== gone))
      }
      return withMember(value, random.pick(oddNames), oddValue(random))
    }
    return oddValue(random)
  }

/** The value after one change at some place in it. */
export const damagedJson = (value: Json, random: Random): Json => {
  const below = Array.isArray(value) ? value.length : isMembers(value) ? Object.keys(value).length : 0
  if (below === 0 || random.below(4) === 0) return changeHere(random)(value)
  const chosen = random.below(below)
  if (Array.isArray(value))
    return (value as ReadonlyArray<Json>).map((item, index) => (index === chosen ? damagedJson(item, random) : item))
  return Object.fromEntries(
    Object.entries(value as Members).map(([name, item], index) => [
      name,
      index === chosen ? damagedJson(item, random) : item,
    ]),
  )
}

const oddBytes = [0x00, 0x0a, 0x0d, 0x22, 0x2c, 0x5c, 0x7b, 0x7d, 0x80, 0xc0, 0xed, 0xef, 0xf8, 0xff]

/** Bytes after a change that no writer makes: a bit turned, a piece gone, doubled, swapped, cut off, or put in. */
export const damagedBytes = (bytes: Uint8Array, random: Random): Uint8Array => {
  const from = random.below(bytes.length + 1)
  const to = Math.min(bytes.length, from + 1 + random.below(40))
  const [head, piece, tail] = [bytes.subarray(0, from), bytes.subarray(from, to), bytes.subarray(to)]
  const odd = (): Uint8Array => Uint8Array.from({ length: 1 + random.below(8) }, () => random.pick(oddBytes))
  switch (random.below(7)) {
    case 0: {
      const turned = Uint8Array.from(bytes)
      if (from < turned.length) turned[from] = turned[from]! ^ (1 << random.below(8))
      return turned
    }
    case 1:
      return Buffer.concat([head, tail])
    case 2:
      return Buffer.concat([head, piece, piece, tail])
    case 3:
      return Buffer.concat([head, tail.subarray(0, 20), piece, tail.subarray(20)])
    case 4:
      return head
    case 5:
      return Buffer.concat([head, odd(), tail])
    default:
      return Buffer.concat([head, odd(), piece, odd(), tail])
  }
}
