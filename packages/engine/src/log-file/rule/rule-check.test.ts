import * as E from 'fp-ts/lib/Either.js'
import type { StoredEvent } from '@waybill/core'
import { logOf } from '../../../test/damaged-log.js'
import { anchorOf, rewritten, ruleLedger, ruleLog, withData } from '../../../test/rule-log.js'
import { eventId, ledgerNamespace } from '../../event-ids.js'
import { checkLog, type LogCheck } from '../check-log.js'
import { allRules } from './all-rules.js'
import { ruleSentence, ruleStatement } from './rule-sentence.js'
import type { RuleName } from './rule.js'

type Log = ReadonlyArray<StoredEvent>

let whole: Log
beforeAll(async () => {
  whole = await ruleLog()
})

const check = async (events: Log): Promise<LogCheck> => {
  const bytes = logOf(events, ruleLedger)
  const checked = await checkLog({ file: 'day.ndjson', open: () => bytes, anchor: anchorOf(events) })()
  if (E.isLeft(checked)) throw new Error(JSON.stringify(checked.left))
  return checked.right
}

const namespace = ledgerNamespace(ruleLedger)

/** Changes the one event of this type in this stream; the first of them, where there are more. */
const edit =
  (stream: string, type: string, change: (event: StoredEvent) => StoredEvent) =>
  (log: Log): Log => {
    const index = log.findIndex((event) => event.stream === stream && event.type === type)
    if (index < 0) throw new Error(`the day has no ${type} in ${stream}`)
    return log.with(index, change(log[index]!))
  }

const editData = (stream: string, type: string, change: (text: string) => string) =>
  edit(stream, type, (event) => withData(event, change))

/** Lays an event of the log down a second time at its end, as the decision of a command of its own. */
const again =
  (stream: string, type: string, commandid = `${type} again`, place = 0) =>
  (log: Log): Log => {
    const event = log.find((one) => one.stream === stream && one.type === type)!
    const id = eventId(namespace, commandid, place)
    return [...log, { ...event, id, metadata: { ...event.metadata, commandid }, recordedAt: log.at(-1)!.recordedAt }]
  }

const without =
  (stream: string, type: string) =>
  (log: Log): Log =>
    log.filter((event) => event.stream !== stream || event.type !== type)

type Damage = {
  readonly caughtBy: RuleName
  readonly alsoBy?: ReadonlyArray<RuleName>
  readonly damage: (log: Log) => Log
}

/** Each is what somebody does who owns the file: one thing is changed, then everything is numbered, chained and anchored anew. */
const damages: Readonly<Record<string, Damage>> = {
  'an entry whose credit is less than its debit': {
    caughtBy: 'EntriesBalance',
    // An entry that follows from its transfer balances: what does not balance does not follow either.
    alsoBy: ['EntriesFollow'],
    damage: editData('transfer-away', 'TransferConfirmed', (text) =>
      text.replace(
        '{"account":"in-transit:hvps:CNY","amount":{"currency":"CNY","minorUnits":"3000"}',
        '{"account":"in-transit:hvps:CNY","amount":{"currency":"CNY","minorUnits":"2900"}',
      ),
    ),
  },
  'an entry to another account than the one that money in transit has': {
    caughtBy: 'EntriesFollow',
    damage: editData('transfer-away', 'TransferConfirmed', (text) =>
      text.replace('in-transit:hvps:CNY', 'suspense:CNY'),
    ),
  },
  'a credit of more than was confirmed': {
    caughtBy: 'SumsHold',
    damage: editData('transfer-rent', 'TransferCredited', (text) => text.replaceAll('"40000"', '"40001"')),
  },
  'a reversal of money that stood in suspense and not with the payee': {
    caughtBy: 'ReversalsHold',
    damage: editData('transfer-slip', 'TransferCredited', (text) =>
      text
        .replace('{"account":"bo","amount"', '{"account":"suspense:CNY","amount"')
        .replace(/\}$/, ',"postedTo":"suspense:CNY"}'),
    ),
  },
  'an exchange in which the last minor unit is lost, with an entry that says the same': {
    caughtBy: 'ExchangesHold',
    damage: editData('transfer-gift', 'TransferCredited', (text) => text.replaceAll('"138"', '"137"')),
  },
  'a transfer that is confirmed a second time': {
    caughtBy: 'ReservationsResolveOnce',
    damage: again('transfer-away', 'TransferConfirmed'),
  },
  'a transfer that is confirmed after it was cancelled': {
    caughtBy: 'ReservationsResolveOnce',
    damage: (log) => {
      const confirmed = again('transfer-rent', 'TransferConfirmed')(log).at(-1)!
      return [
        ...log,
        withData({ ...confirmed, stream: 'transfer-boat' }, (text) => text.replaceAll('"40000"', '"5000"')),
      ]
    },
  },
  'a capture of less than was reserved': {
    caughtBy: 'ReservationsResolveOnce',
    damage: editData('funds-mei', 'FundsCaptured', (text) => text.replace('"40000"', '"39999"')),
  },
  'funds that are released although their transfer was confirmed': {
    caughtBy: 'FundsFollow',
    damage: edit('funds-mei', 'FundsCaptured', (event) => ({ ...event, type: 'FundsReleased' })),
  },
  'funds that are kept although their transfer was confirmed long ago': {
    caughtBy: 'FundsFollow',
    damage: without('funds-line', 'FundsCaptured'),
  },
  'funds that are kept although their transfer was cancelled [C6]': {
    caughtBy: 'FundsFollow',
    damage: without('funds-mei', 'FundsReleased'),
  },
  'a confirmed transfer whose funds were neither kept nor taken': {
    caughtBy: 'FundsFollow',
    damage: (log) =>
      without(
        'funds-line',
        'FundsReserved',
      )(log).filter(({ stream, type }) => stream !== 'funds-line' || type !== 'FundsCaptured'),
  },
  'a confirmation after the time to confirm': {
    caughtBy: 'ExpiryHolds',
    damage: editData('transfer-rent', 'TransferInitiated', (text) => text.replace('T10:00:00', 'T09:31:30')),
  },
  'a transfer that expired before its time': {
    caughtBy: 'ExpiryHolds',
    damage: editData('transfer-late', 'TransferInitiated', (text) => text.replace('T10:00:00', 'T23:00:00')),
  },
  'a credit because time had passed': {
    caughtBy: 'ClocksMoveNothing',
    damage: edit('transfer-lent', 'TransferCredited', (event) => ({
      ...event,
      metadata: { ...event.metadata, command: 'DeclareOutcomeUnknown' },
    })),
  },
  'a reservation that leaned on more than had come in': {
    caughtBy: 'InflowHolds',
    damage: editData('funds-mei', 'FundsReserved', (text) => text.replace('"100000"', '"100001"')),
  },
  'an account below its floor': {
    caughtBy: 'FloorsHold',
    damage: editData('account-line', 'AccountOpened', (text) => text.replace('"50000"', '"44999"')),
  },
  'an id that follows from no command': {
    caughtBy: 'IdsFollow',
    damage: edit('account-last', 'AccountFrozen', (event) => ({
      ...event,
      id: 'd9428888-122b-51e1-b85c-61cd3cbb3210',
    })),
  },
  'a decision whose second event was made of another payload': {
    caughtBy: 'OneDecision',
    damage: edit('funds-line', 'FundsReserved', (event) => ({
      ...event,
      metadata: { ...event.metadata, payloaddigest: `sha256:${'0'.repeat(64)}` },
    })),
  },
  'a command that did something after it was refused': {
    caughtBy: 'OneDecision',
    damage: again('account-last', 'AccountFrozen', 'initiate-ship', 1),
  },
  'an event that was recorded an hour before the one that it follows': {
    caughtBy: 'TimesRise',
    damage: edit('account-last', 'AccountFrozen', (event) => ({ ...event, recordedAt: '2026-02-14T08:30:00.000Z' })),
  },
}

const brokenIn = ({ rules }: LogCheck): ReadonlyArray<RuleName> =>
  rules.filter(({ broken }) => broken > 0).map(({ rule }) => rule)

describe('every rule of money', () => {
  it('holds in an honest log, which puts each to the test', async () => {
    const { rules, ruleProblems, verdict } = await check(whole)
    expect(ruleProblems.map(ruleSentence)).toEqual([])
    expect(verdict.firstBad).toBeNull()
    expect(rules.map(({ rule }) => rule)).toEqual(allRules.map(({ name }) => name))
    expect(rules.filter(({ checked }) => checked === 0)).toEqual([])
  })

  it('is broken by at least one of the damages that follow', () => {
    const caught = new Set(Object.values(damages).map(({ caughtBy }) => caughtBy))
    expect(allRules.map(({ name }) => name).filter((name) => !caught.has(name))).toEqual([])
  })

  it.each(Object.entries(damages))(
    'alone speaks against a log that was chained and anchored anew after this: %s',
    async (_name, { alsoBy = [], caughtBy, damage }) => {
      const damaged = rewritten(damage(whole))
      const found = await check(damaged)
      expect(found.verdict).toMatchObject({ firstBad: null, anchored: true })
      expect(found.setAside).toEqual([])
      expect(brokenIn(found)).toEqual([caughtBy, ...alsoBy])
      const first = found.ruleProblems[0]!
      const said = `${ruleStatement(caughtBy)}\n${ruleSentence(first)}`
      expect(said.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '<id>')).toMatchSnapshot()
    },
  )

  it('says nothing about a transfer that has an event which cannot be read', async () => {
    const unread = edit('transfer-rent', 'TransferConfirmed', (event) => ({ ...event, schemaVersion: 9 }))
    const found = await check(rewritten(unread(whole)))
    expect(found.setAside).toMatchObject([{ event: { reason: 'NEWER_VERSION' } }])
    expect(found.ruleProblems.filter(({ stream }) => stream === 'transfer-rent')).toEqual([])
  })

  it('lets a log end in the middle of a decision', async () => {
    for (let size = 1; size < whole.length; size += 1) {
      const { ruleProblems } = await check(whole.slice(0, size))
      expect([size, ...ruleProblems.map(ruleSentence)]).toEqual([size])
    }
  })
})
