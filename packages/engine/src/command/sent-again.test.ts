import * as E from 'fp-ts/lib/Either.js'
import { allCommands, canonicalJson, type CommandWord } from '@waybill/core'
import { cellsByState, oneOfEach, type CellsOfState } from '../../test/cells.js'
import type { Payload } from '../../test/other-values.js'
import { engineOn } from '../../test/small-book.js'
import { testedStores, type StoreOnTest } from '../../test/tested-stores.js'
import {
  bringTo,
  byCommand,
  complaintsOf,
  contradictionsOf,
  muchLater,
  outcomeOf,
  readAll,
  say,
  sayAlike,
  sayStored,
  send,
  shown,
  storedOf,
  trialOf,
  underAnotherWord,
  variations,
  type Answer,
  type Trial,
} from '../../test/trials.js'
import { virtualClock } from '../../test/virtual-clock.js'

/** Tries all cells of one state in one ledger, and gives what is wrong by cell; nothing when all is well. */
const tryAll = async (onTest: StoreOnTest, { steps, cells }: CellsOfState): Promise<ReadonlyArray<string>> => {
  const clock = virtualClock()
  const first = engineOn(onTest.store, { clock })
  const second = engineOn(onTest.store, { clock })
  const trials = cells.map(trialOf)
  const each = (work: (trial: Trial) => Promise<void>): Promise<unknown> => Promise.all(trials.map(work))

  await bringTo(first, clock, steps, trials)
  const before = await readAll(onTest.store)

  // Malformed first: what cannot be read is not stored, and is corrected under the same id right after.
  await each(async (trial) => {
    const answer = await send(first, trial, { ...trial.payload, unheardOf: 1 })
    say(trial, outcomeOf(answer) === 'MalformedCommand', `malformed, but answered ${shown(answer)}`)
  })
  const untouched = await readAll(onTest.store)

  const answers = new Map<Trial, Answer>()
  for (const instant of [...new Set(trials.map(({ at }) => at))].sort()) {
    clock.set(instant)
    await each(async (trial) => {
      if (trial.at !== instant) return
      const at = await Promise.all([first, first, second, second].map((engine) => send(engine, trial, trial.payload)))
      const [answer] = at
      if (answer === undefined) throw new Error('four were sent')
      answers.set(trial, answer)
      say(trial, outcomeOf(answer) === trial.outcome, `${trial.outcome} was expected, not ${shown(answer)}`)
      for (const other of at) sayAlike(trial, 'four at once', answer, other)
      const taken = at.flatMap((one) => (E.isRight(one) ? [one.right] : []))
      const fresh = taken.filter(({ replayed }) => !replayed).length
      say(trial, taken.length === 0 || fresh === 1, `${fresh} of four receipts say that theirs was the first`)
    })
  }

  clock.set(muchLater)
  const contradictions = new Map<Trial, Set<string>>()
  const others = new Map<Trial, ReadonlyMap<string, Answer>>()
  const sendsOther = async (trial: Trial, word: CommandWord, payload: Payload, field: string): Promise<Answer> => {
    const [answer, again] = [
      await first.send(word, payload)(),
      ...(await Promise.all([second.send(word, payload)(), first.send(word, payload)()])),
    ]
    sayAlike(trial, `another ${field}, sent again`, answer, again)
    if (trial.isReport) {
      const mismatch = E.isRight(answer) && outcomeOf(answer) === 'MismatchObserved'
      say(trial, mismatch, `another ${field} is no contradiction: ${shown(answer)}`)
      contradictions.set(
        trial,
        (contradictions.get(trial) ?? new Set<string>()).add(`${word} ${canonicalJson(payload)}`),
      )
      return answer
    }
    const reused = E.isLeft(answer) && answer.left._tag === 'CommandIdReused' ? answer.left : null
    say(trial, reused !== null, `another ${field} is answered ${shown(answer)}`)
    if (reused !== null) {
      const { differences, firstCommand, firstStream } = reused
      say(trial, differences.includes(field), `another ${field} is answered as another ${differences.join(', ')}`)
      say(trial, firstCommand === trial.word, `its first use is called ${firstCommand}`)
      say(trial, firstStream.endsWith(`.${trial.suffix}`), `its first use is said to be about ${firstStream}`)
    }
    return answer
  }
  await each(async (trial) => {
    const answer = answers.get(trial)!
    for (const engine of [first, second]) sayAlike(trial, 'later', answer, await send(engine, trial, trial.payload))
    if (trial.answer === 'UNPLACED') return
    const of = new Map<string, Answer>()
    for (const { field, payload } of trial.isFirstOfItsKind ? variations(trial) : variations(trial).slice(0, 1))
      of.set(canonicalJson(payload), await sendsOther(trial, trial.word, payload, field))
    await sendsOther(trial, ...underAnotherWord(trial), 'command')
    others.set(trial, of)
    sayAlike(trial, 'after other payloads', answer, await send(second, trial, trial.payload))
  })

  const stored = byCommand(await readAll(onTest.store))
  for (const trial of trials) {
    sayStored(trial, stored, storedOf(trial))
    const told = contradictions.get(trial)?.size ?? 0
    const kept = contradictionsOf(stored, trial)
    say(trial, told === kept, `${told} contradictions were told and ${kept} are stored`)
  }
  const end = await readAll(onTest.store)

  const reopened = await onTest.reopen()
  const restarted = engineOn(reopened, { clock })
  await each(async (trial) => {
    sayAlike(trial, 'after a restart', answers.get(trial)!, await send(restarted, trial, trial.payload))
    for (const [payload, answer] of others.get(trial) ?? [])
      sayAlike(
        trial,
        'another payload after a restart',
        answer,
        await send(restarted, trial, JSON.parse(payload) as Payload),
      )
  })
  const afterRestart = await readAll(reopened)

  return [
    ...(untouched.length === before.length ? [] : ['what was malformed has been stored']),
    ...(afterRestart.length === end.length ? [] : ['something more was stored after the restart']),
    ...complaintsOf(trials),
  ]
}

/**
 * Two engines send two payloads under one id at the same time: one of them is decided, and whoever sent the other is told so.
 * Of two reports one is recorded, and the other as its contradiction.
 */
const raceAll = async (onTest: StoreOnTest, { steps, cells }: CellsOfState): Promise<ReadonlyArray<string>> => {
  const clock = virtualClock()
  const first = engineOn(onTest.store, { clock })
  const second = engineOn(onTest.store, { clock })
  const trials = cells.filter(({ answer }) => answer !== 'UNPLACED').map(trialOf)
  await bringTo(first, clock, steps, trials)
  const race = async (trial: Trial): Promise<void> => {
    const { field, payload: other } = variations(trial)[0] ?? { field: 'command', payload: null }
    const [otherWord, otherPayload] = other === null ? underAnotherWord(trial) : [trial.word, other]
    const askTwice = () =>
      Promise.all([send(first, trial, trial.payload), second.send(otherWord, otherPayload)()] as const)
    const [mine, theirs] = await askTwice()
    const [mineAgain, theirsAgain] = await askTwice()
    sayAlike(trial, 'after the race', mine, mineAgain)
    sayAlike(trial, `another ${field}, after the race`, theirs, theirsAgain)
    const lost = [mine, theirs].filter((answer) =>
      trial.isReport
        ? outcomeOf(answer) === 'MismatchObserved' && E.isRight(answer) && answer.right.commandId !== trial.key
        : outcomeOf(answer) === 'CommandIdReused',
    )
    say(trial, lost.length === 1, `of two payloads ${lost.length} lost: ${shown(mine)} and ${shown(theirs)}`)
  }
  for (const instant of [...new Set(trials.map(({ at }) => at))].sort()) {
    clock.set(instant)
    await Promise.all(trials.filter(({ at }) => at === instant).map(race))
  }
  const stored = byCommand(await readAll(onTest.store))
  for (const trial of trials) {
    const decisions = (stored.get(trial.key) ?? []).filter(({ id }, _index, events) => id === events[0]?.id)
    say(trial, decisions.length === 1, `${decisions.length} decisions are stored`)
  }
  return complaintsOf(trials)
}

it('every command and every report has a cell in which it is recorded, and one in which it is not', () => {
  const cells = cellsByState.flatMap((group) => group.cells)
  const missing = (recorded: boolean) =>
    Object.keys(allCommands).filter(
      (word) => !cells.some((cell) => cell.word === word && (cell.answer === 'RECORDED') === recorded),
    )
  // Money that comes in is recorded in any case: on a new transfer, or as a contradiction on the one that has its id.
  expect([missing(true), missing(false)]).toEqual([[], ['ReportIncomingCredit']])
})

describe.each(testedStores)('what is sent again $name', ({ name, make }) => {
  // The answers hang on the store only through an append and a look-up by id: on a file, one cell of each kind will do.
  const groups = name === 'on SQLite' ? oneOfEach(cellsByState) : cellsByState

  it.each(groups)(
    'is answered as it was, in the state «$state»',
    async (group) => {
      const onTest = await make()
      const complaints = await tryAll(onTest, group)
      await onTest.dispose()
      expect(complaints).toEqual([])
    },
    60_000,
  )

  it.each(oneOfEach(cellsByState))(
    'has one decision when two engines send two payloads at once, in the state «$state»',
    async (group) => {
      const onTest = await make()
      const complaints = await raceAll(onTest, group)
      await onTest.dispose()
      expect(complaints).toEqual([])
    },
    60_000,
  )
})
