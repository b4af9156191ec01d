import fc from 'fast-check'
import { looksLike } from './looks-like.js'

describe('two account numbers', () => {
  it.each([
    ['6222 0210 0111 2345', '6222021001112345', true],
    ['6222021001112345', '6222021001112346', true],
    ['6222021001112345', '6222021001112354', true],
    ['6222021001112345', '622202100111234', true],
    ['6222021001112345', '6222021001119999', false],
    ['DE89-3704-0044', 'de8937040044', true],
    ['bo', 'mo', false],
    ['13800', '13801', true],
    ['13800', '13911', false],
  ])('%s and %s', (left, right, alike) => {
    expect(looksLike(left, right)).toBe(alike)
    expect(looksLike(right, left)).toBe(alike)
  })

  it('are alike when one digit was typed wrong', () => {
    const digits = fc.stringMatching(/^\d{8,19}$/)
    fc.assert(
      fc.property(digits, fc.nat(), fc.nat(9), (number, place, digit) => {
        const at = place % number.length
        expect(looksLike(number, `${number.slice(0, at)}${digit}${number.slice(at + 1)}`)).toBe(true)
      }),
    )
  })
})
