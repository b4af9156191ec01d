import { displayWidth } from './display-width.js'
import { wrapped } from './wrapped.js'

describe('wrapped', () => {
  it('breaks between words and indents what follows', () => {
    expect(wrapped('the money is on its way', 12, '- ', '  ')).toEqual(['- the money', '  is on its', '  way'])
  })

  it('breaks between Chinese signs, each of which takes two columns, and never before a closing sign', () => {
    const lines = wrapped('资金已到账，一切正常。', 11, '')
    expect(lines).toEqual(['资金已到', '账，一切正', '常。'])
    expect(lines.every((line) => displayWidth(line) <= 11)).toBe(true)
  })

  it('keeps figures and latin words whole within Chinese text', () => {
    expect(wrapped('于 14:09:37 由 Lakeside Bank 拒绝', 16, '')).toEqual(['于 14:09:37 由', 'Lakeside Bank 拒', '绝'])
  })

  it('leaves a word that is longer than a line alone on its line', () => {
    expect(wrapped('a 6222030602007719842 b', 10, '')).toEqual(['a', '6222030602007719842', 'b'])
  })
})
