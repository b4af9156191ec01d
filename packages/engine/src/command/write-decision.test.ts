import * as E from 'fp-ts/lib/Either.js'
import { cny, type Decision } from '@waybill/core'
import type { EventStore, RecordedEvent } from '@waybill/port'
import { chainHash } from '@waybill/proof'
import { createMemoryStore } from '@waybill/store-memory'
import { refused, taken } from '../../test/answers.js'
import { customer, engineOn, smallBook } from '../../test/small-book.js'
import { readAll } from '../../test/trials.js'
import { morning, virtualClock } from '../../test/virtual-clock.js'
import type { EngineParts } from '../engine-parts.js'
import { ledgerNamespace } from '../event-ids.js'
import { sha256 } from '../sha256.js'
import { systemTimer } from '../system-timer.js'
import { createWritesUnderWay } from '../writes-under-way.js'
import { writeDecision } from './write-decision.js'

const payment = { commandId: 'p', transferId: 't', payer: 'mei', payee: 'bo', amount: cny('1.00'), by: customer }
const ledger = 'urn:waybill:write-decision'

/** A store that says so many times that it does not know what became of an append, and counts how often it was asked. */
const unsure = (store: EventStore, times: number, stored: boolean): EventStore & { readonly asked: () => number } => {
  let asked = 0
  return {
    ...store,
    asked: () => asked,
    append: (writes) => async () => {
      asked += 1
      if (asked > times) return store.append(writes)()
      if (stored) await store.append(writes)()
      return E.left({ _tag: 'AppendOutcomeUnknown', location: 'here', detail: 'the line dropped' } as const)
    },
  }
}

describe('an append of which nobody knows what became', () => {
  it.each([
    ['it was stored', true],
    ['it was not stored', false],
  ])('is sent again until it is known, and is one decision: %s', async (_case, stored) => {
    const store = createMemoryStore({ ledger })
    await smallBook(store)
    const before = (await readAll(store)).length
    const shaky = unsure(store, 3, stored)
    const receipt = await taken(engineOn(shaky, { clock: virtualClock() }).pay(payment))
    expect(receipt.events.map(({ type }) => type)).toEqual([
      'TransferInitiated',
      'TransferConfirmed',
      'TransferCredited',
      'FundsTaken',
    ])
    expect(shaky.asked()).toBe(4)
    expect((await readAll(store)).length).toBe(before + 4)
  })

  it('is given up after three more, and says that it is not known', async () => {
    const store = createMemoryStore({ ledger })
    await smallBook(store)
    const shaky = unsure(store, 100, false)
    expect(await refused(engineOn(shaky).pay(payment))).toMatchObject({ _tag: 'AppendOutcomeUnknown' })
    expect(shaky.asked()).toBe(4)
  })
})

describe('the events of one decision', () => {
  it('are chained each to the one before it in its stream, from the first of the stream on', async () => {
    const store = createMemoryStore({ ledger })
    const { engine } = await smallBook(store)
    await taken(engine.pay(payment))
    await taken(
      engine.dispute({
        commandId: 'd',
        transferId: 't',
        disputeId: 'd1',
        claim: 'LATE',
        claimant: customer,
        replyDueAt: '2026-03-01T00:00:00.000Z',
      }),
    )
    const link = chainHash(sha256)
    const last = new Map<string, RecordedEvent>()
    for (const event of await readAll(store)) {
      const before = last.get(event.stream)
      expect(event.revision).toBe((before?.revision ?? -1) + 1)
      expect(event.chainhash).toBe(link(before?.chainhash ?? null, { ...event, ledger }))
      last.set(event.stream, event)
    }
    expect(last.get('transfer-t')?.revision).toBe(3)
  })

  it('carry the command, its word and the digest of what was asked', async () => {
    const store = createMemoryStore({ ledger })
    const { engine } = await smallBook(store)
    await taken(engine.pay(payment))
    const own = (await readAll(store)).filter(({ metadata }) => metadata['commandid'] === 'p')
    expect(own).toHaveLength(4)
    expect(new Set(own.map(({ metadata }) => metadata['command']))).toEqual(new Set(['BookTransfer']))
    expect(new Set(own.map(({ metadata }) => metadata['payloaddigest'])).size).toBe(1)
    expect(own[0]?.metadata['payloaddigest']).toMatch(/^sha256:[0-9a-f]{64}$/)
  })
})

describe('the revisions that a decision leans on', () => {
  it('go with the append, those of streams that are only checked as well, each stream once', async () => {
    const store = createMemoryStore({ ledger })
    await smallBook(store)
    const sent: (readonly (readonly [string, number, number])[])[] = []
    const watched: EventStore = {
      ...store,
      append: (writes) => {
        sent.push(writes.map(({ stream, expectedRevision, events }) => [stream, expectedRevision, events.length]))
        return store.append(writes)
      },
    }
    const engine = engineOn(watched)
    await taken(engine.pay(payment))
    await taken(engine.freezeAccount({ commandId: 'f', account: 'mei', scope: 'DEBITS', reason: 'lost card' }))
    expect(sent).toEqual([
      [
        ['transfer-t', -1, 3],
        ['funds-mei', -1, 1],
        ['account-mei', 0, 0],
        ['account-bo', 0, 0],
      ],
      [
        ['account-mei', 0, 1],
        ['funds-mei', 0, 0],
      ],
    ])
  })

  it('go with a refusal that is kept: all that it was judged on', async () => {
    const store = createMemoryStore({ ledger })
    await smallBook(store)
    const sent: string[] = []
    const watched: EventStore = {
      ...store,
      append: (writes) => {
        sent.push(
          ...writes.map(({ stream, expectedRevision, events }) => `${stream} ${expectedRevision} ${events.length}`),
        )
        return store.append(writes)
      },
    }
    await refused(engineOn(watched).pay({ ...payment, amount: cny('1000.01') }))
    expect(sent).toEqual(['transfer-t -1 1', 'account-mei 0 0', 'account-bo 0 0', 'funds-mei -1 0'])
  })
})

describe('a decision that could not be read again, or leans on what was not looked at,', () => {
  const store = createMemoryStore({ ledger })
  const parts = {
    store,
    namespace: ledgerNamespace(ledger),
    timer: systemTimer,
    writes: createWritesUnderWay(),
    chain: chainHash(sha256),
    recordedAt: (receivedAt: string) => receivedAt,
    noteWritten: () => Promise.resolve(),
  } as unknown as EngineParts
  const envelope = { commandId: 'f', receivedAt: morning, occurredAt: morning, metadata: { commandid: 'f' } }
  const event = { _tag: 'AccountFrozen', account: 'mei', scope: 'DEBITS', reason: 'lost card' } as const
  const stream = 'account-mei'
  const heads = new Map([[stream, { stream, revision: -1, chainhash: null }]])

  it.each([
    [
      'that names a scope that does not exist',
      { writes: [{ stream, event: { ...event, scope: 'NOTHING' } }], checks: [] },
      /AccountFrozen .* cannot be read again: .*scope must be/,
    ],
    [
      'that writes to a stream that was not loaded',
      { writes: [{ stream: 'account-bo', event }], checks: [] },
      /account-bo/,
    ],
    ['that checks a stream that was not loaded', { writes: [{ stream, event }], checks: ['funds-bo'] }, /funds-bo/],
  ])('is a defect, and nothing of it is stored: one %s', async (_case, decision, said) => {
    await expect(writeDecision(parts, envelope, decision as unknown as Decision, heads)).rejects.toThrow(said)
    expect(await readAll(store)).toEqual([])
  })

  it('and a store that does not give back what it took is not believed', async () => {
    const silent = { ...store, append: () => () => Promise.resolve(E.right({ events: [], alreadyStored: false })) }
    const decision: Decision = { writes: [{ stream, event }], checks: [] }
    await expect(writeDecision({ ...parts, store: silent }, envelope, decision, heads)).rejects.toThrow(
      /did not give it back/,
    )
  })
})
