import { describe, expect, it } from '@jest/globals'
import { allEvents, canonicalJson, cny, type DomainEvent, type EventWord } from '@waybill/core'
import * as E from 'fp-ts/lib/Either.js'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { failureOf } from '../../test/failure-of.js'
import { history } from '../explanation/history.js'
import '../setup.js'
import { given } from '../specification/given.js'
import { anAccount, type CommandStep } from '../specification/step.js'

const pay: CommandStep = {
  _tag: 'BookTransfer',
  payer: 'mei',
  payee: 'bo',
  amount: cny('100.00'),
  by: { role: 'CUSTOMER' },
}
const paid = given(anAccount('mei', cny('1000.00')), anAccount('bo', cny('0'))).when(pay).events
const tooLittle = E.left({
  _tag: 'InsufficientAvailableBalance',
  account: 'mei',
  available: { minorUnits: 5000n, currency: 'CNY' },
  requested: { minorUnits: 10_000n, currency: 'CNY' },
})

describe('toBeRefusedWith', () => {
  it('holds for a refusal of this name, with these facts', () => {
    expect(tooLittle).toBeRefusedWith('InsufficientAvailableBalance')
    expect(tooLittle).toBeRefusedWith({ _tag: 'InsufficientAvailableBalance', available: cny('50.00') })
    expect(E.left({ _tag: 'StoreClosed', operation: 'append' })).toBeRefusedWith('StoreClosed')
  })

  it('does not hold for another refusal, another fact, or no refusal', () => {
    expect(tooLittle).not.toBeRefusedWith('AccountUnknown')
    expect(tooLittle).not.toBeRefusedWith({ _tag: 'InsufficientAvailableBalance', available: cny('51.00') })
    expect(E.right(1)).not.toBeRefusedWith('AccountUnknown')
  })

  it('says what was expected and what happened', () => {
    expect(failureOf(() => expect(tooLittle).toBeRefusedWith('AccountUnknown'))).toMatchInlineSnapshot(`
      "expect(answer).toBeRefusedWith(expected)

        Expected  refused by AccountUnknown
        Happened  refused by InsufficientAvailableBalance: account mei, available CNY 50.00, requested CNY 100.00

        If what happened is right, expect 'InsufficientAvailableBalance'."
    `)
    expect(
      failureOf(() =>
        expect(tooLittle).toBeRefusedWith({ _tag: 'InsufficientAvailableBalance', requested: cny('100.01') }),
      ),
    ).toMatchInlineSnapshot(`
      "expect(answer).toBeRefusedWith(expected)

        Expected  refused by InsufficientAvailableBalance: requested CNY 100.01
        Happened  refused by InsufficientAvailableBalance: account mei, available CNY 50.00, requested CNY 100.00

        Where they part: requested
          expected  CNY 100.01
          happened  CNY 100.00"
    `)
    expect(failureOf(() => expect(E.right(paid)).toBeRefusedWith('AccountUnknown'))).toMatchInlineSnapshot(`
      "expect(answer).toBeRefusedWith(expected)

        Expected  refused by AccountUnknown
        Happened  T+00:00  TransferInitiated t1: mei pays bo CNY 100.00 over book, without a confirmation
                  T+00:00  TransferConfirmed t1: by CUSTOMER, CNY 100.00 from mei to in-transit:book:CNY
                  T+00:00  TransferCredited t1: CNY 100.00 from in-transit:book:CNY to bo
                  T+00:00  FundsTaken mei: CNY 100.00 taken by the TRANSFER t1, of CNY 1,000.00 that had come in"
    `)
    expect(failureOf(() => expect(tooLittle).not.toBeRefusedWith('InsufficientAvailableBalance')))
      .toMatchInlineSnapshot(`
      "expect(answer).not.toBeRefusedWith(expected)

        Expected  another answer
        Happened  refused by InsufficientAvailableBalance: account mei, available CNY 50.00, requested CNY 100.00"
    `)
  })

  it('says so when a task was not run or a promise not awaited', () => {
    expect(failureOf(() => expect(() => tooLittle).toBeRefusedWith('AccountUnknown'))).toMatch(/was not run/)
    expect(failureOf(() => expect(Promise.resolve(tooLittle)).toBeRefusedWith('AccountUnknown'))).toMatch(/`await`/)
    expect(failureOf(() => expect(E.left('no')).toBeRefusedWith('AccountUnknown'))).toMatch(/does not know/)
    expect(failureOf(() => expect(E.right('yes')).toBeRefusedWith('AccountUnknown'))).toMatch(/does not know/)
    expect(failureOf(() => expect(7).toBeRefusedWith('AccountUnknown'))).toMatch(/an Either was expected/)
  })
})

describe('toConserveMoney', () => {
  const altered = (change: (event: DomainEvent) => DomainEvent) =>
    paid.map((recorded) => ({ ...recorded, event: change(recorded.event) }))
  const confirmedFor = (taken: bigint, account: string) =>
    altered((event) =>
      event._tag === 'TransferConfirmed'
        ? {
            ...event,
            entry: {
              ...event.entry,
              postings: event.entry.postings.map((leg) =>
                leg.creditDebit === 'DBIT' ? { ...leg, account, amount: { ...leg.amount, minorUnits: taken } } : leg,
              ),
            },
          }
        : event,
    )

  it('holds for what the rules decided, in any form of an event', () => {
    expect(paid).toConserveMoney()
    expect(paid.map(({ event }) => event)).toConserveMoney()
    expect({ writes: paid, checks: [] }).toConserveMoney()
    expect(E.right(paid)).toConserveMoney()
    expect({ events: paid, undecodable: [], integrity: { _tag: 'INTACT' } }).toConserveMoney()
  })

  it('names the event that does not balance, and by how much', () => {
    expect(failureOf(() => expect(confirmedFor(9_999n, 'mei')).toConserveMoney())).toMatchInlineSnapshot(`
      "expect(events).toConserveMoney()

        Event 2   TransferConfirmed t1: by CUSTOMER, from mei CNY 99.99, to in-transit:book:CNY CNY 100.00
        But       CNY 0.01 more is given than taken"
    `)
  })

  it('names the event whose entry is not the one that its fields call for', () => {
    expect(failureOf(() => expect(confirmedFor(10_000n, 'eve')).toConserveMoney())).toMatchInlineSnapshot(`
      "expect(events).toConserveMoney()

        Event 2   TransferConfirmed t1: by CUSTOMER, CNY 100.00 from eve to in-transit:book:CNY
        But       its other fields call for CNY 100.00 from mei to in-transit:book:CNY"
    `)
  })

  it('names the event that credits more than was in transit', () => {
    const credited = paid.filter(({ type }) => type === 'TransferCredited')
    expect(failureOf(() => expect([...paid, ...credited]).toConserveMoney())).toMatchInlineSnapshot(`
      "expect(events).toConserveMoney()

        Event 5   TransferCredited t1: CNY 100.00 from in-transit:book:CNY to bo
        But       what is in transit falls below zero"
    `)
  })

  it('does not hold where nothing is shown', () => {
    expect(failureOf(() => expect([]).toConserveMoney())).toMatchInlineSnapshot(`
      "expect(events).toConserveMoney()

        Happened  no event here moves money

        Hand in the events that move it."
    `)
    expect(failureOf(() => expect([{ any: 'thing' }]).toConserveMoney())).toMatch(/member 1 is no event/)
    expect(failureOf(() => expect('mei').toConserveMoney())).toMatch(/a list of events/)
  })

  it('says so when money was expected to be lost', () => {
    expect(failureOf(() => expect(paid).not.toConserveMoney())).toMatch(/all of 2 events that move money conserve it/)
  })
})

describe('toDecodeStably', () => {
  const log = history(anAccount('mei', cny('1000.00')), anAccount('bo', cny('0')), pay)
  const [opened] = log.stored

  it('holds for logs, for pages of a store, and for every sample of every released version of a stored word', () => {
    expect(log).toDecodeStably()
    expect(E.right(log.stored)).toDecodeStably()
    expect(opened).toDecodeStably()
    const folder = join(__dirname, '..', '..', '..', 'core', 'src', 'event', '__stored__')
    const samples = readdirSync(folder).map((file) => {
      const [type = '', version] = file.split('.')
      const data = canonicalJson(JSON.parse(readFileSync(join(folder, file), 'utf8')))
      const [kind = ''] = allEvents[type as EventWord].streams
      return { ...opened, type, schemaVersion: Number(version), stream: `${kind}-t1`, data }
    })
    expect(samples.length).toBeGreaterThanOrEqual(Object.keys(allEvents).length)
    expect(samples).toDecodeStably()
  })

  it('names the event that cannot be read, or that is written in other characters', () => {
    const painted = { ...opened, type: 'AccountPainted' }
    expect(failureOf(() => expect([opened, painted]).toDecodeStably())).toMatchInlineSnapshot(`
      "expect(stored).toDecodeStably()

        Event 2   T+00:00  AccountPainted in account-mei cannot be read, UNKNOWN_TYPE: type: a word that this version knows was expected, and AccountPainted stood there
        But       it is no event of today, UNKNOWN_TYPE"
    `)
    const spaced = { ...opened, data: opened?.data.replace(':', ': ') }
    expect(failureOf(() => expect([spaced]).toDecodeStably())).toMatchInlineSnapshot(`
      "expect(stored).toDecodeStably()

        Event 1   T+00:00  AccountOpened mei: CASH in CNY
        But       it is encoded in other characters than it was stored in"
    `)
  })

  it('does not hold where nothing is shown', () => {
    expect([]).not.toDecodeStably()
    expect(['text']).not.toDecodeStably()
    expect(failureOf(() => expect(log).not.toDecodeStably())).toMatch(/all of \d+ events decode stably/)
  })
})
