import { describe, expect, it } from '@jest/globals'
import * as E from 'fp-ts/lib/Either.js'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decodeWith, type Codec } from '../codec/codec.js'
import { imbalanceOf, type Entry } from '../ledger/entry.js'
import { allEvents, type EventWord } from '../event/all-events.js'
import type { TransferEvent, TransferInitiated } from './event.js'
import { evolveTransfer, noTransfer } from './evolve.js'
import type { Transfer } from './state.js'

const folder = join(__dirname, '__stored__')
const files = readdirSync(folder).sort()

type Decoded = Readonly<Record<string, unknown>>

const codecOf = (file: string): Codec<Decoded> =>
  allEvents[file.split('.')[0] as EventWord].codec as unknown as Codec<Decoded>
const sampleOf = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'))

const eventOf = (file: string): TransferEvent => {
  const decoded = decodeWith(codecOf(file), sampleOf(file))
  if (E.isLeft(decoded)) throw new Error(`${file}: ${JSON.stringify(decoded.left, null, 2)}`)
  return { ...decoded.right, _tag: file.split('.')[0] } as unknown as TransferEvent
}

/** What is stored of an exchange, in words that were stored before there was one: as it stood when it was first written, for ever. */
describe.each(files)('%s', (file) => {
  it('is of the version that its word has, for a field that may be left out makes no other version', () => {
    const [word, version] = file.split('.') as [EventWord, string]
    expect(allEvents[word].version).toBe(Number(version))
  })

  it('is read, and written again as it stood', () => {
    const { _tag, ...decoded } = eventOf(file)
    expect(codecOf(file).encode(decoded)).toEqual(sampleOf(file))
  })

  it('balances in every currency where it moves money', () => {
    const { entry } = eventOf(file) as { readonly entry?: Entry }
    expect([...imbalanceOf(entry?.postings ?? [])]).toEqual([])
  })
})

describe('the samples of an exchange', () => {
  const confirmed = (initiated: TransferEvent): Transfer => {
    const transfer = evolveTransfer(noTransfer, initiated)!
    return { ...transfer, confirmed: transfer.instruction.amount.minorUnits }
  }
  const begun = confirmed(eventOf('TransferInitiated.1.exchanged.json'))
  const credited = evolveTransfer(begun, eventOf('TransferCredited.1.exchanged.json'))!

  it('are of every word that tells a sum of it', () => {
    const fields = files.flatMap((file) => Object.keys(sampleOf(file) as object))
    expect(fields).toEqual(expect.arrayContaining(['quote', 'converted', 'keptOfAmount']))
    const telling = Object.values(allEvents).filter(({ codec }) => Object.hasOwn(codec.optional, 'converted'))
    expect(
      telling.map(({ word, version }) => `${word}.${version}.exchanged.json`).filter((one) => !files.includes(one)),
    ).toEqual([])
  })

  it('come to what was bought and sent back at the quote', () => {
    expect(credited).toMatchObject({ credited: 100_000n, exchanged: { bought: 12_750n, boughtElsewhere: 0n } })
    expect(evolveTransfer(credited, eventOf('TransferReturned.1.exchanged.json'))).toMatchObject({
      returnedAfterCredit: 100_000n,
      keptOfReturns: 784n,
      exchanged: { bought: 0n },
    })
    expect(evolveTransfer(credited, eventOf('TransferReversed.1.exchanged.json'))).toMatchObject({
      reversed: 33_333n,
      exchanged: { bought: 8_500n },
    })
  })

  it('exchange nothing where the quote was kept as it was told', () => {
    const quoted = eventOf('TransferInitiated.1.quoted.json') as TransferInitiated
    expect(quoted.quote?.quoteId).toBe('fx-20260212-0093')
    expect(Object.hasOwn(confirmed(quoted), 'exchanged')).toBe(false)
  })
})
