import { bundledStore, startChild, type Child } from './child-process.js'
import { openStore, temporaryDirectory } from './temporary-store.js'

// Other processes take their time on a busy machine.
jest.setTimeout(60_000)

/** How often the file changes hands before the writers are stopped. */
const handovers = 20

/**
 * Appends one event after another, each as soon as the last is acknowledged, and says so once others came between often
 * enough; it goes on until it is told to stop. It counts the commits between two turns of its event loop, and the turns
 * that passed while others had the file.
 */
const writer = `
  const [url, path, name, handovers] = process.argv.slice(1)
  const { openSqliteStore } = await import(url)
  const opened = await openSqliteStore({ path })()
  if (opened._tag === 'Left') throw new Error(JSON.stringify(opened.left))
  const store = opened.right
  let told = 0
  process.stdin.on('data', () => (told += 1))
  let turns = 0
  const turn = () => {
    turns += 1
    if (told < 2) setImmediate(turn)
  }
  setImmediate(turn)
  console.log('ready')
  while (told < 1) await new Promise((resolve) => setImmediate(resolve))
  let commits = 0
  let mostInATurn = 0
  let inThisTurn = 0
  let lastTurn = turns
  let lastSequence = null
  let interruptions = 0
  let fewestWhileWaiting = Infinity
  while (told < 2) {
    const event = {
      id: name + '-' + commits, type: 'SampleRecorded', schemaVersion: 1, occurredAt: '', recordedAt: '',
      metadata: {}, data: '{}', chainhash: '0',
    }
    const outcome = await store.append([{ stream: name + '-' + commits, expectedRevision: -1, events: [event] }])()
    if (outcome._tag === 'Left') throw new Error(JSON.stringify(outcome.left))
    commits += 1
    inThisTurn = turns === lastTurn ? inThisTurn + 1 : 1
    mostInATurn = Math.max(mostInATurn, inThisTurn)
    const { sequence } = outcome.right.events[0]
    if (lastSequence !== null && sequence !== lastSequence + 1) {
      interruptions += 1
      fewestWhileWaiting = Math.min(fewestWhileWaiting, turns - lastTurn)
      if (interruptions === Number(handovers)) console.log('shared')
    }
    lastSequence = sequence
    lastTurn = turns
  }
  await store.close()
  console.log(JSON.stringify({ commits, mostInATurn, fewestWhileWaiting }))
  process.exit(0)
`

type Figures = {
  readonly commits: number
  readonly mostInATurn: number
  readonly fewestWhileWaiting: number
}

/** Who wrote each event, from the first change of hands to the last: before and after, one of them was alone. */
const writersWhileShared = (writers: ReadonlyArray<string>): ReadonlyArray<string> => {
  const changes = writers.flatMap((name, at) => (at > 0 && name !== writers[at - 1] ? [at] : []))
  return writers.slice(changes[0], changes.at(-1))
}

describe('Two processes that write to one file as fast as they can', () => {
  const bundle = bundledStore()
  const directory = temporaryDirectory()

  afterAll(() => {
    bundle.remove()
    directory.remove()
  })

  it('have no less than a fifth of the commits each, and their event loops turn between any two of them', async () => {
    const path = directory.file('ledger.db')
    await (await openStore({ path })).close()
    const start = (name: string): Child => startChild(writer, [bundle.url, path, name, String(handovers)])
    const children = [start('one'), start('two')]
    for (const child of children) expect(await child.line()).toBe('ready')
    for (const child of children) child.say('go')
    for (const child of children) expect(await child.line()).toBe('shared')
    for (const child of children) child.say('stop')
    const figures = await Promise.all(children.map(async (child) => JSON.parse(await child.line()) as Figures))
    await Promise.all(children.map((child) => child.ended()))

    const store = await openStore({ path, readOnly: true })
    const writers: Array<string> = []
    for (;;) {
      const page = await store.readAll({ after: writers.length, limit: 1_000 })()
      if (page._tag === 'Left') throw new Error(JSON.stringify(page.left))
      if (page.right.length === 0) break
      for (const { stream } of page.right) writers.push(stream.split('-')[0]!)
    }
    await store.close()
    expect(writers).toHaveLength(figures[0]!.commits + figures[1]!.commits)
    const shared = writersWhileShared(writers)
    for (const name of ['one', 'two'])
      expect(shared.filter((writer) => writer === name).length).toBeGreaterThanOrEqual(shared.length / 5)
    for (const { mostInATurn, fewestWhileWaiting } of figures) {
      expect(mostInATurn).toBe(1)
      expect(fewestWhileWaiting).toBeGreaterThanOrEqual(1)
    }
  })
})
