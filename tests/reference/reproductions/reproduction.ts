import type { Either } from 'fp-ts/lib/Either.js'
import type { AppendFailure, Failure, LogFailure, Receipt, Rejection } from 'waybill'

/** Gives the commands that lead to a rejection or failure, and its answer. */
export type Reproduction = () => Promise<Either<Rejection | Failure, unknown>>

/** Gives the reading or writing of a log that fails, and its answer. */
export type LogReproduction = () => Promise<Either<LogFailure | AppendFailure | Failure, unknown>>

/** Gives what must come before a command, and the receipt of the command. */
export type Example = () => Promise<Receipt>
