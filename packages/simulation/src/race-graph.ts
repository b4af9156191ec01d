import { otherThan, sendTo, sentText, sides, type Race } from './race-judge.js'
import type { Cast, Moment, Told } from './race-moments.js'
import { onceFor } from './race-notes.js'
import type { Answer } from './race-outcome.js'
import { isSeen, type Reach, type Touch } from './race-reach.js'
import type { Side } from './race-turns.js'
import type { Found, Version, Versions } from './race-versions.js'

/** What is known of engines and ledgers. */
export type Table = {
  readonly cast: Cast
  readonly versions: Versions
  readonly reach: Reach
  /** An engine that tries again, before anything is sent to it. */
  readonly startOf: (race: Race, side: Side) => Moment
  /** How an engine is started that gives up at the first conflict. */
  readonly startToGiveUp: (race: Race, side: Side) => Moment['start']
  /** What was found of each end. */
  readonly judged: Map<string, ReadonlyArray<string>>
}

export type Alone = { readonly moment: Moment; readonly version: Version; readonly answer: Answer }

type Step = { readonly moment: Moment; readonly version: Version; readonly lost: boolean }

/** Who hears what a call found: where an append lost, an engine that gives up does otherwise than one that tries again. */
const whoHears = ({ cast }: Table, moment: Moment, { lost }: Found, whenLost: Moment['start'] | null): Moment =>
  lost && whenLost !== null && moment.start !== whenLost ? cast.as(moment, whenLost) : moment

const stepOf = ({ lost, version }: Found, moment: Moment): Step => ({ moment, version, lost })

/** The same step as when it was taken before; null where it was not, or where no call is under way. */
const knownStep = (table: Table, moment: Moment, version: Version, whenLost: Moment['start'] | null): Step | null => {
  const [call] = moment.waiting
  const found = call === undefined ? undefined : table.versions.known(version, call)
  if (found === undefined) return null
  const next = table.cast.known(whoHears(table, moment, found, whenLost), found.key)
  return next === undefined ? null : stepOf(found, next)
}

const oneStep = async (
  table: Table,
  moment: Moment,
  version: Version,
  whenLost: Moment['start'] | null = null,
): Promise<Step | null> => {
  const [call] = moment.waiting
  if (call === undefined) return null
  const found = await table.versions.perform(version, call)
  const who = whoHears(table, moment, found, whenLost)
  return stepOf(found, await table.cast.next(who, { _tag: 'HEARD', key: found.key, value: found.value }))
}

export const sentBy = onceFor((race: Race): Readonly<Record<Side, Told>> => {
  const by = (side: Side): Told => ({
    _tag: 'SENT',
    key: `sent ${sentText(race, side)}`,
    send: (engine) => sendTo(engine, race, side),
  })
  return { A: by('A'), B: by('B') }
})

/** Sends what a side has to send to an engine that goes on alone, until it is answered. */
export const goAlone = async (
  table: Table,
  race: Race,
  side: Side,
  from: Moment,
  ledger: Version,
  heard?: (from: Moment, version: Version, to: Moment) => void,
): Promise<Alone> => {
  let moment = await table.cast.next(from, sentBy(race)[side])
  let version = ledger
  for (;;) {
    const step = knownStep(table, moment, version, null) ?? (await oneStep(table, moment, version))
    if (step === null) break
    heard?.(moment, version, step.moment)
    moment = step.moment
    version = step.version
  }
  if (moment.answer === null) throw new Error('an engine has no call to its store under way, and no answer')
  return { moment, version, answer: moment.answer }
}

/** Where both engines and their ledger stand. */
export type Standing = {
  readonly A: Moment
  readonly B: Moment
  readonly version: Version
  /** Who went on last, and how often one went on although the other could have: counted only where there is a bound. */
  readonly last: Side | null
  readonly switches: number
  /** One way that leads here. */
  readonly order: string
}

/** Every point at which a race can stand, and what follows each. */
export type Graph = {
  readonly first: Standing
  readonly steps: ReadonlyMap<Standing, ReadonlyArray<Standing>>
  readonly conflict: boolean
}

/** What the first call that an engine waits for touches in this ledger; a call that was not performed yet may change it. */
const touchOf = ({ reach, versions }: Table, { waiting: [call] }: Moment, version: Version): Touch | null =>
  call === undefined ? null : reach.touchOf(call, call.writes && versions.known(version, call)?.version !== version)

/** Notes what an engine touched on its way to a moment. */
export const noteReach =
  (table: Table) =>
  (from: Moment, version: Version, to: Moment): void => {
    const touch = touchOf(table, from, version)
    if (touch !== null) table.reach.note(from, touch, to)
  }

/** Whether an engine that reads on in the ledger has asked for its end, and has yet to read up to it. */
const isReadingOn = ({ came, waiting: [call] }: Moment): boolean =>
  call?.key.startsWith('readAll ') === true && came?.from.waiting[0]?.key.startsWith('ledgerHead ') === true

/** Which orders to look at. */
export type Orders =
  | { readonly _tag: 'ALL' }
  /** One at least of those that differ only in what neither engine nor the ledger can tell; none where there are more points. */
  | { readonly _tag: 'TOLD_APART'; readonly mostPoints: number }
  | { readonly _tag: 'INTERRUPTED'; readonly mostSwitches: number }

/**
 * Every point at which the race can stand, each once: what is told apart neither by the engines nor by the ledger is one point. Where only
 * orders are wanted that can be told apart, a side goes on without the other where nobody sees which of the two was first, now or later.
 * Null where there are more points than were wanted.
 */
export const graphOf = async (table: Table, race: Race, orders: Orders): Promise<Graph | null> => {
  const begin = (side: Side): Promise<Moment> => table.cast.next(table.startOf(race, side), sentBy(race)[side])
  const bounded = orders._tag === 'INTERRUPTED'
  const mostPoints = orders._tag === 'TOLD_APART' ? orders.mostPoints : Infinity
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
  const noteTouched = noteReach(table)
  let conflict = false

  const isAllowed = (from: Standing, side: Side): boolean => {
    if (from[side].waiting.length === 0) return false
    const couldGoOn = from.last !== null && from.last !== side && from[from.last].waiting.length > 0
    return !couldGoOn || !bounded || from.switches < orders.mostSwitches
  }
  const whenLost = (side: Side): Moment['start'] | null => (race.oneTry ? table.startToGiveUp(race, side) : null)
  const giveUp = { A: whenLost('A'), B: whenLost('B') }
  const standingAfter = (from: Standing, side: Side, { moment, version }: Step): Standing => {
    const couldGoOn = from.last !== null && from.last !== side && from[from.last].waiting.length > 0
    return {
      A: side === 'A' ? moment : from.A,
      B: side === 'B' ? moment : from.B,
      version,
      last: bounded ? side : null,
      switches: from.switches + (bounded && couldGoOn ? 1 : 0),
      order: from.order + side,
    }
  }
  const nameOf = ({ A, B, last, switches, version }: Standing): string =>
    bounded
      ? `${A.number} ${B.number} ${version.number} ${last} ${switches}`
      : `${A.number} ${B.number} ${version.number}`

  /** Whether nobody will see that a side went on before the other, as far as the other was seen to reach. */
  const goesUnseen = (from: Standing, side: Side): boolean => {
    const touch = touchOf(table, from[side], from.version)
    return touch !== null && !isSeen(touch, table.reach.from(from[otherThan(side)]))
  }
  const open: { readonly from: Standing; readonly side: Side }[] = []
  let aheadAlone: { readonly from: Standing; readonly side: Side }[] = []
  const openFrom = (from: Standing): void => {
    const reading = orders._tag === 'TOLD_APART' ? sides.find((side) => isReadingOn(from[side])) : undefined
    const able = reading === undefined ? sides.filter((side) => isAllowed(from, side)) : [reading]
    const ahead =
      orders._tag === 'TOLD_APART' && able.length > 1 ? able.find((side) => goesUnseen(from, side)) : undefined
    if (ahead !== undefined) aheadAlone.push({ from, side: ahead })
    for (const side of ahead === undefined ? able.toReversed() : [ahead]) open.push({ from, side })
  }
  /** Where an engine has reached farther since, the other had to be let go first too. */
  const openUnforeseen = (): void => {
    const seen = aheadAlone.filter(({ from, side }) => !goesUnseen(from, side))
    if (seen.length === 0) return
    const late = new Set(seen)
    aheadAlone = aheadAlone.filter((one) => !late.has(one))
    for (const { from, side } of seen) open.push({ from, side: otherThan(side) })
  }
  const next = (): (typeof open)[number] | undefined => {
    if (open.length === 0) openUnforeseen()
    return open.pop()
  }

  openFrom(first)
  for (let going = next(); going !== undefined; going = next()) {
    const { from, side } = going
    const step =
      knownStep(table, from[side], from.version, giveUp[side]) ??
      (await oneStep(table, from[side], from.version, giveUp[side]))
    if (step === null) throw new Error('who has no call under way cannot go on')
    noteTouched(from[side], from.version, step.moment)
    conflict ||= step.lost
    const to = standingAfter(from, side, step)
    const name = nameOf(to)
    const same = known.get(name)
    steps.get(from)?.push(same ?? to)
    if (same !== undefined) continue
    known.set(name, to)
    steps.set(to, [])
    if (steps.size > mostPoints) return null
    openFrom(to)
  }
  return { first, steps, conflict }
}

/** How many ways lead through a graph: on a store of one stream at a time more than a number can count. */
export const countOrders = ({ first, steps }: Graph): bigint => {
  const counted = new Map<Standing, bigint>()
  const count = (from: Standing): bigint => {
    const known = counted.get(from)
    if (known !== undefined) return known
    const next = steps.get(from) ?? []
    const orders = next.length === 0 ? 1n : next.reduce((sum, to) => sum + count(to), 0n)
    counted.set(from, orders)
    return orders
  }
  return count(first)
}
