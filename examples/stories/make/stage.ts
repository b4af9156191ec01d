import { createHash } from 'node:crypto'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { canonicalJson, type ObservationEvent, type ObservationSource } from '@waybill/core'
import { createEngine, type Engine } from '@waybill/engine'
import type { EventStore, Rail } from '@waybill/port'
import { createMemoryStore } from '@waybill/store-memory'
import { createScriptedClock, type ScriptedClock } from './scripted-clock.js'
import { createScriptedIds } from './scripted-ids.js'

/** An observation as a story tells it: without its source, which is named beside it. */
export type Seen = ObservationEvent extends infer Event
  ? Event extends { readonly source: ObservationSource }
    ? Omit<Event, 'source'>
    : never
  : never

/** Runs what the story does; a step that the engine refuses is a mistake of the story. */
export type Must = <A>(task: TaskEither<unknown, A>) => Promise<A>

/** Where a story is played: a real engine, and a world that does as the story says. */
export type Stage = {
  readonly engine: Engine
  readonly store: EventStore
  readonly clock: ScriptedClock
  readonly must: Must
  /** Keeps what a source saw, now or at an earlier time. Each record of a source has a reference of its own. */
  readonly see: (source: ObservationSource, seen: Seen, occurredAt?: string) => Promise<void>
  /** References of a source's records of these words, in their order, from one time up to another. */
  readonly recordsOf: (
    source: ObservationSource,
    words: ReadonlyArray<string>,
    from: string,
    to: string,
  ) => ReadonlyArray<string>
}

/** Something that happens at a time. */
export type Step = { readonly at: string; readonly act: (stage: Stage) => Promise<void> }

/** A story as it can be played. */
export type Script = {
  readonly ledger: string
  readonly rails: (clock: ScriptedClock) => ReadonlyArray<Rail>
  readonly steps: ReadonlyArray<Step>
}

/** Sources whose records never reach the ledger in this telling, by name. */
export type Telling = { readonly withheld?: ReadonlySet<string> }

export const sha256Of = (text: string): string => `sha256:${createHash('sha256').update(text, 'utf8').digest('hex')}`

/** The digest of some values: of their canonical JSON. */
export const digestOfValues = (values: unknown): string =>
  sha256Of(
    canonicalJson(
      JSON.parse(
        JSON.stringify(values, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)),
      ),
    ),
  )

const must: Must = async (task) => {
  const outcome = await task()
  if (E.isRight(outcome)) return outcome.right
  const reason = JSON.stringify(outcome.left, (_key, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  )
  throw new Error(`a step of the story was refused: ${reason}`)
}

type Kept = { readonly source: string; readonly word: string; readonly at: string; readonly reference: string }

/** Plays a story from its first step to its last and gives the store that it filled. */
export const play = async (script: Script, { withheld = new Set() }: Telling = {}): Promise<EventStore> => {
  const steps = script.steps.toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0))
  const clock = createScriptedClock(steps[0]?.at ?? '2026-01-01T00:00:00.000Z')
  const store = createMemoryStore({ ledger: script.ledger })
  const engine = createEngine({
    store,
    clock,
    ids: createScriptedIds(script.ledger),
    rails: script.rails(clock),
  })
  const kept: Kept[] = []
  const see: Stage['see'] = async (source, seen, occurredAt = clock.now()) => {
    const count = kept.filter(({ source: name }) => name === source.name).length + 1
    const reference = `${source.name}-${String(count).padStart(5, '0')}`
    kept.push({ source: source.name, word: seen._tag, at: occurredAt, reference })
    if (withheld.has(source.name)) return
    const event = { ...seen, source: { ...source, reference } } as ObservationEvent
    await must(engine.observe({ observationId: reference, event, occurredAt }, { actor: source.name }))
  }
  const stage: Stage = {
    engine,
    store,
    clock,
    must,
    see,
    recordsOf: (source, words, from, to) =>
      kept
        .filter((one) => one.source === source.name && words.includes(one.word) && one.at >= from && one.at < to)
        .map(({ reference }) => reference),
  }
  for (const { at, act } of steps) {
    // A rail that took its time may have moved the clock beyond the next step.
    if (at > clock.now()) clock.moveTo(at)
    await act(stage)
  }
  return store
}
