import { bundledStore, startChild, type Child } from './child-process.js'
import { openStore, temporaryDirectory } from './temporary-store.js'

// Other processes take their time on a busy machine.
jest.setTimeout(60_000)

const runsMs = 2_500

/** Appends one event after another, each as soon as the last is acknowledged, and watches how late a timer comes. */
const writer = `
  const [url, path, name, runsMs] = process.argv.slice(1)
  const { openSqliteStore } = await import(url)
  const { once } = await import('node:events')
  const opened = await openSqliteStore({ path })()
  if (opened._tag === 'Left') throw new Error(JSON.stringify(opened.left))
  const store = opened.right
  console.log('ready')
  await once(process.stdin, 'data')
  let latestMs = 0
  let last = performance.now()
  const timer = setInterval(() => {
    const now = performance.now()
    latestMs = Math.max(latestMs, now - last - 10)
    last = now
  }, 10)
  const end = performance.now() + Number(runsMs)
  let commits = 0
  while (performance.now() < end) {
    if (name === 'idle') {
      await new Promise((resolve) => setTimeout(resolve, 20))
      continue
    }
    const event = {
      id: name + '-' + commits, type: 'SampleRecorded', schemaVersion: 1, occurredAt: '', recordedAt: '',
      metadata: {}, data: '{}', chainhash: '0',
    }
    const outcome = await store.append([{ stream: name + '-' + commits, expectedRevision: -1, events: [event] }])()
    if (outcome._tag === 'Left') throw new Error(JSON.stringify(outcome.left))
    commits += 1
  }
  clearInterval(timer)
  await store.close()
  console.log(JSON.stringify({ commits, latestMs }))
  process.exit(0)
`

type Figures = { readonly commits: number; readonly latestMs: number }

describe('Two processes that write to one file as fast as they can', () => {
  const bundle = bundledStore()
  const directory = temporaryDirectory()

  afterAll(() => {
    bundle.remove()
    directory.remove()
  })

  it('have no less than a fifth of the commits each, and no timer more than 200 ms late', async () => {
    const path = directory.file('ledger.db')
    await (await openStore({ path })).close()
    // A third has another file and does nothing: its timers show how late the machine itself is.
    const start = (name: string, file: string): Child => startChild(writer, [bundle.url, file, name, String(runsMs)])
    const children = [start('one', path), start('two', path), start('idle', directory.file('idle.db'))]
    for (const child of children) expect(await child.line()).toBe('ready')
    for (const child of children) child.say('go')
    const printed = await Promise.all(children.map((child) => child.line()))
    await Promise.all(children.map((child) => child.ended()))
    const [one, two, idle] = printed.map((line) => JSON.parse(line) as Figures)
    const commits = one!.commits + two!.commits
    expect(Math.min(one!.commits, two!.commits)).toBeGreaterThanOrEqual(commits / 5)
    expect(Math.max(one!.latestMs, two!.latestMs)).toBeLessThanOrEqual(200 + idle!.latestMs)
    const store = await openStore({ path, readOnly: true })
    expect(await store.ledgerHead()()).toMatchObject({ right: { sequence: commits } })
    await store.close()
  })
})
