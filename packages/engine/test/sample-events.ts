import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { allEvents, decodeStored, type DomainEvent, type EventWord } from '@waybill/core'

const sources = join(__dirname, '..', '..', 'core', 'src')
const folder = join(sources, 'event', '__stored__')
const exchangeFolder = join(sources, 'transfer', '__stored__')

const sampleOf = (from: string, file: string): DomainEvent => {
  const [type, version] = file.split('.') as [EventWord, string]
  const [kind] = allEvents[type].streams
  const decoded = decodeStored({
    stream: `${kind ?? ''}-sample`,
    revision: 0,
    sequence: 1,
    id: 'sample',
    type,
    schemaVersion: Number(version),
    occurredAt: '',
    recordedAt: '',
    metadata: {},
    data: readFileSync(join(from, file), 'utf8'),
    chainhash: '',
  })
  if (E.isLeft(decoded)) throw new Error(`${file}: ${decoded.left.reason}`)
  return decoded.right.event
}

const samplesIn = (from: string): ReadonlyArray<DomainEvent> =>
  readdirSync(from)
    .sort()
    .map((file) => sampleOf(from, file))

/** The frozen sample of every stored word and version, in the order of their names. */
export const sampleEvents = (): ReadonlyArray<DomainEvent> => samplesIn(folder)

/** The same for what is stored of an exchange, in fields that those samples have not. */
export const exchangeSampleEvents = (): ReadonlyArray<DomainEvent> => samplesIn(exchangeFolder)
