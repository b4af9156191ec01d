import { ok } from 'node:assert/strict'
import type { ContractRule, FactoryOf, StoreUnderTest } from './contract-rule.js'
import { success } from './outcome.js'
import { patienceOf, turn, turnsIn } from './patience.js'
import { sampleEvent, writeTo } from './sample-events.js'
import { startedTimers, type StartedTimers } from './started-timers.js'

/** How many of each kind keep this process alive: sockets, file operations. */
const activeHandles = (): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const kind of process.getActiveResourcesInfo()) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  counts.delete('Timeout')
  counts.delete('Immediate')
  return counts
}

const addedTo = (before: ReadonlyMap<string, number>): ReadonlyArray<string> =>
  [...activeHandles()].filter(([kind, count]) => count > (before.get(kind) ?? 0)).map(([kind]) => kind)

const settlingMs = 50

/** What is there now and was not before, once it has had its turns to go. */
const leftOver = async (
  before: ReadonlyMap<string, number>,
  timers: StartedTimers,
  patienceMs: number,
): Promise<ReadonlyArray<string>> => {
  const left = (): ReadonlyArray<string> => [...timers.running(), ...addedTo(before)]
  for (let turns = turnsIn(patienceMs); turns > 0 && left().length > 0; turns -= 1) await turn()
  return left()
}

const useAndClose = async (factory: FactoryOf<StoreUnderTest>): Promise<StoreUnderTest> => {
  const subject = await factory()
  try {
    const { store } = subject
    await success(store.append([writeTo('transfer-1', -1, sampleEvent(1))]))
    const abandoned = store.subscribe({ after: 0 })[Symbol.asyncIterator]()
    const waiting = store.subscribe({ after: 0 })[Symbol.asyncIterator]()
    await abandoned.next()
    await waiting.next()
    await waiting.next()
    const last = waiting.next()
    await store.close()
    await last
  } finally {
    await subject.dispose()
  }
  return subject
}

const leavesNothingBehind: ContractRule<StoreUnderTest> = {
  name: 'leaves no timer or handle behind when it is closed, though a subscriber was still waiting',
  check: async (factory: FactoryOf<StoreUnderTest>) => {
    // What a test runner itself is just done with must not be counted, or it would hide as much that is left behind.
    await new Promise((resolve) => setTimeout(resolve, settlingMs))
    const before = activeHandles()
    const timers = startedTimers()
    try {
      const subject = await timers.by(() => useAndClose(factory))
      const left = await leftOver(before, timers, patienceOf(subject))
      ok(left.length === 0, `expected nothing to keep the process alive, found ${left.join(', ')}`)
    } finally {
      timers.forget()
    }
  },
}

export const disposalRules: ReadonlyArray<ContractRule<StoreUnderTest>> = [leavesNothingBehind]
