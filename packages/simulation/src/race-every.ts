import type { RaceLedger } from './race-ledger.js'
import {
  engineFor,
  otherThan,
  sendTo,
  sentText,
  sides,
  violationsOf,
  type EndedRace,
  type Race,
  type Sequence,
  type Sequences,
} from './race-judge.js'
import { createCast, started, type Cast, type Moment, type MomentNotes, type Told } from './race-moments.js'
import { createNotes, onceFor } from './race-notes.js'
import { ledgerText, plain, type Answer } from './race-outcome.js'
import type { Side } from './race-turns.js'
import {
  createVersionNotes,
  createVersions,
  versionOf,
  type Version,
  type VersionNotes,
  type Versions,
} from './race-versions.js'

/** Where both engines and their ledger stand. */
type Standing = {
  readonly A: Moment
  readonly B: Moment
  readonly version: Version
  /** Who went on last, and how often one went on although the other could have: counted only where there is a bound. */
  readonly last: Side | null
  readonly switches: number
  /** One way that leads here. */
  readonly order: string
}

/** What came of one race in every order. */
export type EveryOrder = {
  /** How many orders there are, each of another succession of calls. */
  readonly orders: number
  /** At how many points both engines and the ledger can stand together. */
  readonly points: number
  /** Whether an append ever lost to another. */
  readonly conflict: boolean
  readonly outcomes: ReadonlySet<string>
  readonly lost: ReadonlyArray<{ readonly order: string; readonly violations: ReadonlyArray<string> }>
}

/** What is known of engines and ledgers. */
type Table = {
  readonly cast: Cast
  readonly versions: Versions
  /** An engine that tries again, before anything is sent to it. */
  readonly startOf: (race: Race, side: Side) => Moment
  /** How an engine is started that gives up at the first conflict. */
  readonly startToGiveUp: (race: Race, side: Side) => Moment['start']
  /** What was found of each end. */
  readonly judged: Map<string, ReadonlyArray<string>>
}

/** One who goes on alone, until it is answered. */
type Alone = { readonly moment: Moment; readonly version: Version; readonly answer: Answer }

/** A step on which an append may lose: from there on an engine that gives up does otherwise than one that tries again. */
const oneStep = async (
  { cast, versions }: Table,
  moment: Moment,
  version: Version,
  whenLost: Moment['start'] | null = null,
): Promise<{ readonly moment: Moment; readonly version: Version; readonly lost: boolean } | null> => {
  const [call] = moment.waiting
  if (call === undefined) return null
  const { key, lost, value, version: after } = await versions.perform(version, call)
  const who = lost && whenLost !== null && moment.start !== whenLost ? cast.as(moment, whenLost) : moment
  return { moment: await cast.next(who, { _tag: 'HEARD', key, value }), version: after, lost }
}

const sentBy = onceFor((race: Race): Readonly<Record<Side, Told>> => {
  const by = (side: Side): Told => ({
    _tag: 'SENT',
    key: `sent ${sentText(race, side)}`,
    send: (engine) => sendTo(engine, race, side),
  })
  return { A: by('A'), B: by('B') }
})

const goAlone = async (table: Table, race: Race, side: Side, from: Moment, ledger: Version): Promise<Alone> => {
  let moment = await table.cast.next(from, sentBy(race)[side])
  let version = ledger
  for (;;) {
    const step = await oneStep(table, moment, version)
    if (step === null) break
    moment = step.moment
    version = step.version
  }
  if (moment.answer === null) throw new Error('an engine has no call to its store under way, and no answer')
  return { moment, version, answer: moment.answer }
}

/** One after the other, on engines that have nothing in memory. */
const inSequence = async (table: Table, race: Race, first: Side): Promise<Sequence> => {
  const last = otherThan(first)
  const textOf = ({ events }: Version): string => ledgerText(race.ledger.store, events)
  const one = await goAlone(table, race, first, table.startOf(race, first), table.versions.first)
  const two = await goAlone(table, race, last, table.startOf(race, last), one.version)
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

type Graph = {
  readonly first: Standing
  readonly steps: ReadonlyMap<Standing, ReadonlyArray<Standing>>
  readonly conflict: boolean
}

/** Every point at which the race can stand, each once: what is told apart neither by the engines nor by the ledger is one point. */
const graphOf = async (table: Table, race: Race, mostSwitches: number): Promise<Graph> => {
  const begin = (side: Side): Promise<Moment> => table.cast.next(table.startOf(race, side), sentBy(race)[side])
  const bounded = Number.isFinite(mostSwitches)
  const first: Standing = {
    A: await begin('A'),
    B: await begin('B'),
    version: table.versions.first,
    last: null,
    switches: 0,
    order: '',
  }
  const known = new Map<string, Standing>()
  const steps = new Map<Standing, Standing[]>([[first, []]])
  let conflict = false

  const isAllowed = (from: Standing, side: Side): boolean => {
    if (from[side].waiting.length === 0) return false
    const couldGoOn = from.last !== null && from.last !== side && from[from.last].waiting.length > 0
    return !couldGoOn || from.switches < mostSwitches
  }
  const stepTo = async (from: Standing, side: Side): Promise<Standing> => {
    const whenLost = race.oneTry ? table.startToGiveUp(race, side) : null
    const step = await oneStep(table, from[side], from.version, whenLost)
    if (step === null) throw new Error('who has no call under way cannot go on')
    conflict ||= step.lost
    const couldGoOn = from.last !== null && from.last !== side && from[from.last].waiting.length > 0
    return {
      A: side === 'A' ? step.moment : from.A,
      B: side === 'B' ? step.moment : from.B,
      version: step.version,
      last: bounded ? side : null,
      switches: from.switches + (bounded && couldGoOn ? 1 : 0),
      order: from.order + side,
    }
  }
  const nameOf = ({ A, B, last, switches, version }: Standing): string =>
    `${A.number} ${B.number} ${version.number} ${last} ${switches}`

  const open: { readonly from: Standing; readonly side: Side }[] = []
  const openAll = (from: Standing): void => {
    for (const side of ['B', 'A'] as const) if (isAllowed(from, side)) open.push({ from, side })
  }
  openAll(first)
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const to = await stepTo(next.from, next.side)
    const name = nameOf(to)
    const same = known.get(name)
    steps.get(next.from)?.push(same ?? to)
    if (same !== undefined) continue
    known.set(name, to)
    steps.set(to, [])
    openAll(to)
  }
  return { first, steps, conflict }
}

const countOrders = ({ first, steps }: Graph): number => {
  const counted = new Map<Standing, number>()
  const count = (from: Standing): number => {
    const known = counted.get(from)
    if (known !== undefined) return known
    const next = steps.get(from) ?? []
    const orders = next.length === 0 ? 1 : next.reduce((sum, to) => sum + count(to), 0)
    counted.set(from, orders)
    return orders
  }
  return count(first)
}

/** A state in which pairs are raced: what each does alone is found out once. */
export type Arena = {
  readonly ledger: RaceLedger
  /** One pair, in every order of its calls, or, where there is a bound, in all in which one of them is interrupted so often at most. */
  readonly pairUp: () => (race: Race, mostSwitches?: number) => Promise<EveryOrder>
}

const everyOrder = async (table: Table, race: Race, mostSwitches: number): Promise<EveryOrder> => {
  const { store } = race.ledger
  const legal: Sequences = { A: await inSequence(table, race, 'A'), B: await inSequence(table, race, 'B') }
  const graph = await graphOf(table, race, mostSwitches)
  const outcomes = new Set<string>()
  const lost: EveryOrder['lost'][number][] = []
  for (const [standing, next] of graph.steps) {
    if (next.length > 0) continue
    const ended = endedAt(table, race, standing)
    if (ended === null) throw new Error('no engine has a call to its store under way, and one has no answer')
    const { A, B, version } = standing
    outcomes.add(
      [plain(store, ended.answers.A), plain(store, ended.answers.B), ledgerText(store, version.events)].join('\n'),
    )
    const name = `${A.number} ${B.number} ${version.number}`
    const violations = table.judged.get(name) ?? (await violationsOf(race, ended, legal))
    table.judged.set(name, violations)
    if (violations.length > 0) lost.push({ order: standing.order, violations })
  }
  return { orders: countOrders(graph), points: graph.steps.size, conflict: graph.conflict, outcomes, lost }
}

export const createArena = async (ledger: RaceLedger): Promise<Arena> => {
  const first = await versionOf(ledger.base)
  const starts = new Map<string, Moment>()
  const alone = new Set<Moment>()
  const ofState: { readonly moments: MomentNotes; readonly versions: VersionNotes } = {
    moments: createNotes(),
    versions: createVersionNotes(),
  }

  const startOf = (race: Race, side: Side): Moment => {
    const name = `${side} ${race.pair[side].at} ${race.oneTry}`
    const known = starts.get(name) ?? started((store) => engineFor(store, race, side))
    starts.set(name, known)
    return known
  }
  const tableOn = (moments: MomentNotes, versions: VersionNotes): Table => ({
    cast: createCast(ledger.base, moments),
    versions: createVersions(first, versions),
    startOf: (race, side) => startOf({ ...race, oneTry: false }, side),
    startToGiveUp: (race, side) => startOf({ ...race, oneTry: true }, side).start,
    judged: new Map(),
  })
  /** What a side does with the ledger to itself is the same in every race of the state. */
  const goneAlone = async (race: Race, side: Side): Promise<void> => {
    const table = tableOn(ofState.moments, ofState.versions)
    const begun = await table.cast.next(table.startOf(race, side), sentBy(race)[side])
    if (alone.has(begun)) return
    alone.add(begun)
    await goAlone(table, race, side, table.startOf(race, side), first)
  }

  return {
    ledger,
    pairUp: () => {
      const table = tableOn(createNotes(ofState.moments), createVersionNotes(ofState.versions))
      return async (race, mostSwitches = Infinity) => {
        for (const side of sides) await goneAlone(race, side)
        return everyOrder(table, race, mostSwitches)
      }
    },
  }
}
