import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { RailReport, RailSilent, Timer } from '@waybill/port'

export type RailAnswer = E.Either<RailSilent, ReadonlyArray<RailReport>>

/**
 * Calls a rail and waits for its answer no longer than so many milliseconds. A rail that throws has given no usable answer.
 * An answer that comes after all is handed to `onLate`.
 */
export const callRail = (
  rail: string,
  call: TaskEither<RailSilent, ReadonlyArray<RailReport>>,
  timer: Timer,
  deadlineMs: number,
  onLate: (reports: ReadonlyArray<RailReport>) => void,
): Promise<RailAnswer> =>
  new Promise((resolve) => {
    const silent = (detail: string): RailAnswer => E.left({ _tag: 'RailSilent', rail, detail })
    let waiting = true
    const settle = (answer: RailAnswer): void => {
      cancelDeadline()
      if (waiting) resolve(answer)
      else if (E.isRight(answer)) onLate(answer.right)
      waiting = false
    }
    const cancelDeadline = timer.after(deadlineMs, () => {
      waiting = false
      resolve(silent(`no answer within ${deadlineMs} ms`))
    })
    // The call begins inside the promise, so that a rail that throws at once is heard like one that throws later.
    Promise.resolve()
      .then(call)
      .then(settle, (thrown: unknown) => settle(silent(thrown instanceof Error ? thrown.message : 'the rail threw')))
  })
