import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { ReadFailure } from './store-failure.js'

/**
 * Small facts about a ledger that are no events, such as where it came from or its latest anchor: text
 * under a name, kept with the log. The store gives them no meaning.
 */
export type StoreProperties = {
  /** The text under this name, or null when none was set. */
  readonly get: (name: string) => TaskEither<ReadFailure, string | null>
  /** Sets the text under this name, in place of what stood there; durable like an append. */
  readonly set: (name: string, value: string) => TaskEither<ReadFailure, void>
}
