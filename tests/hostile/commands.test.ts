import * as E from 'fp-ts/lib/Either.js'
import { allCommands, cny, isCommandWord, observationEvents, type JsonSchema } from '@waybill/core'
import { checkStore, createEngine, describe as say, isFailure, isRejection, type Engine } from '@waybill/engine'
import { createMemoryStore } from '@waybill/store-memory'
import type { EventStore } from '@waybill/port'
import type { Random } from '../stories/random.js'
import { damagedJson } from './damage.js'
import { jsonOf, personMarker, type Json } from './random-json.js'
import { patience, trials } from './trials.js'

jest.setTimeout(patience)

const words = Object.values(allCommands)

const throwing = (): never => {
  throw new Error('touched')
}

/** What no JSON holds and a caller in JavaScript may hand in all the same. */
const strangeValues: ReadonlyArray<(value: Json) => unknown> = [
  () => undefined,
  () => 10n,
  () => Symbol('strange'),
  () => throwing,
  () => NaN,
  () => new Date(Number.NaN),
  () => new Map([['amount', 1]]),
  () => Object.create(null),
  () => {
    const cycle: Record<string, unknown> = {}
    cycle['in'] = cycle
    return cycle
  },
  (value) => Object.defineProperty({ value }, 'amount', { enumerable: true, get: throwing }),
  (value) => new Proxy({ value }, { get: throwing, ownKeys: throwing, has: throwing, getPrototypeOf: throwing }),
  (value) => Object.assign(Object.create({ inherited: value }) as object, { own: value }),
  () => Object.assign(['a'], { length: 4_000_000_000 - 1 }),
]

const withStrange = (value: Json, random: Random): unknown => {
  if (typeof value !== 'object' || value === null || random.below(5) === 0) return random.pick(strangeValues)(value)
  const members = value as Readonly<Record<string, Json>>
  const names = Object.keys(members)
  if (names.length === 0) return random.pick(strangeValues)(value)
  const chosen = random.pick(names)
  return { ...members, [chosen]: random.pick(strangeValues)(members[chosen]!) }
}

const openBook = async (): Promise<{ readonly engine: Engine; readonly store: EventStore }> => {
  const store = createMemoryStore({ ledger: 'urn:example:hostile' })
  const engine = createEngine({ store })
  const opened = [
    engine.openAccount({ commandId: 'o1', account: 'mei', currency: 'CNY' }),
    engine.openAccount({ commandId: 'o2', account: 'bo', currency: 'CNY' }),
    engine.openAccount({
      commandId: 'o3',
      account: 'credit-line',
      currency: 'CNY',
      kind: 'CREDIT_LINE',
      limit: cny('500.00'),
    }),
    engine.initiate({ commandId: 'o4', transferId: 't1', payer: 'credit-line', payee: 'bo', amount: cny('100.00') }),
  ]
  for (const answered of opened) {
    const answer = await answered()
    if (E.isLeft(answer)) throw new Error(say(answer.left))
  }
  return { engine, store }
}

const asked = (random: Random): Readonly<Record<string, unknown>> => {
  const value = damagedJson({ transferId: 't1', claim: 'NOT_ARRIVED', knownBy: '2026-02-14T09:30:00.000Z' }, random)
  return random.below(3) === 0 ? (withStrange(value, random) as never) : (value as never)
}

/** Questions and deeds that take no command, as a caller without types may put them. */
const publicCalls: ReadonlyArray<
  (engine: Engine, random: Random) => Promise<E.Either<{ readonly _tag: string }, unknown>>
> = [
  (engine, random) => engine.explain(asked(random) as never)(),
  (engine, random) => engine.investigate(asked(random))(),
  (engine, random) => engine.balance(withStrange('mei', random) as never, asked(random))(),
  (engine, random) => engine.runDue(withStrange('2026-02-14T09:30:00.000Z', random) as never)(),
  (engine, random) => engine.submit(withStrange('t1', random) as never)(),
  (engine, random) => engine.inquire(withStrange('t1', random) as never)(),
  (engine, random) => engine.waitUntilRead(asked(random) as never)(),
  (engine, random) => engine.rebuild(withStrange('balance', random) as never)(),
  (engine, random) => engine.send('OpenAccount', { commandId: 'x1', account: 'ana', currency: 'CNY' }, asked(random))(),
  (engine, random) => {
    const { word, codec } = random.pick(Object.values(observationEvents))
    const data = damagedJson(jsonOf((codec as { readonly schema: JsonSchema }).schema, random), random)
    const event = { ...(data as Readonly<Record<string, Json>> | null), ...(random.below(9) > 0 ? { _tag: word } : {}) }
    const strange = random.below(3) === 0 ? withStrange(event, random) : event
    return engine.observe({
      observationId: random.pick(['b1', 'b2', 'b3', '', withStrange('b1', random)]),
      event: strange,
    } as never)()
  },
]

describe('a question or a deed, whatever a caller makes of it', () => {
  it('is answered by a value, never by an exception', async () => {
    const book = await openBook()
    await trials('public functions', 0.03, async (random) => {
      const answer = await random.pick(publicCalls)(book.engine, random)
      if (E.isRight(answer)) return 'answered'
      expect(say(answer.left as never).length).toBeLessThan(8000)
      return answer.left._tag
    })
    const checked = await checkStore(book.store, null)()
    if (E.isLeft(checked)) throw new Error(JSON.stringify(checked.left))
    expect([checked.right.verdict.problems, checked.right.ruleProblems, checked.right.setAside]).toEqual([[], [], []])
  })
})

describe('a command or report, whatever a caller makes of it', () => {
  it('is answered by a value and leaves a ledger that keeps every rule; no person is named in what was malformed', async () => {
    let book = await openBook()
    const outcomes = await trials('commands', 0.16, async (random, number) => {
      if (number % 400 === 399) {
        const checked = await checkStore(book.store, null)()
        if (E.isLeft(checked)) throw new Error(JSON.stringify(checked.left))
        expect([checked.right.verdict.problems, checked.right.ruleProblems, checked.right.setAside]).toEqual([
          [],
          [],
          [],
        ])
        book = await openBook()
      }
      const { word, codec } = random.pick(words)
      let value = jsonOf((codec as { readonly schema: JsonSchema }).schema, random)
      const damages = random.below(3)
      for (let damage = 0; damage < damages; damage += 1) value = damagedJson(value, random)
      const payload = random.below(6) === 0 ? withStrange(value, random) : value
      const sent =
        random.below(40) === 0
          ? random.pick(['', 'toString', '__proto__', 'initiatetransfer', 'x'.repeat(9000), Symbol('word') as never])
          : word
      const answer = await book.engine.send(sent, payload)()
      if (E.isRight(answer)) return 'taken'
      expect(isRejection(answer.left) || isFailure(answer.left)).toBe(true)
      const sentence = say(answer.left)
      expect(sentence.length).toBeLessThan(8000)
      if (answer.left._tag === 'MalformedCommand') {
        expect(answer.left.problems.length).toBeGreaterThan(0)
        if (damages <= 1 && payload === value && isCommandWord(sent)) expect(sentence).not.toContain(personMarker)
      }
      return answer.left._tag
    })
    expect(Object.keys(outcomes)).toEqual(expect.arrayContaining(['taken', 'MalformedCommand']))
  })
})
