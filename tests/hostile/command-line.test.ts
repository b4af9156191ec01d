import { copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { main, type Io } from '@waybill/cli'
import type { Random } from '../stories/random.js'
import { nameOf, shippedText, worlds } from '../stories/shipped-stories.js'
import { damagedBytes, damagedJson } from './damage.js'
import { patience, trials } from './trials.js'

jest.setTimeout(patience)

type Ran = { readonly status: number; readonly stdout: string; readonly stderr: string }

const waybill = async (argv: ReadonlyArray<string>, cwd: string, stdin: Uint8Array): Promise<Ran> => {
  const seen = { stdout: '', stderr: '' }
  const keep = (name: 'stdout' | 'stderr'): Io['stdout'] => ({
    write: (text, done) => {
      seen[name] += text
      done()
    },
  })
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < stdin.length; at += 4096) yield await Promise.resolve(stdin.subarray(at, at + 4096))
  }
  const io: Io = { cwd, env: {}, isTTY: false, stdin: chunks(), stdout: keep('stdout'), stderr: keep('stderr') }
  return { status: await main(argv, io), ...seen }
}

const verbs = ['investigate', 'explain', 'timeline', 'balance', 'verify', 'do', 'import', 'export', 'help', '--version']
const options = [
  '--in',
  '--to',
  '--claim',
  '--why',
  '--for',
  '--lang',
  '--as-of',
  '--known-by',
  '--anchor',
  '--json',
  '--create',
  '--html',
  '--',
  '-',
  '-h',
]
const values = [
  'story.ndjson',
  'book.db',
  'damaged.ndjson',
  '-',
  '',
  '.',
  '..',
  '/dev/null',
  'none.ndjson',
  'mei',
  't1',
  'NOT_ARRIVED',
  'zh',
  'agent',
  '2026-02-14T09:30:00.000Z',
  '2026-02-14',
  'OpenAccount',
  'InitiateTransfer',
  '{"commandId":"c1","account":"mei","currency":"CNY"}',
  '{"commandId":"c1"',
  '[]',
  '__proto__',
  'esdb://nowhere',
  'file:///etc/passwd',
  '\u0000',
  '\ud800',
  'x'.repeat(3000),
  '--=',
  '--in=story.ndjson',
]

const anyCall = (random: Random): ReadonlyArray<string> => {
  const verb = random.below(12) === 0 ? random.pick(values) : random.pick(verbs)
  const rest = Array.from({ length: random.below(7) }, () => random.pick(random.below(2) === 0 ? options : values))
  const source = ['--in', random.pick(['story.ndjson', 'damaged.ndjson', 'book.db', '-'])]
  return random.below(3) === 0 ? [verb, ...rest] : [verb, ...rest.slice(0, 3), ...source, ...rest.slice(3)]
}

const story = shippedText(`${nameOf(worlds[0]!)}.ndjson`)

describe('the command line, whatever is typed and whatever the files hold', () => {
  let cwd: string
  beforeAll(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'waybill-hostile-'))
    await mkdir(join(cwd, 'kept'))
    await writeFile(join(cwd, 'kept', 'story.ndjson'), story)
    const made = await waybill(['import', '--in', 'kept/story.ndjson', '--to', 'kept/book.db'], cwd, Buffer.from(''))
    if (made.status !== 0) throw new Error(made.stderr)
  })
  afterAll(() => rm(cwd, { recursive: true, force: true }))

  const tidy = async (): Promise<void> => {
    for (const name of await readdir(cwd)) if (name !== 'kept') await rm(join(cwd, name), { recursive: true })
    for (const name of ['story.ndjson', 'book.db']) await copyFile(join(cwd, 'kept', name), join(cwd, name))
  }

  it('answers with one of its statuses, says what was wrong and for what it would have been right, and shows no trace of its insides', async () => {
    const outcomes = await trials('command lines', 0.01, async (random) => {
      await tidy()
      let bytes: Uint8Array = Buffer.from(story)
      for (let damage = 0; damage < random.below(4); damage += 1) bytes = damagedBytes(bytes, random)
      await writeFile(join(cwd, 'damaged.ndjson'), bytes)
      const argv = anyCall(random)
      const stdin =
        random.below(2) === 0
          ? bytes
          : Buffer.from(JSON.stringify(damagedJson({ commandId: 'c1', account: 'mei' }, random)))
      const { status, stdout, stderr } = await waybill(argv, cwd, stdin)
      const context = { argv: argv.map((word) => word.slice(0, 60)), stderr: stderr.slice(0, 500) }
      expect({ ...context, known: [0, 1, 2, 3, 4, 5, 6].includes(status) }).toEqual({ ...context, known: true })
      expect({ ...context, trace: /\n\s+at .*\(|node_modules|\.ts:\d+/.test(stdout + stderr) }).toEqual({
        ...context,
        trace: false,
      })
      if (status === 1 || status === 2)
        expect({ ...context, silent: stderr === '' }).toEqual({ ...context, silent: false })
      expect(stderr.length).toBeLessThan(40_000)
      return `exit ${status}`
    })
    expect(Object.keys(outcomes)).toEqual(expect.arrayContaining(['exit 2']))
  })
})
