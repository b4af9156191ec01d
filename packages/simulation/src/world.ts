import * as E from 'fp-ts/lib/Either.js'
import { createAuditor, type Auditor } from '@waybill/auditor'
import type { Rejection } from '@waybill/core'
import { checkStore, createEngine, encodeLine, isRejection, type Engine, type Failure } from '@waybill/engine'
import type { AppendReceipt, RecordedEvent } from '@waybill/port'
import { createMemoryReadModelStore, createMemoryStore } from '@waybill/store-memory'
import { contradictionsOf } from './check-finding.js'
import { createFaultSource } from './fault-source.js'
import { createFaultyReadModels } from './faulty-read-models.js'
import { createFaultyStore } from './faulty-store.js'
import { createKeptAnswers, isWorthAnotherTry } from './kept-answers.js'
import { createNetwork } from './misbehaving-rail.js'
import { customers, drawOrder, openingOrders, type Desk, type KnownTransfer, type Order } from './order.js'
import { createRandom } from './random.js'
import { asError, createScheduler, type Process } from './scheduler.js'
import type { Tally } from './tally.js'
import { createVirtualTime } from './virtual-time.js'

/** How a world came out: how many steps it took, and what did not hold. */
export type WorldOutcome = { readonly steps: number; readonly violations: ReadonlyArray<string> }

export type WorldOptions = {
  readonly seed: number
  /** After so many steps nothing new begins, and what is under way comes to its end. */
  readonly steps: number
  readonly tally: Tally
}

type Living = { readonly process: Process; readonly engine: Engine; readonly crash: () => void }

const clientCount = 12
const engineCount = 3
const answerWithinMs = 45_000
const tries = 6

/** Runs one world from its seed. The same seed and steps make the same world, to the last event. */
export const runWorld = async ({ seed, steps, tally }: WorldOptions): Promise<WorldOutcome> => {
  const random = createRandom(seed)
  const time = createVirtualTime('2026-02-14T09:30:00.000Z')
  const scheduler = createScheduler(random, time, tally)
  const faults = createFaultSource(random, tally, 12)
  const modelFaults = createFaultSource(random, tally, 40)
  const store = createMemoryStore({ ledger: 'urn:waybill:simulation' })
  const readModels = createMemoryReadModelStore()
  const auditor: Auditor = createAuditor()
  const answers = createKeptAnswers()
  const violations: string[] = []
  const transfers: KnownTransfer[] = []
  const accounts: string[] = [...customers]
  const asked = new Set<string>()
  const names = new Map<string, number>()
  let audited = 0
  let over = false
  const isOver = (): boolean => over

  const violated = (what: string): void => {
    violations.push(`step ${scheduler.steps()}: ${what}`)
  }

  const onAppended = ({ events }: AppendReceipt): void => {
    const fresh = events.filter(({ sequence }) => sequence > audited)
    if (fresh.length === 0) return
    audited = Math.max(...fresh.map(({ sequence }) => sequence))
    const lines = [...fresh]
      .sort((a, b) => a.sequence - b.sequence)
      .map((event) => {
        tally.add(`event: ${event.type}`)
        checkDenial(event)
        const line = encodeLine(event, store.ledger)
        if (E.isLeft(line)) violated(`an event cannot be exported: ${JSON.stringify(line.left)}`)
        return E.isLeft(line) ? '{}' : line.right
      })
    for (const { rule, sequence, text } of auditor.take(lines)) violated(`sequence ${sequence}: ${rule}: ${text}`)
  }

  const denied = new Set<string>()
  const railKeys = new Map<string, string>()
  const submitted = new Set<string>()
  const network = createNetwork('hvps', random, time, scheduler, tally, {
    onSubmitted: (transferId) => {
      if (submitted.has(transferId)) violated(`the rail was asked twice to execute ${transferId}`)
      submitted.add(transferId)
      if (auditor.custodyAt(transferId, auditor.sequence())?.confirmed !== true)
        violated(`the rail was asked to execute ${transferId}, which is not confirmed`)
    },
  })

  /** Money goes back because of a refusal only where somebody refused; a silence is none. */
  function checkDenial({ type, stream, data }: RecordedEvent): void {
    const transferId = stream.slice('transfer-'.length)
    if (type === 'SubmissionStarted') railKeys.set(transferId, (JSON.parse(data) as { railKey: string }).railKey)
    if (type !== 'TransferFailed' || denied.has(transferId) || network.hasDenied(transferId)) return
    if (!network.hasDenied(railKeys.get(transferId) ?? ''))
      violated(`the money of ${transferId} went back, and nobody had said that it was refused`)
  }

  let born = 0
  const live = (): Living => {
    born += 1
    let alive = true
    const process: Process = { name: `engine-${born}`, isAlive: () => alive }
    const engine = createEngine({
      store: createFaultyStore(store, process, scheduler, faults, onAppended),
      readModels: createFaultyReadModels(readModels, process, scheduler, modelFaults),
      clock: time.clock,
      ids: { next: random.uuid },
      timer: time.timerFor(() => alive, random),
      rails: [network.railFor(process)],
      limits: { railAnswerMs: 30_000, inquiryDelayMs: 5_000, inquiryAnswerMs: 60_000, outcomeMs: 120_000 },
    })
    return {
      process,
      engine,
      crash: () => {
        alive = false
      },
    }
  }

  const engines: Living[] = Array.from({ length: engineCount }, live)
  const anyEngine = (): Living => random.oneOf(engines)
  const later = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => time.at(time.now() + milliseconds, resolve))

  /** Null when no answer comes in time, as when the engine has crashed. */
  const within = <A>(answer: Promise<A>): Promise<A | null> =>
    new Promise((resolve, reject) => {
      const forget = time.at(time.now() + answerWithinMs, () => resolve(null))
      answer.then(
        (value) => {
          forget()
          resolve(value)
        },
        (thrown: unknown) => {
          forget()
          reject(asError(thrown))
        },
      )
    })

  /** A refusal for want of funds must have been true at some moment between the question and the answer. */
  const checkWantOfFunds = (refused: Rejection, since: number): void => {
    if (refused._tag !== 'InsufficientAvailableBalance') return
    const { account, requested } = refused
    const leastFree = auditor.leastFreeSince(account, since)
    if (leastFree >= requested.minorUnits)
      violated(`${account} never had less than ${leastFree} free, and was refused ${requested.minorUnits}`)
  }

  const note = (id: string, order: Order, refused: Rejection | Failure, since: number, isFirst: boolean): void => {
    if (isRejection(refused)) {
      if (isFirst) checkWantOfFunds(refused, since)
      tally.add(`refusal: ${refused._tag}`)
      tally.add(`refused: ${order.word}`)
      if (order.word.startsWith('Report')) violated(`a report was refused: ${order.word} ${refused._tag}`)
      const differs = answers.keep(id, order, refused)
      if (differs !== null) violated(differs)
    } else tally.add(`failure: ${refused._tag}`)
  }

  const payloadOf = (id: string, { word, payload }: Order): Readonly<Record<string, unknown>> =>
    word.startsWith('Report') ? payload : { commandId: id, ...payload }

  /** Sends until there is a final answer or patience ends. */
  const send = async (id: string, order: Order): Promise<void> => {
    if (order.word === 'ReportRefused' || order.word === 'ReportNeverReceived')
      denied.add(String(order.payload['transferId']))
    const isFirst = !asked.has(id)
    const since = auditor.sequence()
    asked.add(id)
    for (let attempt = 0; attempt < tries; attempt += 1) {
      const answer = await within(anyEngine().engine.send(order.word, payloadOf(id, order))())
      if (answer === null) {
        tally.add('a client heard nothing and asked again')
        continue
      }
      if (E.isRight(answer)) {
        tally.add(`taken: ${order.word}`)
        const differs = answers.keep(id, order, answer.right)
        if (differs !== null) violated(differs)
        const { transfer } = answer.right
        const known = transfers.find(({ transferId }) => transferId === transfer?.transferId)
        if (known !== undefined && transfer !== null) known.status = transfer.status
        return
      }
      note(id, order, answer.left, since, isFirst)
      if (isRejection(answer.left) || !isWorthAnotherTry(answer.left)) {
        if (!isRejection(answer.left)) violated(`${order.word} failed: ${JSON.stringify(answer.left, bigintAsText)}`)
        return
      }
      await later(random.between(10, 3_000))
    }
  }

  /** Sends a used id with another payload: nothing may be stored, and the answer must be that the id was used. */
  const reuse = async (id: string, order: Order): Promise<void> => {
    const other: Order = { ...order, payload: { ...order.payload, by: { role: 'OPERATOR', name: 'somebody else' } } }
    if (order.word !== 'ConfirmTransfer' && order.word !== 'CancelTransfer') return
    const answer = await within(anyEngine().engine.send(other.word, payloadOf(id, other))())
    if (answer === null) return
    if (E.isRight(answer) && answers.all().some((kept) => kept.id === id))
      violated(`${id} was taken again with another payload`)
    if (E.isLeft(answer)) tally.add(`reuse: ${answer.left._tag}`)
  }

  const desk: Desk = {
    random,
    now: time.now,
    transfers,
    accounts,
    begin: (transfer) => {
      transfers.push({ ...transfer, status: 'UNKNOWN', holds: [], recalls: [], disputes: [], executions: [] })
    },
    name: (kind) => {
      const next = (names.get(kind) ?? 0) + 1
      names.set(kind, next)
      return `${kind}-${next}`
    },
    open: (account) => {
      if (!accounts.includes(account)) accounts.push(account)
    },
  }

  const idOf = ({ word, payload }: Order): string =>
    word.startsWith('Report') ? String(payload['reportId']) : desk.name('cmd')

  const client = async (): Promise<void> => {
    while (!over) {
      const order = drawOrder(desk)
      const id = idOf(order)
      const copies = random.perMille(60) ? 2 : 1
      if (copies === 2) tally.add('fault: a client presses twice')
      await Promise.all(Array.from({ length: copies }, () => send(id, order)))
      const kept = answers.all()
      if (random.perMille(60) && kept.length > 0) {
        const old = random.oneOf(kept.slice(-200))
        tally.add('a client asks again much later')
        await send(old.id, old.order)
        if (random.perMille(200)) await reuse(old.id, old.order)
      }
      await later(random.between(0, 400))
    }
  }

  /** Messages of the network reach the engine as they come. */
  const postman = async (): Promise<void> => {
    while (!over) {
      const message = network.nextMessage()
      if (message === null) {
        await later(500)
        continue
      }
      const order = orderOfMessage(message)
      if (order !== null) await send(String(order.payload['reportId']), order)
    }
  }

  const supervisor = async (): Promise<void> => {
    while (!over) {
      await later(random.between(1_000, 8_000))
      const report = await within(anyEngine().engine.runDue()())
      if (report !== null && E.isRight(report)) {
        for (const { deed } of report.right.done) tally.add(`due: ${deed._tag}`)
        for (const { failure } of report.right.failed)
          if (!isWorthAnotherTry(failure) && !isRejection(failure)) violated(`a due deed failed: ${failure._tag}`)
      }
    }
  }

  const asker = async (): Promise<void> => {
    while (!over) {
      await later(random.between(5_000, 30_000))
      if (random.perMille(500)) await askBalance()
      else await askWhere()
    }
  }

  const askBalance = async (): Promise<void> => {
    const account = random.oneOf(accounts)
    const answer = await within(anyEngine().engine.balance(account)())
    if (answer === null || E.isLeft(answer)) return
    tally.add('question: a balance')
    const known = auditor.holdingAt(account, answer.right.throughSequence)
    const said = answer.right.balances[0]
    if ((known?.booked ?? 0n) !== (said?.booked ?? 0n))
      violated(`the balance of ${account}: the auditor knows ${known?.booked}, the engine says ${said?.booked}`)
    if ((known?.reserved ?? 0n) !== (said?.reserved ?? 0n))
      violated(`kept on ${account}: the auditor knows ${known?.reserved}, the engine says ${said?.reserved}`)
  }

  const askWhere = async (): Promise<void> => {
    if (transfers.length === 0) return
    const { transferId } = random.oneOf(transfers.slice(-60))
    const answer = await within(anyEngine().engine.explain({ transferId, claim: 'NOT_ARRIVED' })())
    if (answer === null || E.isLeft(answer)) return
    tally.add('question: where is the money')
    tally.add(`finding: ${answer.right.cause.leaf} ${answer.right.cause.confidence}`)
    const known = auditor.custodyAt(transferId, answer.right.asOf.sequence)
    for (const contradiction of contradictionsOf(answer.right, known))
      violated(`the finding about ${transferId} at sequence ${answer.right.asOf.sequence}: ${contradiction}`)
  }

  const crasher = async (): Promise<void> => {
    for (;;) {
      await later(random.between(20_000, 120_000))
      if (isOver()) return
      const at = random.between(0, engines.length - 1)
      tally.add('fault: an engine crashes')
      engines[at]?.crash()
      engines[at] = live()
    }
  }

  const run = async (until: () => boolean): Promise<void> => {
    while (!until() && violations.length === 0) if (!(await scheduler.step())) return
  }

  const background = (work: Promise<void>): Promise<void> =>
    work.catch((thrown: unknown) => {
      violated(`something was thrown: ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`)
    })

  for (const order of openingOrders(desk.name, time.now())) void background(send(idOf(order), order))
  await run(() => answers.all().length >= customers.length + 4)
  let working = 0
  const begin = (work: Promise<void>): void => {
    working += 1
    void background(work).then(() => {
      working -= 1
    })
  }
  for (let index = 0; index < clientCount; index += 1) begin(client())
  begin(postman())
  begin(supervisor())
  begin(asker())
  begin(crasher())
  await run(() => scheduler.steps() >= steps)

  // The end: nothing goes wrong any more, what is under way ends, and everything is looked at once more.
  over = true
  faults.end()
  modelFaults.end()
  await run(() => working === 0)
  if (violations.length === 0) await lookAtAll()
  return { steps: scheduler.steps(), violations }

  async function lookAtAll(): Promise<void> {
    const { engine } = live()
    let done = false
    const look = async (): Promise<void> => {
      for (let round = 0; round < 3; round += 1) await engine.runDue()()
      for (const account of auditor.accounts().filter((one) => !one.includes(':'))) {
        const answer = await engine.balance(account)()
        const known = auditor.holdingAt(account, auditor.sequence())
        if (E.isLeft(answer)) violated(`the balance of ${account} cannot be read: ${answer.left._tag}`)
        else if ((answer.right.balances[0]?.booked ?? 0n) !== (known?.booked ?? 0n))
          violated(`the balance of ${account} at the end: ${known?.booked} against ${answer.right.balances[0]?.booked}`)
      }
      for (const { id, order } of answers.all().slice(-25)) await send(id, order)
    }
    void background(look()).then(() => {
      done = true
    })
    await run(() => done)
    const check = await checkStore(store, null)()
    if (E.isLeft(check)) violated(`the ledger cannot be checked: ${check.left._tag}`)
    else {
      const { ruleProblems, setAside, verdict } = check.right
      for (const problem of [...verdict.problems, ...ruleProblems, ...setAside])
        violated(`verify: ${JSON.stringify(problem, bigintAsText)}`)
    }
  }
}

const bigintAsText = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}` : value)

/** A message that a rail sends unasked, as a backend hands it on. */
const orderOfMessage = ({
  transferId,
  report,
}: NonNullable<ReturnType<ReturnType<typeof createNetwork>['nextMessage']>>): Order | null => {
  const told = {
    transferId,
    reportId: report.messageId,
    by: { role: 'NETWORK', name: report.by },
    asOf: report.asOf,
  }
  switch (report._tag) {
    case 'Accepted':
      return { word: 'ReportAccepted', payload: { ...told, railReference: report.railReference } }
    case 'Status':
      return { word: 'ReportStatus', payload: { ...told, status: report.status } }
    case 'Credited':
      return {
        word: 'ReportCredited',
        payload: {
          ...told,
          account: {
            account: report.account,
            ...(report.institution === undefined ? {} : { institution: report.institution }),
          },
          amount: { minorUnits: report.amount, currency: report.currency },
          executionRef: report.executionRef,
        },
      }
    case 'Refused':
      return { word: 'ReportRefused', payload: { ...told, reason: report.reason } }
    case 'Returned':
      return {
        word: 'ReportReturned',
        payload: {
          ...told,
          amount: { minorUnits: report.amount, currency: report.currency },
          reason: report.reason,
          executionRef: report.executionRef,
        },
      }
    case 'NeverReceived':
      return { word: 'ReportNeverReceived', payload: { ...told, final: report.final } }
  }
}
