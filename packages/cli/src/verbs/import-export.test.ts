import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { openSqliteStore } from '@waybill/store-sqlite'
import { golden, waybill } from '../../test/command-line.js'
import { buildHarbour, type Harbour } from '../../test/harbour.js'

let harbour: Harbour
beforeEach(async () => {
  harbour = await buildHarbour()
})
afterEach(() => harbour.leave())

const run = (...argv: ReadonlyArray<string>) => waybill(argv, harbour)
const read = (name: string): Promise<string> => readFile(join(harbour.cwd, name), 'utf8')
const files = async (): Promise<ReadonlyArray<string>> => (await readdir(harbour.cwd)).sort()

describe('import, then export', () => {
  it('gives the same bytes and the same anchor', async () => {
    expect(golden(await run('import', '--in', 'harbour.ndjson', '--to', 'harbour.db'))).toMatchSnapshot()
    expect(golden(await run('export', '--in', 'harbour.db', '--to', 'again.ndjson'))).toMatchSnapshot()
    expect(await read('again.ndjson')).toBe(harbour.log)
    expect(await read('again.ndjson.anchor.json')).toBe(harbour.anchor)
    expect(await files()).toEqual([
      'again.ndjson',
      'again.ndjson.anchor.json',
      'harbour.db',
      'harbour.ndjson',
      'harbour.ndjson.anchor.json',
    ])
  })

  it('goes through standard input and output too', async () => {
    const anchor = ['--anchor', 'harbour.ndjson.anchor.json']
    await waybill(['import', '--in', '-', '--to', 'piped.db', ...anchor], { ...harbour, stdin: harbour.log })
    expect(await run('export', '--in', 'piped.db')).toEqual({
      status: 0,
      stdout: harbour.log,
      stderr: 'waybill: the anchor is written beside a file only: name one with --to.\n',
    })
  })

  it('goes from store to store', async () => {
    await run('import', '--in', 'harbour.ndjson', '--to', 'one.db')
    expect((await run('import', '--in', 'one.db', '--to', 'two.db')).status).toBe(0)
    expect((await run('export', '--in', 'two.db')).stdout).toBe(harbour.log)
  })

  it('gives a log that somebody laid out anew its one form back', async () => {
    const spread = harbour.log
      .trimEnd()
      .split('\n')
      .map((line) => `${JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(line) as object).reverse()))}\r\n`)
      .join('')
    await writeFile(join(harbour.cwd, 'spread.ndjson'), spread)
    expect((await run('export', '--in', 'spread.ndjson')).stdout).toBe(harbour.log)
  })
})

describe('import', () => {
  it('leaves nothing behind of a log that is damaged, and exits with 6', async () => {
    await writeFile(join(harbour.cwd, 'bad.ndjson'), harbour.log.replace('"150000"', '"950000"'))
    const before = await files()
    const { status, stderr, stdout } = await run('import', '--in', 'bad.ndjson', '--to', 'bad.db')
    expect([status, stdout]).toEqual([6, ''])
    expect(stderr).toContain('bad.ndjson: cannot be trusted from sequence 3 on, so nothing was made of it.')
    expect(await files()).toEqual(before)
  })

  it('never touches what stands there already', async () => {
    await run('import', '--in', 'harbour.ndjson', '--to', 'taken.db')
    const { status, stderr } = await run('import', '--in', 'harbour.ndjson', '--to', 'taken.db')
    expect([status, stderr]).toEqual([
      1,
      'waybill: import: taken.db: expected nothing there yet, but something stands there. Nothing was written: name a file that does not exist.\n',
    ])
  })

  it('says where a directory is missing', async () => {
    const { status, stderr } = await run('import', '--in', 'harbour.ndjson', '--to', 'no/where.db')
    expect(status).toBe(1)
    expect(stderr).toContain('there is no such directory')
  })
})

describe('export', () => {
  it('does not write over a log or an anchor', async () => {
    await run('import', '--in', 'harbour.ndjson', '--to', 'harbour.db')
    const { status, stderr } = await run('export', '--in', 'harbour.db', '--to', 'harbour.ndjson')
    expect(status).toBe(1)
    expect(stderr).toContain('harbour.ndjson: expected nothing there yet')
  })

  it('refuses a damaged ledger whole', async () => {
    await writeFile(join(harbour.cwd, 'bad.ndjson'), harbour.log.replace('"150000"', '"950000"'))
    const { status, stdout } = await run('export', '--in', 'bad.ndjson')
    expect([status, stdout]).toEqual([6, ''])
  })

  it('of a store without events says so', async () => {
    const opened = await openSqliteStore({ path: join(harbour.cwd, 'new.db') })()
    if (E.isRight(opened)) await opened.right.close()
    const { status, stderr } = await run('export', '--in', 'new.db')
    expect(status).toBe(1)
    expect(stderr).toContain('there is nothing to export')
  })
})
