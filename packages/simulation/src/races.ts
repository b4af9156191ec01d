import { ledgerOf, raceStores, type RaceLedger, type RaceStore } from './race-ledger.js'
import { racePayloads, type RacePayload } from './race-payloads.js'
import { raceStates } from './race-states.js'
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

const ledgers = async (stores: ReadonlyArray<RaceStore>): Promise<ReadonlyArray<RaceLedger>> => {
  const made: RaceLedger[] = []
  for (const store of stores) for (const state of raceStates) made.push(await ledgerOf(state, store))
  return made
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
const drawRace = (random: Random, all: ReadonlyArray<RaceLedger>): Race => {
  const [one, other] = random.oneOf(racePairs)
  const sameId = one === other && random.perMille(500)
  const pair = random.perMille(500) ? { A: one, B: other } : { A: other, B: one }
  return { ledger: random.oneOf(all), pair, sameId, warm: random.perMille(500), oneTry: random.perMille(300) }
}

/** So many races drawn by chance, each from the next seed, on a store that is drawn too, in an order drawn call by call. */
export const sampleRaces = async (
  seed: number,
  races: number,
  stores: ReadonlyArray<RaceStore> = raceStores,
): Promise<Raced> => {
  const all = await ledgers(stores)
  const lost: LostRace[] = []
  for (let index = 0; index < races; index += 1) {
    const random = randomOf(seed + index)
    const race = drawRace(random, all)
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

/** A race in every order of its calls that can make a difference. */
const everyOrder = async (race: Race, legal: Sequences, replay: string): Promise<Raced> => {
  const lost: LostRace[] = []
  let open: ReadonlyArray<string> = ['']
  let orders = 0
  for (let given = open.at(-1); given !== undefined; given = open.at(-1)) {
    const { turns, violations, others, repeats } = await runOrder(race, legal, given)
    open = [...open.slice(0, -1), ...others]
    if (!repeats) orders += 1
    if (violations.length > 0) lost.push(lostRace(race, turns, replay, violations))
  }
  return { races: 1, orders, lost }
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
      for (const [sameId, oneTry] of [
        [false, false],
        [false, true],
        ...(A === B ? [[true, false] as const] : []),
      ] as const) {
        const race: Race = { ledger, pair: { A, B }, sameId, warm: false, oneTry }
        const replay = `--all --state '${state.name}' --one '${nameOfPayload(A)}' --other '${nameOfPayload(B)}'${range.store === undefined ? '' : ` --store ${range.store}`}`
        const raced = await everyOrder(race, await legalOutcomes(race), replay)
        sum = {
          races: sum.races + raced.races,
          orders: sum.orders + raced.orders,
          lost: [...sum.lost, ...raced.lost],
        }
      }
    }
    range.onState?.(state.name, sum)
  }
  return sum
}
