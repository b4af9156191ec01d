import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { arbitraryOf } from '../../test/schema-arbitrary.js'
import { decodeWith, type Codec } from '../codec/codec.js'
import { streamKindOf, streamSubjectOf } from '../event/recorded.js'
import { observationEvents, type ObservationEvent } from './event.js'
import { observationStream } from './stream.js'

const observed = (word: keyof typeof observationEvents): fc.Arbitrary<ObservationEvent> => {
  const codec = observationEvents[word].codec as unknown as Codec<object>
  return arbitraryOf(codec.schema).map((stored) => {
    const decoded = decodeWith(codec, stored)
    if (E.isLeft(decoded)) throw new Error(JSON.stringify(decoded.left))
    return { ...decoded.right, _tag: word } as ObservationEvent
  })
}

const words = Object.keys(observationEvents) as ReadonlyArray<keyof typeof observationEvents>
const streamForm = /^[a-z]+-[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/

describe.each(words)('%s', (word) => {
  it('always goes into a stream whose kind its definition names', () => {
    fc.assert(
      fc.property(observed(word), (event) => {
        const stream = observationStream(event)
        expect(observationEvents[word].streams as ReadonlyArray<string>).toContain(streamKindOf(stream))
        expect(stream).toMatch(streamForm)
      }),
      { numRuns: 20 },
    )
  })

  it('goes into the stream of its attempt whenever it names one', () => {
    fc.assert(
      fc.property(observed(word), (event) => {
        if (!('transferId' in event)) return
        const stream = observationStream(event)
        expect([streamKindOf(stream), streamSubjectOf(stream)]).toEqual(['attempt', event.transferId])
      }),
      { numRuns: 20 },
    )
  })
})
