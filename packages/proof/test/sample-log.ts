import { createHash } from 'node:crypto'
import {
  type Anchor,
  appendLeaf,
  chainHash,
  type ChainedFields,
  emptyAccumulator,
  leafHash,
  type LoggedEvent,
  rootOf,
  type Sha256,
} from '../src/index.js'

export const sha256: Sha256 = (bytes) => createHash('sha256').update(bytes).digest()

export const ledger = 'urn:waybill:ledger:harbour'

/** An event before it has a place: the writer gives it ledger, revision, sequence and hash. */
export type Draft = Omit<ChainedFields, 'ledger' | 'revision'>

const hashOf = chainHash(sha256)

/** Gives each event the hash that its content and its stream's previous hash call for, whatever stood there. */
export const rechained = (events: ReadonlyArray<LoggedEvent>): Array<LoggedEvent> => {
  const heads = new Map<string, string>()
  return events.map((event) => {
    const chainhash = hashOf(heads.get(event.stream) ?? null, event)
    heads.set(event.stream, chainhash)
    return { ...event, chainhash }
  })
}

/** The log that an honest writer makes of these drafts. */
export const logOf = (drafts: ReadonlyArray<Draft>): Array<LoggedEvent> => {
  const lengths = new Map<string, number>()
  return rechained(
    drafts.map((draft, index) => {
      const revision = lengths.get(draft.stream) ?? 0
      lengths.set(draft.stream, revision + 1)
      return { ...draft, ledger, revision, sequence: index + 1, chainhash: '' }
    }),
  )
}

export const rootOver = (events: ReadonlyArray<LoggedEvent>): string =>
  rootOf(sha256)(
    events.map(({ chainhash }) => leafHash(sha256)(chainhash)).reduce(appendLeaf(sha256), emptyAccumulator),
  )

/** The anchor that an honest keeper takes of the first `size` events. */
export const anchorAt = (events: ReadonlyArray<LoggedEvent>, size: number): Anchor => ({
  ledger,
  size,
  root: rootOver(events.slice(0, size)),
  time: '2031-03-04T12:00:00.000Z',
})

/** A short log that reads like a morning: two transfers over three streams, eight events. */
export const morning: ReadonlyArray<LoggedEvent> = logOf(
  [
    ['account-ada', 'AccountOpened'],
    ['account-ben', 'AccountOpened'],
    ['transfer-rent', 'TransferInitiated'],
    ['account-ada', 'AccountFrozen'],
    ['transfer-rent', 'TransferConfirmed'],
    ['account-ada', 'AccountUnfrozen'],
    ['transfer-rent', 'TransferCredited'],
    ['account-ben', 'AccountClosing'],
  ].map(([stream, type], index) => ({
    stream: stream!,
    type: type!,
    id: `event-${index + 1}`,
    schemaVersion: 1,
    occurredAt: `2031-03-04T08:00:0${index}.000Z`,
    recordedAt: `2031-03-04T08:00:0${index}.250Z`,
    metadata: { $correlationId: 'morning', actor: `teller-${index}` },
    data: `{"step":"${index + 1}"}`,
  })),
)
