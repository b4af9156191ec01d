import type { DomainEvent, EventWord } from '@waybill/core'
import type { Teller } from './teller.js'

export type EventNamed<W extends EventWord> = Extract<DomainEvent, { readonly _tag: W }>

/** How an event is told in one sentence: `tells` names the fields that the sentence shows. What it leaves out is told behind it. */
export type Sentence = {
  readonly tells: ReadonlyArray<string>
  readonly says: (event: never, teller: Teller) => string
}

/** A sentence that can use only the fields that it promises to tell. */
export const sentence = <W extends EventWord, K extends keyof EventNamed<W> & string>(
  _word: W,
  tells: ReadonlyArray<K>,
  says: (event: Pick<EventNamed<W>, K>, teller: Teller) => string,
): Sentence => ({ tells, says })
