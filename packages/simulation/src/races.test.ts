import * as E from 'fp-ts/lib/Either.js'
import { createArena, type EveryOrder } from './race-every.js'
import type { Orders } from './race-graph.js'
import { ledgerOf, type RaceStore } from './race-ledger.js'
import { racePayloads, type RacePayload } from './race-payloads.js'
import { raceStates, type RaceState } from './race-states.js'
import { legalOutcomes, runOrder } from './race.js'
import type { Race } from './race-judge.js'
import { nameOfPayload, raceInState, racePairs, sampleRaces } from './races.js'
import { createRandom } from './random.js'

const payloadNamed = (name: string): RacePayload => {
  const payload = racePayloads.find((one) => nameOfPayload(one) === name)
  if (payload === undefined) throw new Error(`nothing is raced under the name ${name}`)
  return payload
}

const confirmAgainstCancel = async (): Promise<Race> => {
  const state = raceStates.find(({ name }) => name === 'initiated (book)')
  if (state === undefined) throw new Error('the state is gone')
  const pair = { A: payloadNamed('ConfirmTransfer'), B: payloadNamed('CancelTransfer') }
  return { ledger: await ledgerOf(state), pair, sameId: false, warm: false, oneTry: false }
}

it('ends every drawn race as one after the other would, on either store', async () => {
  const { lost, races } = await sampleRaces(1, 200)
  expect(lost).toEqual([])
  expect(races).toBe(200)
}, 180_000)

it('races a confirmation and a cancellation in every order', async () => {
  const raced = await raceInState('initiated (book)', { one: 'ConfirmTransfer', other: 'CancelTransfer' })
  expect(raced.lost).toEqual([])
  expect(raced.orders > BigInt(raced.races)).toBe(true)
}, 60_000)

it('calls a race lost whose answers are those of neither sequence', async () => {
  const race = await confirmAgainstCancel()
  const legal = await legalOutcomes(race)
  const bothWin = { ...legal.A, answers: { A: legal.A.answers.A, B: legal.B.answers.B } }
  expect(E.isRight(bothWin.answers.A) && E.isRight(bothWin.answers.B)).toBe(true)
  const { violations } = await runOrder(race, { A: bothWin, B: bothWin }, '')
  expect(violations[0]).toMatch(/^neither A before B nor B before A/)
})

it('calls a race lost whose ledger ends as neither sequence ends', async () => {
  const race = await confirmAgainstCancel()
  const legal = await legalOutcomes(race)
  const { violations } = await runOrder(
    race,
    { A: { ...legal.A, end: 'another' }, B: { ...legal.B, end: 'another' } },
    '',
  )
  expect(violations[0]).toMatch(/^neither A before B nor B before A/)
})

/** Every order, each run anew on engines and a store of its own: nothing is noted, shared or left out. */
const everyOrderAnew = async (
  race: Race,
  mostSwitches = Infinity,
): Promise<Pick<EveryOrder, 'orders' | 'lost'> & { readonly outcomes: ReadonlySet<string> }> => {
  const legal = await legalOutcomes(race)
  const lost: EveryOrder['lost'][number][] = []
  const outcomes = new Set<string>()
  const open = ['', 'B']
  let orders = 0n
  for (let given = open.pop(); given !== undefined; given = open.pop()) {
    const { free, outcome, turns, violations } = await runOrder(race, legal, given)
    const switchesIn = (order: string): number =>
      [...order].filter((side, at) => at > 0 && side !== order[at - 1] && free[at] === true).length
    orders += 1n
    outcomes.add(outcome)
    if (violations.length > 0) lost.push({ order: turns, violations })
    for (const [at, could] of free.entries()) {
      if (at < Math.max(given.length, 1) || !could) continue
      const other = `${turns.slice(0, at)}${turns[at] === 'A' ? 'B' : 'A'}`
      if (switchesIn(other) <= mostSwitches) open.push(other)
    }
  }
  return { orders, outcomes, lost }
}

/** Pairs drawn by chance from all states, that have no more orders than this. */
const drawnPairs = async (
  store: RaceStore,
  count: number,
  mostOrders: number,
  orders: Orders = { _tag: 'ALL' },
): Promise<ReadonlyArray<{ readonly race: Race; readonly found: EveryOrder }>> => {
  const random = createRandom(20_260_214)
  const drawn: { readonly race: Race; readonly found: EveryOrder }[] = []
  while (drawn.length < count) {
    const arena = await createArena(await ledgerOf(random.oneOf(raceStates), store))
    const [A, B] = random.oneOf(racePairs)
    const every = arena.pairUp(orders)
    const race: Race = { ledger: arena.ledger, pair: { A, B }, sameId: false, warm: false, oneTry: false }
    for (const one of [race, { ...race, oneTry: true }]) {
      const found = await every(one)
      if (found !== null && found.orders <= mostOrders) drawn.push({ race: one, found })
    }
  }
  return drawn
}

const expectSame = async (
  drawn: Awaited<ReturnType<typeof drawnPairs>>,
  mostSwitches?: number,
): Promise<ReadonlyArray<EveryOrder>> => {
  for (const { race, found } of drawn) {
    const anew = await everyOrderAnew(race, mostSwitches)
    expect(anew.lost).toEqual([])
    expect(found.lost).toEqual([])
    expect([found.orders, [...found.outcomes()].sort()]).toEqual([anew.orders, [...anew.outcomes].sort()])
  }
  return drawn.map(({ found }) => found)
}

it('finds the outcomes of every order of two calls that there is, as if each order were run anew', async () => {
  const found = await expectSame(await drawnPairs('WHOLE', 10, 300))
  expect(found.some(({ conflict }) => conflict)).toBe(true)
  expect(found.some(({ outcomes }) => outcomes().size > 1)).toBe(true)
}, 300_000)

it('finds them on a store of one stream at a time in every order with one interruption, as if each order were run anew', async () => {
  const found = await expectSame(await drawnPairs('ONE_STREAM', 3, 200, { _tag: 'INTERRUPTED', mostSwitches: 1 }), 1)
  expect(found.some(({ outcomes }) => outcomes().size > 1)).toBe(true)
}, 300_000)

/** A pair in every order, and in those alone that can be told apart, on engines that go on alike where they remember the same. */
const expectNoneLeftOut = async (state: RaceState, [A, B]: (typeof racePairs)[number], mostPoints: number) => {
  const arena = await createArena(await ledgerOf(state, 'ONE_STREAM'))
  const race: Race = { ledger: arena.ledger, pair: { A, B }, sameId: false, warm: false, oneTry: false }
  const apart = arena.pairUp({ _tag: 'TOLD_APART', mostPoints })
  if ((await apart(race)) === null) return null
  const every = arena.pairUp({ _tag: 'ALL' })
  let conflicts = 0
  for (const one of [race, { ...race, oneTry: true }, ...(A === B ? [{ ...race, sameId: true }] : [])]) {
    const all = await every(one)
    const fewer = await apart(one)
    expect(fewer?.outcomes()).toEqual(all?.outcomes())
    expect([fewer?.conflict, fewer?.lost]).toEqual([all?.conflict, all?.lost])
    expect((fewer?.points ?? Infinity) < (all?.points ?? 0)).toBe(true)
    if (all?.conflict === true) conflicts += 1
  }
  return conflicts
}

it('leaves out no outcome with the orders that cannot be told apart, on a store of one stream at a time', async () => {
  const random = createRandom(20_261_128)
  let conflicts = 0
  for (let pairs = 0; pairs < 24;) {
    const found = await expectNoneLeftOut(random.oneOf(raceStates), random.oneOf(racePairs), 4000)
    if (found === null) continue
    pairs += 1
    conflicts += found
  }
  expect(conflicts > 10).toBe(true)
}, 300_000)

it('leaves out none where one of the two reads the ledger in its order and finishes the other', async () => {
  const state = raceStates.find(({ name }) => name === 'credited (book)')
  if (state === undefined) throw new Error('the state is gone')
  const pair = [payloadNamed('FreezeAccount: mei'), payloadNamed('ReportReturned: EUR 5.00')] as const
  expect(await expectNoneLeftOut(state, pair, 20_000)).not.toBe(null)
}, 300_000)
