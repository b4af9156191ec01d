import type { Call } from './race-calls.js'
import type { Moment } from './race-moments.js'

/** Places, one bit each: where a call looked, and what it changed. */
export type Touch = { readonly looked: number; readonly changed: number }

const nothing: Touch = { looked: 0, changed: 0 }

const both = (one: Touch, other: Touch): Touch => ({
  looked: one.looked | other.looked,
  changed: one.changed | other.changed,
})

/** Whether the order of these two is ever seen: one of them changed what the other looked at, or both changed something. */
export const isSeen = (one: Touch, other: Touch): boolean =>
  (one.changed & (other.looked | other.changed)) !== 0 || (other.changed & one.looked) !== 0

/** The order in which the ledger was written to, which whoever changes anything changes. */
const order = 1
/** Places for which no bit is left share the last: they are told apart less often than they could be. */
const lastBit = 30

/** How far engines reach: what each was seen to touch from a point of its course on, in whatever way it went on from there. */
export type Reach = {
  readonly touchOf: (call: Call, hasChanged: boolean) => Touch
  readonly note: (moment: Moment, touch: Touch, next: Moment) => void
  readonly from: (moment: Moment) => Touch
}

export const createReach = (): Reach => {
  const bits = new Map<string, number>()
  const touched = new Map<Moment, Touch>()
  const before = new Map<Moment, Set<Moment>>()

  const bitOf = (place: string): number => {
    const known = bits.get(place) ?? 1 << Math.min(bits.size + 1, lastBit)
    bits.set(place, known)
    return known
  }
  const from = (moment: Moment): Touch => touched.get(moment) ?? nothing
  const add = (moment: Moment, touch: Touch): boolean => {
    const known = from(moment)
    const sum = both(known, touch)
    if (sum.looked === known.looked && sum.changed === known.changed) return false
    touched.set(moment, sum)
    return true
  }

  return {
    touchOf: ({ places }, hasChanged) => {
      const at = places === null ? ~0 : places.reduce((sum, place) => sum | bitOf(place), 0)
      return { looked: at, changed: hasChanged ? at | order : 0 }
    },
    note: (moment, touch, next) => {
      const leading = before.get(next) ?? new Set()
      before.set(next, leading.add(moment))
      const open = add(moment, both(touch, from(next))) ? [moment] : []
      for (let at = open.pop(); at !== undefined; at = open.pop())
        for (const earlier of before.get(at) ?? []) if (add(earlier, from(at))) open.push(earlier)
    },
    from,
  }
}
