import { streamKindOf } from '@waybill/core'
import type { Call } from './race-calls.js'
import type { Answer } from './race-outcome.js'

/**
 * What an engine that takes its decisions step by step may know between two steps: the streams that it remembers, the ledger that it read, its
 * own claim and marks, and how late it has recorded something. What it was told for one step only, which it has taken since, is not in it.
 */
export type Memory = {
  readonly sent: string
  /** By stream: what was read of it to be remembered, and what was written to it, in order. */
  readonly streams: ReadonlyMap<string, string>
  /** The claims that were read: of more than its own, where it has begun to finish another command. */
  readonly claims: ReadonlyMap<string, string>
  /** Where its own claim stands; '' while it has none. */
  readonly own: string
  readonly ledger: string
  readonly marks: string
  readonly recordedAt: string
}

export const noMemory: Memory = {
  sent: '',
  streams: new Map(),
  claims: new Map(),
  own: '',
  ledger: '',
  marks: '',
  recordedAt: '',
}

/** A stream that is read to be remembered is read in pages of this size, and nothing else is. */
const readToRemember = 500

const written = /"recordedAt":"([^"]+)"/g

const withMore = (known: ReadonlyMap<string, string>, name: string, more: string): ReadonlyMap<string, string> =>
  new Map(known).set(name, `${known.get(name) ?? ''}${more}`)

const lastRecordedIn = (key: string, before: string): string =>
  [...key.matchAll(written)].reduce((last, [, at = '']) => (at > last ? at : last), before)

/** The events that an answer names, each by its number. */
const eventsIn = (answer: string): string => (answer.match(/#\d+/g) ?? []).join('')

const isFreshAppend = (call: Call, answer: string): boolean =>
  call.key.startsWith('append ') && answer.includes('_tag:"Right"') && answer.includes('alreadyStored:false')

/** What is known when a call was answered, to whoever knew this before. */
const remember = (memory: Memory, call: Call, answer: string): Memory => {
  const [stream = ''] = call.places ?? []
  const [operation] = call.key.split(' ', 1)
  if (operation === 'get' || operation === 'set') return { ...memory, marks: `${memory.marks} ${call.key} ${answer}` }
  if (operation === 'ledgerHead') return { ...memory, ledger: memory.ledger === '' ? 'read' : memory.ledger }
  if (operation === 'readAll') return { ...memory, ledger: `${memory.ledger}${eventsIn(answer)}` }
  if (operation === 'append') {
    const recordedAt = lastRecordedIn(call.key, memory.recordedAt)
    if (!isFreshAppend(call, answer)) return { ...memory, recordedAt }
    const isClaim =
      memory.own === '' && streamKindOf(stream) === 'command' && call.key.includes('"expectedRevision":-1')
    return {
      ...memory,
      recordedAt,
      own: isClaim ? stream : memory.own,
      streams: withMore(memory.streams, stream, ` wrote (${eventsIn(answer)}) `),
    }
  }
  if (operation !== 'readStream') return memory
  if (streamKindOf(stream) === 'command')
    return { ...memory, claims: withMore(memory.claims, stream, ` ${call.key} ${answer}`) }
  if (!call.key.includes(`"limit":${readToRemember}}`)) return memory
  const begins = call.key.includes('"from"') ? '' : ' begun '
  const failed = answer.includes('_tag:"Right"') ? '' : ' failed'
  return { ...memory, streams: withMore(memory.streams, stream, `${begins}${eventsIn(answer)}${failed}`) }
}

const textOfMap = (map: ReadonlyMap<string, string>): string =>
  [...map]
    .map(([name, text]) => `${name}:${text}`)
    .sort()
    .join()

const textOf = (
  { claims, ledger, marks, own, recordedAt, sent, streams }: Memory,
  besides: ReadonlyArray<string>,
): string => [sent, textOfMap(streams), textOfMap(claims), own, ledger, marks, recordedAt, ...besides].join('\n')

const textOfAnswer = (answer: Answer): string =>
  JSON.stringify(answer, (name, value: unknown) => {
    if (name === 'sequence') return undefined
    return typeof value === 'bigint' ? String(value) : value
  })

/** Whether an engine has stored a step of its own command just now, and is at work on no other. */
const hasTakenStep = ({ claims, own }: Memory, call: Call | undefined, answer: string): boolean =>
  call !== undefined && isFreshAppend(call, answer) && own !== '' && [...claims.keys()].every((claim) => claim === own)

type Heard = {
  readonly call: Call | undefined
  readonly told: string
  readonly waiting: ReadonlyArray<Call>
  readonly answer: Answer | null
}

/**
 * Two engines that know enough alike to go on alike have one name, which is this; null where what it was told last is still at work in
 * it.
 */
export const nameOfMemory = (memory: Memory, { answer, call, told, waiting }: Heard): string | null => {
  if (waiting.length === 0 && answer !== null)
    return textOf({ ...memory, claims: new Map(), own: '' }, ['answered', textOfAnswer(answer)])
  if (answer !== null || !hasTakenStep(memory, call, told)) return null
  return textOf(
    memory,
    waiting.map(({ key }) => key),
  )
}

/** What is known to whoever knew this before, and was told something. */
export const remembered = (memory: Memory, call: Call | undefined, told: string): Memory =>
  call === undefined ? { ...memory, sent: `${memory.sent} ${told}` } : remember(memory, call, told)
