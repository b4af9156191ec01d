import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { bundledStore, startShell } from './child-process.js'
import { openStore, temporaryDirectory, type TemporaryDirectory } from './temporary-store.js'

// Other processes take their time on a busy machine.
jest.setTimeout(60_000)

const bundle = bundledStore()
let directory: TemporaryDirectory

beforeEach(() => {
  directory = temporaryDirectory()
})

afterEach(() => {
  directory.remove()
})

afterAll(() => {
  bundle.remove()
})

/** Appends until storage fails, tries once more, reads, and says what it met. With FILLER it makes room and goes on. */
const filler = `
  import { rmSync, writeFileSync } from 'node:fs'
  // Without a handler the system would end the process at the limit of a file's size.
  process.on('SIGXFSZ', () => undefined)
  const [url, path, fillerPath] = process.argv.slice(1)
  if (fillerPath !== undefined) writeFileSync(fillerPath, Buffer.alloc(600_000))
  const { openSqliteStore } = await import(url)
  const { right: store } = await openSqliteStore({ path, ledger: 'urn:example:ledger' })()
  const append = (n) => store.append([{ stream: 'transfer-' + n, expectedRevision: -1, events: [{
    id: 'event-' + n, type: 'SampleRecorded', schemaVersion: 1, occurredAt: '', recordedAt: '',
    metadata: {}, data: 'x'.repeat(2000), chainhash: '0',
  }] }])()
  let acknowledged = 0
  let outcome
  while (acknowledged < 2000 && (outcome = await append(acknowledged))._tag === 'Right') acknowledged += 1
  const again = await append(acknowledged)
  const head = await store.ledgerHead()()
  const backup = await store.backup(path + '.backup')()
  let afterRoom = null
  if (fillerPath !== undefined) {
    rmSync(fillerPath)
    afterRoom = await append(acknowledged)
  }
  await store.close()
  console.log(JSON.stringify({ acknowledged, failure: outcome.left, again: again.left, head, backup, afterRoom }))
  process.exit(0)
`

type Said = {
  readonly acknowledged: number
  readonly failure: unknown
  readonly again: unknown
  readonly head: unknown
  readonly backup: unknown
  readonly afterRoom: unknown
}

const node = '"$0" --input-type=module -e "$1" "$2" "$3"'

describe('A store that has no more room', () => {
  it('because its files may not grow loses nothing, and the same append settles what was unknown', async () => {
    const path = directory.file('ledger.db')
    const child = startShell(`ulimit -f 2000 && exec ${node}`, [process.execPath, filler, bundle.url, path])
    const said = JSON.parse(await child.ended()) as Said
    expect(said.acknowledged).toBeGreaterThan(10)
    expect(said.acknowledged).toBeLessThan(2000)
    const unknown = { _tag: 'AppendOutcomeUnknown', location: path, detail: expect.stringContaining('disk I/O error') }
    expect([said.failure, said.again]).toEqual([unknown, unknown])
    expect(said.head).toEqual({ _tag: 'Right', right: { sequence: said.acknowledged } })
    const store = await openStore({ path, ledger: 'urn:example:ledger' })
    const n = said.acknowledged
    const event = {
      id: `event-${n}`,
      type: 'SampleRecorded',
      schemaVersion: 1,
      occurredAt: '',
      recordedAt: '',
      metadata: {},
      data: 'x'.repeat(2000),
      chainhash: '0',
    }
    const resend = store.append([{ stream: `transfer-${n}`, expectedRevision: -1, events: [event] }])
    expect(await resend()).toMatchObject({ right: { events: [{ sequence: n + 1 }] } })
    expect(await resend()).toMatchObject({ right: { alreadyStored: true } })
    expect(await store.ledgerHead()()).toEqual({ _tag: 'Right', right: { sequence: n + 1 } })
    await store.close()
    // The copy is smaller than the log that may not grow, and could be made.
    expect(said.backup).toMatchObject({ _tag: 'Right', right: { lastSequence: n } })
    expect(directory.contents().map(([name]) => name)).toEqual(['ledger.db', 'ledger.db.backup'])
  })

  it('because the disk is full says so, writes nothing, and goes on when there is room', async () => {
    const mount = directory.file('small')
    mkdirSync(mount)
    const inOwnNamespace = 'mount -t tmpfs -o size=1m tmpfs "$4"'
    try {
      execFileSync('unshare', ['-rm', '/bin/sh', '-c', inOwnNamespace, '', '', '', '', mount], { stdio: 'pipe' })
    } catch (thrown) {
      process.stderr.write(
        `NOT TRIED: a full disk needs a small file system of its own (unshare -rm and tmpfs): ${String(thrown)}\n`,
      )
      return
    }
    const path = `${mount}/ledger.db`
    const script = `${inOwnNamespace} && exec ${node} "$4/filler"`
    const child = startShell('exec unshare -rm /bin/sh -c "$5" "$0" "$1" "$2" "$3" "$4"', [
      process.execPath,
      filler,
      bundle.url,
      path,
      mount,
      script,
    ])
    const said = JSON.parse(await child.ended()) as Said
    const full = { _tag: 'StoreUnavailable', location: path, reason: 'DISK_FULL', detail: 'database or disk is full' }
    expect(said.acknowledged).toBeGreaterThan(10)
    expect([said.failure, said.again]).toEqual([
      { ...full, operation: 'append' },
      { ...full, operation: 'append' },
    ])
    expect(said.head).toEqual({ _tag: 'Right', right: { sequence: said.acknowledged } })
    expect(said.backup).toMatchObject({ _tag: 'Left', left: { operation: 'backup', location: `${path}.backup` } })
    expect(said.afterRoom).toMatchObject({ right: { events: [{ sequence: said.acknowledged + 1 }] } })
  })
})
