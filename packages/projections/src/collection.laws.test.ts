import { canonicalJson } from '@waybill/core'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { collection, keyOf, numberPart } from './collection.js'

type Leaf = { readonly sum: bigint; readonly note: string; readonly count: number; readonly flag: boolean | null }
type Document = Leaf & { readonly items: ReadonlyArray<Leaf>; readonly inner: Leaf | null }

const documents = collection<Document>('test.document', { sum: true })

const text = fc.string({ unit: 'grapheme' })
const leaf: fc.Arbitrary<Leaf> = fc.record({
  sum: fc.bigInt(),
  note: text,
  count: fc.oneof(
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
  ),
  flag: fc.option(fc.boolean()),
})
const document: fc.Arbitrary<Document> = fc
  .record({ top: leaf, items: fc.array(leaf), inner: fc.option(leaf) })
  .map(({ top, ...rest }) => ({ ...top, ...rest }))

const sumsAsText = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_name, member: unknown) => (typeof member === 'bigint' ? member.toString() : member)),
  )

describe('the stored form of a document', () => {
  it('is RFC 8785 text with sums as decimal text', () => {
    fc.assert(fc.property(document, (value) => expect(documents.encode(value)).toBe(canonicalJson(sumsAsText(value)))))
  })

  it('reads back as the document', () => {
    fc.assert(
      fc.property(document, (value) => {
        expect(documents.decode('key', documents.encode(value))).toEqual(E.right(value))
      }),
    )
  })

  it('says which document is damaged when it is not JSON', () => {
    expect(documents.decode('key', '{"sum":')).toEqual(
      E.left({ _tag: 'DocumentDamaged', collection: 'test.document', key: 'key' }),
    )
  })
})

describe('a key', () => {
  it('tells its parts apart whatever they hold', () => {
    const parts = fc.array(fc.stringMatching(/^[a/%25F]{0,6}$/), { minLength: 1, maxLength: 3 })
    fc.assert(
      fc.property(parts, parts, ([first, ...rest], [other, ...others]) => {
        const same = JSON.stringify([first, ...rest]) === JSON.stringify([other, ...others])
        expect(keyOf(first!, ...rest) === keyOf(other!, ...others)).toBe(same)
      }),
    )
  })

  it('sorts numbers as numbers', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.maxSafeNat(), (left, right) => {
        expect(numberPart(left) < numberPart(right)).toBe(left < right)
      }),
    )
  })
})
