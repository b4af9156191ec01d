import type { Clock } from '@waybill/port'

/** A clock that only a story moves, and only forward. */
export type ScriptedClock = Clock & {
  /** Moves it to an instant: RFC 3339 in UTC with milliseconds, not before the present one. */
  readonly moveTo: (instant: string) => void
  readonly moveOn: (milliseconds: number) => void
}

export const createScriptedClock = (start: string): ScriptedClock => {
  let present = start
  const moveTo = (instant: string): void => {
    if (instant < present)
      throw new Error(
        `the story goes back in time: it stands at ${present} and a step wants ${instant}. Put its steps in order.`,
      )
    present = instant
  }
  return {
    now: () => present,
    moveTo,
    moveOn: (milliseconds) => moveTo(new Date(Date.parse(present) + milliseconds).toISOString()),
  }
}
