import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict'
import { ruleOn, type ContractRule, type StoreUnderTest } from './contract-rule.js'
import { failure, success } from './outcome.js'
import { inTime, patienceOf } from './patience.js'
import { sampleEvent, wholeLedger, writeTo } from './sample-events.js'
import { readSignals } from './signal-reader.js'

const writers = Array.from({ length: 200 }, (_, n) => n)

const oneWins = ruleOn<StoreUnderTest>(
  'lets exactly one of 200 concurrent appends with the same expectation win, and shows it to the others',
  async ({ store }) => {
    const outcomes = await Promise.all(
      writers.map((n) => {
        const check = store.capabilities.atomicAcrossStreams ? [writeTo(`transfer-${n}`, -1)] : []
        return store.append([writeTo('funds-1', -1, sampleEvent(n)), ...check])()
      }),
    )
    const ledger = await wholeLedger(store)
    strictEqual(ledger.length, 1)
    strictEqual(outcomes.filter((outcome) => outcome._tag === 'Right').length, 1)
    for (const outcome of outcomes) {
      if (outcome._tag === 'Right') continue
      deepStrictEqual(outcome.left, {
        _tag: 'RevisionConflict',
        stream: 'funds-1',
        expectedRevision: -1,
        actualRevision: 0,
        winners: ledger,
      })
    }
  },
)

const allFit = ruleOn<StoreUnderTest>(
  'lets 200 concurrent appends to different streams all win, without a gap or a double',
  async ({ store }) => {
    const receipts = await Promise.all(
      writers.map((n) => success(store.append([writeTo(`transfer-${n}`, -1, sampleEvent(n))]))),
    )
    const ledger = await wholeLedger(store)
    deepStrictEqual(
      ledger.map(({ sequence }) => sequence),
      writers.map((n) => n + 1),
    )
    deepStrictEqual(
      receipts.flatMap(({ events }) => events).sort((a, b) => a.sequence - b.sequence),
      ledger,
    )
  },
)

const resentAtOnce = ruleOn<StoreUnderTest>(
  'stores an append once that is sent many times at once',
  async ({ store }) => {
    const receipts = await Promise.all(
      writers.map(() => success(store.append([writeTo('transfer-1', -1, sampleEvent(1))]))),
    )
    strictEqual((await wholeLedger(store)).length, 1)
    strictEqual(receipts.filter(({ alreadyStored }) => !alreadyStored).length, 1)
  },
)

const neverShowsAGap = ruleOn<StoreUnderTest>(
  'gives a subscriber every sequence in order and leaves none out, while 200 appends run at once',
  async (subject) => {
    const { store } = subject
    const reader = readSignals(store, 0, patienceOf(subject))
    const running = Promise.all(
      writers.map((n) => success(store.append([writeTo(`transfer-${n}`, -1, sampleEvent(n))]))),
    )
    const seen: Array<string> = []
    while (seen.length < writers.length) {
      const signal = await reader.next()
      if (!signal.startsWith('caught up')) seen.push(signal)
    }
    await running
    deepStrictEqual(
      seen,
      writers.map((n) => String(n + 1)),
    )
    await reader.close()
  },
)

const neverReadsAGap = ruleOn<StoreUnderTest>(
  'gives a reader who asks again and again every sequence in order and leaves none out, while 200 appends run at once',
  async ({ store }) => {
    const running = Promise.all(
      writers.map((n) => success(store.append([writeTo(`transfer-${n}`, -1, sampleEvent(n))]))),
    )
    const seen: Array<number> = []
    const progress = { isDone: false }
    void running.finally(() => {
      progress.isDone = true
    })
    for (;;) {
      const wasDone = progress.isDone
      const page = await success(store.readAll({ after: seen.at(-1) ?? 0, limit: 7 }))
      seen.push(...page.map(({ sequence }) => sequence))
      if (wasDone && page.length === 0) break
      await new Promise((resolve) => setImmediate(resolve))
    }
    await running
    deepStrictEqual(
      seen,
      writers.map((n) => n + 1),
    )
  },
)

const settlesWhenClosed = ruleOn<StoreUnderTest>(
  'answers every append that was running when it was closed: stored, or not',
  async (subject) => {
    const { store } = subject
    const answers = Promise.all(writers.map((n) => store.append([writeTo(`transfer-${n}`, -1, sampleEvent(n))])()))
    await inTime(store.close(), patienceOf(subject), 'the store to close')
    for (const answer of await inTime(answers, patienceOf(subject), 'an answer to every append')) {
      const word = answer._tag === 'Right' ? 'Stored' : answer.left._tag
      ok(
        ['Stored', 'StoreClosed', 'AppendOutcomeUnknown'].includes(word),
        `expected an append to be stored, refused with StoreClosed or left unknown, found ${word}`,
      )
    }
  },
)

const refusesAfterClose = ruleOn<StoreUnderTest>(
  'answers every operation of a closed store with StoreClosed, and may be closed again',
  async ({ store }) => {
    await success(store.append([writeTo('transfer-1', -1, sampleEvent(1))]))
    await store.close()
    await store.close()
    await failure(store.append([writeTo('transfer-1', 0, sampleEvent(2))]), 'StoreClosed')
    await failure(store.readStream('transfer-1', { limit: 1 }), 'StoreClosed')
    await failure(store.readAll({ after: 0, limit: 1 }), 'StoreClosed')
    await failure(store.readById(sampleEvent(1).id), 'StoreClosed')
    await failure(store.head('transfer-1'), 'StoreClosed')
    await failure(store.ledgerHead(), 'StoreClosed')
    await failure(store.properties.get('origin'), 'StoreClosed')
    await failure(store.properties.set('origin', 'ENGINE'), 'StoreClosed')
  },
)

export const concurrencyRules: ReadonlyArray<ContractRule<StoreUnderTest>> = [
  oneWins,
  allFit,
  resentAtOnce,
  neverShowsAGap,
  neverReadsAGap,
  settlesWhenClosed,
  refusesAfterClose,
]
