import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { v5 } from 'uuid'
import { nameUuid } from './name-uuid.js'
import { digestOfText, sha256 } from './sha256.js'

describe('what is hashed in one call', () => {
  it('names as the reference does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.uuid(), (name, namespace) => {
        expect(nameUuid(name, namespace)).toBe(v5(name, namespace))
      }),
    )
  })

  it('is the same as what is hashed bit by bit', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const digest = createHash('sha256').update(text, 'utf8').digest()
        expect(digestOfText(text)).toBe(`sha256:${digest.toString('hex')}`)
        expect(Buffer.from(sha256(Buffer.from(text))).equals(digest)).toBe(true)
      }),
    )
  })
})
