import { beginningOf } from '../story/beginning-of.js'
import { recognise } from '../story/recognise.js'
import { createTeller, type Teller } from '../story/teller.js'

/** What jest calls: `snapshotSerializers` in its configuration, or `expect.addSnapshotSerializer`. */
export type SnapshotSerializer = {
  readonly test: (value: unknown) => boolean
  readonly serialize: (value: unknown, config: object, indentation: string, depth: number) => string
}

/** One snapshot is printed under one configuration object, so that the numbers of one snapshot agree, wherever they stand in it. */
const tellers = new WeakMap<object, Teller>()

const tellerOf = (config: object, value: unknown): Teller => {
  const known = tellers.get(config)
  if (known !== undefined) return known
  const teller = createTeller(beginningOf(value))
  tellers.set(config, teller)
  return teller
}

/**
 * Prints events, decisions, answers, states, balances, timelines, findings and sums as prose that stays the same from run
 * to run: one line an event, times from the beginning of the story (`T+00:05`), random ids and hashes by number (`#1`), sums
 * as `CNY 1,000.00`, persons as `‹1›`. Every other value is left to jest.
 */
export const waybillSerializer: SnapshotSerializer = {
  test: (value) => recognise(value) !== null,
  serialize: (value, config, indentation, depth) => {
    const lines = recognise(value)?.(tellerOf(config, value)) ?? []
    return Array.isArray(value) && depth > 0
      ? ['[', ...lines.map((line) => `  ${line}`), ']'].join(`\n${indentation}`)
      : lines.join(`\n${indentation}`)
  },
}
