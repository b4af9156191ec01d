import type { DomainEvent } from '@waybill/core'
import { accountSentences, disputeSentences, recallSentences } from './case-sentences.js'
import { fundsSentences, movementSentences, sagaSentences } from './movement-sentences.js'
import { observationSentences } from './observation-sentences.js'
import type { Sentences } from './wording.js'

const sentences: Sentences<DomainEvent> = {
  ...movementSentences,
  ...recallSentences,
  ...disputeSentences,
  ...accountSentences,
  ...fundsSentences,
  ...sagaSentences,
  ...observationSentences,
}

/** Names stay as they are written; only a sentence that begins with an article begins with a capital. */
const capital = (text: string): string => (text.startsWith('the ') ? `T${text.slice(1)}` : text)

/** What an event says, in one plain sentence that names no person. */
export const eventSentence = (event: DomainEvent): string => {
  const say = sentences[event._tag] as (event: DomainEvent) => string
  const said = capital(say(event))
  return /[.!?”]$/.test(said) ? said : `${said}.`
}
