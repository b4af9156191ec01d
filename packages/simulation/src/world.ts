import * as E from 'fp-ts/lib/Either.js'
import { createAuditor, type Appends } from '@waybill/auditor'
import { checkStore, createEngine, encodeLine, type Engine } from '@waybill/engine'
import type { AppendReceipt } from '@waybill/port'
import { createMemoryReadModelStore, createMemoryStore } from '@waybill/store-memory'
import { createActors, idOf, type Actors } from './actors.js'
import { createFaultSource } from './fault-source.js'
import { createFaultyReadModels, createFaultySnapshots } from './faulty-read-models.js'
import { createFaultyStore } from './faulty-store.js'
import { createKeptAnswers } from './kept-answers.js'
import { createNetwork } from './misbehaving-rail.js'
import { customers, openingOrders, type KnownTransfer } from './order.js'
import { createRandom, type Random } from './random.js'
import { watchRefusals } from './refusals-told.js'
import { createScheduler, type Process } from './scheduler.js'
import type { Script, Sent } from './script.js'
import { bigintAsText, createSender, type Somebody } from './sender.js'
import type { Tally } from './tally.js'
import { createVirtualTime } from './virtual-time.js'

/** How a world came out: how many steps it took, and what did not hold. */
export type WorldOutcome = {
  readonly steps: number
  readonly violations: ReadonlyArray<string>
  /** Everything that was asked and told, in order. */
  readonly sent: ReadonlyArray<Sent>
}

export type WorldOptions = {
  readonly seed: number
  /** The most steps that it takes. Before they are over nothing new begins, and what is under way comes to its end. */
  readonly steps: number
  readonly tally: Tally
  /** What is asked and told, and what is left out, in place of what the clients draw. */
  readonly script?: Script
}

type Living = { readonly process: Process; readonly engine: Engine; readonly crash: () => void }

const engineCount = 3

/** So many steps before the last, nothing new begins any more. */
const stepsOfEnding = (steps: number): number => Math.min(1_200, Math.floor(steps / 3))

/** What kind of store a world has: one of three takes an append to one stream alone. */
export const appendsIn = (seed: number): Appends => (seed % 3 === 0 ? 'ONE_STREAM' : 'ATOMIC')

/** Runs one world from its seed. The same options make the same world, to the last event. */
export const runWorld = async ({ seed, steps, tally, script }: WorldOptions): Promise<WorldOutcome> => {
  const chance = (part: string): Random => createRandom(seed, part)
  const appends = appendsIn(seed)
  const time = createVirtualTime('2026-02-14T09:30:00.000Z')
  const scheduler = createScheduler(chance(`schedule ${script?.schedule ?? 0}`), time, tally)
  const faults = {
    reads: createFaultSource(chance('reads'), 12),
    appends: createFaultSource(chance('appends'), 16, ['BEFORE', 'AFTER', 'LATE']),
    lookUps: createFaultSource(chance('look-ups'), 40),
    commits: createFaultSource(chance('commits'), 60),
    snapshots: createFaultSource(chance('snapshots'), 100),
  }
  const endFaults = (): void => {
    for (const source of Object.values(faults)) source.end()
  }
  if (script?.isFaultless === true) endFaults()
  const store = createMemoryStore({
    ledger: 'urn:waybill:simulation',
    ...(appends === 'ONE_STREAM' ? { appends } : {}),
  })
  const readModels = createMemoryReadModelStore()
  const auditor = createAuditor(appends)
  const answers = createKeptAnswers()
  const violations: string[] = []
  const transfers: KnownTransfer[] = []
  const accounts: string[] = [...customers]
  const names = new Map<string, number>()
  const sent: Sent[] = []
  let audited = 0
  let over = false

  const violated = (what: string): void => {
    violations.push(`step ${scheduler.steps()}: ${what}`)
  }

  const onAppended = ({ events }: AppendReceipt): void => {
    const fresh = events.filter(({ sequence }) => sequence > audited).sort((a, b) => a.sequence - b.sequence)
    if (fresh.length === 0) return
    audited = fresh.at(-1)?.sequence ?? audited
    const lines = fresh.map((event) => {
      tally.add(`event: ${event.type}`)
      told.onEvent(event)
      const line = encodeLine(event, store.ledger)
      if (E.isLeft(line)) violated(`an event cannot be exported: ${JSON.stringify(line.left)}`)
      return E.isLeft(line) ? '{}' : line.right
    })
    for (const { rule, sequence, text } of auditor.take(lines)) violated(`sequence ${sequence}: ${rule}: ${text}`)
  }

  const submitted = new Set<string>()
  const network = createNetwork('hvps', chance('network'), time, scheduler, tally, {
    onSubmitted: (transferId) => {
      if (submitted.has(transferId)) violated(`the rail was asked twice to execute ${transferId}`)
      submitted.add(transferId)
      if (auditor.custodyAt(transferId, auditor.sequence())?.confirmed !== true)
        violated(`the rail was asked to execute ${transferId}, which is not confirmed`)
    },
  })
  const told = watchRefusals(network, violated)

  let born = 0
  const live = (): Living => {
    born += 1
    let alive = true
    const process: Process = { name: `engine-${born}`, isAlive: () => alive }
    const engine = createEngine({
      store: createFaultyStore(store, process, scheduler, { ...faults, tally, time, onAppended }),
      readModels: createFaultyReadModels(readModels, process, scheduler, faults, tally),
      snapshots: createFaultySnapshots(store.snapshots, process, scheduler, faults.snapshots, tally),
      clock: time.clock,
      ids: { next: chance(`ids of ${process.name}`).uuid },
      timer: time.timerFor(() => alive, chance(`timer of ${process.name}`)),
      rails: [network.railFor(process)],
      limits: {
        railAnswerMs: 30_000,
        inquiryDelayMs: 5_000,
        inquiryAnswerMs: 60_000,
        outcomeMs: 120_000,
        rememberedStreams: 40,
        eventsPerSnapshot: 20,
      },
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
  const anyEngine = (random: Random): Engine => random.oneOf(engines).engine

  const sender = createSender({
    engine: anyEngine,
    time,
    auditor,
    answers,
    tally,
    violated,
    onSent: ({ name }, id, order) => {
      sent.push({ at: time.now(), by: name, id, order })
      told.onOrder(order)
    },
    onStatus: (transferId, status) => {
      const known = transfers.findLast((one) => one.transferId === transferId)
      if (known !== undefined) known.status = status
    },
  })

  const desk = {
    now: time.now,
    transfers,
    accounts,
    begin: (transfer: Omit<KnownTransfer, 'status' | 'holds' | 'recalls' | 'disputes' | 'executions'>) => {
      transfers.push({ ...transfer, status: 'UNKNOWN', holds: [], recalls: [], disputes: [], executions: [] })
    },
    name: (kind: string) => {
      const next = (names.get(kind) ?? 0) + 1
      names.set(kind, next)
      return `${kind}-${next}`
    },
    open: (account: string) => {
      if (!accounts.includes(account)) accounts.push(account)
    },
  }

  const actors = createActors({
    seed,
    engine: anyEngine,
    auditor,
    answers,
    sender,
    network,
    tally,
    desk,
    crash: (random) => {
      const at = random.between(0, engines.length - 1)
      engines[at]?.crash()
      engines[at] = live()
    },
    isOver: () => over,
    violated,
  })

  const run = async (until: () => boolean): Promise<void> => {
    while (!until() && violations.length === 0 && scheduler.steps() < steps) if (!(await scheduler.step())) return
  }

  const background = (work: Promise<void>): Promise<void> =>
    work.catch((thrown: unknown) => {
      violated(`something was thrown: ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`)
    })

  let working = 0
  const begin = (work: Promise<void>): void => {
    working += 1
    void background(work).then(() => {
      working -= 1
    })
  }

  await open()
  await work()
  await end()
  return { steps: scheduler.steps(), violations, sent }

  /** The accounts are opened, and money comes into some of them. */
  async function open(): Promise<void> {
    const opener: Somebody = { name: 'opener', random: chance('opener') }
    for (const order of openingOrders(desk.name, time.now()))
      void background(sender.send(opener, idOf(order, desk.name), order))
    await run(() => answers.count() >= customers.length + 4)
  }

  async function work(): Promise<void> {
    const others = Object.entries(actors.others).filter(
      ([name]) => script?.without.has(name as keyof Actors['others']) !== true,
    )
    if (script === undefined) for (const client of actors.clients) begin(client())
    else for (const one of script.sends) begin(sendAtItsTime(one))
    const ofScript = working
    let inScript = ofScript
    for (const [, actor] of others) begin(actor())
    const isDone = (): boolean => {
      inScript = Math.min(inScript, working - others.length)
      return script !== undefined && inScript <= 0
    }
    await run(() => isDone() || scheduler.steps() >= steps - stepsOfEnding(steps))
  }

  async function sendAtItsTime({ at, by, id, order }: Sent): Promise<void> {
    await sender.later(Math.max(0, at - time.now()))
    await sender.send({ name: by, random: chance(`${by} ${id}`) }, id, order)
  }

  /** Nothing goes wrong any more, what is under way ends, and everything is looked at once more. */
  async function end(): Promise<void> {
    over = true
    endFaults()
    await run(() => working === 0)
    for (const { crash } of engines) crash()
    network.calmDown()
    await run(() => scheduler.isQuiet())
    if (working === 0 && scheduler.isQuiet() && violations.length === 0) await lookAtAll()
    if (violations.length > 0) return
    tally.add(scheduler.steps() < steps ? 'world: came to its end' : 'world: was cut off')
    const check = await checkStore(store, null)()
    if (E.isLeft(check)) violated(`the ledger cannot be checked: ${check.left._tag}`)
    else {
      const { ruleProblems, setAside, verdict } = check.right
      for (const problem of [...verdict.problems, ...ruleProblems, ...setAside])
        violated(`verify: ${JSON.stringify(problem, bigintAsText)}`)
    }
  }

  async function lookAtAll(): Promise<void> {
    const alone = live()
    engines.splice(0, engines.length, alone)
    const { engine } = alone
    const somebody: Somebody = { name: 'whoever looks', random: chance('whoever looks') }
    let done = false
    const look = async (): Promise<void> => {
      for (let round = 0; round < 3; round += 1) await engine.runDue()()
      for (const { rule, sequence, text } of auditor.atRest()) violated(`sequence ${sequence}: ${rule}: ${text}`)
      for (const account of auditor.accounts().filter((one) => !one.includes(':'))) {
        const answer = await engine.balance(account)()
        const known = E.isRight(answer) ? auditor.holdingAt(account, answer.right.throughSequence) : null
        if (E.isLeft(answer)) violated(`the balance of ${account} cannot be read: ${answer.left._tag}`)
        else if ((answer.right.balances[0]?.booked ?? 0n) !== (known?.booked ?? 0n))
          violated(`the balance of ${account} at the end: ${known?.booked} against ${answer.right.balances[0]?.booked}`)
      }
      for (const { id, order } of answers.last(25)) await sender.send(somebody, id, order)
    }
    void background(look()).then(() => {
      done = true
    })
    await run(() => done)
  }
}
