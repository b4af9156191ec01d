import { expect } from '@jest/globals'
import type { CommandWord } from '../src/event/all-commands.js'
import type { Transfer } from '../src/transfer/state.js'
import { breachesOf } from './invariants.js'
import { done, outcomeOf, send, type World } from './ledger-world.js'

/** What somebody sends: the word of a command or a report, and its payload. */
export type Sent = readonly [CommandWord, object]

/** The transfer of which the states of these tests tell. */
export const transferIn = (world: World): Transfer => {
  const transfer = world.transfers.get('t1') ?? null
  if (transfer === null) throw new Error('There is no transfer t1')
  return transfer
}

/** The world after all of it was done, with every rule of money kept at each step. */
export const after = (world: World, ...steps: ReadonlyArray<Sent>): World =>
  steps.reduce((before, [word, payload]) => {
    const next = done(before, word, payload)
    expect(breachesOf(next)).toEqual([])
    return next
  }, world)

/** With what it is refused; or what it writes. */
export const refusalOf = (world: World, ...[word, payload]: Sent): string =>
  outcomeOf(send(world, word, payload).answer)
