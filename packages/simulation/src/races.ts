import { ledgerOf, raceStores, type RaceLedger, type RaceStore } from './race-ledger.js'
import { racePayloads, type RacePayload } from './race-payloads.js'
import { raceStates, type RaceState } from './race-states.js'
import { createArena, type Arena } from './race-every.js'
import type { Orders } from './race-graph.js'
import { legalOutcomes, runOrder, runRace } from './race.js'
import type { Race } from './race-judge.js'
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
export type Raced = {
  readonly pairs: number
  /** A pair is raced more than once: by engines that try again, by engines that give up, and under one id. */
  readonly races: number
  readonly orders: bigint
  /** At how many points both engines and their ledger stood: each was looked at once, whatever number of orders leads through it. */
  readonly points: number
  /** Pairs that can stand at more points than were wanted: they were raced in the orders in which one of the two is interrupted once at most. */
  readonly bounded: number
  readonly lost: ReadonlyArray<LostRace>
}

export const noRaces: Raced = { pairs: 0, races: 0, orders: 0n, points: 0, bounded: 0, lost: [] }

export const bothRaced = (one: Raced, other: Raced): Raced => ({
  pairs: one.pairs + other.pairs,
  races: one.races + other.races,
  orders: one.orders + other.orders,
  points: one.points + other.points,
  bounded: one.bounded + other.bounded,
  lost: [...one.lost, ...other.lost],
})

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
  return { ...noRaces, pairs: races, races, orders: BigInt(races), lost }
}

/** Which of the races in a state to run. */
export type RaceRange = {
  /** Only pairs of which this is one, or, with `other`, that one pair. */
  readonly one?: string
  readonly other?: string
  /** Every so many pairs, beginning at one that moves with the state; 1 runs them all. */
  readonly every?: number
  readonly store?: RaceStore
  /** Only orders in which one of the two is interrupted so often at most; without it, all. */
  readonly interruptions?: number
  /**
   * Every one, or one at least of those that nobody can tell apart; without it, the former on a store that takes a decision whole, and
   * the latter on the other.
   */
  readonly orders?: Exclude<Orders['_tag'], 'INTERRUPTED'>
  /** Of a pair that can stand at more points than these, only the orders in which one of the two is interrupted once at most. */
  readonly mostPoints?: number
}

/** Says what an order does on engines that are run anew: what was noted must be what happens. */
const confirmed = async (
  race: Race,
  order: string,
  violations: ReadonlyArray<string>,
): Promise<ReadonlyArray<string>> => {
  const anew = await runOrder(race, await legalOutcomes(race), order)
  return anew.violations.length > 0 ? violations : [...violations, 'run anew in this order, everything holds']
}

type Found = { readonly conflict: boolean; readonly raced: Raced }
const none: Found = { conflict: false, raced: noRaces }

/**
 * A pair by engines that try again, by engines that give up, and under one id where both are the same. An engine that gives up at the
 * first conflict does as one that tries again until there is a conflict: where no order has one, it is not raced again.
 */
const racePair = async (
  { ledger, pairUp }: Arena,
  pair: Race['pair'],
  orders: Orders,
  replay: string,
): Promise<Raced> => {
  const apart: Race = { ledger, pair, sameId: false, warm: false, oneTry: false }
  const raceIn = async (wanted: Orders): Promise<Raced | null> => {
    const every = pairUp(wanted)
    const raced = async (race: Race): Promise<Found | null> => {
      const found = await every(race)
      if (found === null) return null
      const { conflict, orders: count, points } = found
      const lost: LostRace[] = []
      for (const { order, violations } of found.lost)
        lost.push(lostRace(race, order, replay, await confirmed(race, order, violations)))
      return { conflict, raced: { ...noRaces, races: 1, orders: count, points, lost } }
    }
    const first = await raced(apart)
    const givenUp = first?.conflict === true ? await raced({ ...apart, oneTry: true }) : none
    const underOneId = pair.A === pair.B ? await raced({ ...apart, sameId: true }) : none
    if (first === null || givenUp === null || underOneId === null) return null
    return [givenUp, underOneId].reduce((sum, one) => bothRaced(sum, one.raced), { ...first.raced, pairs: 1 })
  }
  const whole = await raceIn(orders)
  if (whole !== null) return whole
  const within = await raceIn({ _tag: 'INTERRUPTED', mostSwitches: 1 })
  if (within === null) throw new Error('a race within a bound is never given up')
  return { ...within, bounded: 1 }
}

const isWantedBy =
  ({ one, other }: RaceRange) =>
  (pair: readonly [RacePayload, RacePayload]): boolean => {
    const names = pair.map(nameOfPayload)
    if (one === undefined) return true
    if (other === undefined) return names.includes(one)
    return (names[0] === one && names[1] === other) || (names[0] === other && names[1] === one)
  }

const ordersWanted = ({ interruptions, mostPoints = Infinity, orders, store }: RaceRange): Orders => {
  if (interruptions !== undefined) return { _tag: 'INTERRUPTED', mostSwitches: interruptions }
  const wanted = orders ?? (store === 'ONE_STREAM' ? 'TOLD_APART' : 'ALL')
  return wanted === 'ALL' ? { _tag: 'ALL' } : { _tag: 'TOLD_APART', mostPoints }
}

/** So that neighbouring states race other pairs, where not all are raced. */
const strideOfStates = 37

/** Every pair in a state, in every order, by engines that try again and by engines that give up. */
export const raceInState = async (name: string, range: RaceRange = {}): Promise<Raced> => {
  const index = raceStates.findIndex((state) => state.name === name)
  const state = raceStates[index]
  if (state === undefined) throw new Error(`there is no state «${name}»`)
  const { every = 1, interruptions, orders, store } = range
  const arena = await createArena(await ledgerOf(state, store))
  const told = [
    ...(store === undefined ? [] : [` --store ${store}`]),
    ...(interruptions === undefined ? [] : [` --interruptions ${interruptions}`]),
    ...(orders === undefined ? [] : [` --orders ${orders}`]),
  ].join('')
  let sum = noRaces
  for (const [place, [A, B]] of racePairs.filter(isWantedBy(range)).entries()) {
    if ((place + index * strideOfStates) % every !== 0) continue
    const replay = `--all --state '${name}' --one '${nameOfPayload(A)}' --other '${nameOfPayload(B)}'${told}`
    sum = bothRaced(sum, await racePair(arena, { A, B }, ordersWanted(range), replay))
  }
  return sum
}
