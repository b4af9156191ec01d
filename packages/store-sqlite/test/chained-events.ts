import { createHash } from 'node:crypto'
import { chainHash, verifyLog, type IntegrityProblem } from '@waybill/proof'
import type { EventStore, ProposedEvent, RecordedEvent, StreamHead, StreamWrite } from '@waybill/port'

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()
const hashOf = chainHash(sha256)

/** The same id for the same words. */
const idOf = (...words: ReadonlyArray<string | number>): string => {
  const hex = createHash('sha256').update(words.join('/')).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), `5${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  )
}

/** What follows the head of a stream: events named after the words, each with its true chain hash. */
const following = (
  ledger: string,
  head: StreamHead,
  count: number,
  ...words: ReadonlyArray<string | number>
): StreamWrite => {
  const { stream, revision: expectedRevision } = head
  const events: Array<ProposedEvent> = []
  let previous = head.chainhash
  for (let n = 0; n < count; n += 1) {
    const fields = {
      id: idOf(stream, ...words, n),
      type: 'SampleRecorded',
      schemaVersion: 1,
      occurredAt: '2024-03-01T08:00:00.000Z',
      recordedAt: '2024-03-01T08:00:00.250Z',
      metadata: { actor: 'teller 7' },
      data: JSON.stringify({ words, n, text: 'x'.repeat(200) }),
    }
    previous = hashOf(previous, { ...fields, ledger, stream, revision: expectedRevision + 1 + n })
    events.push({ ...fields, chainhash: previous })
  }
  return { stream, expectedRevision, events }
}

/** Events of one step, in the order of `stepWrites`: two of a stream of its own, one of its writer's, one that all want. */
export const eventsPerAppend = 4

const headOf = async (store: EventStore, stream: string): Promise<StreamHead> => {
  const head = await store.head(stream)()
  if (head._tag === 'Left') throw new Error(JSON.stringify(head.left))
  return head.right
}

/** The n-th append of a writer. Made again it has the same ids and the same content. */
export const stepWrites = async (store: EventStore, writer: string, n: number): Promise<ReadonlyArray<StreamWrite>> => [
  following(store.ledger, { stream: `transfer-${writer}-${n}`, revision: -1, chainhash: null }, 2, writer, n),
  following(store.ledger, await headOf(store, `account-${writer}`), 1, writer, n),
  following(store.ledger, await headOf(store, 'shared'), 1, writer, n),
]

/** Every event of the ledger. */
export const wholeLog = async (store: EventStore): Promise<ReadonlyArray<RecordedEvent>> => {
  const events: Array<RecordedEvent> = []
  for (;;) {
    const page = await store.readAll({ after: events.length, limit: 5_000 })()
    if (page._tag === 'Left') throw new Error(JSON.stringify(page.left))
    if (page.right.length === 0) return events
    events.push(...page.right)
  }
}

/** All that is wrong with the chain hashes, ids, revisions and sequences of a log. */
export const problemsOf = (ledger: string, events: ReadonlyArray<RecordedEvent>): ReadonlyArray<IntegrityProblem> =>
  verifyLog(sha256)(events.map((event) => ({ ...event, ledger }))).problems
