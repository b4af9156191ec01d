import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { allEvents, decodeWith, type DomainEvent, type EventWord } from '@waybill/core'
import { eventSentence } from './event-sentence.js'

const samples = join(__dirname, '../../../core/src/event/__stored__')

const sampleOf = (word: EventWord): DomainEvent => {
  const [file] = readdirSync(samples).filter((name) => name.startsWith(`${word}.`))
  if (file === undefined) throw new Error(`${word} has no stored sample`)
  const decoded = decodeWith<object, unknown>(
    allEvents[word].codec as never,
    JSON.parse(readFileSync(join(samples, file), 'utf8')),
  )
  if (E.isLeft(decoded)) throw new Error(`${file}: ${JSON.stringify(decoded.left)}`)
  return { ...decoded.right, _tag: word } as unknown as DomainEvent
}

const words = Object.keys(allEvents) as ReadonlyArray<EventWord>

describe('the sentence of an event', () => {
  it('says every word that is stored', () => {
    expect(words.map((word) => `${word}: ${eventSentence(sampleOf(word))}`).join('\n')).toMatchSnapshot()
  })

  it('of a confirmation says what the payee was to get, where that was shown', () => {
    const shown = { amountCredited: { minorUnits: 10_820n, currency: 'USD' }, rate: '1.082' } as const
    const sample = sampleOf('ConfirmationShown')
    if (sample._tag !== 'ConfirmationShown') throw new Error(sample._tag)
    expect(eventSentence({ ...sample, shown })).toContain(', to arrive as USD 108.20 at the rate 1.082')
  })

  it.each(words)('ends where %s ends', (word) => {
    expect(eventSentence(sampleOf(word))).toMatch(/^\S.*[.!?”]$/)
    expect(eventSentence(sampleOf(word))).not.toMatch(/undefined|\[object|NaN/)
  })
})
