import { ledgerOf, raceStores, type RaceLedger, type RaceStore } from './race-ledger.js'
import { racePayloads, type RacePayload } from './race-payloads.js'
import { raceStates, type RaceState } from './race-states.js'
import { legalOutcomes, runOrder, runRace, type Race, type Sequences } from './race.js'
import type { Side } from './race-turns.js'
import { createRandom, type Random } from './random.js'

/** A race in one order in which something did not hold. */
export type LostRace = {
  readonly state: string
  readonly pair: readonly [string, string]
  readonly order: string
  readonly manner: string
  readonly violations: ReadonlyArray<string>
  /** What `npm run races --` needs to run it again. */
  readonly replay: string
}

/** What came of many races. */
export type Raced = { readonly races: number; readonly orders: number; readonly lost: ReadonlyArray<LostRace> }

export const nameOfPayload = ({ word, variant }: RacePayload): string => (variant === '' ? word : `${word}: ${variant}`)

/** Every two payloads, each with itself too. */
export const racePairs: ReadonlyArray<readonly [RacePayload, RacePayload]> = racePayloads.flatMap((one, index) =>
  racePayloads.slice(index).map((other) => [one, other] as const),
)

const storeNames: Readonly<Record<RaceStore, string>> = {
  WHOLE: 'decisions stored whole',
  ONE_STREAM: 'one stream at a time',
}

const mannerOf = ({ ledger, sameId, warm, oneTry }: Race): string =>
  [
    storeNames[ledger.store],
    sameId ? 'one id' : 'two ids',
    warm ? 'warm' : 'cold',
    oneTry ? 'one try' : 'many tries',
  ].join(', ')

const lostRace = (race: Race, order: string, replay: string, violations: ReadonlyArray<string>): LostRace => ({
  state: race.ledger.state.name,
  pair: [nameOfPayload(race.pair.A), nameOfPayload(race.pair.B)],
  order,
  manner: mannerOf(race),
  violations,
  replay,
})

type Place = { readonly state: RaceState; readonly store: RaceStore }

/** Every state on each of these stores; a ledger is made when it is first drawn. */
const createLedgers = (stores: ReadonlyArray<RaceStore>) => {
  const places: ReadonlyArray<Place> = stores.flatMap((store) => raceStates.map((state) => ({ state, store })))
  const made = new Map<Place, Promise<RaceLedger>>()
  return {
    places,
    at: (place: Place): Promise<RaceLedger> => {
      const ledger = made.get(place) ?? ledgerOf(place.state, place.store)
      made.set(place, ledger)
      return ledger
    },
  }
}

const drawOrder = (random: Random) => (turns: Parameters<Parameters<typeof runRace>[2]>[0]) => {
  const able = (['A', 'B'] as const).filter((side) => turns.waiting(side).length > 0)
  const side: Side = random.oneOf(able)
  return [side, random.between(0, turns.waiting(side).length - 1)] as const
}

/** Neighbouring seeds begin alike in the generator; spread over its range they do not. */
const randomOf = (seed: number): Random => {
  const random = createRandom(Math.imul(seed, 0x9e3779b1))
  for (let skipped = 0; skipped < 16; skipped += 1) random.between(0, 1)
  return random
}

/** A race of all that can be drawn. */
const drawRace = async (random: Random, ledgers: ReturnType<typeof createLedgers>): Promise<Race> => {
  const [one, other] = random.oneOf(racePairs)
  const sameId = one === other && random.perMille(500)
  const pair = random.perMille(500) ? { A: one, B: other } : { A: other, B: one }
  const ledger = await ledgers.at(random.oneOf(ledgers.places))
  return { ledger, pair, sameId, warm: random.perMille(500), oneTry: random.perMille(300) }
}

/** So many races drawn by chance, each from the next seed, on a store that is drawn too, in an order drawn call by call. */
export const sampleRaces = async (
  seed: number,
  races: number,
  stores: ReadonlyArray<RaceStore> = raceStores,
): Promise<Raced> => {
  const all = createLedgers(stores)
  const lost: LostRace[] = []
  for (let index = 0; index < races; index += 1) {
    const random = randomOf(seed + index)
    const race = await drawRace(random, all)
    const { turns, violations } = await runRace(race, await legalOutcomes(race), drawOrder(random))
    if (violations.length > 0)
      lost.push(
        lostRace(
          race,
          turns,
          `--seed ${seed + index} --sample 1${stores.length === 1 ? ` --store ${stores[0]}` : ''}`,
          violations,
        ),
      )
  }
  return { races, orders: races, lost }
}

/** What came of one race in every order: how many orders, whether an append ever lost, and the outcomes that there were. */
export type EveryOrder = {
  readonly orders: number
  readonly conflict: boolean
  readonly outcomes: ReadonlySet<string>
  readonly lost: ReadonlyArray<{ readonly order: string; readonly violations: ReadonlyArray<string> }>
}

/** A race in every order of its calls that can make a difference; what makes one may be told otherwise. */
export const everyOrder = async (
  race: Race,
  legal: Sequences,
  matters?: Parameters<typeof runOrder>[3],
): Promise<EveryOrder> => {
  const lost: { readonly order: string; readonly violations: ReadonlyArray<string> }[] = []
  const outcomes = new Set<string>()
  const open: string[] = ['']
  let orders = 0
  let met = false
  for (let given = open.pop(); given !== undefined; given = open.pop()) {
    const { turns, violations, others, repeats, conflict, outcome } = await runOrder(race, legal, given, matters)
    open.push(...others)
    if (repeats) continue
    orders += 1
    met ||= conflict
    outcomes.add(outcome)
    if (violations.length > 0) lost.push({ order: turns, violations })
  }
  return { orders, conflict: met, outcomes, lost }
}

/**
 * A pair by engines that try again, by engines that give up, and under one id where both are the same. An engine that gives up at the
 * first conflict does as one that tries again until there is a conflict: where no order has one, it is not raced again.
 */
const racePair = async (ledger: RaceLedger, pair: Race['pair'], replay: string): Promise<Raced> => {
  let sum: Raced = { races: 0, orders: 0, lost: [] }
  const add = async (race: Race, legal: Sequences): Promise<boolean> => {
    const { conflict, lost, orders } = await everyOrder(race, legal)
    sum = {
      races: sum.races + 1,
      orders: sum.orders + orders,
      lost: [...sum.lost, ...lost.map(({ order, violations }) => lostRace(race, order, replay, violations))],
    }
    return conflict
  }
  const apart: Race = { ledger, pair, sameId: false, warm: false, oneTry: false }
  const legal = await legalOutcomes(apart)
  if (await add(apart, legal)) await add({ ...apart, oneTry: true }, legal)
  const twice = { ...apart, sameId: true }
  if (pair.A === pair.B) await add(twice, await legalOutcomes(twice))
  return sum
}

/** Which of all races to run: those of a part of the states, of one state, or of one pair. */
export type RaceRange = {
  readonly states?: ReadonlyArray<string>
  /** Only pairs of which this is one, or, with `other`, that one pair. */
  readonly one?: string
  readonly other?: string
  /** Every so many pairs, beginning at one that moves with the state; 1 runs them all. */
  readonly every?: number
  readonly store?: RaceStore
  readonly onState?: (state: string, raced: Raced) => void
}

/** Every pair in every state, in every order that can make a difference, by engines that try again and by engines that give up. */
export const everyRace = async (range: RaceRange = {}): Promise<Raced> => {
  const every = range.every ?? 1
  const isWanted = (pair: readonly [RacePayload, RacePayload]): boolean => {
    const [one, other] = pair.map(nameOfPayload)
    if (range.one === undefined) return true
    if (range.other === undefined) return one === range.one || other === range.one
    return (one === range.one && other === range.other) || (one === range.other && other === range.one)
  }
  let sum: Raced = { races: 0, orders: 0, lost: [] }
  for (const [index, state] of raceStates.entries()) {
    if (range.states !== undefined && !range.states.includes(state.name)) continue
    const ledger = await ledgerOf(state, range.store)
    for (const [place, pair] of racePairs.filter(isWanted).entries()) {
      if ((place + index) % every !== 0) continue
      const [A, B] = pair
      const store = range.store === undefined ? '' : ` --store ${range.store}`
      const replay = `--all --state '${state.name}' --one '${nameOfPayload(A)}' --other '${nameOfPayload(B)}'${store}`
      const raced = await racePair(ledger, { A, B }, replay)
      sum = {
        races: sum.races + raced.races,
        orders: sum.orders + raced.orders,
        lost: [...sum.lost, ...raced.lost],
      }
    }
    range.onState?.(state.name, sum)
  }
  return sum
}
