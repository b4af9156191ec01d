import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { allEvents, decodeStored, type DomainEvent, type EventWord } from '@waybill/core'

const folder = join(__dirname, '..', '..', 'core', 'src', 'event', '__stored__')

const sampleOf = (file: string): DomainEvent => {
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
    data: readFileSync(join(folder, file), 'utf8'),
    chainhash: '',
  })
  if (E.isLeft(decoded)) throw new Error(`${file}: ${decoded.left.reason}`)
  return decoded.right.event
}

/** The frozen sample of every stored word and version, in the order of their names. */
export const sampleEvents = (): ReadonlyArray<DomainEvent> => readdirSync(folder).sort().map(sampleOf)
