import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import {
  excerptOf,
  later,
  type CommandInput,
  type CommandWord,
  type Instant,
  type MalformedCommand,
} from '@waybill/core'
import type { Clock } from '@waybill/port'
import { chainHash } from '@waybill/proof'
import { v4 } from 'uuid'
import { createAnchoring } from './anchor/anchoring.js'
import type { CallContext } from './call-context.js'
import { checkInput, checkQuestion, forms, maybe, oneOf, readFromCaller, timesIn, type Wanted } from './caller-input.js'
import type { Answer } from './command/carry-out.js'
import { send, type SendOptions } from './command/send.js'
import { createAgenda } from './due/agenda.js'
import { createDueTimer } from './due/due-timer.js'
import { runDue } from './due/run-due.js'
import type { Answered, Ask, Engine, EngineOptions } from './engine.js'
import type { EngineParts } from './engine-parts.js'
import { ledgerNamespace, remedyId } from './event-ids.js'
import { isInstant } from './instant.js'
import { createKeyedLock } from './keyed-lock.js'
import { createInflow } from './ledger/inflow.js'
import { createLedgerFold } from './ledger/ledger-fold.js'
import { createLedgerReading } from './ledger/ledger-reading.js'
import { viewOfLedger } from './ledger/view-of-ledger.js'
import { defaultLimits } from './limits.js'
import { observe } from './observe.js'
import { createProjector } from './projection/projector.js'
import { readBalance } from './projection/read-balance.js'
import { answerQuestion, investigateLedger } from './question/answer-question.js'
import { inquireAbout } from './rail/inquire-about.js'
import { submitAfter } from './rail/submit-after.js'
import { submitTransfer } from './rail/submit-transfer.js'
import { createRemedies } from './remedy/remedies.js'
import { finishCommand } from './saga/finish-command.js'
import { createUnfinished } from './saga/unfinished.js'
import { sha256 } from './sha256.js'
import { createSnapshots } from './snapshot/snapshots.js'
import { createOriginMark } from './store-origin.js'
import { createStreams } from './stream/streams.js'
import { systemTimer } from './system-timer.js'
import { createWritesUnderWay } from './writes-under-way.js'

const systemClock = { now: () => new Date().toISOString() }
const randomIds = { next: () => v4() }
const dayInUtc = (instant: Instant): string => instant.slice(0, 10)

const latest = (...instants: ReadonlyArray<Instant>): Instant =>
  instants.reduce((last, next) => (next > last ? next : last))

/** A clock that is refused when it gives what cannot be stored: that is a defect of whoever made it. */
const checked = (clock: Clock): Clock => ({
  now: () => {
    const now = clock.now()
    if (!isInstant(now)) throw new Error(`the clock must give a time in UTC with milliseconds, but gave ${now}`)
    return now
  },
})

const partsOf = (options: EngineOptions): EngineParts => {
  const { store } = options
  const clock = checked(options.clock ?? systemClock)
  const limits = { ...defaultLimits, ...options.limits }
  const { rememberedStreams, eventsPerSnapshot } = limits
  const snapshots = createSnapshots(store.ledger, options.snapshots ?? store.snapshots ?? null)
  const streams = createStreams({ store, snapshots, rememberedStreams, eventsPerSnapshot })
  const inflow = createInflow()
  const agenda = createAgenda()
  const unfinished = createUnfinished()
  const markOrigin = createOriginMark(store)
  const timer = options.timer ?? systemTimer
  const readModels = options.readModels ?? options.store.readModels ?? null
  let lastRecordedAt = ''
  const parts: EngineParts = {
    store,
    readModels,
    projector: createProjector({ store, readModels, timer }, options.projections ?? []),
    clock,
    ids: options.ids ?? randomIds,
    timer,
    rails: new Map((options.rails ?? []).map((rail) => [rail.name, rail])),
    bookingDay: options.bookingDay ?? dayInUtc,
    limits,
    remedyPolicy: options.remedyPolicy ?? null,
    namespace: ledgerNamespace(store.ledger),
    streams,
    lock: createKeyedLock(),
    inflow,
    agenda,
    reading: createLedgerReading({ store, snapshots, eventsPerSnapshot }, createLedgerFold(inflow, agenda, unfinished)),
    unfinished,
    finishCommand: (commandId) => finishCommand(parts, commandId),
    writes: createWritesUnderWay(),
    chain: chainHash(sha256),
    recordedAt: (receivedAt) => {
      lastRecordedAt = latest(clock.now(), receivedAt, lastRecordedAt)
      return lastRecordedAt
    },
    noteWritten: async (events) => {
      await streams.advance(events)
      await markOrigin()
    },
  }
  return parts
}

const contextForms: Wanted = {
  actor: maybe(forms.text),
  occurredAt: maybe(forms.time),
  correlationId: maybe(forms.text),
  causationId: maybe(forms.text),
  traceparent: maybe(forms.text),
}
const times: Wanted = { happenedBy: maybe(forms.time), knownBy: maybe(forms.time) }
const aboutTransfer: Wanted = { ...contextForms, transferId: forms.name }
const names = {
  expected: 'a list of names',
  fits: (value: unknown) => Array.isArray(value) && value.every((name) => typeof name === 'string'),
}
const remedyForms: Wanted = { transferId: forms.name, claim: maybe(forms.name), approvedBy: maybe(names) }
const oneRemedy: Wanted = {
  ...remedyForms,
  remedy: forms.name,
  key: maybe(forms.name),
  account: maybe(forms.name),
}
const waiting: Wanted = { projection: forms.name, sequence: forms.count, deadlineMs: maybe(forms.count) }
const rebuilding: Wanted = { projection: forms.name, after: oneOf(['SWITCH', 'KEEP']) }

/** A function that looks at what it was handed before it does anything. */
const called =
  <F, A>(
    name: string,
    fields: () => object,
    wanted: Wanted,
    run: () => Promise<E.Either<F, A>>,
  ): (() => Promise<E.Either<F | MalformedCommand, A>>) =>
  async () => {
    const known = checkInput(name, fields, wanted)
    return E.isLeft(known) ? known : run()
  }

/** The same engine on a copy: its clock and rules, no read models of its own, nobody who is told, and rails that are given nothing and say nothing. */
const trialParts =
  (
    {
      clock: _clock,
      store: _store,
      rails = [],
      readModels: _readModels,
      snapshots: _snapshots,
      anchorSink: _anchorSink,
      ...options
    }: EngineOptions,
    { clock }: EngineParts,
  ) =>
  (store: EngineOptions['store']): EngineParts =>
    partsOf({
      ...options,
      clock,
      store,
      rails: rails.map(({ name }) => ({ name, submit: () => TE.right([]), inquire: () => TE.right([]) })),
    })

/** Makes an engine on a store. Nothing is read or written until something is asked of it. */
export const createEngine = (options: EngineOptions): Engine => {
  const parts = partsOf(options)
  const remedies = createRemedies(parts, trialParts(options, parts))
  const anchoring = createAnchoring({ ...parts, sink: options.anchorSink ?? null })

  const sendByWord = async (
    word: string,
    payload: unknown,
    context: CallContext,
    extra?: SendOptions,
  ): Promise<Answer> => {
    const named = checkInput('send', () => ({ word }), { word: forms.text })
    if (E.isLeft(named)) return named
    const known = checkInput(excerptOf(word), () => context, contextForms)
    if (E.isLeft(known)) return known
    return submitAfter(parts, word, await send(parts, word, payload, context, extra), context)
  }
  const ask =
    <W extends CommandWord>(word: W): Ask<W> =>
    (command: CommandInput<W>, context: CallContext = {}): Answered =>
    () =>
      sendByWord(word, command, context)

  const due = (now?: Instant): ReturnType<Engine['runDue']> =>
    called(
      'runDue',
      () => ({ now }),
      { now: maybe(forms.time) },
      () => runDue(parts, anchoring, now ?? parts.clock.now()),
    )
  let onReport: Parameters<Engine['start']>[1]
  const timer = createDueTimer(async () => {
    const report = await due()()
    onReport?.(E.isLeft(report) ? report.left : report.right)
  })

  return {
    openAccount: ask('OpenAccount'),
    freezeAccount: ask('FreezeAccount'),
    unfreezeAccount: ask('UnfreezeAccount'),
    setAccountFloor: ask('SetAccountFloor'),
    beginClosingAccount: ask('BeginClosingAccount'),
    closeAccount: ask('CloseAccount'),
    initiate: ask('InitiateTransfer'),
    pay: ask('BookTransfer'),
    confirm: ask('ConfirmTransfer'),
    credit: ask('CreditTransfer'),
    cancel: ask('CancelTransfer'),
    reject: ask('RejectTransfer'),
    hold: ask('HoldTransfer'),
    release: ask('ReleaseTransfer'),
    reverse: ask('ReverseTransfer'),
    resolveException: ask('ResolveException'),
    writeOffException: ask('WriteOffException'),
    explainMismatch: ask('ExplainMismatch'),
    postCorrection: ask('PostCorrection'),
    requestRecall: ask('RequestRecall'),
    withdrawRecall: ask('WithdrawRecall'),
    dispute:
      (command, context = {}) =>
      async () => {
        const known = checkInput('DisputeTransfer', () => command, {})
        if (E.isLeft(known)) return known
        const replyDueAt = later(parts.clock.now(), parts.limits.replyMs)
        const completed = readFromCaller('DisputeTransfer', () =>
          E.right(command.replyDueAt === undefined ? { ...command, replyDueAt } : null),
        )
        if (E.isLeft(completed)) return completed
        return completed.right === null
          ? sendByWord('DisputeTransfer', command, context)
          : sendByWord('DisputeTransfer', completed.right, context, { filledIn: ['replyDueAt'] })
      },
    requestEvidence: ask('RequestEvidence'),
    submitEvidence: ask('SubmitEvidence'),
    startDisputeReview: ask('StartDisputeReview'),
    resolveDispute: ask('ResolveDispute'),
    reopenDispute: ask('ReopenDispute'),
    grantProvisionalCredit: ask('GrantProvisionalCredit'),
    makeProvisionalCreditFinal: ask('MakeProvisionalCreditFinal'),
    rescindProvisionalCredit: ask('RescindProvisionalCredit'),
    payRestitution: ask('PayRestitution'),
    remedyId: (transferId, alreadyMadeGood) => remedyId(parts.namespace, transferId, alreadyMadeGood),
    withdrawDispute: ask('WithdrawDispute'),
    closeDispute: ask('CloseDispute'),
    report:
      (word, report, context = {}) =>
      () =>
        sendByWord(word, report, context),
    send:
      (word, payload, context = {}) =>
      () =>
        sendByWord(word, payload, context),
    observe: (observation, context = {}) =>
      called(
        'observe',
        () => context,
        contextForms,
        () => observe(parts, observation, context),
      ),
    submit: (transferId, context = {}) =>
      called(
        'submit',
        () => ({ ...context, transferId }),
        aboutTransfer,
        () => submitTransfer(parts, transferId, context),
      ),
    inquire: (transferId, context = {}) =>
      called(
        'inquire',
        () => ({ ...context, transferId }),
        aboutTransfer,
        () => inquireAbout(parts, transferId, context),
      ),
    anchor: () => anchoring.take,
    runDue: due,
    start: (everyMs, heard) => {
      onReport = heard
      timer.start(everyMs)
    },
    stop: timer.stop,
    balance: (account, asOf = {}) =>
      called(
        'balance',
        () => ({ ...asOf, account }),
        { ...times, account: forms.name },
        () => readBalance(parts.projector, account, asOf),
      ),
    read: (projection, question) =>
      called(
        'read',
        () => projection,
        { name: forms.name },
        () => parts.projector.read(projection.name, question),
      ),
    waitUntilRead: (wanted) =>
      called(
        'waitUntilRead',
        () => wanted,
        waiting,
        () =>
          parts.projector.waitUntilRead(
            wanted.projection,
            wanted.sequence,
            wanted.deadlineMs ?? parts.limits.readDeadlineMs,
          ),
      ),
    rebuild: (projection, after = 'SWITCH') =>
      called(
        'rebuild',
        () => ({ projection, after }),
        rebuilding,
        () => parts.projector.rebuild(projection, after),
      ),
    explain: (asked) => async () => {
      const question = checkQuestion(asked)
      return E.isLeft(question) ? question : answerQuestion(parts, question.right)
    },
    remedies: {
      plan: (asked, approvedBy = []) =>
        called(
          'remedies.plan',
          () => ({ ...asked, approvedBy }),
          remedyForms,
          () => remedies.plan(asked, approvedBy)(),
        ),
      simulate: (asked) => called('remedies.simulate', () => asked, oneRemedy, remedies.simulate(asked)),
      apply: (asked, context = {}) =>
        called(
          'remedies.apply',
          () => ({ ...context, ...asked }),
          { ...contextForms, ...oneRemedy },
          remedies.apply(asked, context),
        ),
    },
    investigate: (asked = {}) =>
      called(
        'investigate',
        () => asked,
        times,
        () => investigateLedger(parts, timesIn(asked)),
      ),
    view: (): ReturnType<Engine['view']> => viewOfLedger(parts),
  }
}
