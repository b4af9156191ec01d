import * as fc from 'fast-check'
import { createValuePacker } from './value-packer.js'

const text = fc.oneof(
  fc.string({ maxLength: 4 }),
  fc.string({ unit: 'binary', maxLength: 3 }),
  fc.constantFrom('CNY', 'mei', 'bo', '帐户', '\ud83c', 't-1', 'x'.repeat(300)),
)
const great = fc.constantFrom(2n ** 53n, 2n ** 53n - 1n, -(2n ** 53n), 2n ** 127n, -(2n ** 90n), 128n, 127n, -1n)
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(null, undefined, true, false, 0n),
    text,
    fc.bigInt(),
    great,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(text, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}))

describe('a packed value', () => {
  it('keeps records apart whose keys read alike when they are written one behind the other', () => {
    const packer = createValuePacker()
    const alike = [{}, { '': null }, { 'a\0b': 1n }, { a: 1n, b: 1n }, { '1:a': 1n }, JSON.parse('{"__proto__":null}')]
    const kept = alike.map((one: unknown) => [packer.pack(one, '').slice(), one] as const)
    for (const [bytes, one] of kept) expect(packer.unpack(bytes, 0, '')).toStrictEqual(one)
  })

  it('is the same again, whatever was packed before it', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(value, text), { maxLength: 30 }), (values) => {
        const packer = createValuePacker()
        const kept = [...values, ...values].map(
          ([one, known]) => [packer.pack(one, known).slice(), one, known] as const,
        )
        for (const [bytes, one, known] of kept) expect(packer.unpack(bytes, 0, known)).toStrictEqual(one)
      }),
    )
  })

  it('is the same again where there are more outlines and texts than are kept apart', () => {
    const packer = createValuePacker()
    const many = Array.from({ length: 6_000 }, (_, number) =>
      [
        `ref-${number}`,
        Array.from({ length: number % 50 }, (_item, index) => ((number >> (index % 13)) & 1 ? null : true)),
        Array.from({ length: number }, (_item, index) => index < 2),
      ].slice(0, number % 7 === 0 ? 3 : 2),
    )
    const kept = [...many, ...many].map((one) => [packer.pack(one, '').slice(), one] as const)
    expect(kept.every(([bytes, one]) => JSON.stringify(packer.unpack(bytes, 0, '')) === JSON.stringify(one))).toBe(true)
  })
})
