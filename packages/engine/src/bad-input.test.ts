import * as E from 'fp-ts/lib/Either.js'
import { cny } from '@waybill/core'
import type { EventStore } from '@waybill/port'
import { refused, taken } from '../test/answers.js'
import { customer, elsewhere, engineOn, operator, smallBook } from '../test/small-book.js'
import { testedStores, type StoreOnTest } from '../test/tested-stores.js'
import { describe as say } from './describe/describe.js'
import type { Engine } from './engine.js'

const good = { commandId: 'c1', transferId: 't1', payer: 'mei', payee: 'bo', amount: cny('400.00') }

const malformed: ReadonlyArray<{ readonly what: string; readonly payload: unknown; readonly field: string }> = [
  {
    what: 'an amount with more decimals than its currency',
    payload: { ...good, amount: cny('1.005') },
    field: 'amount',
  },
  { what: 'a negative amount', payload: { ...good, amount: cny('-1.00') }, field: 'amount' },
  { what: 'an amount of zero', payload: { ...good, amount: cny('0.00') }, field: 'amount' },
  { what: 'an amount above 2^63 - 1', payload: { ...good, amount: cny('92233720368547758.08') }, field: 'amount' },
  {
    what: 'a floating-point amount',
    payload: { ...good, amount: { minorUnits: 400.5, currency: 'CNY' } },
    field: 'amount',
  },
  { what: 'an unknown currency', payload: { ...good, amount: { decimal: '1.00', currency: 'XYZ' } }, field: 'amount' },
  { what: 'an id that cannot stand in a stream', payload: { ...good, transferId: 'a b' }, field: 'transferId' },
  { what: 'no command id', payload: { ...good, commandId: undefined }, field: 'commandId' },
  { what: 'a field that nobody knows', payload: { ...good, colour: 'red' }, field: 'colour' },
  { what: 'a time without a zone', payload: { ...good, expiresAt: '2026-02-14T10:30:00' }, field: 'expiresAt' },
  { what: 'text with half a character', payload: { ...good, purpose: 'a\ud800' }, field: 'purpose' },
  { what: 'no object at all', payload: 'pay Bo', field: '' },
]

describe.each(testedStores)('bad input $name', ({ make }) => {
  let onTest: StoreOnTest
  let engine: Engine
  beforeEach(async () => {
    onTest = await make()
    engine = (await smallBook(onTest.store)).engine
  })
  afterEach(() => onTest.dispose())

  it.each(malformed)('answers $what with the place, and stores nothing', async ({ payload, field }) => {
    const before = await onTest.store.ledgerHead()()
    const refusal = await refused(engine.send('InitiateTransfer', payload))
    expect(refusal).toMatchObject({ _tag: 'MalformedCommand', problems: [{ path: field }] })
    expect(say(refusal)).toContain('expected')
    expect(await onTest.store.ledgerHead()()).toEqual(before)
  })

  it('answers a word that is no command', async () => {
    expect(await refused(engine.send('MoveMoney', good))).toMatchObject({
      _tag: 'MalformedCommand',
      command: 'MoveMoney',
    })
  })

  it('answers an account that no stream can be named after', async () => {
    const long = 'x'.repeat(101)
    const names = { by: operator, approvedBy: { role: 'OPERATOR', name: 'another' }, reason: 'a slip' }
    const correction = {
      commandId: 'k1',
      transferId: 't1',
      to: 'bo',
      amount: cny('1.00'),
      corrects: 'a slip',
      ...names,
    }
    expect(await refused(engine.send('PostCorrection', { ...correction, from: long }))).toMatchObject({
      _tag: 'MalformedCommand',
      problems: [{ path: 'from' }],
    })
    expect(await refused(engine.send('PostCorrection', { ...correction, from: long.slice(1) }))).toMatchObject({
      _tag: 'TransferUnknown',
    })
  })

  it('answers a time in the context that is none', async () => {
    expect(await refused(engine.send('InitiateTransfer', good, { occurredAt: 'yesterday' }))).toMatchObject({
      _tag: 'MalformedCommand',
      problems: [{ path: 'occurredAt' }],
    })
  })

  it.each(['2026-02-30T09:30:00.000Z', '2026-02-14', '2026-02-14T09:30:00+08:00', ''])(
    'answers the time %j in a question or for what is due',
    async (time) => {
      const place = { left: { _tag: 'MalformedCommand', problems: [{ found: time }] } }
      expect(await engine.runDue(time)()).toMatchObject(place)
      expect(await engine.balance('mei', { knownBy: time })()).toMatchObject(place)
      expect(await engine.explain({ transferId: 't1', happenedBy: time })()).toMatchObject(place)
      expect(await engine.investigate({ knownBy: time })()).toMatchObject(place)
    },
  )

  it('answers a command that is too long to be kept', async () => {
    const inputs = Object.fromEntries(Array.from({ length: 64 }, (_, index) => [`k${index}`, 'x'.repeat(2000)]))
    const hold = {
      commandId: 'h1',
      transferId: 't1',
      holdId: 'h',
      kind: 'FRAUD',
      rule: 'r',
      ruleVersion: '1',
      inputs,
      by: customer,
    }
    expect(await refused(engine.send('HoldTransfer', hold))).toMatchObject({
      _tag: 'MalformedCommand',
      problems: [{ path: '', expected: 'at most 65536 characters of JSON text' }],
    })
  })

  it('takes the largest amount there is', async () => {
    expect(await refused(engine.initiate({ ...good, amount: cny('92233720368547758.07') }))).toMatchObject({
      _tag: 'InsufficientAvailableBalance',
      requested: { minorUnits: 9_223_372_036_854_775_807n },
    })
  })

  it('refuses what the rules forbid, and keeps the refusal with all that it was judged on', async () => {
    const refusals: ReadonlyArray<readonly [string, unknown, string]> = [
      ['a payer that is the payee', { ...good, commandId: 'r1', payee: 'mei' }, 'PayerIsPayee'],
      ['an account that was never opened', { ...good, commandId: 'r2', payee: 'nobody' }, 'AccountUnknown'],
      [
        'another currency',
        { ...good, commandId: 'r3', amount: { decimal: '1.00', currency: 'EUR' } },
        'CurrencyDiffers',
      ],
      ['a payee elsewhere without a rail', { ...good, commandId: 'r4', payee: elsewhere }, 'PayeeNotInThisBook'],
      ['more than there is', { ...good, commandId: 'r5', amount: cny('1000.01') }, 'InsufficientAvailableBalance'],
    ]
    for (const [what, payload, tag] of refusals)
      expect({ what, tag: (await refused(engine.send('InitiateTransfer', payload)))._tag }).toEqual({ what, tag })
    const stored = await onTest.store.readStream('transfer-t1', { limit: 10 })()
    if (E.isLeft(stored)) throw new Error(stored.left._tag)
    expect(stored.right.map(({ type }) => type)).toEqual(refusals.map(() => 'CommandRefused'))
    expect(JSON.parse(stored.right[4]!.data)).toMatchObject({
      rejection: 'InsufficientAvailableBalance',
      facts:
        '{"account":"mei","available":{"currency":"CNY","minorUnits":"100000"},"requested":{"currency":"CNY","minorUnits":"100001"}}',
      judgedAt: [
        { stream: 'transfer-t1', revision: '3' },
        { stream: 'account-mei', revision: '0' },
        { stream: 'account-bo', revision: '0' },
        { stream: 'funds-mei', revision: '-1' },
        // What the payee's account allows is looked at among its funds, where that is written first.
        ...(onTest.store.capabilities.atomicAcrossStreams ? [] : [{ stream: 'funds-bo', revision: '-1' }]),
      ],
    })
    expect((await taken(engine.initiate(good))).transfer?.status).toBe('INITIATED')
  })

  it('refuses a command about a transfer that does not exist, for ever', async () => {
    const early = engine.confirm({ commandId: 'early', transferId: 't1', by: customer })
    expect(await refused(early)).toEqual({ _tag: 'TransferUnknown', transferId: 't1' })
    await taken(engine.initiate(good))
    expect(await refused(early)).toEqual({ _tag: 'TransferUnknown', transferId: 't1' })
    await taken(engine.confirm({ commandId: 'in-time', transferId: 't1', by: customer }))
  })

  it('keeps a refusal that leans on eight sources', async () => {
    const sources = Array.from({ length: 8 }, (_, index) => `source-${index}`)
    for (const account of sources)
      await taken(engine.openAccount({ commandId: `open-${account}`, account, currency: 'CNY' }))
    const funding = sources.map((account) => ({ account, amount: cny('50.00') }))
    const first = await refused(engine.initiate({ ...good, payer: 'source-0', funding }))
    expect(first).toMatchObject({ _tag: 'InsufficientAvailableBalance', account: 'source-0' })
    expect(await refused(engine.initiate({ ...good, payer: 'source-0', funding }))).toEqual(first)
  })

  it('decides nothing on a stream that it cannot read, and says where it stopped', async () => {
    await taken(engine.initiate(good))
    const head = await onTest.store.head('transfer-t1')()
    if (E.isLeft(head)) throw new Error(head.left._tag)
    const foreign = {
      id: '00000000-0000-4000-8000-000000000001',
      type: 'TransferTeleported',
      schemaVersion: 1,
      occurredAt: '2026-02-14T09:30:00.000Z',
      recordedAt: '2026-02-14T09:30:00.000Z',
      metadata: {},
      data: '{}',
      chainhash: '0'.repeat(64),
    }
    await onTest.store.append([{ stream: 'transfer-t1', expectedRevision: head.right.revision, events: [foreign] }])()
    const refusal = await refused(engineOn(onTest.store).confirm({ commandId: 'c2', transferId: 't1', by: customer }))
    expect(refusal).toMatchObject({
      _tag: 'UndecodableEvent',
      stream: 'transfer-t1',
      revision: head.right.revision + 1,
      reason: 'UNKNOWN_TYPE',
    })
    const ledger = await onTest.store.readStream('transfer-t1', { from: head.right.revision + 1, limit: 1 })()
    const sequence = E.isRight(ledger) ? ledger.right[0]?.sequence : undefined
    expect(say(refusal)).toBe(
      `transfer-t1, revision ${head.right.revision + 1} (sequence ${sequence}): TransferTeleported version 1 cannot be read, so nothing is decided about it (type: expected a word that this version knows, found TransferTeleported); this version does not know it; use a newer version.`,
    )
    // Other transfers go on.
    await taken(engine.pay({ ...good, commandId: 'c3', transferId: 't2', by: customer }))
  })

  it('answers with the failure of a store that is closed, or does not answer', async () => {
    const unavailable = {
      _tag: 'StoreUnavailable',
      operation: 'append',
      location: 'transfers.db',
      reason: 'DISK_FULL',
      detail: 'no space left on device',
    } as const
    const full: EventStore = { ...onTest.store, append: () => () => Promise.resolve(E.left(unavailable)) }
    const refusal = await refused(engineOn(full).initiate(good))
    expect(refusal).toEqual(unavailable)
    expect(say(refusal)).toBe(
      'transfers.db: append was not done, because the disk is full; make room and try again (no space left on device).',
    )
    await onTest.store.close()
    expect(await refused(engine.initiate(good))).toMatchObject({ _tag: 'StoreClosed' })
  })

  it('does once what it does not know to be stored', async () => {
    let attempts = 0
    const forgetful: EventStore = {
      ...onTest.store,
      append: (writes) => async () => {
        attempts += 1
        const outcome = await onTest.store.append(writes)()
        return attempts === 1
          ? E.left({ _tag: 'AppendOutcomeUnknown', location: 'transfers.db', detail: 'the line dropped' })
          : outcome
      },
    }
    const own = engineOn(forgetful)
    const receipt = await taken(own.initiate(good))
    expect(receipt.transfer?.status).toBe('INITIATED')
    const stored = await onTest.store.readAll({ after: 0, limit: 100 })()
    const steps = E.isRight(stored) ? stored.right.filter(({ metadata }) => metadata['commandid'] === 'c1') : []
    // An append for each step, and the one whose answer was lost once more.
    expect(attempts).toBe(onTest.store.capabilities.atomicAcrossStreams ? 2 : steps.length + 1)
    await taken(own.confirm({ commandId: 'c2', transferId: 't1', by: customer }))
  })

  it('gives up after so many conflicts, says who won, and has decided nothing', async () => {
    let round = 0
    const contested: EventStore = {
      ...onTest.store,
      append: (writes) => async () => {
        round += 1
        const other = engineOn(onTest.store)
        await taken(
          other.hold({
            commandId: `h${round}`,
            transferId: 't1',
            holdId: `h${round}`,
            kind: 'FRAUD',
            rule: 'r',
            ruleVersion: '1',
            by: customer,
          }),
        )
        return onTest.store.append(writes)()
      },
    }
    await taken(engine.initiate(good))
    const refusal = await refused(
      engineOn(contested, { limits: { decisionAttempts: 3 } }).cancel({
        commandId: 'c2',
        transferId: 't1',
        by: customer,
      }),
    )
    expect(refusal).toMatchObject({ _tag: 'TooManyConflicts', attempts: 3, stream: 'transfer-t1' })
    expect(say(refusal)).toContain('send it again, under the same id')
    await taken(engineOn(onTest.store).cancel({ commandId: 'c2', transferId: 't1', by: customer }))
  })
})
