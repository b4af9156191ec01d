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
    ['1380', '1381', false],
    ['1380', '1380', true],
    ['1380', '13801', false],
    ['13800', '138001', true],
    ['13800', '1380012', false],
    ['1380012', '1380099', false],
    ['1380012', '1380092', true],
    ['13800123', '13800199', true],
    ['13800123', '1380012399', true],
    ['13800123', '13800999', false],
    ['13800123', '13800123999', false],
    ['13800123', '1800123', true],
    ['1380012345', '18012345', true],
    ['', '', true],
    ['', '1', false],
    ['ÄB-12345', 'äb12345', true],
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
