import * as E from 'fp-ts/lib/Either.js'
import type { EventStore } from '@waybill/port'
import { cellsByState, oneOfEach, type CellsOfState } from '../../test/cells.js'
import { engineOn } from '../../test/small-book.js'
import { testedStores, type StoreOnTest } from '../../test/tested-stores.js'
import {
  bringTo,
  byCommand,
  complaintsOf,
  outcomeOf,
  readAll,
  say,
  sayAlike,
  sayStored,
  send,
  shown,
  storedOf,
  trialOf,
  type Trial,
} from '../../test/trials.js'
import { virtualClock } from '../../test/virtual-clock.js'
import type { Engine } from '../engine.js'

const unknown = E.left({ _tag: 'AppendOutcomeUnknown', location: 'ledger.db', detail: 'the line dropped' } as const)

/** A store whose next replies to appends get lost: so many of the appends are stored all the same, or none of them. */
const losing = (store: EventStore, { replies, stored }: Loss): EventStore => {
  let left = replies
  return {
    ...store,
    append: (writes) => async () => {
      if (left === 0) return store.append(writes)()
      left -= 1
      if (stored) await store.append(writes)()
      return unknown
    },
  }
}

type Loss = { readonly name: string; readonly replies: number; readonly stored: boolean }

/** How many replies are lost before the engine gives up and says that the outcome is unknown: the first and three resends. */
const allReplies = 4

const losses: ReadonlyArray<Loss> = [
  { name: 'the reply is lost once, and it was stored', replies: 1, stored: true },
  { name: 'the request is lost once, and it was not stored', replies: 1, stored: false },
  { name: 'every reply is lost, and it was stored', replies: allReplies, stored: true },
  { name: 'every request is lost, and it was not stored', replies: allReplies, stored: false },
]

const tryAll = async (
  onTest: StoreOnTest,
  { steps, cells }: CellsOfState,
  loss: Loss,
): Promise<ReadonlyArray<string>> => {
  const clock = virtualClock()
  const steady = engineOn(onTest.store, { clock })
  const trials = cells.filter(({ answer }) => answer !== 'UNPLACED').map(trialOf)
  await bringTo(steady, clock, steps, trials)
  const answered = new Map<Trial, Awaited<ReturnType<typeof send>>>()

  const lose = async (trial: Trial): Promise<void> => {
    const engine: Engine = engineOn(losing(onTest.store, loss), { clock })
    const answer = await send(engine, trial, trial.payload)
    const expected = loss.replies === allReplies ? 'AppendOutcomeUnknown' : trial.outcome
    say(trial, outcomeOf(answer) === expected, `${expected} was expected, not ${shown(answer)}`)
    const again = await send(engine, trial, trial.payload)
    say(trial, outcomeOf(again) === trial.outcome, `sent again it became ${shown(again)}`)
    if (outcomeOf(answer) !== 'AppendOutcomeUnknown') sayAlike(trial, 'sent again', answer, again)
    sayAlike(trial, 'from another engine', again, await send(steady, trial, trial.payload))
    answered.set(trial, again)
  }
  for (const instant of [...new Set(trials.map(({ at }) => at))].sort()) {
    clock.set(instant)
    await Promise.all(trials.filter(({ at }) => at === instant).map(lose))
  }

  const stored = byCommand(await readAll(onTest.store))
  for (const trial of trials) sayStored(trial, stored, storedOf(trial))
  const restarted = engineOn(await onTest.reopen(), { clock })
  await Promise.all(
    trials.map(async (trial) =>
      sayAlike(trial, 'after a restart', answered.get(trial)!, await send(restarted, trial, trial.payload)),
    ),
  )
  return complaintsOf(trials)
}

/** Whether an append was stored is not known when its reply is lost: it ends in one decision all the same. */
describe.each(testedStores)('one decision is stored $name', ({ make }) => {
  describe.each(losses)('when $name', (loss) => {
    it.each(oneOfEach(cellsByState))('in the state «$state»', async (group) => {
      const onTest = await make()
      const complaints = await tryAll(onTest, group, loss)
      await onTest.dispose()
      expect(complaints).toEqual([])
    })
  })
})
