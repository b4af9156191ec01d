import { streamKindOf, type Recorded } from '@waybill/core'
import { keyOf } from '../collection.js'
import type { Documents } from '../documents.js'
import { streamConcerns } from './document.js'
import type { Mentions, SubjectKind } from './mention.js'
import { spanOf } from './span.js'

/** A subject of a stream; SURROUNDINGS: it concerns every transfer of its time. */
export type ConcernKind = SubjectKind | 'SURROUNDINGS'

/** Streams that are found by their names alone. */
const foundByName: ReadonlySet<string> = new Set(['transfer', 'attempt', 'account', 'funds', 'customer'])

/** Streams that may concern any transfer. */
const surroundings: ReadonlySet<string> = new Set(['window', 'coverage', 'component', 'policy', 'statement'])

const concern = (documents: Documents, recorded: Recorded, kind: ConcernKind, id: string): void => {
  const key = keyOf(kind, id, recorded.stream)
  const { from, to, ends } = spanOf(recorded)
  const known = documents.get(streamConcerns, key)
  documents.put(streamConcerns, key, {
    stream: recorded.stream,
    from: known !== null && known.from < from ? known.from : from,
    to: known !== null && !ends && known.to > to ? known.to : to,
    count: (known?.count ?? 0) + 1,
  })
}

/** Files the stream of an observation under everybody and everything that it names. */
export const fileStream = (
  documents: Documents,
  recorded: Recorded,
  mentions: Mentions,
  transferIds: ReadonlySet<string>,
): void => {
  const { event, stream } = recorded
  const kind = streamKindOf(stream)
  if (foundByName.has(kind)) return
  if (surroundings.has(kind)) concern(documents, recorded, 'SURROUNDINGS', kind)
  const subjects = new Map<string, readonly [SubjectKind, string]>()
  const add = (subject: SubjectKind, ids: Iterable<string>): void => {
    for (const id of ids) subjects.set(`${subject} ${id}`, [subject, id])
  }
  add('TRANSFER', transferIds)
  add('ACCOUNT', mentions.accounts)
  add('CUSTOMER', mentions.customers)
  add('PAYEE', mentions.payees)
  add('DEVICE', mentions.devices)
  add('NETWORK_ADDRESS', mentions.networkAddresses)
  if (event._tag === 'AlertRaised') add(event.subject.kind, [event.subject.id])
  if (event._tag === 'RestrictionPlaced' || event._tag === 'RestrictionLifted') add(event.scope.kind, [event.scope.id])
  for (const [subject, id] of subjects.values()) concern(documents, recorded, subject, id)
}
