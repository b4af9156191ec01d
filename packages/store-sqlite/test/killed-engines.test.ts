import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { createAuditor } from '@waybill/auditor'
import { checkStore, createEngine, encodeLine, type Engine } from '@waybill/engine'
import type { EventStore, RecordedEvent } from '@waybill/port'
import { openSqliteStore } from '@waybill/store-sqlite'
import { bundledProgram, startShell } from './child-process.js'
import { answerTo } from './killed/money-answer.js'
import { beginning, ledger, mixed, movement } from './killed/money-load.js'
import { networkOnDisk, submissionsOn } from './killed/network-on-disk.js'
import { temporaryDirectory } from './temporary-store.js'

/** Processes are killed this many times, two in each round; `npm run crash` asks for more. */
const rounds = Math.ceil(Number(process.env['CRASH_ROUNDS'] ?? 6) / 2)
const seed = Number(process.env['CRASH_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
const roundsPerFile = 5

jest.setTimeout(60_000 + rounds * 20_000)

const clients = ['one-a', 'one-b', 'one-c', 'two-a', 'two-b', 'two-c']

/** What the engines had answered before they were killed, and what each client does next. */
type Acknowledged = { readonly answers: Map<string, string>; readonly next: Record<string, number> }

const nothingAcknowledged = (): Acknowledged => ({
  answers: new Map(),
  next: Object.fromEntries(clients.map((client) => [client, 0])),
})

const take = ({ answers, next }: Acknowledged, printed: string): void => {
  // What stands after the last line end was cut off by the kill.
  for (const line of printed.split('\n').slice(0, -1)) {
    const [what, name = '', said = ''] = line.split(' ')
    if (what === 'answered') answers.set(name, said)
    if (what === 'moved') next[name] = Number(said) + 1
  }
}

const firstMovements = ({ next }: Acknowledged, name: string): string =>
  JSON.stringify(Object.fromEntries(Object.entries(next).filter(([client]) => client.startsWith(name))))

const open = async (path: string): Promise<EventStore> => {
  const opened = await openSqliteStore({ path, ledger })()
  if (E.isLeft(opened)) throw new Error(JSON.stringify(opened.left))
  return opened.right
}

const engineOn = (store: EventStore, network: string): Engine =>
  createEngine({ store, rails: [networkOnDisk(network)], limits: { inquiryDelayMs: 0, inquiryAnswerMs: 0 } })

const wholeLog = async (store: EventStore): Promise<ReadonlyArray<RecordedEvent>> => {
  const events: RecordedEvent[] = []
  for (;;) {
    const page = await store.readAll({ after: events.length, limit: 500 })()
    if (E.isLeft(page)) throw new Error(JSON.stringify(page.left))
    if (page.right.length === 0) return events
    events.push(...page.right)
  }
}

const lineOf = (event: RecordedEvent): string => {
  const line = encodeLine(event, ledger)
  if (E.isLeft(line)) throw new Error(JSON.stringify(line.left))
  return line.right
}

/** What `verify` and the auditor, who share no code, find wrong with a ledger. */
const faultsOf = async (store: EventStore): Promise<ReadonlyArray<unknown>> => {
  const checked = await checkStore(store, null)()
  if (E.isLeft(checked)) throw new Error(JSON.stringify(checked.left))
  const { ruleProblems, setAside, verdict } = checked.right
  const auditor = createAuditor()
  const byCommand: RecordedEvent[][] = []
  for (const event of await wholeLog(store)) {
    const last = byCommand.at(-1)
    if (last?.[0]?.metadata['commandid'] === event.metadata['commandid']) last?.push(event)
    else byCommand.push([event])
  }
  const audited = byCommand.flatMap((events) => auditor.take(events.map(lineOf)))
  return [...verdict.problems, ...ruleProblems, ...setAside, ...audited]
}

const anHour = 3_600_000

/** Does what is due in the two days to come: an inquiry that a killed engine had begun is asked again after some hours. */
const bringToTheEnd = async (engine: Engine): Promise<void> => {
  const now = Date.now()
  for (let hours = 1; hours <= 48; hours += 1) {
    const due = await engine.runDue(new Date(now + hours * anHour).toISOString())()
    if (E.isLeft(due)) throw new Error(JSON.stringify(due.left))
    expect(due.right.failed).toEqual([])
  }
}

/** Opens the accounts and brings money in. */
const begin = async (path: string, network: string, { answers }: Acknowledged): Promise<void> => {
  const store = await open(path)
  const engine = engineOn(store, network)
  for (const sent of beginning) answers.set(sent.commandId, (await answerTo(engine, sent)) ?? '')
  await store.close()
}

type Judged = { readonly events: ReadonlyArray<RecordedEvent>; readonly commands: number }

/** Opens what the killed have left behind, and holds it against what they had acknowledged. */
const judge = async (path: string, network: string, { answers, next }: Acknowledged): Promise<Judged> => {
  const store = await open(path)
  expect(await faultsOf(store)).toEqual([])
  const engine = engineOn(store, network)
  const sent = [...beginning, ...clients.flatMap((client) => sentBy(client, next[client] ?? 0))]
  const said = new Map<string, string | null>()
  for (const command of sent.filter(({ commandId }) => answers.has(commandId)))
    said.set(command.commandId, await answerTo(engine, command))
  expect([...said].filter(([commandId, answer]) => answers.get(commandId) !== answer)).toEqual([])
  expect([...answers.keys()].filter((commandId) => !said.has(commandId))).toEqual([])
  expect([...submissionsOn(network)].filter(([, times]) => times > 1)).toEqual([])
  const events = await wholeLog(store)
  await store.close()
  return { events, commands: said.size }
}

/** All that a client has sent up to the movement that it was in. */
const sentBy = (client: string, last: number) => Array.from({ length: last + 1 }, (_, n) => movement(client, n)).flat()

/** After the last kill: what was begun is brought to its end, and the money is somewhere. */
const judgeTheEnd = async (path: string, network: string): Promise<void> => {
  const store = await open(path)
  const engine = engineOn(store, network)
  await bringToTheEnd(engine)
  expect(await faultsOf(store)).toEqual([])
  const submitted = new Set(
    (await wholeLog(store)).flatMap(({ stream, type }) => (type === 'SubmissionStarted' ? [stream] : [])),
  )
  const ended = new Set(
    (await wholeLog(store)).flatMap(({ stream, type }) =>
      type === 'TransferCredited' || type === 'TransferFailed' ? [stream] : [],
    ),
  )
  expect([...submitted].filter((stream) => !ended.has(stream))).toEqual([])
  await store.close()
}

describe('Engines that are killed while they move money in one file', () => {
  const program = bundledProgram(join(__dirname, 'killed', 'killed-engine.ts'))
  const directory = temporaryDirectory()

  afterAll(() => {
    program.remove()
    directory.remove()
  })

  /** Starts two processes, kills both after a while that follows from the seed, and takes what they had acknowledged. */
  const round = async (n: number, path: string, network: string, acknowledged: Acknowledged): Promise<void> => {
    const killed = ['one', 'two'].map(async (name, index) => {
      // Now and then the files of one of them may not grow beyond a limit: writes are refused in the middle of a commit.
      const limit = name === 'two' && n % 3 === 2 ? `ulimit -f ${Math.floor(100 + mixed(seed - n) * 500)} && ` : ''
      const args = [process.execPath, program.path, path, network, firstMovements(acknowledged, name)]
      const child = startShell(`${limit}exec "$0" "$@"`, args)
      await child.line()
      await new Promise((resolve) => setTimeout(resolve, mixed(seed + 2 * n + index) * 1_000))
      return child.stop()
    })
    for (const printed of await Promise.all(killed)) take(acknowledged, printed)
  }

  it('lose no answer and double none, hand nothing to the network twice, and leave books that verify', async () => {
    let acknowledged = nothingAcknowledged()
    let before: ReadonlyArray<RecordedEvent> = []
    let answers = 0
    let events = 0
    for (let n = 0; n < rounds; n += 1) {
      const file = Math.floor(n / roundsPerFile)
      const path = directory.file(`ledger-${file}.db`)
      const network = directory.file(`network-${file}.log`)
      if (n % roundsPerFile === 0) {
        acknowledged = nothingAcknowledged()
        before = []
        await begin(path, network, acknowledged)
      }
      await round(n, path, network, acknowledged)
      const context = `kill ${2 * n + 1} or ${2 * n + 2}, CRASH_SEED=${seed}`
      const judged = await judge(path, network, acknowledged).catch((thrown: unknown) => {
        throw new Error(`${context}: ${String(thrown)}`, { cause: thrown })
      })
      expect([context, judged.events.slice(0, before.length)]).toEqual([context, before])
      before = judged.events
      if (n % roundsPerFile === roundsPerFile - 1 || n === rounds - 1) {
        await judgeTheEnd(path, network)
        answers += judged.commands
        events += judged.events.length
      }
    }
    expect(answers).toBeGreaterThan(beginning.length)
    if (process.env['CRASH_ROUNDS'] !== undefined)
      process.stderr.write(
        `killed ${2 * rounds} engines, seed ${seed}: ${answers} answers acknowledged, all found, none doubled; ${events} events\n`,
      )
  })

  it('stand still while the disk is full, and go on where they stood when there is room', async () => {
    const mount = directory.file('small')
    mkdirSync(mount)
    const inOwnNamespace = `mount -t tmpfs -o size=16m tmpfs '${mount}'`
    try {
      execFileSync('unshare', ['-rm', '/bin/sh', '-c', inOwnNamespace], { stdio: 'pipe' })
    } catch (thrown) {
      process.stderr.write(
        `NOT TRIED: a full disk needs a small file system of its own (unshare -rm and tmpfs): ${String(thrown)}\n`,
      )
      return
    }
    const acknowledged = nothingAcknowledged()
    const [begun, network, after] = ['begun.db', 'network-small.log', 'after.db'].map(directory.file) as [
      string,
      string,
      string,
    ]
    await begin(begun, network, acknowledged)
    const onSmallDisk = [
      inOwnNamespace,
      `cp '${begun}' '${mount}/ledger.db'`,
      `head -c 15500000 /dev/zero > '${mount}/filler'`,
      `exec "$0" "$1" '${mount}/ledger.db' '${network}' "$2" '${mount}/filler' '${after}'`,
    ].join(' && ')
    const child = startShell('exec unshare -rm /bin/sh -c "$3" "$0" "$1" "$2"', [
      process.execPath,
      program.path,
      firstMovements(acknowledged, ''),
      onSmallDisk,
    ])
    const printed = await child.ended()
    expect(printed).toContain('room again')
    take(acknowledged, printed)
    const undecided = printed.split('\n').flatMap((line) => (line.startsWith('undecided ') ? [line.split(' ')[1]] : []))
    expect(undecided.length).toBeGreaterThan(0)
    expect(undecided.filter((commandId) => acknowledged.answers.has(commandId ?? '')).length).toBeGreaterThan(0)
    await judge(after, network, acknowledged)
    await judgeTheEnd(after, network)
  })
})
