import * as E from 'fp-ts/lib/Either.js'
import type { Instant } from '@waybill/core'
import type { EventStore } from '@waybill/port'
import { createMemoryStore, type MemoryStore } from '@waybill/store-memory'
import { cellsByState, oneOfEach, type Cell, type CellsOfState } from '../../test/cells.js'
import { crashes, crashingStore, type Crash } from '../../test/crashing-store.js'
import { endState } from '../../test/end-state.js'
import { engineOn } from '../../test/small-book.js'
import { bringTo, outcomeOf, readAll, send, shown, trialOf, type Trial } from '../../test/trials.js'
import { virtualClock, type VirtualClock } from '../../test/virtual-clock.js'
import type { Engine } from '../engine.js'
import { checkStore } from '../log-file/index.js'

/** Long before anything is due: only what was left half done is finished. */
const nothingDue = '2020-01-01T00:00:00.000Z'

/** The ledger of a state, on which every cell of it is tried, each time on a copy. */
const ledgerIn = async ({ steps, cells }: CellsOfState): Promise<MemoryStore> => {
  const store = createMemoryStore({ ledger: 'urn:waybill:crashed', appends: 'ONE_STREAM' })
  const clock = virtualClock()
  await bringTo(engineOn(store, { clock }), clock, steps, cells.slice(0, 1).map(trialOf))
  return store
}

const asText = (value: unknown): string =>
  JSON.stringify(value, (_name, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner))

type Ended = { readonly state: Readonly<Record<string, string>>; readonly complaints: ReadonlyArray<string> }

/** Each engine draws a reference of its own for a new transfer, as engines do; the same one draws the same. */
const engineNumber = (number: number, store: EventStore, clock: VirtualClock): Engine =>
  engineOn(store, { clock, ids: { next: () => `5f0c3b8e-7d3a-4a0f-9a41-00000000000${number}` } })

/** An engine is started anew and does what is due, and the command is sent once more. */
const startAnew = async (store: MemoryStore, trial: Trial, clock: VirtualClock): Promise<ReadonlyArray<string>> => {
  const complaints: string[] = []
  const restarted = engineNumber(2, store, clock)
  const due = await restarted.runDue(nothingDue)()
  if (E.isLeft(due) || due.right.finished.some(({ failure }) => failure !== null))
    complaints.push(`what was left half done is not finished: ${JSON.stringify(due)}`)
  const own = (await readAll(store)).filter(({ metadata }) => metadata['commandid'] === trial.key)
  if (own.length > 0 && own.at(-1)?.type !== 'CommandDecided')
    complaints.push(`without being asked again, it came to ${own.at(-1)?.type} and no further`)
  const idle = await restarted.runDue(nothingDue)()
  if (E.isLeft(idle) || idle.right.finished.length > 0) complaints.push('it is finished again and again')
  const answer = await send(restarted, trial, trial.payload)
  if (outcomeOf(answer) !== trial.outcome) complaints.push(`${trial.outcome} became ${shown(answer)}`)
  return complaints
}

const endOf = async (store: MemoryStore, complaints: ReadonlyArray<string>): Promise<Ended> => {
  const checked = await checkStore(store, null)()
  const wrong = E.isLeft(checked) ? [JSON.stringify(checked.left)] : checked.right.ruleProblems.map(asText)
  return { state: endState(await readAll(store)), complaints: [...complaints, ...wrong] }
}

/** Sends a command to a process that goes wrong at an append, by its number; null where there is no such append. */
const crashesOf = (before: MemoryStore, reached: Instant, cell: Cell) => {
  const trial = trialOf(cell, 0)
  // Whoever starts anew finds a log and nothing else: what comes of the same log is the same.
  const known = new Map<string, Ended>()
  // No clock goes back behind what has led to the state.
  const clockThen = (): VirtualClock => virtualClock(trial.at < reached ? reached : trial.at)
  return {
    whole: async (): Promise<Ended> => {
      const store = before.copy()
      const answer = await send(engineNumber(1, store, clockThen()), trial, trial.payload)
      return endOf(store, outcomeOf(answer) === trial.outcome ? [] : [`${trial.outcome} became ${shown(answer)}`])
    },
    at: async (crash: Crash, appendNumber: number): Promise<Ended | null> => {
      const store = before.copy()
      const clock = clockThen()
      const crashing = crashingStore(store, crash, appendNumber)
      await send(engineNumber(1, crashing.store, clock), trial, trial.payload)
      if (!crashing.reached()) return null
      const log = JSON.stringify(await readAll(store))
      const ended = known.get(log) ?? (await endOf(store, await startAnew(store, trial, clock)))
      known.set(log, ended)
      return ended
    },
  }
}

const groups = process.env['CRASHES'] === 'all' ? cellsByState : oneOfEach(cellsByState)

describe('a command that is stored step by step', () => {
  it.each(groups)(
    'comes to the same end wherever its process ends, and nobody has to help, in the state «$state»',
    async (group) => {
      const before = await ledgerIn(group)
      const reached = group.steps.map((step) => step.at).reduce((last, at) => (at > last ? at : last), '')
      for (const cell of group.cells) {
        if (cell.answer === 'UNPLACED') continue
        const name = `${cell.word} (${cell.variant})`
        const { at, whole } = crashesOf(before, reached, cell)
        const undisturbed = await whole()
        expect([name, ...undisturbed.complaints]).toEqual([name])
        for (const crash of crashes)
          for (let appendNumber = 1; ; appendNumber += 1) {
            const ended = await at(crash, appendNumber)
            if (ended === null) break
            expect([name, crash, appendNumber, ...ended.complaints]).toEqual([name, crash, appendNumber])
            expect(ended.state).toEqual(undisturbed.state)
          }
      }
    },
    300_000,
  )
})
