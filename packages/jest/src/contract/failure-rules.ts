import { deepStrictEqual, fail, ok } from 'node:assert/strict'
import type { EventStore, StoreFailure } from '@waybill/port'
import { ruleOn, type ContractRule, type StoreUnderTest } from './contract-rule.js'
import { success } from './outcome.js'
import { sampleEvent, writeTo } from './sample-events.js'

/** Every failure that the port knows, each with the facts that it carries. */
const factsOf: { readonly [T in StoreFailure['_tag']]: ReadonlyArray<string> } = {
  RevisionConflict: ['stream', 'expectedRevision', 'actualRevision', 'winners'],
  EventIdTaken: ['id', 'stored'],
  MalformedAppend: ['field', 'expected', 'found'],
  AppendOutcomeUnknown: ['location', 'detail'],
  StoreUnavailable: ['operation', 'location', 'reason', 'detail'],
  StoreUnreadable: ['location', 'reason', 'expected', 'found'],
  StoreClosed: ['operation'],
}

type Fault = { readonly fault: string; readonly ask: () => () => Promise<unknown> }

const faultsOf = (store: EventStore): ReadonlyArray<Fault> => [
  { fault: 'a conflict', ask: () => store.append([writeTo('transfer-1', -1, sampleEvent(2))]) },
  ...(store.capabilities.uniqueEventIds
    ? [{ fault: 'a taken id', ask: () => store.append([writeTo('transfer-2', -1, sampleEvent(1))]) }]
    : []),
  { fault: 'an append of nothing', ask: () => store.append([]) },
  { fault: 'a stream without a name', ask: () => store.append([writeTo('', -1, sampleEvent(3))]) },
]

const faultsOfClosed = (store: EventStore): ReadonlyArray<Fault> => [
  { fault: 'an append to a closed store', ask: () => store.append([writeTo('transfer-1', 0, sampleEvent(2))]) },
  { fault: 'a closed store asked for a stream', ask: () => store.readStream('transfer-1', { limit: 1 }) },
  { fault: 'a closed store asked for its ledger', ask: () => store.readAll({ after: 0, limit: 1 }) },
  { fault: 'a closed store asked for a head', ask: () => store.head('transfer-1') },
  { fault: 'a closed store asked for a property', ask: () => store.properties.get('origin') },
]

/** What was answered; what is thrown or rejected instead breaks the rule. */
const answerTo = async ({ fault, ask }: Fault): Promise<unknown> => {
  try {
    return await ask()()
  } catch (thrown) {
    return fail(`expected ${fault} to be answered, found that ${String(thrown)} was thrown`)
  }
}

const isTyped = async (fault: Fault): Promise<void> => {
  const answer = (await answerTo(fault)) as { readonly left?: Readonly<Record<string, unknown>> }
  const { left } = answer
  ok(left !== undefined && !(left instanceof Error), `expected ${fault.fault} to be a failure of the port`)
  const facts = Object.entries(factsOf).find(([tag]) => tag === left['_tag'])?.[1]
  ok(facts !== undefined, `expected ${fault.fault} to have a name that the port knows, found ${String(left['_tag'])}`)
  deepStrictEqual(Object.keys(left).sort(), ['_tag', ...facts].sort())
}

const answersEveryFault = ruleOn<StoreUnderTest>(
  'answers every fault with a failure of the port and all of its facts, and throws nothing',
  async ({ store }) => {
    await success(store.append([writeTo('transfer-1', -1, sampleEvent(1))]))
    for (const fault of faultsOf(store)) await isTyped(fault)
    await store.close()
    for (const fault of faultsOfClosed(store)) await isTyped(fault)
  },
)

export const failureRules: ReadonlyArray<ContractRule<StoreUnderTest>> = [answersEveryFault]
