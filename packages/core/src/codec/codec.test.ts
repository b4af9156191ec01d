import { describe, expect, it } from '@jest/globals'
import * as E from 'fp-ts/lib/Either.js'
import { accountReferenceInput } from '../ledger/account-reference-input.js'
import { accountElsewhere, accountReference, ledgerAccount } from '../ledger/account-id.js'
import { decodeWith, describeFound, personal, type Codec, type FieldProblem } from './codec.js'
import { flag, listOf, oneOf, textMap } from './collection.js'
import { structure } from './structure.js'
import { day, identifier, instant, label, later, lengthOf, millisecondsBetween, uuid, words } from './text.js'

const problemsOf = <A, O>(codec: Codec<A, O>, value: unknown): ReadonlyArray<FieldProblem> => {
  const decoded = decodeWith(codec, value)
  return E.isLeft(decoded) ? decoded.left : []
}
const accepts = <A, O>(codec: Codec<A, O>, value: unknown): boolean => E.isRight(decodeWith(codec, value))

const person = structure('a person', { name: personal(label) }, { nick: label })
const letter = structure(
  'a letter',
  { to: listOf(person, { min: 1, max: 2 }), urgent: flag },
  { kind: oneOf(['BILL', 'NOTE']) },
)

describe('an object that is read', () => {
  it('is refused with every problem in it, each by its place', () => {
    const problems = problemsOf(letter, { to: [{ name: 'Mei' }, { nick: '' }], kind: 'POST', stamp: 1 })
    expect(problems.map(({ path }) => path)).toEqual(['to[1].name', 'to[1].nick', 'urgent', 'kind', 'stamp'])
    expect(problems[2]).toEqual({ path: 'urgent', expected: 'true or false', found: 'nothing' })
    expect(problems[3]).toEqual({ path: 'kind', expected: 'one of BILL, NOTE', found: '"POST"' })
    expect(problems[4]?.expected).toBe('no field of this name (known: to, urgent, kind)')
  })

  it('is refused with every problem also where there are hundreds of thousands', () => {
    const many = Object.fromEntries(Array.from({ length: 200_000 }, (_, index) => [`k${index}`, 1]))
    expect(problemsOf(letter, { to: [{ name: 'Mei', ...many }], urgent: true })).toHaveLength(200_000)
    expect(problemsOf(structure('an envelope', { person }), { person: { name: 'Mei', ...many } })).toHaveLength(200_000)
  })

  it('does not show what names a person', () => {
    expect(problemsOf(letter, { to: [{ name: 7 }], urgent: true })).toEqual([
      {
        path: 'to[0].name',
        expected: 'a label of 1 to 120 characters without control characters',
        found: 'a value that is not shown, because it names a person',
      },
    ])
  })

  it('counts a member that is undefined as absent, and null as something else', () => {
    expect(accepts(letter, { to: [{ name: 'Mei' }], urgent: true, kind: undefined })).toBe(true)
    expect(accepts(letter, { to: [{ name: 'Mei' }], urgent: true, kind: null })).toBe(false)
  })

  it('has no more and no fewer items than its list may hold', () => {
    const one = { name: 'Mei' }
    expect([[], [one], [one, one], [one, one, one]].map((to) => accepts(letter, { to, urgent: false }))).toEqual([
      false,
      true,
      true,
      false,
    ])
  })

  it.each([
    ['a text', 'x'],
    ['nothing', undefined],
    ['a list', []],
    ['null', null],
  ])('is not %s', (_, value) => {
    expect(problemsOf(letter, value).map(({ path, expected }) => ({ path, expected }))).toEqual([
      { path: '', expected: 'a letter' },
    ])
  })
})

describe('what was found', () => {
  it('is shown short, and as JSON', () => {
    expect(describeFound({ a: [1n, 'x'] })).toBe('{"a":["1n","x"]}')
    expect(describeFound(5n)).toBe('5n')
    expect(describeFound('y'.repeat(200))).toBe(`"${'y'.repeat(79)}… (202 characters)`)
    expect(describeFound(() => 1)).toBe('function')
  })

  it('is well-formed text even when it is cut within a character', () => {
    expect(describeFound(`${'y'.repeat(78)}😀${'y'.repeat(100)}`).isWellFormed()).toBe(true)
  })

  it('is named by its kind when it has no JSON form', () => {
    const circle: { self?: unknown } = {}
    circle.self = circle
    expect(describeFound(circle)).toBe('object')
  })
})

describe('an instant', () => {
  it('is in UTC with milliseconds, of a day that exists', () => {
    const given = [
      '2026-02-14T09:30:00.000Z',
      '2024-02-29T23:59:59.999Z',
      '2026-02-29T00:00:00.000Z',
      '2026-02-14T24:00:00.000Z',
      '2026-02-14T09:30:00Z',
      '2026-02-14T09:30:00.000+00:00',
    ]
    expect(given.map((text) => accepts(instant, text))).toEqual([true, true, false, false, false, false])
  })

  it('lies so many milliseconds from another', () => {
    expect(later('2026-02-28T23:59:59.999Z', 1)).toBe('2026-03-01T00:00:00.000Z')
    expect(millisecondsBetween('2026-02-14T09:30:00.000Z', '2026-02-14T09:29:00.000Z')).toBe(-60_000)
  })
})

describe('small words', () => {
  it('have a form', () => {
    expect(['2026-02-14', '2026-02-30', '2026-2-14'].map((text) => accepts(day, text))).toEqual([true, false, false])
    expect(
      ['t1', 'T.1_a-b', '-t1', 't 1', '', 't'.repeat(128), 't'.repeat(129)].map((text) => accepts(identifier, text)),
    ).toEqual([true, true, false, false, false, true, false])
    expect(
      ['8a562c67-ca16-48ba-b074-65581be6f001', '8A562C67-CA16-48BA-B074-65581BE6F001', 'none'].map((text) =>
        accepts(uuid, text),
      ),
    ).toEqual([true, false, false])
  })

  it('are counted in characters, not in code units', () => {
    expect(lengthOf('😀张a')).toBe(3)
    expect(accepts(label, '😀'.repeat(120))).toBe(true)
    expect(accepts(label, '😀'.repeat(121))).toBe(false)
  })

  it('have no control characters in a label, and no half characters anywhere', () => {
    expect(accepts(label, 'two\nlines')).toBe(false)
    expect(accepts(words, 'two\nlines')).toBe(true)
    expect(accepts(words, 'half \ud83d')).toBe(false)
    expect(accepts(textMap, { a: 'half \ud83d' })).toBe(false)
  })
})

describe('an account', () => {
  it('of this book may stand in the name of a stream', () => {
    expect(
      ['mei', 'acct-1.a_b', 'fees:CNY', 'two words', '', '../up', '张'].map((id) => accepts(accountReferenceInput, id)),
    ).toEqual([true, true, false, false, false, false, false])
    expect(accepts(accountReferenceInput, { account: 'fees:CNY' })).toBe(false)
  })

  it('elsewhere has an institution and whatever number that institution gave it', () => {
    expect(accepts(accountReferenceInput, { account: '6222 0001', institution: 'Bank of Elsewhere' })).toBe(true)
    expect(accepts(accountElsewhere, { account: '6222 0001', institution: 'Bank of Elsewhere' })).toBe(true)
    expect(accepts(accountElsewhere, { account: 'mei' })).toBe(false)
    expect(accepts(accountReference, { account: ' 6222' })).toBe(false)
  })

  it('of the book carries a colon', () => {
    expect(
      ['in-transit:hvps:CNY', 'fees:CNY', 'mei', 'a:b:c:d', 'in-transit:two words:CNY'].map((id) =>
        accepts(ledgerAccount, id),
      ),
    ).toEqual([true, true, true, false, false])
  })
})
