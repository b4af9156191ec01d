import { describe, expect, it } from '@jest/globals'
import {
  agreesWithQuote,
  decodeStored,
  encodeEvent,
  evolveTransfer,
  exchangeOf,
  noTransfer,
  transferStatus,
  type Transfer,
  type TransferEvent,
} from '@waybill/core'
import { checkLog, encodeLine } from '@waybill/engine'
import {
  auditProjection,
  balanceProjection,
  bookTotals,
  disputeProjection,
  foldProjection,
  ledgerTotals,
  storyOf,
} from '@waybill/projections'
import * as E from 'fp-ts/lib/Either.js'
import * as fc from 'fast-check'
import { givenLog } from '../explanation/given-log.js'
import type { History } from '../explanation/history.js'
import { viewOf } from '../explanation/view-of.js'
import { toConserveMoney } from '../matchers/to-conserve-money.js'
import { anyHistory } from './any-history.js'

/** Milliseconds that reading so many logs may take. */
const longest = 120_000

const anyExchange = anyHistory({ exchanges: true, contradictions: true })

const eventsOf = (log: History) => viewOf(log).events

/** Every transfer of a history from its own stream. */
const transfersOf = (log: History): ReadonlyArray<Transfer> => {
  const transfers = new Map<string, Transfer | null>()
  for (const { stream, event } of eventsOf(log))
    if (stream.startsWith('transfer-'))
      transfers.set(stream, evolveTransfer(transfers.get(stream) ?? noTransfer, event as TransferEvent))
  return [...transfers.values()].filter((transfer) => transfer !== null)
}

const exchangedIn = (log: History) => transfersOf(log).filter(({ exchanged }) => exchanged !== undefined)

const audited = (log: History) => {
  const model = foldProjection(auditProjection, eventsOf(log))
  if (E.isLeft(model)) throw new Error('The history has a gap')
  return model.right
}

/** The rules that a log is held to by `verify`, but for the one of event ids: a history has no engine that derives them. */
const brokenRules = async (log: History): Promise<ReadonlyArray<string>> => {
  const text = log.stored.map((event) => {
    const line = encodeLine(event, log.ledger)
    return E.isRight(line) ? `${line.right}\n` : ''
  })
  const bytes = new TextEncoder().encode(text.join(''))
  const checked = await checkLog({ file: 'history.ndjson', open: () => bytes, anchor: log.anchor })()
  if (E.isLeft(checked)) throw new Error(JSON.stringify(checked.left))
  return checked.right.rules.flatMap(({ rule, broken, firstBroken }) =>
    broken === 0 ? [] : [`${rule}: ${JSON.stringify(firstBroken)}`],
  )
}

describe('histories with exchanges between currencies', () => {
  it('are legal, whole, and make no money in any currency', () => {
    fc.assert(
      fc.property(anyExchange, (log) => {
        const view = viewOf(log)
        expect([view.integrity._tag, view.undecodable]).toEqual(['INTACT', []])
        expect(toConserveMoney(view.events).pass).toBe(true)
        givenLog(log)
          .projectedBy(balanceProjection)
          .thenAnswer((model) => bookTotals(model).filter(({ imbalance }) => imbalance !== 0n), [])
      }),
      { numRuns: 40 },
    )
  })

  it('are read back as they were written', () => {
    fc.assert(
      fc.property(anyExchange, (log) => {
        for (const stored of log.stored) {
          const read = decodeStored(stored)
          if (E.isLeft(read)) throw new Error(JSON.stringify(read.left))
          const { type, schemaVersion, data } = stored
          expect(encodeEvent(read.right.event)).toEqual({ type, schemaVersion, data })
        }
      }),
      { numRuns: 20 },
    )
  })

  it('end in the same state whether they are folded at once, again or step by step', () => {
    fc.assert(
      fc.property(anyExchange, (log) => {
        for (const projection of [balanceProjection, disputeProjection, auditProjection])
          givenLog(log).projectedBy(projection).thenSecondDeliveryChangesNothing().thenResumingChangesNothing()
        const model = audited(log)
        for (const transfer of transfersOf(log))
          expect(storyOf(model, transfer.instruction.transferId)?.state).toEqual(transfer)
      }),
      { numRuns: 10 },
    )
  })

  it(
    'keep every rule that a log is verified by',
    async () => {
      await fc.assert(
        fc.asyncProperty(anyExchange, async (log) => {
          expect(await brokenRules(log)).toEqual([])
        }),
        { numRuns: 40 },
      )
    },
    longest,
  )

  it('credit and undo at the quote, and total no sum of one currency in another', () => {
    fc.assert(
      fc.property(anyExchange, (log) => {
        for (const { instruction, exchanged, credited, reversed, returnedAfterCredit } of exchangedIn(log)) {
          const exchange = exchangeOf(instruction)!
          const { bought, boughtElsewhere } = exchanged!
          expect(boughtElsewhere >= 0n && boughtElsewhere <= bought && bought <= exchange.bought.minorUnits).toBe(true)
          expect(agreesWithQuote(exchange, credited - reversed - returnedAfterCredit, bought)).toBe(true)
        }
        const isInPayers = ({ currency }: { readonly currency: string }) => currency === 'CNY'
        for (const total of ledgerTotals(audited(log)).money.filter((one) => !isInPayers(one)))
          expect([total.instructed, total.confirmed, total.credited]).toEqual([0n, 0n, 0n])
      }),
      { numRuns: 40 },
    )
  })

  it('reach exchanges that are whole, in parts, undone, sent back and beyond the quote, in several currencies', () => {
    const logs = fc.sample(anyExchange, { numRuns: 400, seed: 7 })
    const seen = new Set<string>()
    for (const log of logs)
      for (const transfer of exchangedIn(log)) {
        const { credited, reversed, returnedAfterCredit, returnedInTransit, executions, instruction } = transfer
        seen.add(transferStatus(transfer)).add(instruction.quote!.buyCurrency)
        if (executions.length > 1) seen.add('several executions')
        if (credited > 0n && reversed === credited) seen.add('undone whole')
        if (reversed > 0n && reversed < credited) seen.add('undone in part')
        if (returnedAfterCredit > 0n) seen.add('sent back after the credit')
        if (returnedInTransit > 0n) seen.add('sent back on its way')
        if (transfer.exceptions.some(({ kind }) => kind === 'EXECUTED_BEYOND')) seen.add('beyond the quote')
      }
    expect([...seen]).toEqual(
      expect.arrayContaining([
        ...['EUR', 'JPY', 'KWD', 'CREDITED', 'PARTLY_CREDITED', 'REVERSED', 'FAILED', 'RETURNED'],
        ...['several executions', 'undone whole', 'undone in part', 'beyond the quote'],
        ...['sent back after the credit', 'sent back on its way'],
      ]),
    )
  })

  it('agree with themselves unless contradictions are asked for', () => {
    const logs = fc.sample(anyHistory({ exchanges: true }), { numRuns: 100, seed: 7 })
    const words = new Set(logs.flatMap(({ stored }) => stored.map(({ type }) => type)))
    expect([words.has('MismatchObserved'), words.has('DuplicateDetected')]).toEqual([false, false])
  })
})
