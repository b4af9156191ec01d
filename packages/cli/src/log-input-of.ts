import * as E from 'fp-ts/lib/Either.js'
import { encodeLine, logSentence, type LogInput } from '@waybill/engine'
import type { EventStore } from '@waybill/port'
import { failureSentence } from './failure-sentence.js'
import type { LedgerSource } from './ledger-source.js'

const eventsPerPage = 512

/** A store's log as bytes. What the store fails with is thrown, as a file would throw it. */
async function* bytesOf(store: EventStore): AsyncGenerator<Uint8Array> {
  let after = 0
  for (;;) {
    const page = await store.readAll({ after, limit: eventsPerPage })()
    if (E.isLeft(page)) throw new Error(failureSentence(page.left))
    const last = page.right.at(-1)
    if (last === undefined) return
    let lines = ''
    for (const event of page.right) {
      const line = encodeLine(event, store.ledger)
      if (E.isLeft(line)) throw new Error(logSentence(line.left))
      lines += `${line.right}\n`
    }
    yield Buffer.from(lines)
    after = last.sequence
  }
}

/** Any source as a log that can be read from its beginning as often as need be. */
export const logInputOf = (source: LedgerSource): LogInput =>
  source._tag === 'Log' ? source.input : { file: source.name, open: () => bytesOf(source.store), anchor: source.anchor }
