import { rejectionMeanings, type Rejection } from '@waybill/core'
import { faults, fates } from './faults.js'
import { allWords } from './order.js'
import type { Tally } from './tally.js'

/** A long run must bring about each of these so often per million steps. */
export const leastPerMillion = 20

/** From so many steps on, a run in which one of them is rarer fails. */
export const stepsOfALongRun = 10_000_000

/** Refusals that nobody who asks an engine can meet, each with what stands before it. The core's own tests hold them. */
export const neverTold: { readonly [T in Rejection['_tag']]?: string } = {}

/** Everything that a long run must bring about: every command and report, every refusal, every fault, whatever a rail may do. */
export const mustOccur: ReadonlyArray<string> = [
  ...allWords.map((word) => `taken: ${word}`),
  ...Object.keys(rejectionMeanings)
    .filter((tag) => !Object.hasOwn(neverTold, tag))
    .map((tag) => `refusal: ${tag}`),
  ...faults.map((fault) => `fault: ${fault}`),
  ...fates.map((fate) => `fate: ${fate}`),
]

/** What occurred too seldom, rarest first, with how often it did per million steps. */
export const tooRare = (tally: Tally, steps: number): ReadonlyArray<readonly [string, number]> =>
  mustOccur
    .map((what) => [what, (tally.of(what) / steps) * 1_000_000] as const)
    .filter(([, perMillion]) => perMillion < leastPerMillion)
    .sort(([, a], [, b]) => a - b)
