import { allEvents, streamKindOf, streamSubjectOf, type DomainEvent } from '@waybill/core'
import { accountSentences, fundsSentences } from './account-sentences.js'
import { disputeSentences, recallSentences } from './case-sentences.js'
import { movementSentences } from './movement-sentences.js'
import { observationSentences } from './observation-sentences.js'
import { refusalSentence } from './refusal-sentence.js'
import { sagaSentences } from './saga-sentences.js'
import type { Sentence } from './sentence.js'
import { tellFields } from './tell-value.js'
import type { Teller } from './teller.js'

const sentences: { readonly [W in DomainEvent['_tag']]: Sentence } = {
  ...movementSentences,
  ...recallSentences,
  ...disputeSentences,
  ...accountSentences,
  ...fundsSentences,
  ...sagaSentences,
  ...observationSentences,
  CommandRefused: refusalSentence,
}

/** Random, or told otherwise: the reference made for every transfer. */
const neverTold = ['_tag', 'uetr']

/** What the event is about: the subject of its stream, else what the event itself names. */
const subjectOf = (event: DomainEvent, stream: string | undefined): string | null => {
  if (stream !== undefined) return streamSubjectOf(stream)
  if ('transferId' in event) return event.transferId
  return event._tag === 'AccountOpened' ? event.account : null
}

/** Streams of these kinds are told by their subject alone. Others by their whole name. */
const plainKinds = ['transfer', 'attempt', 'account', 'funds']

/**
 * An event in one line: its stored word, what it is about, what it says, and behind it every field that the sentence left
 * out. Times, random ids and persons are told as the teller tells them; ids and dates of the envelope are not told.
 */
export const tellEvent = (teller: Teller, event: DomainEvent, stream?: string): string => {
  const { tells, says } = sentences[event._tag]
  const subject = subjectOf(event, stream)
  const named = stream !== undefined && !plainKinds.includes(streamKindOf(stream)) ? stream : subject
  // Told first, so that ids are numbered in the order in which they are read.
  const label = named === null ? event._tag : `${event._tag} ${teller.text(named)}`
  const said = says(event as never, teller)
  const silent = [
    ...neverTold,
    ...tells,
    ...['transferId', 'account'].filter((name) => (event as unknown as Record<string, unknown>)[name] === subject),
  ]
  const schema = allEvents[event._tag].codec.schema
  const rest = tellFields(teller, event, schema, silent)
  return `${label}: ${said}${rest.length === 0 ? '' : ` (${rest.join('; ')})`}`
}
