import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict'
import { ruleOn, type ContractRule, type StoreUnderTest } from './contract-rule.js'
import { failure, success } from './outcome.js'
import { recordedAt, sampleEvent, sampleEvents, sampleId, wholeLedger, writeTo } from './sample-events.js'

const writesSeveralStreams = ruleOn<StoreUnderTest>(
  'appends to several streams in one act',
  async ({ store }) => {
    const [a, b, c] = [sampleEvent(1), sampleEvent(2), sampleEvent(3)]
    const receipt = await success(store.append([writeTo('transfer-1', -1, a, b), writeTo('funds-1', -1, c)]))
    const expected = [
      recordedAt(a, 'transfer-1', 0, 1),
      recordedAt(b, 'transfer-1', 1, 2),
      recordedAt(c, 'funds-1', 0, 3),
    ]
    deepStrictEqual(receipt, { events: expected, alreadyStored: false })
    deepStrictEqual(await wholeLedger(store), expected)
  },
  { needs: 'atomicAcrossStreams' },
)

const allOrNothing = ruleOn<StoreUnderTest>(
  'writes nothing at all when one of several expectations fails',
  async ({ store }) => {
    await success(store.append([writeTo('funds-1', -1, sampleEvent(1))]))
    const writes = [writeTo('transfer-1', -1, sampleEvent(2)), writeTo('funds-1', -1, sampleEvent(3))]
    const conflict = await failure(store.append(writes), 'RevisionConflict')
    strictEqual(conflict.stream, 'funds-1')
    deepStrictEqual(await wholeLedger(store), [recordedAt(sampleEvent(1), 'funds-1', 0, 1)])
    strictEqual(await success(store.readById(sampleId(2))), null)
  },
  { needs: 'atomicAcrossStreams' },
)

const refusesStaleExpectation = ruleOn<StoreUnderTest>(
  'refuses an append to a stream that has moved on',
  async ({ store }) => {
    await success(store.append([writeTo('transfer-1', -1, sampleEvent(1))]))
    for (const expectedRevision of [-1, 1, 7]) {
      const append = store.append([writeTo('transfer-1', expectedRevision, sampleEvent(2))])
      const conflict = await failure(append, 'RevisionConflict')
      deepStrictEqual(
        [conflict.stream, conflict.expectedRevision, conflict.actualRevision],
        ['transfer-1', expectedRevision, 0],
      )
    }
    strictEqual((await wholeLedger(store)).length, 1)
  },
)

const namesMissingStream = ruleOn<StoreUnderTest>(
  'tells with revision -1 and no winners that a stream does not exist',
  async ({ store }) => {
    const conflict = await failure(store.append([writeTo('transfer-1', 4, sampleEvent(1))]), 'RevisionConflict')
    deepStrictEqual(conflict, {
      _tag: 'RevisionConflict',
      stream: 'transfer-1',
      expectedRevision: 4,
      actualRevision: -1,
      winners: [],
    })
  },
)

const givesWinners = ruleOn<StoreUnderTest>(
  'gives the events that won, oldest first, with a conflict',
  async ({ store }) => {
    const events = sampleEvents(1, 4)
    await success(store.append([writeTo('transfer-1', -1, ...events)]))
    await success(store.append([writeTo('transfer-2', -1, sampleEvent(8))]))
    const conflict = await failure(store.append([writeTo('transfer-1', 0, sampleEvent(9))]), 'RevisionConflict')
    const winners = events.map((event, i) => recordedAt(event, 'transfer-1', i, i + 1)).slice(1)
    deepStrictEqual(conflict.winners, winners)
    strictEqual(conflict.actualRevision, 3)
  },
)

const givesWinnersOfChecks = ruleOn<StoreUnderTest>(
  'gives the events that won in a stream that was only checked',
  async ({ store }) => {
    await success(store.append([writeTo('account-1', -1, ...sampleEvents(1, 3))]))
    const append = store.append([writeTo('transfer-1', -1, sampleEvent(9)), writeTo('account-1', 0)])
    const conflict = await failure(append, 'RevisionConflict')
    const winners = [recordedAt(sampleEvent(2), 'account-1', 1, 2), recordedAt(sampleEvent(3), 'account-1', 2, 3)]
    deepStrictEqual(conflict, {
      _tag: 'RevisionConflict',
      stream: 'account-1',
      expectedRevision: 0,
      actualRevision: 2,
      winners,
    })
  },
  { needs: 'atomicAcrossStreams' },
)

const holdingCheck = ruleOn<StoreUnderTest>(
  'accepts a check-only entry that holds and writes nothing to its stream',
  async ({ store }) => {
    await success(store.append([writeTo('account-1', -1, sampleEvent(1))]))
    const writes = [writeTo('account-1', 0), writeTo('transfer-1', -1, sampleEvent(2)), writeTo('account-2', -1)]
    const receipt = await success(store.append(writes))
    deepStrictEqual(receipt.events, [recordedAt(sampleEvent(2), 'transfer-1', 0, 2)])
    strictEqual((await success(store.head('account-1'))).revision, 0)
    strictEqual((await success(store.head('account-2'))).revision, -1)
  },
  { needs: 'atomicAcrossStreams' },
)

const failingCheck = ruleOn<StoreUnderTest>(
  'refuses the whole append when a check-only entry does not hold',
  async ({ store }) => {
    await success(store.append([writeTo('account-1', -1, ...sampleEvents(1, 2))]))
    for (const check of [writeTo('account-1', 0), writeTo('account-1', -1), writeTo('account-2', 0)]) {
      const conflict = await failure(
        store.append([writeTo('transfer-1', -1, sampleEvent(5)), check]),
        'RevisionConflict',
      )
      strictEqual(conflict.stream, check.stream)
    }
    strictEqual((await wholeLedger(store)).length, 2)
  },
  { needs: 'atomicAcrossStreams' },
)

const idsAreUnique = ruleOn<StoreUnderTest>(
  'refuses an id that another event of the ledger has',
  async ({ store }) => {
    const stored = sampleEvent(1)
    await success(store.append([writeTo('transfer-1', -1, stored)]))
    const differing = [
      writeTo('transfer-2', -1, stored),
      writeTo('transfer-1', 0, sampleEvent(1, { type: 'OtherRecorded' })),
      writeTo('transfer-1', 0, sampleEvent(1, { schemaVersion: 2 })),
      writeTo('transfer-1', -1, sampleEvent(1, { data: '{"n":2}' })),
    ]
    for (const write of differing) {
      const taken = await failure(store.append([write]), 'EventIdTaken')
      deepStrictEqual(taken, { _tag: 'EventIdTaken', id: stored.id, stored: recordedAt(stored, 'transfer-1', 0, 1) })
    }
    strictEqual((await wholeLedger(store)).length, 1)
  },
  { needs: 'uniqueEventIds' },
)

const recognisesResend = ruleOn<StoreUnderTest>(
  'answers an append that is sent again with what is stored, and writes nothing',
  async ({ store }) => {
    const [a, b] = [sampleEvent(1), sampleEvent(2)]
    await success(store.append([writeTo('transfer-1', -1, a), writeTo('funds-1', -1, b)]))
    await success(store.append([writeTo('transfer-1', 0, sampleEvent(3))]))
    const sentLater = {
      occurredAt: '2024-03-01T09:00:00.000Z',
      recordedAt: '2024-03-01T09:00:00.001Z',
      chainhash: 'f'.repeat(64),
      metadata: { traceparent: '00-1-2-01' },
    }
    const again = [writeTo('transfer-1', -1, { ...a, ...sentLater }), writeTo('funds-1', -1, { ...b, ...sentLater })]
    deepStrictEqual(await success(store.append(again)), {
      events: [recordedAt(a, 'transfer-1', 0, 1), recordedAt(b, 'funds-1', 0, 2)],
      alreadyStored: true,
    })
    strictEqual((await wholeLedger(store)).length, 3)
  },
  { needs: 'atomicAcrossStreams' },
)

const recognisesResendPastChecks = ruleOn<StoreUnderTest>(
  'recognises an append that is sent again although a stream that it only checked has moved on',
  async ({ store }) => {
    await success(store.append([writeTo('account-1', -1, sampleEvent(1))]))
    const writes = [writeTo('account-1', 0), writeTo('transfer-1', -1, sampleEvent(2))]
    await success(store.append(writes))
    await success(store.append([writeTo('account-1', 0, sampleEvent(3))]))
    deepStrictEqual(await success(store.append(writes)), {
      events: [recordedAt(sampleEvent(2), 'transfer-1', 0, 2)],
      alreadyStored: true,
    })
    await failure(
      store.append([writeTo('account-1', 0), writeTo('transfer-2', -1, sampleEvent(4))]),
      'RevisionConflict',
    )
    strictEqual((await wholeLedger(store)).length, 3)
  },
  { needs: 'atomicAcrossStreams' },
)

const refusesPartlyKnown = ruleOn<StoreUnderTest>(
  'writes nothing when only some events of an append are stored already',
  async ({ store }) => {
    await success(store.append([writeTo('transfer-1', -1, sampleEvent(1))]))
    for (const expectedRevision of [-1, 0]) {
      const writes = [writeTo('transfer-1', expectedRevision, sampleEvent(1), sampleEvent(2))]
      const outcome = await store.append(writes)()
      ok(outcome._tag === 'Left', 'expected a refusal, found success')
      ok(
        outcome.left._tag === 'EventIdTaken' || outcome.left._tag === 'RevisionConflict',
        `expected EventIdTaken or RevisionConflict, found ${outcome.left._tag}`,
      )
    }
    strictEqual((await wholeLedger(store)).length, 1)
  },
  { needs: 'uniqueEventIds' },
)

const keepsTextExactly = ruleOn<StoreUnderTest>('gives back every character as it was handed in', async ({ store }) => {
  const event = sampleEvent(1, {
    data: '{ "note": "转账 \\"quoted\\" \u{1F9FE} \\u0000 \\/ e\u0301", "one": 1.0, "big": 123456789012345678901 }\r\n',
    metadata: { '10': 'ten', '9': 'nine', $causationId: '', actor: '出纳 "七"\n', ['__proto__']: 'own' },
    type: 'Größe',
  })
  await success(store.append([writeTo('transfer-转账-\u{1F9FE}', -1, event)]))
  const expected = recordedAt(event, 'transfer-转账-\u{1F9FE}', 0, 1)
  deepStrictEqual(await success(store.readById(event.id)), expected)
  deepStrictEqual(await success(store.readStream('transfer-转账-\u{1F9FE}', { limit: 9 })), [expected])
})

const numbersDensely = ruleOn<StoreUnderTest>(
  'numbers revisions from 0 and sequences from 1 without a gap, whatever was refused in between',
  async ({ store }) => {
    for (let n = 0; n < 12; n += 1) {
      const stream = `transfer-${n % 3}`
      const revision = Math.floor(n / 3) - 1
      await success(store.append([writeTo(stream, revision, sampleEvent(n))]))
      await failure(store.append([writeTo(stream, revision, sampleEvent(100 + n))]), 'RevisionConflict')
    }
    const places = (await wholeLedger(store)).map(({ stream, revision, sequence }) => [stream, revision, sequence])
    const expected = Array.from({ length: 12 }, (_, n) => [`transfer-${n % 3}`, Math.floor(n / 3), n + 1])
    deepStrictEqual(places, expected)
  },
)

const refusesSeveralStreams = ruleOn<StoreUnderTest>(
  'refuses an append to several streams, or with a check-only entry, and writes nothing',
  async ({ store }) => {
    for (const other of [writeTo('funds-1', -1, sampleEvent(2)), writeTo('funds-1', -1)])
      await failure(store.append([writeTo('transfer-1', -1, sampleEvent(1)), other]), 'MalformedAppend')
    deepStrictEqual(await wholeLedger(store), [])
  },
  { instead: 'atomicAcrossStreams' },
)

const knowsResendInOneStream = ruleOn<StoreUnderTest>(
  'knows an append to one stream that is sent again with the expectation that it had, whatever came behind it',
  async ({ store }) => {
    const [a, b, c] = [sampleEvent(1), sampleEvent(2), sampleEvent(3)]
    await success(store.append([writeTo('transfer-1', -1, a, b)]))
    await success(store.append([writeTo('transfer-1', 1, c)]))
    const stored = [recordedAt(a, 'transfer-1', 0, 1), recordedAt(b, 'transfer-1', 1, 2)]
    const again = await success(store.append([writeTo('transfer-1', -1, a, b)]))
    deepStrictEqual(again, { events: stored, alreadyStored: true })
    strictEqual((await wholeLedger(store)).length, 3)
  },
)

const refusesOtherContent = ruleOn<StoreUnderTest>(
  'takes other content under known ids, and a part of what is stored, for a conflict at the expectation that they had',
  async ({ store }) => {
    await success(store.append([writeTo('transfer-1', -1, sampleEvent(1))]))
    const differing = [
      writeTo('transfer-1', -1, sampleEvent(1, { data: '{"n":2}' })),
      writeTo('transfer-1', -1, sampleEvent(1), sampleEvent(2)),
    ]
    for (const write of differing) await failure(store.append([write]), 'RevisionConflict')
    strictEqual((await wholeLedger(store)).length, 1)
  },
  { instead: 'uniqueEventIds' },
)

export const appendRules: ReadonlyArray<ContractRule<StoreUnderTest>> = [
  writesSeveralStreams,
  allOrNothing,
  refusesStaleExpectation,
  namesMissingStream,
  givesWinners,
  givesWinnersOfChecks,
  holdingCheck,
  failingCheck,
  idsAreUnique,
  recognisesResend,
  recognisesResendPastChecks,
  refusesPartlyKnown,
  keepsTextExactly,
  numbersDensely,
  knowsResendInOneStream,
  refusesSeveralStreams,
  refusesOtherContent,
]
