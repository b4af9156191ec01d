import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type {
  CommandInput,
  CommandWord,
  Day,
  Instant,
  LedgerAccount,
  Money,
  Rejection,
  TransferReport,
} from '@waybill/core'
import type { Finding, LedgerView, RemedyPolicy } from '@waybill/explain'
import type { AnchorSink, Clock, EventStore, IdSource, Rail, ReadModelStore, SnapshotStore, Timer } from '@waybill/port'
import type { Projection, ReadModel } from '@waybill/projections'
import type { Anchor } from '@waybill/proof'
import type { CallContext } from './call-context.js'
import type { DueReport } from './due/run-due.js'
import type { Failure } from './failure.js'
import type { Limits } from './limits.js'
import type { Observation } from './observe.js'
import type { Kept } from './projection/read-kept.js'
import type { AfterRebuild, Rebuilt } from './projection/rebuild.js'
import type { BalanceAnswer } from './projection/read-balance.js'
import type { AsOf, Asked } from './question/asked.js'
import type { Receipt } from './receipt.js'
import type { Remedies } from './remedy/remedies.js'

/** What an engine is made of. Only the store must be given. */
export type EngineOptions = {
  readonly store: EventStore & { readonly readModels?: ReadModelStore; readonly snapshots?: SnapshotStore }
  /** Where balances, cases and stories are kept ready to be read; without it, where the store keeps its own, if it does. */
  readonly readModels?: ReadModelStore
  /** Where states are kept so that long streams need not be read again; without it, where the store keeps its own, if it does. */
  readonly snapshots?: SnapshotStore
  /** Projections of your own, beside those of the house: run, rebuilt and read as these are. */
  readonly projections?: ReadonlyArray<Projection>
  /** Without it, the system's. */
  readonly clock?: Clock
  /** Without it, random version-4 UUIDs. */
  readonly ids?: IdSource
  /** Without it, the runtime's timers. */
  readonly timer?: Timer
  /** The ways by which money leaves this book. A transfer on a rail that is not among them waits for an engine that has it. */
  readonly rails?: ReadonlyArray<Rail>
  /** Where anchors are kept out of reach of whoever keeps the store; without it, they are kept in the store alone. */
  readonly anchorSink?: AnchorSink
  /** The accounting day that an instant belongs to; without it, the day in UTC. */
  readonly bookingDay?: (instant: Instant) => Day
  readonly limits?: Partial<Limits>
  /** Which guarded remedies the engine may apply without asking, under which guards, and who answers for that; without it, none. */
  readonly remedyPolicy?: RemedyPolicy
}

/** What every command, report and observation is answered with: a receipt, a rule that says no, or what went wrong. */
export type Answered = TaskEither<Rejection | Failure, Receipt>

/** Asks for something. The same command id always gives the same answer, also after a restart; sending again is always safe. */
export type Ask<W extends CommandWord> = (command: CommandInput<W>, context?: CallContext) => Answered

type WithoutReplyDue = Omit<CommandInput<'DisputeTransfer'>, 'replyDueAt'>
/** A dispute as a caller may open it: without `replyDueAt` an answer is owed within the limit `replyMs`. */
export type DisputeInput = WithoutReplyDue & { readonly replyDueAt?: Instant }

/** Moves money by events, and answers for it. Every function gives a task: nothing happens until it is run. */
export type Engine = {
  readonly openAccount: Ask<'OpenAccount'>
  readonly freezeAccount: Ask<'FreezeAccount'>
  readonly unfreezeAccount: Ask<'UnfreezeAccount'>
  readonly setAccountFloor: Ask<'SetAccountFloor'>
  readonly beginClosingAccount: Ask<'BeginClosingAccount'>
  readonly closeAccount: Ask<'CloseAccount'>

  /** Records an instruction and reserves its amount. */
  readonly initiate: Ask<'InitiateTransfer'>
  /** Moves money between two accounts of this book in one step. */
  readonly pay: Ask<'BookTransfer'>
  /** Lets the reserved money leave the payer; a transfer on a rail of this engine is submitted right after. */
  readonly confirm: Ask<'ConfirmTransfer'>
  readonly credit: Ask<'CreditTransfer'>
  readonly cancel: Ask<'CancelTransfer'>
  readonly reject: Ask<'RejectTransfer'>
  readonly hold: Ask<'HoldTransfer'>
  /** Frees a held transfer; a confirmed one on a rail of this engine is submitted right after. */
  readonly release: Ask<'ReleaseTransfer'>
  readonly reverse: Ask<'ReverseTransfer'>

  /** Brings what stands beyond a transfer's instruction to where it belongs. */
  readonly resolveException: Ask<'ResolveException'>
  /** Lets the operator bear it: one person asks, another has approved. */
  readonly writeOffException: Ask<'WriteOffException'>
  readonly explainMismatch: Ask<'ExplainMismatch'>
  /** A correcting entry by hand, under two names. */
  readonly postCorrection: Ask<'PostCorrection'>

  readonly requestRecall: Ask<'RequestRecall'>
  readonly withdrawRecall: Ask<'WithdrawRecall'>

  readonly dispute: (command: DisputeInput, context?: CallContext) => Answered
  readonly requestEvidence: Ask<'RequestEvidence'>
  readonly submitEvidence: Ask<'SubmitEvidence'>
  readonly startDisputeReview: Ask<'StartDisputeReview'>
  readonly resolveDispute: Ask<'ResolveDispute'>
  /** Looks into a decided dispute once more, on evidence that is new. */
  readonly reopenDispute: Ask<'ReopenDispute'>
  /** Gives the payer the disputed sum until the dispute is decided. */
  readonly grantProvisionalCredit: Ask<'GrantProvisionalCredit'>
  readonly makeProvisionalCreditFinal: Ask<'MakeProvisionalCreditFinal'>
  readonly rescindProvisionalCredit: Ask<'RescindProvisionalCredit'>
  /** Pays what the decision of a dispute still owes, out of the operator's own. */
  readonly payRestitution: Ask<'PayRestitution'>
  /**
   * A command id for a remedy of a transfer's loss, made of the loss and of what of it was made good when the remedy was decided:
   * two attempts at one state are the same command, whoever makes them.
   */
  readonly remedyId: (transferId: string, alreadyMadeGood: Money) => string
  readonly withdrawDispute: Ask<'WithdrawDispute'>
  readonly closeDispute: Ask<'CloseDispute'>

  /**
   * Records what happened elsewhere. It is never refused; what contradicts the ledger is recorded as such. The same report id from
   * the same source gives the same receipt. `ReportUnplaced` means that the ledger holds no such transfer.
   */
  readonly report: <W extends TransferReport['_tag']>(
    word: W,
    report: CommandInput<W>,
    context?: CallContext,
  ) => Answered
  /** Any command or report by its word, its payload as JSON has it. */
  readonly send: (word: string, payload: unknown, context?: CallContext) => Answered
  /** Keeps what was seen around the money. */
  readonly observe: (observation: Observation, context?: CallContext) => Answered

  /** Hands a confirmed transfer to its rail, once and never again. */
  readonly submit: (transferId: string, context?: CallContext) => Answered
  /** Asks the rail what became of a submitted transfer, and records the answer. */
  readonly inquire: (transferId: string, context?: CallContext) => Answered

  /**
   * States what the ledger is now: how many events, and their Merkle root. The anchor is kept in the store as its latest, and given to the
   * sink; where that does not take it, `AnchorNotPublished` carries it and the next `runDue` tries again. Only of a ledger that
   * engines write: `LedgerImported` of one that came by import and was not appended to since.
   */
  readonly anchor: () => TaskEither<Failure, Anchor>

  /**
   * Does all that is due: expiries, submissions after a crash, overdue outcomes, inquiries, unanswered recalls, anchors. `now` stands in for
   * the clock. Two engines that run it do no harm.
   */
  readonly runDue: (now?: Instant) => TaskEither<Failure, DueReport>
  /** Runs `runDue` every so many milliseconds; `onReport` hears of each run. */
  readonly start: (everyMs: number, onReport?: (report: Failure | DueReport) => void) => void
  /** Ends the timer; resolves when the run under way has ended. The store stays open. */
  readonly stop: () => Promise<void>

  /** The balances of an account, booked, available and expected: now, or as they were at a pair of times. */
  readonly balance: (account: LedgerAccount, asOf?: AsOf) => TaskEither<Failure, BalanceAnswer>
  /**
   * Asks a read model, one of the house or one of your own, after it was brought up to the ledger's head: what this engine was given a
   * receipt for is in the answer. It reads no more than the question looks at.
   */
  readonly read: <A>(
    projection: Pick<Projection, 'name'>,
    question: (model: ReadModel) => A,
  ) => TaskEither<Failure, Kept<A>>
  /**
   * Gives the sequence that a read model has reached, as soon as it has taken in the one that is wanted: that of a receipt, which may
   * be another engine's. `ReadModelLate` says how far it came before the deadline.
   */
  readonly waitUntilRead: (wanted: {
    readonly projection: string
    readonly sequence: number
    readonly deadlineMs?: number
  }) => TaskEither<Failure, number>
  /**
   * Builds a read model anew beside the one that is live, compares the two, and has the new one read from then on; with `KEEP` it only
   * compares. Null where no read models are kept.
   */
  readonly rebuild: (projection: string, after?: AfterRebuild) => TaskEither<Failure, Rebuilt | null>
  /** Where is the money, why, whose move is it, and what may be done now: a finding with its proof. */
  readonly explain: (asked: Asked) => TaskEither<Failure, Finding>
  /** What may be done about a finding: planned, tried on a copy, or done. */
  readonly remedies: Remedies
  /** Every claim and every anomaly of the ledger, worst first. */
  readonly investigate: (asked?: AsOf) => TaskEither<Failure, ReadonlyArray<Finding>>
  /**
   * The whole ledger as an explanation reads it, verified while it is read. It holds every event in memory, about two kilobytes each: of a large ledger
   * ask `explain`, `investigate` or `balance`, which keep what bears on their answers.
   */
  readonly view: () => TaskEither<Failure, LedgerView>
}
