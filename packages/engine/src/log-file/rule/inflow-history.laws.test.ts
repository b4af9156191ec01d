import * as fc from 'fast-check'
import { createInflowHistory } from './inflow-history.js'

describe('the history of inflow', () => {
  it('gives at every position the sum of the credits up to it', () => {
    const credit = fc.record({
      account: fc.constantFrom('ada', 'ben'),
      step: fc.nat({ max: 3 }),
      sum: fc.oneof(fc.bigInt(1n, 99n), fc.bigInt(2n ** 61n, 2n ** 65n), fc.bigInt(-3n, 0n)),
    })
    fc.assert(
      fc.property(fc.array(credit, { maxLength: 400, size: 'max' }), fc.nat({ max: 700 }), (credits, asked) => {
        const history = createInflowHistory()
        let sequence = 0
        let expected = 0n
        for (const { account, step, sum } of credits) {
          sequence += step
          history.add(account, sequence, sum)
          if (account === 'ada' && sequence <= asked) expected += sum
        }
        expect(history.through('ada', asked)).toBe(expected)
      }),
    )
  })
})
