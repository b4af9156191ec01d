import type { Random } from './random.js'
import type { Tally } from './tally.js'
import type { VirtualTime } from './virtual-time.js'

/** A process that calls the world: an engine that lives until it crashes. */
export type Process = { readonly name: string; readonly isAlive: () => boolean }

/** What a call into the world is. The scheduler treats appends differently when it wants conflicts. */
export type CallKind = 'READ' | 'APPEND' | 'READ_MODEL' | 'RAIL'

/**
 * Decides who goes on. Every call into the world waits here until it is drawn; drawing one and letting it
 * finish is a step.
 */
export type Scheduler = {
  /** Waits to be drawn, performs, and answers; a call of a process that has crashed is never answered. */
  readonly call: <A>(process: Process, kind: CallKind, perform: () => Promise<A>) => Promise<A>
  /** One step; false when nobody waits for anything. */
  readonly step: () => Promise<boolean>
  readonly steps: () => number
  /** Whether no call waits to be drawn. */
  readonly isQuiet: () => boolean
}

type Parked = { readonly process: Process; readonly kind: CallKind; readonly go: () => Promise<void> }

/** How the next call is drawn. */
type Mood = 'ANY' | 'APPENDS_LAST' | 'READ_MODELS_LAST' | 'OLDEST_FIRST' | 'NEWEST_FIRST'

const moods: ReadonlyArray<readonly [number, Mood]> = [
  [5, 'ANY'],
  [3, 'APPENDS_LAST'],
  [1, 'READ_MODELS_LAST'],
  [1, 'OLDEST_FIRST'],
  [1, 'NEWEST_FIRST'],
]

export const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)))

/** All that follows from a call happens in microtasks; they have ended when the next turn of the event loop begins. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

export const createScheduler = (random: Random, time: VirtualTime, tally: Tally): Scheduler => {
  const parked: Parked[] = []
  let steps = 0
  let mood: Mood = 'ANY'

  const changeMood = (): void => {
    mood = random.weighted(moods)
    if (mood === 'APPENDS_LAST') tally.fault('appends are drawn last for a spell')
    if (mood === 'READ_MODELS_LAST') tally.fault('read models are drawn last for a spell')
  }

  const draw = (): Parked => {
    const last = mood === 'APPENDS_LAST' ? 'APPEND' : mood === 'READ_MODELS_LAST' ? 'READ_MODEL' : null
    const candidates = last !== null && random.perMille(900) ? parked.filter(({ kind }) => kind !== last) : parked
    const from = candidates.length > 0 ? candidates : parked
    const [oldest] = from
    const newest = from.at(-1)
    if (mood === 'OLDEST_FIRST' && oldest !== undefined) return oldest
    if (mood === 'NEWEST_FIRST' && newest !== undefined) return newest
    return random.oneOf(from)
  }

  return {
    call: (process, kind, perform) =>
      new Promise((resolve, reject) => {
        const go = async (): Promise<void> => {
          // A crash leaves open whether what was on its way arrived.
          if (!process.isAlive()) {
            const arrives = random.perMille(500)
            tally.fault(`what a crashed engine was about ${arrives ? 'arrives' : 'does not arrive'}`)
            if (!arrives) return
          }
          const outcome = await perform().then(
            (value) => () => resolve(value),
            (thrown: unknown) => () => reject(asError(thrown)),
          )
          if (process.isAlive()) outcome()
        }
        parked.push({ process, kind, go })
      }),
    step: async () => {
      if (random.perMille(5)) changeMood()
      time.pass(random.between(0, 30))
      const wakes = parked.length === 0 || (time.isDue() ? random.perMille(300) : random.perMille(10))
      if (wakes && time.wakeNext()) {
        tally.add('step: a clock')
      } else if (parked.length > 0) {
        const drawn = draw()
        parked.splice(parked.indexOf(drawn), 1)
        tally.add(`step: ${drawn.kind.toLowerCase().replace('_', ' ')}`)
        // Not awaited: a rail may never answer.
        void drawn.go()
      } else return false
      steps += 1
      await settle()
      return true
    },
    steps: () => steps,
    isQuiet: () => parked.length === 0,
  }
}
