import { appendFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { createEngine } from '@waybill/engine'
import { openSqliteStore } from '@waybill/store-sqlite'
import { golden, waybill } from '../../test/command-line.js'
import { buildHarbour, type Harbour } from '../../test/harbour.js'

let harbour: Harbour
beforeEach(async () => {
  harbour = await buildHarbour()
  await run('import', '--in', 'harbour.ndjson', '--to', 'harbour.db')
})
afterEach(() => harbour.leave())

const run = (...argv: ReadonlyArray<string>) => waybill(argv, harbour)
const at = (name: string): string => join(harbour.cwd, name)
const lines = async (name: string): Promise<ReadonlyArray<string>> =>
  (await readFile(at(name), 'utf8')).trimEnd().split('\n')

/** What an engine of a service does: it writes to the store, and takes an anchor. */
const writeAndAnchor = async (account: string): Promise<void> => {
  const opened = await openSqliteStore({ path: at('harbour.db') })()
  if (E.isLeft(opened)) throw new Error(opened.left._tag)
  const engine = createEngine({ store: opened.right, clock: { now: () => '2031-03-05T08:00:00.000Z' } })
  const written = await engine.openAccount({ commandId: `open-${account}`, account, currency: 'CNY' })()
  const anchored = await engine.anchor()()
  await opened.right.close()
  if (E.isLeft(written) || E.isLeft(anchored)) throw new Error('the engine could not do it')
}

describe('anchor', () => {
  it('adds the anchor that the ledger carries to a file, once', async () => {
    expect(golden(await run('anchor', '--in', 'harbour.db', '--out', 'vault.anchors'))).toMatchInlineSnapshot(`
"exit 0
Anchor added to vault.anchors: 15 events, 2031-03-04T12:00:00.000Z"
`)
    expect(golden(await run('anchor', '--in', 'harbour.db', '--out', 'vault.anchors'))).toMatchInlineSnapshot(`
"exit 0
vault.anchors has this anchor already: 15 events, 2031-03-04T12:00:00.000Z"
`)
    expect((await lines('vault.anchors')).map((line) => JSON.parse(line) as unknown)).toEqual([
      JSON.parse(harbour.anchor),
    ])
  })

  it('without a file goes to standard output, in the form of an anchor file', async () => {
    expect(await run('anchor', '--in', 'harbour.db')).toEqual({ status: 0, stdout: harbour.anchor, stderr: '' })
    expect(await run('anchor', '--in', 'harbour.ndjson')).toEqual({ status: 0, stdout: harbour.anchor, stderr: '' })
  })

  it('is taken by the engine that writes, and verify accepts every line of the file', async () => {
    await run('anchor', '--in', 'harbour.db', '--out', 'vault.anchors')
    for (const account of ['cleo', 'dora']) {
      await writeAndAnchor(account)
      await run('anchor', '--in', 'harbour.db', '--out', 'vault.anchors')
    }
    const { status, stdout } = await run('verify', '--in', 'harbour.db', '--anchor', 'vault.anchors')
    expect([status, stdout.match(/^ {2}anchor .*/gm)]).toEqual([
      0,
      [
        '  anchor    agrees with 17 events, taken on 5 Mar 2031, 08:00 UTC',
        '  anchor    agrees with 15 events, taken on 4 Mar 2031, 12:00 UTC, and 2 events beyond it',
        '  anchor    agrees with 16 events, taken on 5 Mar 2031, 08:00 UTC, and 1 event beyond it',
      ],
    ])
  })

  it('is not made of a file that carries none, and says why in plain words', async () => {
    await writeFile(at('bare.ndjson'), harbour.log)
    await run('import', '--in', 'bare.ndjson', '--to', 'bare.db')
    expect(golden(await run('anchor', '--in', 'bare.db', '--out', 'vault.anchors'))).toMatchSnapshot()
  })

  it('is not written where the ledger differs from an anchor that is kept already', async () => {
    await run('anchor', '--in', 'harbour.db', '--out', 'vault.anchors')
    const early = { ...(JSON.parse(harbour.anchor) as object), size: 4, root: 'a'.repeat(64) }
    await appendFile(at('vault.anchors'), `${JSON.stringify(early)}\n`)
    const { status, stderr } = await run('anchor', '--in', 'harbour.db', '--out', 'vault.anchors')
    expect(status).toBe(6)
    expect(stderr).toContain('what it covers was rewritten')
    expect(await lines('vault.anchors')).toHaveLength(2)
  })

  it('finds an end that was cut off', async () => {
    await run('anchor', '--in', 'harbour.db', '--out', 'vault.anchors')
    await writeFile(at('cut.ndjson'), `${harbour.log.trimEnd().split('\n').slice(0, -3).join('\n')}\n`)
    const { status, stdout } = await run('verify', '--in', 'cut.ndjson', '--anchor', 'vault.anchors')
    expect([status, /First bad position: .*/.exec(stdout)?.[0]]).toEqual([6, 'First bad position: sequence 13'])
  })

  it('names the line of a file of anchors that is none', async () => {
    await run('anchor', '--in', 'harbour.db', '--out', 'vault.anchors')
    await appendFile(at('vault.anchors'), '{"ledger":')
    const { status, stderr } = await run('verify', '--in', 'harbour.db', '--anchor', 'vault.anchors')
    expect(status).toBe(1)
    expect(stderr).toContain('vault.anchors, line 2:')
  })

  it('of many anchors in one file says how many agree, and which do not', async () => {
    const anchor = JSON.parse(harbour.anchor) as { readonly size: number }
    const wrong = [3, 7].map((size) => ({ ...anchor, size, root: 'b'.repeat(64) }))
    const right = Array.from({ length: 6 }, (_, hour) => ({ ...anchor, time: `2031-03-04T1${hour}:00:00.000Z` }))
    await writeFile(at('many.anchors'), [...right, ...wrong].map((one) => `${JSON.stringify(one)}\n`).join(''))
    const { stdout } = await run('verify', '--in', 'harbour.ndjson', '--anchor', 'many.anchors')
    expect(stdout.match(/^ {2}anchor .*/gm)).toEqual([
      '  anchor    6 of 8 agree',
      '  anchor    the last agrees with 15 events, taken on 4 Mar 2031, 15:00 UTC',
      '  anchor    that of 3 events does not agree; nothing seems wrong up to sequence 0',
      '  anchor    that of 7 events does not agree; nothing seems wrong up to sequence 0',
    ])
  })
})
