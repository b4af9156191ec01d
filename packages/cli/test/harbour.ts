import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { anchorFileName, createEngine, exportLog, type Answered, type Engine } from '@waybill/engine'
import type { EventStore } from '@waybill/port'
import { encodeAnchor } from '@waybill/proof'
import { createMemoryStore } from '@waybill/store-memory'

export const ledger = 'urn:waybill:ledger:harbour'

/** A clock that stands still until it is set. */
const createClock = (start: string) => {
  let time = Date.parse(start)
  return {
    now: () => new Date(time).toISOString(),
    pass: (minutes: number) => {
      time += minutes * 60_000
    },
  }
}

export const done = async (answered: Answered): Promise<void> => {
  const answer = await answered()
  if (E.isLeft(answer)) throw new Error(`the ledger could not be built: ${JSON.stringify(answer.left)}`)
}

const operator = { role: 'OPERATOR' } as const
const customer = { role: 'CUSTOMER' } as const

/**
 * A morning at the harbour: Ada receives money, pays Ben his rent in two steps, begins a second payment and never confirms
 * it, and tries a third that she cannot afford.
 */
const live = async (engine: Engine, pass: (minutes: number) => void): Promise<void> => {
  await done(engine.openAccount({ commandId: 'open-ada', account: 'ada', currency: 'CNY', customer: 'c-ada' }))
  await done(engine.openAccount({ commandId: 'open-ben', account: 'ben', currency: 'CNY' }))
  pass(10)
  await done(
    engine.send('ReportIncomingCredit', {
      transferId: 'salary',
      reportId: 'm-1',
      by: { role: 'NETWORK', name: 'hvps' },
      asOf: '2031-03-04T08:09:00.000Z',
      rail: 'hvps',
      payer: { account: '6222', institution: 'Harbour Shipping Bank' },
      payee: 'ada',
      amount: { decimal: '1500.00', currency: 'CNY' },
    }),
  )
  pass(20)
  const rent = { commandId: 'pay-rent', transferId: 'rent', payer: 'ada', payee: 'ben', customer: 'c-ada' }
  await done(
    engine.initiate({
      ...rent,
      amount: { decimal: '1000.00', currency: 'CNY' },
      promisedBy: '2031-03-04T09:00:00.000Z',
    }),
  )
  pass(2)
  await done(engine.confirm({ commandId: 'confirm-rent', transferId: 'rent', by: customer }))
  pass(1)
  await done(engine.credit({ commandId: 'credit-rent', transferId: 'rent' }))
  pass(60)
  await done(
    engine.initiate({
      commandId: 'pay-boat',
      transferId: 'boat',
      payer: 'ada',
      payee: 'ben',
      amount: { decimal: '200.00', currency: 'CNY' },
      customer: 'c-ada',
    }),
  )
  pass(1)
  const refused = await engine.initiate({
    commandId: 'pay-ship',
    transferId: 'ship',
    payer: 'ada',
    payee: 'ben',
    amount: { decimal: '9000.00', currency: 'CNY' },
  })()
  if (E.isRight(refused)) throw new Error('Ada bought a ship that she cannot afford')
  pass(5)
  await done(
    engine.dispute({
      commandId: 'dispute-rent',
      transferId: 'rent',
      disputeId: 'd-1',
      claim: 'NOT_ARRIVED',
      claimant: customer,
      replyDueAt: '2031-03-05T10:00:00.000Z',
    }),
  )
  pass(30)
  await done(
    engine.startDisputeReview({ commandId: 'review-rent', transferId: 'rent', disputeId: 'd-1', reviewer: operator }),
  )
}

export type Harbour = {
  readonly cwd: string
  readonly log: string
  readonly anchor: string
  readonly leave: () => Promise<void>
}

let uuids = 0
const uuid = (): string => `00000000-0000-4000-8000-${String(++uuids).padStart(12, '0')}`

/** The log of what was lived and its anchor, in a directory of their own: `harbour.ndjson` and `harbour.ndjson.anchor.json`. */
export const buildLog = async (lived: typeof live): Promise<Harbour> => {
  const clock = createClock('2031-03-04T08:00:00.000Z')
  uuids = 0
  const store: EventStore = createMemoryStore({ ledger })
  await lived(createEngine({ store, clock, ids: { next: uuid } }), clock.pass)
  let log = ''
  const exported = await exportLog(store, (lines) => void (log += lines), { anchoredAt: '2031-03-04T12:00:00.000Z' })()
  if (E.isLeft(exported) || exported.right.anchor === null) throw new Error('the harbour could not be exported')
  const cwd = await mkdtemp(join(tmpdir(), 'waybill-harbour-'))
  const anchor = encodeAnchor(exported.right.anchor)
  await writeFile(join(cwd, 'harbour.ndjson'), log)
  await writeFile(join(cwd, anchorFileName('harbour.ndjson')), anchor)
  return { cwd, log, anchor, leave: () => rm(cwd, { recursive: true, force: true }) }
}

/** The log of the morning at the harbour. */
export const buildHarbour = (): Promise<Harbour> => buildLog(live)
