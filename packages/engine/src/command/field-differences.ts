import * as E from 'fp-ts/lib/Either.js'
import { canonicalJson, streamKindOf, streamSubjectOf } from '@waybill/core'
import type { StoredDecision } from './stored-decision.js'

type Fields = Readonly<Record<string, unknown>>

/** Fields that a decision states also where the command left them out. */
const filledIn = new Set(['rail', 'funding', 'fees', 'uetr', 'confirmationRequired', 'amount', 'kind', 'occurredAt'])

/** Fields that say which command or report it is, not what it says. */
const naming = new Set(['commandId', 'reportId'])

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const parse = (text: string): E.Either<null, Fields> => {
  try {
    const value: unknown = JSON.parse(text)
    return isFields(value) ? E.right(value) : E.left(null)
  } catch {
    return E.left(null)
  }
}

/** What the first use of a command id said: every field of a command stands under its own name in the events of the stream that it is about. */
export const statedBy = ({ first, events }: StoredDecision): Fields => {
  const stated: Record<string, unknown> = {}
  const subject = streamKindOf(first.stream)
  if (subject === 'transfer') stated['transferId'] = streamSubjectOf(first.stream)
  if (subject === 'account') stated['account'] = streamSubjectOf(first.stream)
  for (const event of events.filter(({ stream }) => stream === first.stream)) {
    const data = parse(event.data)
    if (E.isLeft(data)) continue
    if (event.type === 'CommandRefused') {
      const payload = parse(String(data.right['payload']))
      return E.isRight(payload) ? payload.right : stated
    }
    for (const [name, value] of Object.entries(data.right)) if (!Object.hasOwn(stated, name)) stated[name] = value
  }
  return stated
}

type Fielded = { readonly required: object; readonly optional: object }

/** The names of the fields that a codec knows, less those that only say which command or report it is. */
export const fieldNamesOf = ({ required, optional }: Fielded): ReadonlyArray<string> =>
  [...Object.keys(required), ...Object.keys(optional)].filter((name) => !naming.has(name))

/**
 * Names the fields in which what is asked now differs from what the id was first used for. `asked` is the payload as JSON text.
 * A field that the decision may have filled in is named only where nothing else differs.
 */
export const differencesFrom = (
  stored: StoredDecision,
  asked: { readonly word: string; readonly payload: string },
  fieldNames: ReadonlyArray<string>,
): ReadonlyArray<string> => {
  const first = statedBy(stored)
  const payload = parse(asked.payload)
  const now = E.isRight(payload) ? payload.right : {}
  const differing = fieldNames.filter((name) => canonicalJson(first[name] ?? null) !== canonicalJson(now[name] ?? null))
  const sameWord = stored.first.metadata['command'] === asked.word
  const certain = differing.filter((name) => now[name] !== undefined || !filledIn.has(name))
  return [...(sameWord ? [] : ['command']), ...(certain.length === 0 && sameWord ? differing : certain)]
}
