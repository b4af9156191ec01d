import { describe, expect, it } from '@jest/globals'
import { Ajv2020 } from 'ajv/dist/2020.js'
import ajvFormats from 'ajv-formats'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { changeOf, extendedAt, objectsIn, pathTo, reducedAt, type Place } from '../../test/json-change.js'
import { arbitraryOf } from '../../test/schema-arbitrary.js'
import { decodeWith, quickOf, unread, type Codec, type JsonSchema } from '../codec/codec.js'
import { allEvents } from '../event/all-events.js'
import { eventSchema } from './event-schema.js'

const ajv = new Ajv2020({ strict: true, allErrors: false, keywords: ['x-personal'] })
ajvFormats.default(ajv)

const definitions = Object.values(allEvents).map((definition) => ({
  word: definition.word,
  document: eventSchema(definition),
  codec: definition.codec as Codec<unknown>,
  schema: definition.codec.schema,
}))

// Money is read as one value: whatever is wrong inside is told of the whole.
const isMoney = (schema: JsonSchema | null): boolean =>
  Object.keys(schema?.['properties'] ?? {}).join() === 'minorUnits,currency'

const expectedPath = (place: Place, field: string): string =>
  isMoney(place.schema) ? pathTo(place.steps) : pathTo([...place.steps, field])

const problemPaths = (codec: Codec<unknown>, value: unknown): ReadonlyArray<string> => {
  const decoded = decodeWith(codec, value)
  return E.isLeft(decoded) ? decoded.left.map(({ path }) => path) : []
}

describe.each(definitions)('$word', ({ codec, document, schema }) => {
  const stored = arbitraryOf(schema)
  const accepts = ajv.compile(document)

  it('is written again exactly as it was read', () => {
    fc.assert(
      fc.property(stored, (value) => {
        const decoded = decodeWith(codec, value)
        if (E.isLeft(decoded)) throw new Error(JSON.stringify(decoded.left))
        expect(codec.is(decoded.right)).toBe(true)
        expect(codec.encode(decoded.right)).toEqual(value)
        expect(accepts(value)).toBe(true)
      }),
      { numRuns: 40 },
    )
  })

  it('refuses a field that it does not have, and says where it stood', () => {
    fc.assert(
      fc.property(stored, (value) => {
        for (const place of objectsIn(value, schema))
          expect(problemPaths(codec, extendedAt(value, place, 'unheardOf', 'x'))).toEqual([
            expectedPath(place, 'unheardOf'),
          ])
      }),
      { numRuns: 15 },
    )
  })

  it('refuses to do without a field that it needs, and says which', () => {
    fc.assert(
      fc.property(stored, (value) => {
        for (const place of objectsIn(value, schema))
          for (const name of (place.schema?.['required'] ?? []) as ReadonlyArray<string>)
            expect(problemPaths(codec, reducedAt(value, place, name))).toEqual([expectedPath(place, name)])
      }),
      { numRuns: 15 },
    )
  })

  it('is read the quick way as it is read in full, or refused by both', () => {
    const quick = quickOf(codec)
    fc.assert(
      fc.property(
        fc.oneof(
          stored,
          stored.chain((value) => changeOf(value, schema)),
        ),
        (value) => {
          const inFull = codec.decode(value)
          expect(quick(value)).toStrictEqual(E.isRight(inFull) ? inFull.right : unread)
        },
      ),
      { numRuns: 120 },
    )
  })

  it('accepts what its published schema accepts, and nothing else', () => {
    fc.assert(
      fc.property(
        stored.chain((value) => changeOf(value, schema)),
        (changed) => {
          expect({ changed, accepted: E.isRight(codec.decode(changed)) }).toEqual({
            changed,
            accepted: accepts(changed),
          })
        },
      ),
      { numRuns: 120 },
    )
  })
})
