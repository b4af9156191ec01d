/** How often and how long. Times are milliseconds. */
export type Limits = {
  /** How many times a decision is taken before TooManyConflicts is answered. */
  readonly decisionAttempts: number
  /** How many streams of each kind are remembered between commands. */
  readonly rememberedStreams: number
  /** After how many events a snapshot is kept: of a stream, and of what is folded over the ledger. */
  readonly eventsPerSnapshot: number
  /** How long a rail may take to answer a submission or an inquiry. */
  readonly railAnswerMs: number
  /** How long after a rail's silence the first inquiry is due. */
  readonly inquiryDelayMs: number
  /** How long the other side may take to answer an inquiry; then it is asked again. */
  readonly inquiryAnswerMs: number
  /** How long an acknowledged submission may stay without an outcome, where nothing later was promised. */
  readonly outcomeMs: number
  /** How long the other side is given to answer a recall that is asked for as a remedy. */
  readonly recallAnswerMs: number
  /** How long the operator may take to answer a dispute that names no time. */
  readonly replyMs: number
  /** How often `runDue` takes an anchor of the ledger, where something was appended since the last; null for never. */
  readonly anchorEveryMs: number | null
  /** How long the sink may take to keep an anchor. */
  readonly anchorAnswerMs: number
  /** How long `waitUntilRead` waits where it is not told how long. */
  readonly readDeadlineMs: number
}

const hour = 3_600_000

export const defaultLimits: Limits = {
  decisionAttempts: 16,
  rememberedStreams: 4096,
  eventsPerSnapshot: 500,
  railAnswerMs: 30_000,
  inquiryDelayMs: 60_000,
  inquiryAnswerMs: 4 * hour,
  outcomeMs: 24 * hour,
  recallAnswerMs: 15 * 24 * hour,
  replyMs: 24 * hour,
  anchorEveryMs: null,
  anchorAnswerMs: 30_000,
  readDeadlineMs: 5_000,
}
