import { describe, expect, it } from '@jest/globals'
import { allEvents, decodeStored, type DomainEvent, type EventWord, type JsonSchema } from '@waybill/core'
import * as E from 'fp-ts/lib/Either.js'
import { valueOfSchema } from '../../test/value-of-schema.js'
import { storyBeginning } from './story-time.js'
import { tellEvent } from './tell-event.js'
import { createTeller } from './teller.js'

const words = Object.keys(allEvents) as ReadonlyArray<EventWord>
const streamOf = (word: EventWord): string => `${allEvents[word].streams[0]}-subject`

const decoded = (word: EventWord, data: unknown): DomainEvent => {
  const recorded = decodeStored({
    stream: streamOf(word),
    revision: 0,
    sequence: 1,
    id: '',
    type: word,
    schemaVersion: 1,
    occurredAt: '',
    recordedAt: '',
    metadata: {},
    data: JSON.stringify(data),
    chainhash: '',
  })
  if (E.isLeft(recorded)) throw new Error(JSON.stringify(recorded.left.problems))
  return recorded.right.event
}

/** What a line leaves out: it is random, it is an engine's own bookkeeping, or it may name persons. The facts of a refusal are tried below. */
const leftOut: Readonly<Partial<Record<EventWord, ReadonlyArray<string>>>> = {
  TransferInitiated: ['uetr'],
  CommandRefused: ['payload', 'facts', 'judgedAt', 'throughSequence'],
}

const told = (word: EventWord, data: unknown): string =>
  tellEvent(createTeller(storyBeginning), decoded(word, data), streamOf(word))

/** With its numbers and persons met in the same order, so that only what is said of them can differ. */
const toldAfter = (word: EventWord, first: unknown, second: unknown): string => {
  const teller = createTeller(storyBeginning)
  tellEvent(teller, decoded(word, first), streamOf(word))
  return tellEvent(teller, decoded(word, second), streamOf(word))
}

describe.each(words)('the line of %s', (word) => {
  const schema = allEvents[word].codec.schema
  const properties = schema['properties'] as Readonly<Record<string, JsonSchema>>
  const whole = valueOfSchema(schema, 0) as Readonly<Record<string, unknown>>

  it('shows every field: another value of it makes another line', () => {
    for (const [field, part] of Object.entries(properties)) {
      if (leftOut[word]?.includes(field) === true) continue
      const changed = { ...whole, [field]: valueOfSchema(part, 1) }
      expect({ field, line: toldAfter(word, whole, changed) }).not.toEqual({
        field,
        line: toldAfter(word, whole, whole),
      })
    }
  })

  it('is one line, and can be told of an event that has only what it must have', () => {
    const required = schema['required'] as ReadonlyArray<string>
    const least = Object.fromEntries(required.map((field) => [field, whole[field]]))
    expect(
      told(word, least).startsWith(`${word} subject: `) || told(word, least).startsWith(`${word} ${streamOf(word)}: `),
    ).toBe(true)
    for (const line of [told(word, least), told(word, whole)]) {
      expect(line).not.toContain('\n')
      expect(line).not.toMatch(/undefined|\[object|null/)
    }
  })

  it('shows no text that names a person', () => {
    const personal = Object.entries(properties).filter(
      ([, part]) => part['x-personal'] === true && part['type'] === 'string',
    )
    for (const [field] of personal) {
      const line = told(word, { ...whole, [field]: field === 'payload' ? '{}' : 'Mei.Wang' })
      expect(line).not.toContain('Mei.Wang')
    }
  })
})

it('a refusal that was kept tells its facts, sums as money', () => {
  const facts =
    '{"account":"mei","available":{"currency":"CNY","minorUnits":"5000"},"requested":{"currency":"CNY","minorUnits":"10000"}}'
  const refusal = { commandId: 'c1', command: 'InitiateTransfer', payload: '{}', judgedAt: [], throughSequence: 1 }
  expect(told('CommandRefused', { ...refusal, rejection: 'InsufficientAvailableBalance', facts })).toBe(
    'CommandRefused subject: InitiateTransfer c1 by InsufficientAvailableBalance: account mei, available CNY 50.00, requested CNY 100.00',
  )
  expect(
    told('CommandRefused', { ...refusal, rejection: 'AccountNotEmpty', facts: '{"booked":"-7","currency":"CNY"}' }),
  ).toBe('CommandRefused subject: InitiateTransfer c1 by AccountNotEmpty: booked CNY -0.07')
})
