import { isDeepStrictEqual } from 'node:util'
import type { LoggedEvent } from '../src/index.js'
import { rechained } from './sample-log.js'

/** Chance for one damage: numbers to choose a place with, and text to write there. */
export type Chance = { readonly one: number; readonly two: number; readonly text: string }

type Log = ReadonlyArray<LoggedEvent>

/** A way to damage a log; null where this log and this chance leave nothing to damage. */
export type Damage = (log: Log, chance: Chance) => Log | null

/** The first place, from 1, at which two logs are not the same; null when they are the same. */
export const firstDifference = (one: Log, other: Log): number | null => {
  const longest = Math.max(one.length, other.length)
  for (let index = 0; index < longest; index += 1) {
    if (!isDeepStrictEqual(one[index], other[index])) return index + 1
  }
  return null
}

const renumbered = (log: Log): Array<LoggedEvent> => log.map((event, index) => ({ ...event, sequence: index + 1 }))

const edit =
  (change: (event: LoggedEvent, chance: Chance, log: Log) => LoggedEvent | null): Damage =>
  (log, chance) => {
    const index = chance.one % log.length
    const changed = change(log[index]!, chance, log)
    return changed && log.with(index, changed)
  }

const editText = (field: 'ledger' | 'stream' | 'id' | 'type' | 'occurredAt' | 'recordedAt' | 'data'): Damage =>
  edit((event, { text }) => (event[field] === text ? null : { ...event, [field]: text }))

const other = (number: number, chance: Chance): number => number + 1 + (chance.two % 40)
const lower = (number: number, chance: Chance, least: number): number | null =>
  number === least ? null : least + (chance.two % (number - least))

const keyOf = (event: LoggedEvent, { two }: Chance): string | undefined => {
  const keys = Object.keys(event.metadata)
  return keys[two % keys.length]
}

/** Edits of one field of one event: the chain breaks at that event and nowhere else. */
export const contentEdits: Readonly<Record<string, Damage>> = {
  'an id was edited': editText('id'),
  'a type was edited': editText('type'),
  'a schema version was edited': edit((event, chance) => ({
    ...event,
    schemaVersion: other(event.schemaVersion, chance),
  })),
  'a time of occurrence was edited': editText('occurredAt'),
  'a time of recording was edited': editText('recordedAt'),
  'data was edited': editText('data'),
  'one character of data was dropped': edit((event, { two }) => {
    const cut = two % (event.data.length + 1)
    const data = event.data.slice(0, cut) + event.data.slice(cut + 1)
    return data === event.data ? null : { ...event, data }
  }),
  'a revision was raised': edit((event, chance) => ({ ...event, revision: other(event.revision, chance) })),
  'a revision was lowered': edit((event, chance) => {
    const revision = lower(event.revision, chance, 0)
    return revision === null ? null : { ...event, revision }
  }),
  'a metadata value was edited': edit((event, chance) => {
    const key = keyOf(event, chance)
    if (key === undefined || event.metadata[key] === chance.text) return null
    return { ...event, metadata: { ...event.metadata, [key]: chance.text } }
  }),
  'a metadata key was edited': edit((event, chance) => {
    const key = keyOf(event, chance)
    if (key === undefined || Object.hasOwn(event.metadata, chance.text)) return null
    const { [key]: value, ...rest } = event.metadata
    return { ...event, metadata: { ...rest, [chance.text]: value! } }
  }),
  'a metadata entry was added': edit((event, { text }) =>
    Object.hasOwn(event.metadata, text) ? null : { ...event, metadata: { ...event.metadata, [text]: text } },
  ),
  'a metadata entry was removed': edit((event, chance) => {
    const key = keyOf(event, chance)
    if (key === undefined) return null
    const { [key]: _removed, ...rest } = event.metadata
    return { ...event, metadata: rest }
  }),
  'a character moved from the end of the type to the front of the time behind it': edit((event) =>
    event.type === ''
      ? null
      : { ...event, type: event.type.slice(0, -1), occurredAt: event.type.slice(-1) + event.occurredAt },
  ),
  'half a surrogate pair was put for a replacement character': (log, chance) => {
    const index = log.findIndex(({ data }) => data.includes('\ufffd'))
    if (index < 0) return null
    const event = log[index]!
    const half = String.fromCharCode(0xd800 + (chance.two % 0x800))
    return log.with(index, { ...event, data: event.data.replace('\ufffd', half) })
  },
  'a stored hash was edited': edit((event, { two }) => {
    const place = two % 64
    const digit = event.chainhash[place] === '0' ? '1' : '0'
    return { ...event, chainhash: event.chainhash.slice(0, place) + digit + event.chainhash.slice(place + 1) }
  }),
  'a stored hash was written in capitals': edit((event) => {
    const chainhash = event.chainhash.toUpperCase()
    return chainhash === event.chainhash ? null : { ...event, chainhash }
  }),
}

/** Edits of what says where an event belongs: found at that event, with further problems where it is missed. */
export const labelEdits: Readonly<Record<string, Damage>> = {
  'a ledger was edited': editText('ledger'),
  'a stream was edited': editText('stream'),
  'an event was given to another stream of the log': edit((event, { two }, log) => {
    const { stream } = log[two % log.length]!
    return stream === event.stream ? null : { ...event, stream }
  }),
  'a sequence was raised': edit((event, chance) => ({ ...event, sequence: other(event.sequence, chance) })),
}

const insert =
  (make: (model: LoggedEvent, place: number, chance: Chance, log: Log) => LoggedEvent): Damage =>
  (log, chance) => {
    const place = chance.one % log.length
    const inserted = make(log[chance.two % log.length]!, place, chance, log)
    return log.toSpliced(place, 0, inserted)
  }

const numbered =
  (damage: Damage): Damage =>
  (log, chance) => {
    const damaged = damage(log, chance)
    return damaged && renumbered(damaged)
  }

const forge = insert((model, place, { text }, log) => {
  const before = log.slice(0, place).filter(({ stream }) => stream === model.stream)
  const forged = { ...model, id: `forged-${text}`, data: text, revision: before.length, sequence: place + 1 }
  return rechained([...before, forged]).at(-1)!
})

const swap: Damage = (log, { one, two }) => {
  const [first, second] = [one % log.length, two % log.length].sort((low, high) => low - high) as [number, number]
  if (first === second) return null
  return log.with(first, log[second]!).with(second, log[first]!)
}

const swapNeighbours: Damage = (log, { one, text }) =>
  log.length < 2 ? null : swap(log, { one: one % (log.length - 1), two: (one % (log.length - 1)) + 1, text })

const remove: Damage = (log, { one }) => {
  return log.length < 2 ? null : log.toSpliced(one % (log.length - 1), 1)
}

const copyBehind: Damage = (log, { one }) => {
  const place = one % log.length
  return log.toSpliced(place + 1, 0, log[place]!)
}

/** Lines that were removed, added or moved. */
export const lineDamages: Readonly<Record<string, Damage>> = {
  'a sequence was lowered': edit((event, chance) => {
    const sequence = lower(event.sequence, chance, 1)
    return sequence === null ? null : { ...event, sequence }
  }),
  'two lines were swapped': swap,
  'two neighbouring lines were swapped': swapNeighbours,
  'two lines were swapped and all renumbered': numbered(swap),
  'two neighbouring lines were swapped and all renumbered': numbered(swapNeighbours),
  'a line was duplicated in place': copyBehind,
  'a line was duplicated in place and all renumbered': numbered(copyBehind),
  'a copy of a line was put elsewhere': insert((model) => model),
  'a copy of a line was put elsewhere and all renumbered': numbered(insert((model) => model)),
  'a line was removed': remove,
  'a line of nonsense was inserted': insert((model, _place, { one, two, text }) => ({
    ...model,
    id: text,
    revision: one % 40,
    sequence: two % 40,
  })),
  'a forged event with a fitting hash was inserted': forge,
  'a forged event with a fitting hash was inserted and all renumbered': numbered(forge),
  'a forged event began a new stream and all was renumbered': numbered(
    insert((model, place, { text }) =>
      rechained([{ ...model, id: 'forged', stream: `new-${text}`, revision: 0, sequence: place + 1 }]).at(-1)!,
    ),
  ),
  'one event was edited and given a fitting hash': (log, { one, text }) => {
    const index = one % log.length
    const event = log[index]!
    if (event.data === text) return null
    const stream = log.slice(0, index + 1).filter((earlier) => earlier.stream === event.stream)
    return log.with(index, rechained(stream.with(-1, { ...event, data: text })).at(-1)!)
  },
  'an event was edited and its stream chained anew': (log, { one, text }) => {
    const index = one % log.length
    const event = log[index]!
    return event.data === text ? null : rechained(log.with(index, { ...event, data: text }))
  },
}

/** Damages that leave nothing but a log that is too short: found, with the place only where the log shows it. */
export const shorteningDamages: Readonly<Record<string, Damage>> = {
  'the tail was cut off': (log, { one }) => log.slice(0, one % log.length),
  'a line was removed and all renumbered': numbered(remove),
  'an event was removed, all renumbered and its stream chained anew': (log, { one }) => {
    const place = one % log.length
    const { stream } = log[place]!
    const shifted = log.map((event, index) =>
      event.stream === stream && index > place ? { ...event, revision: event.revision - 1 } : event,
    )
    return rechained(renumbered(shifted.toSpliced(place, 1)))
  },
}
