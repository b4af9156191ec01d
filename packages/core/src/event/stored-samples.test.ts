import { describe, expect, it } from '@jest/globals'
import * as E from 'fp-ts/lib/Either.js'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decodeWith, type Codec } from '../codec/codec.js'
import { imbalanceOf, type Entry } from '../ledger/entry.js'
import { observationStream } from '../observation/stream.js'
import { allEvents, type DomainEvent } from './all-events.js'
import { streamKindOf } from './recorded.js'

const folder = join(__dirname, '__stored__')
const definitions = Object.values(allEvents)

const fileOf = ({ word, version }: { readonly word: string; readonly version: number }): string =>
  `${word}.${version}.json`
const sampleOf = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'))

it('every version of every stored word has a sample, and no sample lacks its word', () => {
  expect(readdirSync(folder).sort()).toEqual(definitions.map(fileOf).sort())
})

describe.each(definitions.map((definition) => ({ file: fileOf(definition), definition })))(
  '$file',
  ({ file, definition }) => {
    const codec = definition.codec as unknown as Codec<Readonly<Record<string, unknown>>>

    it('is read, and written again as it stood', () => {
      const stored = sampleOf(file)
      const decoded = decodeWith(codec, stored)
      if (E.isLeft(decoded)) throw new Error(JSON.stringify(decoded.left, null, 2))
      expect(codec.encode(decoded.right)).toEqual(stored)
    })

    it('balances where it moves money', () => {
      const decoded = decodeWith(codec, sampleOf(file))
      const entry = E.isRight(decoded) ? (decoded.right['entry'] as Entry | undefined) : undefined
      expect([...imbalanceOf(entry?.postings ?? [])]).toEqual([])
    })
  },
)

it('every sample of an observation belongs in a stream that its word may stand in', () => {
  const misplaced = definitions
    .filter(({ streams }) => !streams.some((kind) => ['transfer', 'account', 'funds', 'command'].includes(kind)))
    .map((definition) => {
      const decoded = decodeWith(definition.codec as unknown as Codec<object>, sampleOf(fileOf(definition)))
      const event = { ...(E.isRight(decoded) ? decoded.right : {}), _tag: definition.word } as DomainEvent
      return {
        word: definition.word,
        kind: streamKindOf(observationStream(event as never)),
        streams: new Set<string>(definition.streams),
      }
    })
    .filter(({ kind, streams }) => !streams.has(kind))
  expect(misplaced).toEqual([])
})
