import { beginning as firstSteps, raceStates, type Step } from '@waybill/simulation'
import type { TransferCommand } from '../src/transfer/command.js'
import { at, done, emptyWorld, send, withRefusalKept, type World } from './ledger-world.js'

/** A transfer `t1` as it stands after real commands and reports, by a name that a person understands. */
export type NamedState = { readonly name: string; readonly world: World }

const taken = (world: World, { word, payload, at: received }: Step): World =>
  at(done(at(world, received), word, payload), world.now)

/** As `taken`, where the step is one that the rules refuse, and whose refusal is kept. */
const refused = (world: World, { word, payload }: Step): World => {
  const { answer } = send(world, word, payload)
  if (answer._tag !== 'Refused') throw new Error(`${word} was not refused`)
  return withRefusalKept(world, answer.command as TransferCommand, answer.rejection)
}

/** Mei has a current and a savings account, Bo and Eve have one each. */
export const beginning: World = firstSteps.reduce(taken, emptyWorld)

/** Every state of the table, in the order in which a transfer may go through them. */
export const transferStates: ReadonlyArray<NamedState> = raceStates.map(({ name, steps }) => ({
  name,
  world: steps.slice(firstSteps.length).reduce(name === 'only refusals' ? refused : taken, beginning),
}))

/** The ledger in which `t1` stands in the named state. */
export const stateNamed = (name: string): World => {
  const state = transferStates.find((one) => one.name === name)
  if (state === undefined) throw new Error(`There is no state «${name}» in the table`)
  return state.world
}
