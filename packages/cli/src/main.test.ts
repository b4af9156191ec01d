import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { golden, waybill } from '../test/command-line.js'
import { buildHarbour, type Harbour } from '../test/harbour.js'
import { allVerbs } from './verbs/all-verbs.js'

let harbour: Harbour
beforeAll(async () => {
  harbour = await buildHarbour()
})
afterAll(() => harbour.leave())

const run = (...argv: ReadonlyArray<string>) => waybill(argv, harbour)
const lay = (name: string, bytes: string | Uint8Array): Promise<void> => writeFile(join(harbour.cwd, name), bytes)

describe('the command line', () => {
  it('says what there is', async () => {
    expect(golden(await run('help'))).toMatchSnapshot()
  })

  it('has a page for each verb, which names each of its options and its exit status', async () => {
    for (const { manual, usage } of allVerbs) {
      expect(await run('help', usage.verb)).toEqual({ status: 0, stdout: manual, stderr: '' })
      expect(await run(usage.verb, '--help')).toEqual({ status: 0, stdout: manual, stderr: '' })
      for (const option of Object.keys(usage.options)) expect(manual).toContain(`--${option}`)
      expect(manual).toContain('Exit status')
      expect(
        Math.max(
          ...manual
            .split('\n')
            .slice(0, 20)
            .map((line) => line.length),
        ),
      ).toBeLessThan(110)
    }
  })

  it('has the version of its package', async () => {
    const manifest = JSON.parse(await readFile(join(__dirname, '../package.json'), 'utf8')) as { version: string }
    expect((await run('--version')).stdout).toBe(`${manifest.version}\n`)
  })

  it.each([
    [[], '<verb>', 'no verb'],
    [['verfy'], '<verb>', 'a verb that is none'],
    [['help', 'verfy'], '<verb>', 'help on a verb that is none'],
    [['explain'], '<id>', 'no id'],
    [['explain', 'rent'], '--in', 'no store'],
    [['explain', 'rent', '--in'], '--in', 'an option without its value'],
    [['explain', 'rent', '--in', '--json'], '--in', 'an option in place of a value'],
    [['explain', 'rent', '--in', 'a', '--in', 'b'], '--in', 'an option twice'],
    [['explain', 'rent', 'boat', '--in', 'a'], 'arguments', 'an argument too many'],
    [['explain', 'rent', '--in', 'a', '--clam', 'LATE'], '--clam', 'an unknown option'],
    [['explain', 'rent', '--in', 'a', '-j'], '-j', 'a short option'],
    [['explain', 'rent', '--in', 'a', '--claim', 'late'], '--claim', 'a claim that is none'],
    [['explain', 'rent', '--in', 'a', '--lang', 'fr'], '--lang', 'a language that is none'],
    [['explain', 'rent', '--in', 'a', '--as-of', '2031-03-04'], '--as-of', 'a day in place of a time'],
    [['explain', 'rent', '--in', 'a', '--as-of', '2031-02-30T00:00:00Z'], '--as-of', 'a day that is none'],
    [['explain', 'rent', '--in', 'a', '--json=yes'], '--json', 'a value that none is wanted'],
    [['explain', 'rent', '--in', 'a', '--toString', 'x'], '--toString', 'a name that every object has'],
    [['do', 'toString', '--in', 'a.db', '{}'], '<Command>', 'a command that every object has'],
  ])('is wrong usage: %j', async (argv, where) => {
    const { status, stderr, stdout } = await run(...argv)
    expect([status, stdout]).toEqual([2, ''])
    if (argv.length > 0) expect(stderr).toContain(`${where}: expected `)
    if (argv.length > 0) expect(stderr).toContain('\nFor example: waybill ')
  })

  it('names the option, what was expected, what stood there, and an example', async () => {
    expect(golden(await run('explain', 'rent', '--in', 'harbour.ndjson', '--claim', 'LOST'))).toMatchSnapshot()
  })
})

describe('a store that cannot be read', () => {
  it.each([
    ['postgres://db/ledger', 'PostgreSQL'],
    ['esdb://node:2113', 'EventStoreDB'],
    ['kurrentdb://node:2113?tls=false', 'KurrentDB'],
    ['https://example.org/a.ndjson', 'a https address'],
  ])('is a server: %s', async (name, kind) => {
    for (const argv of [
      ['verify', '--in', name],
      ['do', 'CloseAccount', '--in', name, '{"commandId":"c1","account":"mei"}'],
      ['import', '--in', 'harbour.ndjson', '--to', name],
      ['export', '--in', 'harbour.ndjson', '--to', name],
    ]) {
      const { status, stderr } = await run(...argv)
      expect([status, stderr.includes(`cannot read ${kind} yet`)]).toEqual([1, true])
    }
  })

  it('is said to be what it is, with place and remedy', async () => {
    await lay('empty.db', '')
    await lay('page.db', '<html></html>')
    await lay('notes.txt', 'hello')
    await lay('empty', '')
    const newer = Buffer.from(await newStore())
    newer.writeUInt32BE(99, 60)
    await lay('newer.db', newer)
    const other = Buffer.from(newer)
    other.writeUInt32BE(0, 68)
    await lay('other.db', other)
    const seen = await Promise.all(
      ['empty.db', 'page.db', 'notes.txt', 'empty', 'newer.db', 'other.db', 'none.ndjson', '.'].map((name) =>
        run('verify', '--in', name),
      ),
    )
    expect(seen.map(({ status }) => status)).toEqual(seen.map(() => 1))
    expect(seen.map(({ stderr }) => stderr).join('')).toMatchSnapshot()
  })
})

describe('a log', () => {
  const lines = () => harbour.log.trimEnd().split('\n')
  const whole = (list: ReadonlyArray<string>): string => `${list.join('\n')}\n`
  const verbs = ['verify', 'investigate', 'explain', 'timeline', 'balance'] as const
  const about = { verify: [], investigate: [], explain: ['rent'], timeline: ['rent'], balance: ['ada'] }

  it.each([
    ['empty', () => ''],
    ['cut in half a line', () => harbour.log.slice(0, -20)],
    ['not UTF-8', () => Buffer.from(harbour.log.replace('Harbour Shipping', 'Häfen'), 'latin1')],
    ['with a byte-order mark', () => `\ufeff${harbour.log}`],
    ['of two ledgers', () => whole([...lines(), lines()[0]!.replace('ledger:harbour', 'ledger:other')])],
    ['that is none', () => '{"hello":"world"}\n'],
  ])('that is refused whole exits with 1: one %s', async (_damage, make) => {
    await lay('refused.ndjson', make())
    for (const verb of verbs) {
      const { status, stderr, stdout } = await run(verb, ...about[verb], '--in', 'refused.ndjson')
      expect([verb, status, stdout, stderr.startsWith(`waybill: ${verb}: refused.ndjson, line `)]).toEqual([
        verb,
        1,
        '',
        true,
      ])
    }
    expect((await run('import', '--in', 'refused.ndjson', '--to', 'refused.db')).status).toBe(1)
  })

  it.each([
    ['a gap', () => whole(lines().filter((_, at) => at !== 6))],
    ['a double', () => whole([...lines().slice(0, 7), ...lines().slice(6)])],
    [
      'two lines swapped',
      () => whole(lines().map((line, at, all) => (at === 6 ? all[7]! : at === 7 ? all[6]! : line))),
    ],
    [
      'a broken chain',
      () =>
        whole(
          lines().map((line, at) => (at === 6 ? line.replace('CUSTOMER', 'OPERATOR').replace('rent', 'rant') : line)),
        ),
    ],
  ])('with %s is read on, and exits with 6; import refuses it whole', async (_damage, make) => {
    await lay('broken.ndjson', make())
    for (const verb of verbs) {
      const { status, stdout } = await run(verb, ...about[verb], '--in', 'broken.ndjson')
      expect([verb, status, stdout === '']).toEqual([verb, 6, false])
    }
    expect((await run('import', '--in', 'broken.ndjson', '--to', 'broken.db')).status).toBe(6)
  })

  it('may end its lines with CRLF', async () => {
    await lay('crlf.ndjson', harbour.log.replaceAll('\n', '\r\n'))
    await lay('crlf.ndjson.anchor.json', harbour.anchor)
    const [crlf, plain] = [await run('verify', '--in', 'crlf.ndjson'), await run('verify', '--in', 'harbour.ndjson')]
    expect(crlf).toEqual(plain)
  })

  it('may lie beside an anchor that is none: then nothing is said at all', async () => {
    await lay('odd.ndjson', harbour.log)
    await lay('odd.ndjson.anchor.json', '{"ledger":""}')
    expect(golden(await run('explain', 'rent', '--in', 'odd.ndjson'))).toMatchSnapshot()
  })
})

/** The bytes of a fresh SQLite store. */
async function newStore(): Promise<Uint8Array> {
  const cwd = await mkdtemp(join(tmpdir(), 'waybill-new-'))
  const open = '{"commandId":"c1","account":"mei","currency":"CNY"}'
  await waybill(['do', 'OpenAccount', '--create', '--in', 'new.db', open], { cwd })
  const bytes = await readFile(join(cwd, 'new.db'))
  await rm(cwd, { recursive: true })
  return bytes
}
