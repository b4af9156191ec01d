import { createHash, type Hash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import * as E from 'fp-ts/lib/Either.js'
import type { LogSource } from '@waybill/engine'
import { keepInput } from './kept-input.js'

const chunkOf = (number: number): Uint8Array => Buffer.alloc(500_000, number % 251)

const digestOf = async (source: LogSource): Promise<string> => {
  const hash: Hash = createHash('sha256')
  if (source instanceof Uint8Array) return hash.update(source).digest('hex')
  for await (const chunk of source) hash.update(chunk)
  return hash.digest('hex')
}

async function* chunks(count: number): AsyncGenerator<Uint8Array> {
  for (let number = 0; number < count; number += 1) {
    await Promise.resolve()
    yield chunkOf(number)
  }
}

const foldersOfOurs = (): ReadonlyArray<string> => readdirSync(tmpdir()).filter((name) => /^waybill-.{6}$/.test(name))

describe('standard input', () => {
  it.each([
    ['short, in memory', 3],
    ['long, in a file', 50],
  ])('is read again as often as need be, here %s', async (_where, count) => {
    const before = foldersOfOurs()
    const kept = await keepInput(chunks(count))
    if (E.isLeft(kept)) throw new Error(JSON.stringify(kept.left))
    const expected = await digestOf(chunks(count))
    expect(await digestOf(kept.right.open())).toBe(expected)
    expect(await digestOf(kept.right.open())).toBe(expected)
    await kept.right.letGo()
    expect(foldersOfOurs().filter((name) => !before.includes(name))).toEqual([])
  })

  it('is not held in memory where it is long', async () => {
    const kept = await keepInput(chunks(50))
    if (E.isLeft(kept)) throw new Error(JSON.stringify(kept.left))
    const source = kept.right.open()
    expect(source instanceof Uint8Array || Array.isArray(source)).toBe(false)
    await kept.right.letGo()
  })
})
