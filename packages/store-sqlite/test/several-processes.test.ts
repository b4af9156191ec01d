import { bundledStore, startChild } from './child-process.js'
import { openStore, temporaryDirectory } from './temporary-store.js'

// Other processes take their time on a busy machine.
jest.setTimeout(60_000)

const appendsEach = 120

/** Appends to streams of its own and, in between, to one that all writers want. */
const writer = `
  const [url, path, name, count] = process.argv.slice(1)
  const { openSqliteStore } = await import(url)
  const opened = await openSqliteStore({ path })()
  if (opened._tag === 'Left') throw new Error(JSON.stringify(opened.left))
  const store = opened.right
  const event = (id) => ({
    id, type: 'SampleRecorded', schemaVersion: 1, occurredAt: '2024-03-01T08:00:00.000Z',
    recordedAt: '2024-03-01T08:00:00.000Z', metadata: {}, data: '{}', chainhash: '0',
  })
  let conflicts = 0
  for (let n = 0; n < Number(count); n += 1) {
    for (;;) {
      const head = await store.head('shared')()
      const outcome = await store.append([
        { stream: 'shared', expectedRevision: head.right.revision, events: [event(name + '-shared-' + n)] },
        { stream: name, expectedRevision: n - 1, events: [event(name + '-own-' + n)] },
      ])()
      if (outcome._tag === 'Right') break
      if (outcome.left._tag !== 'RevisionConflict') throw new Error(JSON.stringify(outcome.left))
      conflicts += 1
    }
  }
  await store.close()
  console.log(JSON.stringify({ conflicts }))
`

describe('Several processes on one file', () => {
  const bundle = bundledStore()
  const directory = temporaryDirectory()

  afterAll(() => {
    bundle.remove()
    directory.remove()
  })

  it('write one ledger without a gap or a double, and a subscriber in a further process sees all of it in order', async () => {
    const path = directory.file('ledger.db')
    const store = await openStore({ path, readOnly: false })
    const subscription = store.subscribe({ after: 0 })
    const seen: Array<number> = []
    const following = (async () => {
      for await (const signal of subscription) {
        if (signal._tag === 'EventArrived') seen.push(signal.event.sequence)
        if (seen.length === appendsEach * 4) break
      }
    })()
    const writers = ['one', 'two'].map((name) => startChild(writer, [bundle.url, path, name, String(appendsEach)]))
    await Promise.all(writers.map((child) => child.ended()))
    await following
    expect(seen).toEqual(Array.from({ length: appendsEach * 4 }, (_, i) => i + 1))
    const shared = await store.readStream('shared', { limit: 1000 })()
    expect(shared).toMatchObject({ right: { length: appendsEach * 2 } })
    expect(await store.head('one')()).toMatchObject({ right: { revision: appendsEach - 1 } })
    expect(await store.head('two')()).toMatchObject({ right: { revision: appendsEach - 1 } })
    await store.close()
    expect(directory.contents().map(([name]) => name)).toEqual(['ledger.db'])
  })

  it('may make the same new file at the same moment', async () => {
    const path = directory.file('new.db')
    const children = ['one', 'two', 'three'].map((name) => startChild(writer, [bundle.url, path, name, '5']))
    await Promise.all(children.map((child) => child.ended()))
    const store = await openStore({ path })
    expect(await store.ledgerHead()()).toMatchObject({ right: { sequence: 30 } })
    await store.close()
  })

  it('let a process end by itself that has closed its store, or only waits on a subscription', async () => {
    const script = `
      const [url, path] = process.argv.slice(1)
      const { openSqliteStore } = await import(url)
      const { right: store } = await openSqliteStore({ path })()
      const iterator = store.subscribe({ after: 0 })[Symbol.asyncIterator]()
      await iterator.next()
      void iterator.next()
      console.log('waiting')
    `
    const child = startChild(script, [bundle.url, directory.file('waiting.db')])
    expect(await child.ended()).toBe('waiting\n')
  })
})
