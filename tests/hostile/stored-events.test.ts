import * as E from 'fp-ts/lib/Either.js'
import { allEvents, canonicalJson, decodeStored, encodeEvent, type StoredEvent } from '@waybill/core'
import { describe as say } from '@waybill/engine'
import { damagedJson } from './damage.js'
import { jsonOf, personMarker, type Json } from './random-json.js'
import { patience, trials } from './trials.js'

jest.setTimeout(patience)

const definitions = Object.values(allEvents)

const storedWith = (data: string, definition: (typeof definitions)[number]): StoredEvent => ({
  stream: `${definition.streams[0]}-t1`,
  revision: 0,
  sequence: 1,
  id: '8a562c67-ca16-48ba-b074-65581be6f001',
  type: definition.word,
  schemaVersion: definition.version,
  occurredAt: '2026-02-14T09:30:00.000Z',
  recordedAt: '2026-02-14T09:30:00.000Z',
  metadata: {},
  data,
  chainhash: 'ab'.repeat(32),
})

const jsonText = (value: Json): string => JSON.stringify(value)

describe('the data of a stored event, whoever wrote it', () => {
  it('is read as it stands and written again byte for byte, or refused with the place; no person is named', async () => {
    const outcomes = await trials('stored events', 0.5, (random) => {
      const definition = random.pick(definitions)
      let value = jsonOf(definition.codec.schema, random)
      const damages = random.below(3)
      for (let damage = 0; damage < damages; damage += 1) value = damagedJson(value, random)
      const decoded = decodeStored(storedWith(jsonText(value), definition))
      if (E.isRight(decoded)) {
        expect(encodeEvent(decoded.right.event).data).toBe(canonicalJson(value))
        return damages === 0 ? 'whole, read' : 'damaged, and still of its form'
      }
      expect(decoded.left.problems.length).toBeGreaterThan(0)
      const sentence = say(decoded.left)
      expect(sentence.length).toBeLessThan(4000)
      if (damages === 1) expect(sentence).not.toContain(personMarker)
      return `refused: ${decoded.left.reason}`
    })
    expect(Object.keys(outcomes)).toEqual(expect.arrayContaining(['whole, read', 'refused: WRONG_SHAPE']))
  })
})
