import * as E from 'fp-ts/lib/Either.js'
import { createMemoryStore } from '@waybill/store-memory'
import { cellsByState, oneOfEach, type CellsOfState } from '../../test/cells.js'
import { crashes, crashingStore, type Crash } from '../../test/crashing-store.js'
import { endState } from '../../test/end-state.js'
import { engineOn } from '../../test/small-book.js'
import { bringTo, outcomeOf, readAll, send, shown, trialOf } from '../../test/trials.js'
import { virtualClock } from '../../test/virtual-clock.js'
import { checkStore } from '../log-file/index.js'

/** Long before anything is due: only what was left half done is finished. */
const nothingDue = '2020-01-01T00:00:00.000Z'

type Ended = {
  readonly state: Readonly<Record<string, string>>
  readonly complaints: ReadonlyArray<string>
  readonly reached: number
}

/**
 * Brings a ledger to the state, sends each command to a process of its own that goes wrong at this append, starts an engine anew that
 * does what is due, and sends each command once more.
 */
const run = async (group: CellsOfState, crash: Crash, appendNumber: number): Promise<Ended> => {
  const store = createMemoryStore({ ledger: 'urn:waybill:crashed', appends: 'ONE_STREAM' })
  const clock = virtualClock()
  const trials = group.cells.filter(({ answer }) => answer !== 'UNPLACED').map(trialOf)
  await bringTo(engineOn(store, { clock }), clock, group.steps, trials)
  const complaints: string[] = []
  let reached = 0
  for (const trial of [...trials].sort((one, other) => (one.at < other.at ? -1 : 1))) {
    clock.set(trial.at)
    const crashing = crashingStore(store, crash, appendNumber)
    await send(engineOn(crashing.store, { clock }), trial, trial.payload)
    if (!crashing.reached()) {
      const answer = await send(engineOn(store, { clock }), trial, trial.payload)
      if (outcomeOf(answer) !== trial.outcome)
        complaints.push(`${trial.word}: ${trial.outcome} became ${shown(answer)}`)
      continue
    }
    reached += 1
    const restarted = engineOn(store, { clock })
    const due = await restarted.runDue(nothingDue)()
    if (E.isLeft(due) || due.right.finished.some(({ failure }) => failure !== null))
      complaints.push(`${trial.word}: what was left half done is not finished: ${JSON.stringify(due)}`)
    const own = (await readAll(store)).filter(({ metadata }) => metadata['commandid'] === trial.key)
    if (own.length > 0 && own.at(-1)?.type !== 'CommandDecided')
      complaints.push(`${trial.word}: without being asked again, it came to ${own.at(-1)?.type} and no further`)
    const idle = await restarted.runDue(nothingDue)()
    if (E.isLeft(idle) || idle.right.finished.length > 0)
      complaints.push(`${trial.word}: it is finished again and again`)
    const answer = await send(restarted, trial, trial.payload)
    if (outcomeOf(answer) !== trial.outcome) complaints.push(`${trial.word}: ${trial.outcome} became ${shown(answer)}`)
  }
  const checked = await checkStore(store, null)()
  if (E.isLeft(checked)) complaints.push(JSON.stringify(checked.left))
  else
    complaints.push(
      ...checked.right.ruleProblems.map((problem) =>
        JSON.stringify(problem, (_name, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
      ),
    )
  const log = await readAll(store)
  return { state: endState(log), complaints, reached }
}

/** No command takes more appends than these. */
const mostAppends = 12

const groups = process.env['CRASHES'] === 'all' ? cellsByState : oneOfEach(cellsByState)

describe('a command that is stored step by step', () => {
  it.each(groups)(
    'comes to the same end wherever its process ends, and nobody has to help, in the state «$state»',
    async (group) => {
      const whole = await run(group, 'BEFORE', mostAppends)
      expect([whole.reached, ...whole.complaints]).toEqual([0])
      for (const crash of crashes)
        for (let appendNumber = 1; appendNumber < mostAppends; appendNumber += 1) {
          const ended = await run(group, crash, appendNumber)
          if (ended.reached === 0) break
          expect([crash, appendNumber, ...ended.complaints]).toEqual([crash, appendNumber])
          expect(ended.state).toEqual(whole.state)
        }
    },
    300_000,
  )
})
