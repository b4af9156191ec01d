import * as E from 'fp-ts/lib/Either.js'
import { cny, type DomainEvent, type FundsEvent } from '@waybill/core'
import { createMemoryStore } from '@waybill/store-memory'
import { taken } from '../../../test/answers.js'
import { customer, smallBook } from '../../../test/small-book.js'
import { checkStore } from '../check-log.js'
import { fundsFollow } from './funds-rule.js'
import type { Ruling, Step } from './rule.js'

it('lets an account pay for a correction to a transfer that was cancelled', async () => {
  const store = createMemoryStore({ ledger: 'urn:waybill:ledger:corrected' })
  const { engine } = await smallBook(store)
  const transferId = 't'
  await taken(engine.initiate({ commandId: 'c1', transferId, payer: 'mei', payee: 'bo', amount: cny('10.00') }))
  await taken(engine.cancel({ commandId: 'c2', transferId, by: customer }))
  const correction = {
    transferId,
    from: 'mei',
    to: 'suspense:CNY',
    amount: cny('1.00'),
    corrects: 'a fee that was not taken',
    by: { role: 'OPERATOR', name: 'Ann' },
    approvedBy: { role: 'OPERATOR', name: 'Ben' },
    reason: 'a test',
  } as const
  await taken(engine.send('PostCorrection', { commandId: 'c3', ...correction }))
  await taken(engine.openAccount({ commandId: 'c4', account: 'later', currency: 'CNY' }))
  expect(await checkStore(store, null)()).toMatchObject(E.right({ ruleProblems: [] }))
})

describe('what a command of a ledger that is written step by step took and gave back', () => {
  const at = '2026-02-14T09:30:00.000Z'
  const amountOf = (minorUnits: bigint) => ({ minorUnits, currency: 'CNY' }) as const
  const inflowSeen = { total: amountOf(0n), throughSequence: 0 }
  const took = (minorUnits: bigint): FundsEvent => ({
    _tag: 'FundsTaken',
    transferId: 't',
    amount: amountOf(minorUnits),
    purpose: 'EXCEPTION',
    inflowSeen,
  })
  const gaveBack = (minorUnits: bigint): FundsEvent => ({
    _tag: 'FundsReleased',
    transferId: 't',
    amount: amountOf(minorUnits),
    purpose: 'EXCEPTION',
  })

  const claimed: DomainEvent = {
    _tag: 'CommandClaimed',
    commandId: 'c',
    command: 'ResolveException',
    subject: 'transfer-t',
    payload: '{}',
    payloadDigest: `sha256:${'0'.repeat(64)}`,
    receivedAt: at,
    freshUetr: '5f0c3b8e-7d3a-4a0f-9a41-0c2d3e4f5a6b',
    refusal: 'STORED',
    streams: [],
  }
  const decided: DomainEvent = { _tag: 'CommandDecided', events: [{ stream: 'transfer-t', revision: 0 }] }
  const stepAt = (index: number, stream: string, event: DomainEvent): Step => {
    const where = { sequence: index + 1, stream, revision: index, type: event._tag }
    const metadata = { commandid: stream.startsWith('command-') ? stream.slice(8) : 'c' }
    const told = { id: `e${index}`, schemaVersion: 1, occurredAt: at, recordedAt: at, chainhash: '', metadata }
    return {
      recorded: { ...where, ...told, event },
      at: where,
      streamNumber: index,
      before: null,
      after: null,
      placeInDecision: null,
      accountOf: () => null,
    }
  }

  /** What the rule says of a command that is claimed, moves these funds and is decided. */
  const saidOf = (...events: ReadonlyArray<FundsEvent>): ReadonlyArray<string> => {
    const said: Array<string> = []
    const ruling: Ruling = { judged: () => undefined, broken: ({ _tag, sequence }) => said.push(`${_tag} ${sequence}`) }
    const underWay = fundsFollow.begin('urn:waybill:ledger:steps', () => null)
    const all: ReadonlyArray<readonly [string, DomainEvent]> = [
      ['command-c', claimed],
      ...events.map((event) => ['funds-bo', event] as const),
      ['command-c', decided],
      ['command-d', claimed],
    ]
    for (const [index, [stream, event]] of all.entries()) underWay.look(stepAt(index, stream, event), ruling)
    underWay.end?.(ruling)
    return said
  }

  it('is as if it had never been taken, though the command was not refused but decided otherwise', () => {
    expect(saidOf(took(70n), gaveBack(70n))).toEqual([])
  })

  it('is astray where another sum comes back than was taken, or comes back twice', () => {
    expect(saidOf(took(70n), gaveBack(60n))).toEqual(['FundsAstray 2', 'FundsAstray 3'])
    expect(saidOf(took(70n), gaveBack(70n), gaveBack(70n))).toEqual(['FundsAstray 4'])
    expect(saidOf(took(70n), gaveBack(70n), took(60n))).toEqual(['FundsAstray 4'])
  })
})
