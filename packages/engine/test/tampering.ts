import * as E from 'fp-ts/lib/Either.js'
import type { StoredEvent } from '@waybill/core'
import { chainHash } from '@waybill/proof'
import { decodeLine } from '../src/log-file/decode-line.js'
import { encodeLine } from '../src/log-file/encode-line.js'
import type { LogUnreadable } from '../src/log-file/log-failure.js'
import { sha256 } from '../src/sha256.js'

/** A log that somebody tampers with: what each of its lines says. */
export type TamperedLog = { readonly ledger: string; readonly events: ReadonlyArray<LedgerEvent> }
export type LedgerEvent = StoredEvent & { readonly ledger: string }

/** Numbers to choose by; each kind of damage takes them as it needs. */
export type Chances = { readonly place: number; readonly other: number; readonly word: string }

/**
 * What a damage leaves: other events, or a line that no reader takes; null where it would change nothing. `at` is the first sequence at
 * which the log is not what it was.
 */
export type Outcome = (
  | { readonly _tag: 'Read'; readonly events: ReadonlyArray<LedgerEvent> }
  | { readonly _tag: 'Refused'; readonly failure: LogUnreadable }
) & { readonly at: number }

export type Tampering = (log: TamperedLog, chances: Chances) => Outcome | null

const hashOf = chainHash(sha256)

/** Numbers and chains everything anew from a place on, as somebody does who owns the file and knows how it is made. */
export const rewrittenFrom = (
  events: ReadonlyArray<LedgerEvent>,
  from: number,
  numbered: boolean,
): ReadonlyArray<LedgerEvent> => {
  const heads = new Map<string, LedgerEvent>()
  return events.map((event, index) => {
    const head = heads.get(event.stream)
    const revision = (head?.revision ?? -1) + 1
    const placed = numbered ? { ...event, sequence: index + 1, revision } : event
    const chained = index < from ? event : { ...placed, chainhash: hashOf(head?.chainhash ?? null, placed) }
    heads.set(event.stream, chained)
    return chained
  })
}

/** The line of an event as JSON, changed, and read again. */
const reread = (
  log: TamperedLog,
  index: number,
  change: (line: Record<string, unknown>) => Record<string, unknown>,
): Outcome | null => {
  const event = log.events[index]!
  const line = encodeLine(event, event.ledger)
  if (E.isLeft(line)) throw new Error(JSON.stringify(line.left))
  const before = line.right
  const after = JSON.stringify(change(JSON.parse(before) as Record<string, unknown>))
  const read = decodeLine(after, { file: 'tampered.ndjson', line: index + 1 })
  const at = index + 1
  if (E.isLeft(read)) return { _tag: 'Refused', failure: read.left, at }
  const again = encodeLine(read.right.event, read.right.ledger)
  if (E.isRight(again) && again.right === before) return null
  return { _tag: 'Read', events: log.events.with(index, { ...read.right.event, ledger: read.right.ledger }), at }
}

const placeIn = ({ events }: TamperedLog, chance: number): number => chance % events.length

/** Another value for an attribute: the one of another line, one that differs in a character, or any word. */
const otherValue = (value: unknown, elsewhere: unknown, { other, word }: Chances): unknown => {
  if (typeof value !== 'string') return word
  const at = other % Math.max(value.length, 1)
  const digit = value.charAt(at) === '7' ? '3' : '7'
  switch (other % 3) {
    case 0:
      return elsewhere === undefined ? word : elsewhere
    case 1:
      return `${value.slice(0, at)}${digit}${value.slice(at + 1)}`
    default:
      return word
  }
}

const lineOf = (log: TamperedLog, index: number): Record<string, unknown> => {
  const event = log.events[index]!
  const line = encodeLine(event, event.ledger)
  return E.isLeft(line) ? {} : (JSON.parse(line.right) as Record<string, unknown>)
}

const editOf =
  (attribute: string): Tampering =>
  (log, chances) => {
    const index = placeIn(log, chances.place)
    const elsewhere = lineOf(log, placeIn(log, chances.other))[attribute]
    return reread(log, index, (line) =>
      line[attribute] === undefined ? line : { ...line, [attribute]: otherValue(line[attribute], elsewhere, chances) },
    )
  }

/** Every leaf of a JSON value, each with a copy of the whole in which another stands in its place. */
const leavesOf = (value: unknown): ReadonlyArray<(leaf: (old: unknown) => unknown) => unknown> => {
  if (Array.isArray(value))
    return value.flatMap((item, index) =>
      leavesOf(item).map((put) => (leaf: (old: unknown) => unknown) => value.with(index, put(leaf))),
    )
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([name, item]) =>
      leavesOf(item).map((put) => (leaf: (old: unknown) => unknown) => ({ ...value, [name]: put(leaf) })),
    )
  return [(leaf) => leaf(value)]
}

const editOfData: Tampering = (log, chances) => {
  const index = placeIn(log, chances.place)
  return reread(log, index, (line) => {
    const leaves = leavesOf(line['data'])
    const put = leaves[chances.other % leaves.length]
    if (put === undefined) return { ...line, data: { added: chances.word } }
    return { ...line, data: put((old) => (typeof old === 'boolean' ? !old : otherValue(old, undefined, chances))) }
  })
}

const named: ReadonlyArray<string> = [
  'specversion',
  'id',
  'source',
  'type',
  'subject',
  'time',
  'recordedtime',
  'sequence',
  'revision',
  'correlationid',
  'causationid',
  'dataschema',
  'chainhash',
]

const editOfFurther: Tampering = (log, chances) => {
  const index = placeIn(log, chances.place)
  return reread(log, index, (line) => {
    const further = Object.keys(line).filter((name) => !named.includes(name) && name !== 'data')
    const name = further[chances.other % Math.max(further.length, 1)]
    return name === undefined ? line : { ...line, [name]: otherValue(line[name], undefined, chances) }
  })
}

const labels: ReadonlyArray<string> = ['sequence', 'revision']

const editsOf = (attributes: ReadonlyArray<string>): Readonly<Record<string, Tampering>> =>
  Object.fromEntries(attributes.map((attribute) => [`another ${attribute}`, editOf(attribute)]))

/** A line that claims another place than the one at which it stands. */
export const editsOfLabels = editsOf(labels)

/** Damages to one line that leave all else as it was: they show at that line. */
export const editsInPlace: Readonly<Record<string, Tampering>> = {
  ...editsOf(named.filter((attribute) => !labels.includes(attribute))),
  'another value in data': editOfData,
  'another value of further metadata': editOfFurther,
  'an attribute taken away': (log, chances) =>
    reread(log, placeIn(log, chances.place), (line) => {
      const names = Object.keys(line)
      const { [names[chances.other % names.length]!]: _gone, ...rest } = line
      return rest
    }),
  'an attribute added': (log, chances) =>
    reread(log, placeIn(log, chances.place), (line) => ({ ...line, [`x${chances.other % 10}`]: chances.word })),
  'a field added to data': (log, chances) =>
    reread(log, placeIn(log, chances.place), (line) => ({
      ...line,
      data: { ...(line['data'] as object), [chances.word]: chances.word },
    })),
}

type Rearrangement = (log: TamperedLog, chances: Chances) => ReadonlyArray<LedgerEvent> | null

const swapped: Rearrangement = ({ events }, { other, place }) => {
  const one = place % events.length
  const two = other % events.length
  return one === two ? null : events.with(one, events[two]!).with(two, events[one]!)
}

const moved: Rearrangement = ({ events }, { other, place }) => {
  const from = place % events.length
  const to = other % events.length
  return from === to ? null : events.toSpliced(from, 1).toSpliced(to, 0, events[from]!)
}

// What stands behind the anchor no anchor speaks about, so nothing is put at the very end.
const doubled: Rearrangement = ({ events }, { other, place }) =>
  events.toSpliced(place % events.length, 0, events[other % events.length]!)

const forged: Rearrangement = ({ events }, { other, place, word }) => {
  const to = place % events.length
  const model = events[other % events.length]!
  return events.toSpliced(to, 0, { ...model, id: `forged ${word}`, sequence: to + 1 })
}

const removed: Rearrangement = ({ events }, { place }) => events.toSpliced(place % events.length, 1)

const cut: Rearrangement = ({ events }, { place }) => events.slice(0, place % events.length)

const asTampering =
  (rearrangement: Rearrangement): Tampering =>
  (log, chances) => {
    const events = rearrangement(log, chances)
    if (events === null) return null
    const common = events.findIndex((event, index) => event !== log.events[index])
    return { _tag: 'Read', events, at: (common < 0 ? events.length : common) + 1 }
  }

/** Lines moved, put in, or taken away, all else as it was. */
export const rearrangements: Readonly<Record<string, Tampering>> = {
  'two lines swapped': asTampering(swapped),
  'a line moved': asTampering(moved),
  'a line written twice': asTampering(doubled),
  'a forged line put in': asTampering(forged),
  'a line removed': asTampering(removed),
  'the tail cut off': asTampering(cut),
}

const anew =
  (tampering: Tampering, numbered: boolean): Tampering =>
  (log, chances) => {
    const damaged = tampering(log, chances)
    if (damaged === null || damaged._tag === 'Refused') return null
    const { at, events } = damaged
    const rewritten = rewrittenFrom(events, at - 1, numbered)
    const nothing =
      rewritten.length === log.events.length &&
      rewritten.every(({ chainhash }, index) => chainhash === log.events[index]?.chainhash)
    return nothing ? null : { _tag: 'Read', events: rewritten, at }
  }

/** The same by somebody who makes every number and every hash anew from there on: nothing but an anchor speaks against it. */
export const rewritings: Readonly<Record<string, Tampering>> = {
  'another value in data, chained anew': anew(editOfData, false),
  ...Object.fromEntries(
    ['id', 'time', 'recordedtime', 'correlationid'].map((attribute) => [
      `another ${attribute}, chained anew`,
      anew(editOf(attribute), false),
    ]),
  ),
  'two lines swapped, numbered and chained anew': anew(asTampering(swapped), true),
  'a line moved, numbered and chained anew': anew(asTampering(moved), true),
  'a forged line put in, numbered and chained anew': anew(asTampering(forged), true),
  'a line removed, numbered and chained anew': anew(asTampering(removed), true),
}
