import * as E from 'fp-ts/lib/Either.js'
import type { StoreUnavailable, StoreUnreadable } from '@waybill/port'
import { isBusy, sqliteFault } from './sqlite-fault.js'
import { busyPauseMs, elapsedMs, pauseFor } from './waiting.js'

/**
 * Runs a synchronous step against the database, again after a jittered pause while the file is busy, until
 * the deadline in milliseconds.
 */
export const whileBusyRetry = async <A>(
  step: () => A,
  place: { readonly operation: string; readonly location: string },
  deadlineMs: number,
): Promise<E.Either<StoreUnavailable | StoreUnreadable, A>> => {
  const expiresAt = elapsedMs() + deadlineMs
  for (;;) {
    try {
      return E.right(step())
    } catch (thrown) {
      if (!isBusy(thrown) || elapsedMs() >= expiresAt) return E.left(sqliteFault(thrown, place))
    }
    await pauseFor(busyPauseMs()).over
  }
}
