import * as E from 'fp-ts/lib/Either.js'
import { canonicalJson, streamKindOf, streamSubjectOf } from '@waybill/core'
import { digestOfText } from '../sha256.js'
import type { StoredDecision } from './stored-decision.js'

type Fields = Readonly<Record<string, unknown>>

/** Fields that the engine, or the decision, states also where the command left them out. */
const filledIn = new Set(['rail', 'funding', 'fees', 'uetr', 'confirmationRequired', 'amount', 'kind', 'replyDueAt'])

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

const fieldsWhere = (fields: Fields, keeps: (name: string) => boolean): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => keeps(name)))

/** The fields as they were said: less those of the filled in without which the digest is that of the payload. Null where no choice of them gives it. */
const asSaid = (fields: Fields, digest: string | undefined): Fields | null => {
  const doubtful = Object.keys(fields).filter((name) => filledIn.has(name))
  for (let choice = 0; choice < 2 ** doubtful.length; choice += 1) {
    const left = new Set(doubtful.filter((_name, place) => Math.floor(choice / 2 ** place) % 2 === 1))
    const said = fieldsWhere(fields, (name) => !left.has(name))
    if (digestOfText(canonicalJson(said)) === digest) return said
  }
  return null
}

type Asked = { readonly word: string; readonly payload: string; readonly digest: string }

/**
 * Names the fields in which what is asked now differs from what the id was first used for. `asked.payload` is JSON text, `asked.digest`
 * that of what the caller said. Where it cannot be told what was said and what filled in, a field that the decision may have filled in
 * is named only where nothing else differs.
 */
export const differencesFrom = (
  stored: StoredDecision,
  asked: Asked,
  fieldNames: ReadonlyArray<string>,
): ReadonlyArray<string> => {
  const payload = parse(asked.payload)
  const whole = E.isRight(payload) ? payload.right : {}
  const now = asSaid(whole, asked.digest) ?? whole
  const stated = statedBy(stored)
  const { command, payloaddigest } = stored.first.metadata
  const named = {
    ...fieldsWhere(stated, (name) => fieldNames.includes(name)),
    ...fieldsWhere(whole, (name) => naming.has(name)),
  }
  const first = asSaid(named, payloaddigest)
  const differsFrom = (before: Fields) => (name: string) =>
    canonicalJson(before[name] ?? null) !== canonicalJson(now[name] ?? null)
  const sameWord = command === asked.word
  if (sameWord && first !== null) return fieldNames.filter(differsFrom(first))
  const differing = fieldNames.filter(differsFrom(stated))
  const certain = differing.filter((name) => now[name] !== undefined || !filledIn.has(name))
  return [...(sameWord ? [] : ['command']), ...(certain.length === 0 && sameWord ? differing : certain)]
}
