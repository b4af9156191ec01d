// Events ready to be appended, for what measures a store without an engine.

import { createHash } from 'node:crypto'
import { plainWrites } from './plain-events.mjs'
import { transfersOf } from './transfers.mjs'

const words = ['initiate', 'confirm', 'credit']

const uuidOf = (number) => `3b9e61d4-52f0-5c1a-8e77-${number.toString(16).padStart(12, '0')}`

const digestOf = (text) => createHash('sha256').update(text).digest('hex')

/**
 * One append of one event each: the first event of every transfer, then the second of every one, then the third. All text
 * is fresh, flat and shared with nothing, as it is when it comes from a request.
 */
export const appendsOf = ({ streams, round }) => {
  const appends = words.map(() => [])
  for (const transfer of transfersOf({ transfers: streams, accounts: 1000, seed: round + 1 })) {
    const writes = plainWrites(transfer, { openingMinorUnits: 1, throughSequence: 0 })
    for (const [step, write] of writes.entries()) {
      const [{ stream, type, data }] = write()
      const commandid = `${words[step]}-${transfer.transferId}`
      const digest = digestOf(`${commandid} ${round}`)
      appends[step].push({
        stream,
        expectedRevision: step - 1,
        events: [
          {
            id: uuidOf((round * streams + transfer.number) * words.length + step),
            type,
            schemaVersion: 1,
            occurredAt: '2031-03-04T08:00:00.000Z',
            recordedAt: '2031-03-04T08:00:00.001Z',
            metadata: {
              $correlationId: transfer.transferId,
              commandid,
              command: type,
              payloaddigest: `sha256:${digest}`,
            },
            data,
            chainhash: digest,
          },
        ],
      })
    }
  }
  return JSON.parse(JSON.stringify(appends.flat()))
}
