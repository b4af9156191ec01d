import {
  countOrders,
  goAlone,
  graphOf,
  noteReach,
  sentBy,
  type Orders,
  type Standing,
  type Table,
} from './race-graph.js'
import {
  engineFor,
  otherThan,
  sides,
  violationsOf,
  type EndedRace,
  type Race,
  type Sequence,
  type Sequences,
} from './race-judge.js'
import type { RaceLedger } from './race-ledger.js'
import { createCast, createMomentNotes, started, type Moment, type MomentNotes } from './race-moments.js'
import { ledgerText, plain } from './race-outcome.js'
import { createReach } from './race-reach.js'
import type { Side } from './race-turns.js'
import { createVersionNotes, createVersions, versionOf, type Version, type VersionNotes } from './race-versions.js'

/** What came of one race in every order. */
export type EveryOrder = {
  /** How many orders there are, each of another succession of calls. */
  readonly orders: bigint
  /** At how many points both engines and the ledger can stand together. */
  readonly points: number
  /** Whether an append ever lost to another. */
  readonly conflict: boolean
  /** Both answers and every stream, as text, of every end. */
  readonly outcomes: () => ReadonlySet<string>
  readonly lost: ReadonlyArray<{ readonly order: string; readonly violations: ReadonlyArray<string> }>
}

/** One after the other, on engines that have nothing in memory. */
const inSequence = async (table: Table, race: Race, first: Side): Promise<Sequence> => {
  const last = otherThan(first)
  const textOf = ({ events }: Version): string => ledgerText(race.ledger.store, events)
  const one = await goAlone(table, race, first, table.startOf(race, first), table.versions.first, noteReach(table))
  const two = await goAlone(table, race, last, table.startOf(race, last), one.version, noteReach(table))
  const answers = first === 'A' ? { A: one.answer, B: two.answer } : { A: two.answer, B: one.answer }
  return { answers, between: textOf(one.version), end: textOf(two.version) }
}

const endedAt = (table: Table, race: Race, { A, B, version }: Standing): EndedRace | null => {
  if (A.answer === null || B.answer === null) return null
  const now = { A, B, version }
  return {
    answers: { A: A.answer, B: B.answer },
    events: () => Promise.resolve(now.version.events),
    resend: async (side, to) => {
      const from = to === 'OTHER' ? now[otherThan(side)] : table.startOf(race, side)
      const { answer, moment, version: after } = await goAlone(table, race, side, from, now.version)
      if (to === 'OTHER') now[otherThan(side)] = moment
      now.version = after
      return answer
    },
  }
}

/** A state in which pairs are raced: what each does alone is found out once. */
export type Arena = {
  readonly ledger: RaceLedger
  /** One pair, in the orders of its calls that are wanted; null where it can stand at more points than were wanted. */
  readonly pairUp: (orders: Orders) => (race: Race) => Promise<EveryOrder | null>
}

const everyOrder = async (table: Table, race: Race, orders: Orders): Promise<EveryOrder | null> => {
  const { store } = race.ledger
  const legal: Sequences = { A: await inSequence(table, race, 'A'), B: await inSequence(table, race, 'B') }
  const graph = await graphOf(table, race, orders)
  if (graph === null) return null
  const ends: (() => string)[] = []
  const lost: EveryOrder['lost'][number][] = []
  for (const [standing, next] of graph.steps) {
    if (next.length > 0) continue
    const ended = endedAt(table, race, standing)
    if (ended === null) throw new Error('no engine has a call to its store under way, and one has no answer')
    const { A, B, version } = standing
    const { answers } = ended
    ends.push(() => [plain(store, answers.A), plain(store, answers.B), ledgerText(store, version.events)].join('\n'))
    const name = `${A.number} ${B.number} ${version.number}`
    const violations = table.judged.get(name) ?? (await violationsOf(race, ended, legal))
    table.judged.set(name, violations)
    if (violations.length > 0) lost.push({ order: standing.order, violations })
  }
  return {
    orders: countOrders(graph),
    points: graph.steps.size,
    conflict: graph.conflict,
    outcomes: () => new Set(ends.map((end) => end())),
    lost,
  }
}

export const createArena = async (ledger: RaceLedger): Promise<Arena> => {
  const first = await versionOf(ledger.base)
  const starts = new Map<string, Moment>()
  const alone = new Set<Moment>()
  const ofState: { readonly moments: MomentNotes; readonly versions: VersionNotes } = {
    moments: createMomentNotes(),
    versions: createVersionNotes(),
  }

  const startOf = (race: Race, side: Side): Moment => {
    const name = `${side} ${race.pair[side].at} ${race.oneTry}`
    const known = starts.get(name) ?? started((store) => engineFor(store, race, side))
    starts.set(name, known)
    return known
  }
  const tableOn = (moments: MomentNotes, versions: VersionNotes, merges: boolean): Table => ({
    cast: createCast(ledger.base, moments, merges),
    versions: createVersions(first, versions),
    reach: createReach(),
    startOf: (race, side) => startOf({ ...race, oneTry: false }, side),
    startToGiveUp: (race, side) => startOf({ ...race, oneTry: true }, side).start,
    judged: new Map(),
  })
  /** What a side does with the ledger to itself is the same in every race of the state. */
  const goneAlone = async (race: Race, side: Side): Promise<void> => {
    const table = tableOn(ofState.moments, ofState.versions, true)
    const begun = await table.cast.next(table.startOf(race, side), sentBy(race)[side])
    if (alone.has(begun)) return
    alone.add(begun)
    await goAlone(table, race, side, table.startOf(race, side), first)
  }

  return {
    ledger,
    pairUp: (orders) => {
      const table = tableOn(
        createMomentNotes(ofState.moments),
        createVersionNotes(ofState.versions),
        orders._tag === 'TOLD_APART' && ledger.store === 'ONE_STREAM',
      )
      return async (race) => {
        for (const side of sides) await goneAlone(race, side)
        return everyOrder(table, race, orders)
      }
    },
  }
}
