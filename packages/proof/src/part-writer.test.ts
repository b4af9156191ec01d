import { hashLength } from './hexadecimal.js'
import { createPartWriter } from './part-writer.js'

const framed = (...parts: ReadonlyArray<Uint8Array>): Buffer =>
  Buffer.concat(
    parts.flatMap((part) => {
      const length = Buffer.alloc(4)
      length.writeUInt32BE(part.length)
      return [length, part]
    }),
  )

const utf8 = (text: string): Buffer => Buffer.from(text, 'utf8')

const written = (...texts: ReadonlyArray<string>): Buffer => {
  const writer = createPartWriter()
  for (const text of texts) writer.text(text)
  return Buffer.from(writer.written())
}

describe('parts that are written behind each other', () => {
  it.each([
    ['empty text', ''],
    ['short text', 'CNY'],
    ['the longest short text', 'x'.repeat(48)],
    ['the shortest long text', 'x'.repeat(49)],
    ['all of ASCII', String.fromCharCode(...Array.from({ length: 128 }, (_, code) => code))],
    ['the last of ASCII', '\x7f'],
    ['the first beyond ASCII', '\x80'],
    ['short text that is beyond ASCII at its end', 'caf\u00e9'],
    ['two, three and four bytes for a character', 'é\u07ff\u0800帐\uffff🏦'],
    ['more text than one byte can count', '帐'.repeat(100)],
    ['more text than two bytes can count', 'x'.repeat(70_000)],
  ])('have their length in bytes and their UTF-8 form: %s', (_, text) => {
    expect(written(text).equals(framed(utf8(text)))).toBe(true)
    expect(written('a', text, 'b').equals(framed(utf8('a'), utf8(text), utf8('b')))).toBe(true)
  })

  it.each([
    ['the first half of a pair', '\ud800', [0xed, 0xa0, 0x80]],
    ['the second half of a pair', '\udfff', [0xed, 0xbf, 0xbf]],
    ['halves in the wrong order', '\udfe0\ud83c', [0xed, 0xbf, 0xa0, 0xed, 0xa0, 0xbc]],
    ['half a pair behind one byte', 'a\ud83c', [0x61, 0xed, 0xa0, 0xbc]],
    ['half a pair behind the last of one byte', '\x7f\ud83c', [0x7f, 0xed, 0xa0, 0xbc]],
    ['half a pair behind the first of two bytes', '\x80\ud83c', [0xc2, 0x80, 0xed, 0xa0, 0xbc]],
    ['half a pair behind the last of two bytes', '\u07ff\ud83c', [0xdf, 0xbf, 0xed, 0xa0, 0xbc]],
    ['half a pair behind the first of three bytes', '\u0800\ud83c', [0xe0, 0xa0, 0x80, 0xed, 0xa0, 0xbc]],
    ['half a pair behind the last of three bytes', '\uffff\ud83c', [0xef, 0xbf, 0xbf, 0xed, 0xa0, 0xbc]],
    ['half a pair behind the first of four bytes', '\u{10000}\ud83c', [0xf0, 0x90, 0x80, 0x80, 0xed, 0xa0, 0xbc]],
    ['half a pair behind the last of four bytes', '\u{10ffff}\ud83c', [0xf4, 0x8f, 0xbf, 0xbf, 0xed, 0xa0, 0xbc]],
  ])('keep half a surrogate pair as three bytes of its own: %s', (_, text, bytes) => {
    expect(written(text).equals(framed(Uint8Array.from(bytes)))).toBe(true)
  })

  it('may be hashes, from any place, or nothing', () => {
    const bytes = Uint8Array.from({ length: 3 * hashLength }, (_, index) => index)
    const writer = createPartWriter()
    writer.hash(bytes, 5)
    writer.nothing()
    writer.hash(bytes, 0)
    const expected = framed(bytes.subarray(5, 5 + hashLength), new Uint8Array(0), bytes.subarray(0, hashLength))
    expect(Buffer.from(writer.written()).equals(expected)).toBe(true)
  })

  it('are forgotten at a restart', () => {
    const writer = createPartWriter()
    writer.text('x'.repeat(100))
    writer.restart()
    expect(writer.written()).toHaveLength(0)
    writer.text('CNY')
    expect(Buffer.from(writer.written()).equals(framed(utf8('CNY')))).toBe(true)
  })

  it('are whole where many hashes, or many parts of no bytes, fill the buffer', () => {
    const hash = Uint8Array.from({ length: hashLength }, (_, index) => index)
    const writer = createPartWriter()
    for (let part = 0; part < 120; part += 1) writer.hash(hash, 0)
    expect(Buffer.from(writer.written()).equals(framed(...Array.from({ length: 120 }, () => hash)))).toBe(true)
    const empty = createPartWriter()
    for (let part = 0; part < 1_030; part += 1) empty.nothing()
    expect(Buffer.from(empty.written()).equals(Buffer.alloc(4 * 1_030))).toBe(true)
  })

  it('are whole wherever the buffer ends that they are put in', () => {
    const hash = new Uint8Array(hashLength).fill(0xab)
    for (let before = 4_040; before < 4_100; before += 1) {
      const filler = 'x'.repeat(before - 4)
      const writer = createPartWriter()
      for (const last of ['帐户', '', null, hash]) {
        writer.restart()
        // The buffer grows with text beforehand, so what is last must find room of its own.
        for (let part = 0; part < before; part += 40) writer.text(filler.slice(part, part + 36))
        const texts = Array.from({ length: Math.ceil(before / 40) }, (_, part) =>
          utf8(filler.slice(40 * part, 40 * part + 36)),
        )
        if (last === null) writer.nothing()
        else if (typeof last === 'string') writer.text(last)
        else writer.hash(last, 0)
        const lastBytes = last === null ? new Uint8Array(0) : typeof last === 'string' ? utf8(last) : last
        expect(Buffer.from(writer.written()).equals(framed(...texts, lastBytes))).toBe(true)
      }
    }
  })
})
