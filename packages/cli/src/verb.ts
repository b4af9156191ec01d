import type * as E from 'fp-ts/lib/Either.js'
import type { CliFailure } from './failure.js'
import type { Io } from './io.js'
import type { Call, Usage } from './usage.js'

/** Exit status: 0 CONFIRMED or nothing wrong, 1 could not run, 2 wrong usage, 3 PROBABLE, 4 POSSIBLE, 5 UNDETERMINED, 6 integrity broken. */
export type ExitStatus = 0 | 1 | 2 | 3 | 4 | 5 | 6

/** One verb of the command line. */
export type Verb = {
  readonly usage: Usage
  /** What it does, in one line. */
  readonly summary: string
  /** Its page, as `waybill help <verb>` prints it. */
  readonly manual: string
  readonly run: (call: Call, io: Io) => Promise<E.Either<CliFailure, ExitStatus>>
}
