import * as fc from 'fast-check'
import { stateOfText, textOfState } from './state-text.js'

const name = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('$integer', '$entries', '$$', '$'))
const { state } = fc.letrec<{ readonly state: unknown }>((tie) => ({
  state: fc.oneof(
    { maxDepth: 4 },
    fc.bigInt(),
    fc.constantFrom(null, true, false),
    fc.integer(),
    fc.string({ unit: 'grapheme' }),
    fc.array(tie('state'), { maxLength: 4 }),
    fc.dictionary(name, tie('state'), { maxKeys: 4, noNullPrototype: true }),
    fc.array(fc.tuple(fc.string(), tie('state')), { maxLength: 4 }).map((entries) => new Map(entries)),
  ),
}))

describe('the text of a state', () => {
  it('says all of it: big integers, maps in their order, and names that look like those of the text itself', () => {
    fc.assert(
      fc.property(state, (value) => {
        const again = stateOfText(textOfState(value))
        expect(again).toEqual(value)
        expect(textOfState(again)).toBe(textOfState(value))
      }),
      { numRuns: 500 },
    )
  })

  it('leaves out what is not there', () => {
    expect(textOfState({ b: undefined, a: 1n })).toBe('{"a":{"$integer":"1"}}')
  })
})
