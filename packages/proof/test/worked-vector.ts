import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Anchor, LoggedEvent } from '../src/index.js'

/** An event of the worked vector with every number on the way to its leaf. */
export type WorkedEvent = LoggedEvent & {
  readonly previous: string | null
  /** The bytes that its chain hash is taken over, in hexadecimal. */
  readonly hashedBytes: string
  readonly leaf: string
}

export type WorkedVector = {
  readonly events: ReadonlyArray<WorkedEvent>
  readonly nodeOverFirstTwo: string
  readonly rootsBySize: ReadonlyArray<string>
  readonly anchor: Anchor
}

export const workedVector = JSON.parse(
  readFileSync(join(__dirname, '../src/__vectors__/worked-vector.json'), 'utf8'),
) as WorkedVector

/** The parts that a chain hash is taken over, each with its name, written without the code under test. */
export const partsOf = (event: WorkedEvent): ReadonlyArray<readonly [name: string, bytes: Buffer]> => {
  const text = (value: string | number): Buffer => Buffer.from(String(value), 'utf8')
  const keys = Object.keys(event.metadata).sort()
  return [
    ['previous hash', Buffer.from(event.previous ?? '', 'hex')],
    ['ledger', text(event.ledger)],
    ['stream', text(event.stream)],
    ['revision', text(event.revision)],
    ['id', text(event.id)],
    ['type', text(event.type)],
    ['schema version', text(event.schemaVersion)],
    ['occurred at', text(event.occurredAt)],
    ['recorded at', text(event.recordedAt)],
    ['metadata count', text(keys.length)],
    ...keys.flatMap((key): ReadonlyArray<readonly [string, Buffer]> => [
      ['metadata key', text(key)],
      ['metadata value', text(event.metadata[key]!)],
    ]),
    ['data', text(event.data)],
  ]
}

/** A part behind its length. */
export const prefixed = (bytes: Buffer): Buffer => {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}

/** An event of the vector as the documentation prints it. */
export const printed = (event: WorkedEvent): string => {
  const rows = partsOf(event).map(([name, bytes]) => {
    const shown = name === 'previous hash' ? '' : ` ${bytes.toString('utf8')}`
    return `${prefixed(bytes).toString('hex', 0, 4)} ${bytes.toString('hex')}`.trimEnd() + `\n         ${name}${shown}`
  })
  return [...rows, `chain hash ${event.chainhash}`, `leaf       ${event.leaf}`].join('\n')
}
