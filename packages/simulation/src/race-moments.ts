import type { Engine } from '@waybill/engine'
import type { EventStore } from '@waybill/port'
import { storeOfCalls, type Call } from './race-calls.js'
import { nameOfMemory, noMemory, remembered, type Memory } from './race-memory.js'
import { createNotes, type Notes } from './race-notes.js'
import type { Answer } from './race-outcome.js'
import { settled } from './race-turns.js'

/** What an engine is told: to carry out something, or what the store answers to the first of its calls that wait. */
export type Told =
  | { readonly _tag: 'SENT'; readonly key: string; readonly send: (engine: Engine) => Promise<Answer> }
  | { readonly _tag: 'HEARD'; readonly key: string; readonly value: unknown }

/**
 * An engine at a point of its course. An engine reads no clock that goes and draws nothing by chance, so it is known by how it was
 * started and by all that it was told since.
 */
export type Moment = {
  readonly number: number
  readonly start: (store: EventStore) => Engine
  readonly came: { readonly from: Moment; readonly by: Told } | null
  /** The calls that it waits for, in the order in which it made them. */
  readonly waiting: ReadonlyArray<Call>
  /** The answer to what it was sent last; null while it is at work. */
  readonly answer: Answer | null
  readonly memory: Memory
}

/** What came next, by what was told; and the first moment of all that go on alike, by how the engine was started. */
export type MomentNotes = {
  readonly next: Notes<Moment, Moment>
  readonly alike: Notes<Moment['start'], Moment>
}

export const createMomentNotes = (below?: MomentNotes): MomentNotes => ({
  next: createNotes(below?.next),
  alike: createNotes(below?.alike),
})

let moments = 0

const nextNumber = (): number => {
  moments += 1
  return moments
}

/** An engine that nothing was sent to yet. */
export const started = (start: Moment['start']): Moment => ({
  number: nextNumber(),
  start,
  came: null,
  waiting: [],
  answer: null,
  memory: noMemory,
})

type Pending = { readonly call: Call; readonly resolve: (value: unknown) => void }

/** An engine that runs, and where it stands. */
type Live = {
  readonly engine: Engine
  readonly queue: Pending[]
  answer: Answer | null
  thrown: { readonly fault: unknown } | null
}

const storeThatWaits = (of: EventStore, queue: Pending[]): EventStore =>
  storeOfCalls(
    of,
    (call) =>
      new Promise((resolve) => {
        queue.push({ call, resolve: resolve as Pending['resolve'] })
      }),
  )

const tell = async (live: Live, told: Told): Promise<void> => {
  if (told._tag === 'HEARD') live.queue.shift()?.resolve(told.value)
  else {
    live.answer = null
    told.send(live.engine).then(
      (answer) => {
        live.answer = answer
      },
      (fault: unknown) => {
        live.thrown = { fault }
      },
    )
  }
  await settled()
  if (live.thrown !== null) throw live.thrown.fault
}

const wayTo = (moment: Moment): ReadonlyArray<Moment> => {
  const way: Moment[] = []
  for (let at: Moment | undefined = moment; at !== undefined; at = at.came?.from) way.unshift(at)
  return way
}

/** Engines under way. What an engine was seen to do is noted, and it is run again only for what it has not been told before. */
export type Cast = {
  readonly next: (moment: Moment, told: Told) => Promise<Moment>
  /** What came next when the engine was told this before; undefined where it was not. */
  readonly known: (moment: Moment, key: string) => Moment | undefined
  /** The same course of an engine that is started otherwise. It must ask for the same, and is held to it when it goes on. */
  readonly as: (moment: Moment, start: Moment['start']) => Moment
}

/** An engine that is let go is started anew when it is needed. */
const mostRunning = 256

export const createCast = (store: EventStore, notes: MomentNotes, merges: boolean): Cast => {
  const running = new Map<Moment, Live>()
  const others = createNotes<Moment['start'], Moment>()

  const brought = async (moment: Moment): Promise<Live> => {
    const queue: Pending[] = []
    const live: Live = { engine: moment.start(storeThatWaits(store, queue)), queue, answer: null, thrown: null }
    for (const { came, waiting } of wayTo(moment)) {
      if (came !== null) await tell(live, came.by)
      if (queue.length !== waiting.length || queue.some(({ call }, at) => call.key !== waiting[at]?.key))
        throw new Error(`an engine that was told the same asked for something else: ${queue[0]?.call.key}`)
    }
    return live
  }

  return {
    known: notes.next.get,
    next: async (moment, told) => {
      const known = notes.next.get(moment, told.key)
      if (known !== undefined) return known
      const live = running.get(moment) ?? (await brought(moment))
      running.delete(moment)
      await tell(live, told)
      const waiting = live.queue.map(({ call }) => call)
      const { answer } = live
      if (waiting.length === 0 && answer === null)
        throw new Error('an engine waits for something that is not its store')
      const call = told._tag === 'HEARD' ? moment.waiting[0] : undefined
      const memory = remembered(moment.memory, call, told.key)
      const name = merges ? nameOfMemory(memory, { call, told: told.key, waiting, answer }) : null
      const same = name === null ? undefined : notes.alike.get(moment.start, name)
      const next: Moment = same ?? {
        number: nextNumber(),
        start: moment.start,
        came: { from: moment, by: told },
        waiting,
        answer,
        memory,
      }
      notes.next.set(moment, told.key, next)
      if (same !== undefined) return same
      if (name !== null) notes.alike.set(moment.start, name, next)
      running.set(next, live)
      const [oldest] = running.keys()
      if (running.size > mostRunning && oldest !== undefined) running.delete(oldest)
      return next
    },
    as: (moment, start) => {
      const known = others.get(start, String(moment.number))
      const other = known ?? { ...moment, number: nextNumber(), start }
      others.set(start, String(moment.number), other)
      return other
    },
  }
}
