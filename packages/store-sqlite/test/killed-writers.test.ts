import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import type { RecordedEvent } from '@waybill/port'
import { bundledProgram, startProgram } from './child-process.js'
import { eventsPerAppend, problemsOf, wholeLog } from './chained-events.js'
import { openStore, temporaryDirectory } from './temporary-store.js'

/** Processes are killed this many times, two in each round; `npm run crash` asks for more. */
const rounds = Number(process.env['CRASH_ROUNDS'] ?? 8) / 2
const seed = Number(process.env['CRASH_SEED'] ?? Math.floor(Math.random() * 2 ** 32))
const roundsPerFile = 5

jest.setTimeout(60_000 + rounds * 10_000)

/** mulberry32: numbers from 0 up to 1 that follow from the seed. */
const randomFrom = (start: number): (() => number) => {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

type Acknowledged = {
  /** The sequences of each step that was acknowledged, by writer and number. */
  readonly steps: Map<string, ReadonlyArray<number>>
  /** The greatest checkpoint that was acknowledged, by writer. */
  readonly checkpoints: Map<string, number>
  readonly backups: Map<string, number>
  /** The first step of each writer that was not acknowledged. */
  readonly nextSteps: Record<string, number>
}

const nothingAcknowledged = (): Acknowledged => ({
  steps: new Map(),
  checkpoints: new Map(),
  backups: new Map(),
  nextSteps: { 'one-a': 0, 'one-b': 0, 'one-c': 0, 'two-a': 0, 'two-b': 0 },
})

const take = (acknowledged: Acknowledged, printed: string): void => {
  // What stands after the last line end was cut off by the kill.
  for (const line of printed.split('\n').slice(0, -1)) {
    const [what, name = '', first = '', second = ''] = line.split(' ')
    if (what === 'appended') {
      acknowledged.steps.set(`${name} ${first}`, second.split(',').map(Number))
      acknowledged.nextSteps[name] = Number(first) + 1
    }
    if (what === 'projected') acknowledged.checkpoints.set(name, Number(first))
    if (what === 'copied') acknowledged.backups.set(name, Number(first))
  }
}

/** Which step an event belongs to. */
const stepOf = ({ data }: RecordedEvent): string =>
  (JSON.parse(data) as { words: ReadonlyArray<unknown> }).words.join(' ')

const sequencesByStep = (events: ReadonlyArray<RecordedEvent>): ReadonlyMap<string, ReadonlyArray<number>> => {
  const steps = new Map<string, Array<number>>()
  for (const event of events) {
    const sequences = steps.get(stepOf(event)) ?? []
    steps.set(stepOf(event), sequences)
    sequences.push(event.sequence)
  }
  return steps
}

const integrityOf = (path: string): unknown => {
  const db = new DatabaseSync(path, { readOnly: true })
  const found = db.prepare('PRAGMA integrity_check').all()
  db.close()
  return found
}

/** Opens what the killed have left behind, and holds it against what they had acknowledged. Answers the ledger. */
const judge = async (path: string, acknowledged: Acknowledged): Promise<ReadonlyArray<RecordedEvent>> => {
  const store = await openStore({ path, ledger: 'urn:example:ledger' })
  const events = await wholeLog(store)
  expect(problemsOf(store.ledger, events)).toEqual([])
  const steps = sequencesByStep(events)
  for (const [step, sequences] of acknowledged.steps) expect([step, steps.get(step)]).toEqual([step, sequences])
  for (const [step, sequences] of steps) expect([step, sequences.length]).toEqual([step, eventsPerAppend])
  for (const writer of Object.keys(acknowledged.nextSteps)) {
    const checkpoint = await store.readModels.checkpoint(writer)()
    if (checkpoint._tag === 'Left') throw new Error(JSON.stringify(checkpoint.left))
    expect(checkpoint.right).toBeGreaterThanOrEqual(acknowledged.checkpoints.get(writer) ?? 0)
    const document = checkpoint.right === 0 ? null : String(checkpoint.right)
    expect(await store.readModels.get('last', writer)()).toEqual({ _tag: 'Right', right: document })
  }
  await store.close()
  expect(integrityOf(path)).toEqual([{ integrity_check: 'ok' }])
  return events
}

const judgeBackups = async (
  acknowledged: Acknowledged,
  names: ReadonlyArray<string>,
  events: ReadonlyArray<RecordedEvent>,
): Promise<void> => {
  expect([...acknowledged.backups.keys()].filter((name) => !names.includes(name))).toEqual([])
  for (const name of names) {
    const copy = await openStore({ path: name, readOnly: true })
    const copied = await wholeLog(copy)
    await copy.close()
    expect(copied).toEqual(events.slice(0, acknowledged.backups.get(name) ?? copied.length))
  }
}

describe(`Processes that are killed while they write to one file`, () => {
  const program = bundledProgram(join(__dirname, 'killed-writer.ts'))
  const directory = temporaryDirectory()

  afterAll(() => {
    program.remove()
    directory.remove()
  })

  it('lose nothing that they had acknowledged and double nothing, and leave a file that verifies', async () => {
    const random = randomFrom(seed)
    let acknowledged = nothingAcknowledged()
    let before: ReadonlyArray<RecordedEvent> = []
    for (let round = 0; round < rounds; round += 1) {
      const path = directory.file(`ledger-${Math.floor(round / roundsPerFile)}.db`)
      if (round % roundsPerFile === 0) {
        acknowledged = nothingAcknowledged()
        before = []
      }
      const steps = Object.entries(acknowledged.nextSteps)
      const killed = ['one', 'two'].map(async (process) => {
        const own = Object.fromEntries(steps.filter(([writer]) => writer.startsWith(process)))
        const child = startProgram(program, [path, JSON.stringify(own)])
        await child.line()
        await new Promise((resolve) => setTimeout(resolve, random() * 500))
        const died = child.process.exitCode !== null
        return died ? child.ended() : child.stop()
      })
      for (const printed of await Promise.all(killed)) take(acknowledged, printed)
      const context = `kill ${round * 2 + 1} or ${round * 2 + 2}, CRASH_SEED=${seed}`
      const events = await judge(path, acknowledged).catch((thrown: unknown) => {
        throw new Error(`${context}: ${String(thrown)}`)
      })
      expect([context, events.slice(0, before.length)]).toEqual([context, before])
      before = events
      const left = readdirSync(directory.path).map((name) => directory.file(name))
      await judgeBackups(
        acknowledged,
        left.filter((name) => name.endsWith('.backup')),
        events,
      )
      acknowledged.backups.clear()
      for (const name of left) if (name.includes('.backup')) rmSync(name)
    }
    expect(before.length).toBeGreaterThan(0)
  })
})
