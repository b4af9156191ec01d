import { ok } from 'node:assert/strict'
import type { ContractRule, FactoryOf, StoreUnderTest } from './contract-rule.js'
import { success } from './outcome.js'
import { sampleEvent, writeTo } from './sample-events.js'
import { patienceOf } from './signal-reader.js'

/** How many of each kind keep this process alive: timers, sockets, file operations. */
const activeResources = (): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const kind of process.getActiveResourcesInfo()) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return counts
}

const addedTo = (before: ReadonlyMap<string, number>): ReadonlyArray<string> =>
  [...activeResources()].filter(([kind, count]) => count > (before.get(kind) ?? 0)).map(([kind]) => kind)

const lookEveryMs = 5
const settlingMs = 50

/** What is there now and was not before, once it has had time to go. The wait for it is a resource of its own. */
const leftOver = async (before: ReadonlyMap<string, number>, patienceMs: number): Promise<ReadonlyArray<string>> => {
  const until = performance.now() + patienceMs
  for (;;) {
    const left = addedTo(before)
    if (left.length === 0 || performance.now() >= until) return left
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs))
  }
}

const leavesNothingBehind: ContractRule<StoreUnderTest> = {
  name: 'leaves no timer or handle behind when it is closed, though a subscriber was still waiting',
  check: async (factory: FactoryOf<StoreUnderTest>) => {
    // What a test runner itself is just done with must not be counted, or it would hide as much that is left behind.
    await new Promise((resolve) => setTimeout(resolve, settlingMs))
    const before = activeResources()
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
    const left = await leftOver(before, patienceOf(subject))
    ok(left.length === 0, `expected nothing to keep the process alive, found ${left.join(', ')}`)
  },
}

export const disposalRules: ReadonlyArray<ContractRule<StoreUnderTest>> = [leavesNothingBehind]
