import type { EventStore } from '@waybill/port'
import { storeOfCalls } from './race-calls.js'

/** The two engines of a race. */
export type Side = 'A' | 'B'

/** Lets a call that waits go. */
export type Waiting = () => Promise<void>

/** Where the calls of both engines stand until one of them is let go. */
export type Turns = {
  readonly storeFor: (side: Side) => EventStore
  readonly waiting: (side: Side) => ReadonlyArray<Waiting>
  /** Lets one waiting call of a side go, and waits until all that follows from it waits again or has ended. */
  readonly take: (side: Side, at?: number) => Promise<void>
}

/** What follows from a call happens in microtasks; Node comes to its next tick when they have all ended. */
export const settled = async (): Promise<void> => {
  await Promise.resolve()
  await new Promise<void>((resolve) => {
    process.nextTick(resolve)
  })
}

/** One store, as two engines call it. */
export const createTurns = (store: EventStore): Turns => {
  const lines: Record<Side, ReadonlyArray<Waiting>> = { A: [], B: [] }
  return {
    storeFor: (side) =>
      storeOfCalls(
        store,
        ({ perform }) =>
          new Promise((resolve, reject) => {
            lines[side] = [...lines[side], () => perform(store).then(resolve, reject)]
          }),
      ),
    waiting: (side) => lines[side],
    take: async (side, at = 0) => {
      const taken = lines[side][at]
      lines[side] = lines[side].filter((other) => other !== taken)
      await taken?.()
      await settled()
    },
  }
}
