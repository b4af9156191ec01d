import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { golden, waybill } from '../../test/command-line.js'
import { buildHarbour, type Harbour } from '../../test/harbour.js'

let harbour: Harbour
beforeAll(async () => {
  harbour = await buildHarbour()
})
afterAll(() => harbour.leave())

const verify = (...argv: ReadonlyArray<string>) => waybill(['verify', ...argv], harbour)

/** Lays a damaged copy of the log down, with the anchor of the whole one. */
const damaged = async (change: (lines: ReadonlyArray<string>) => ReadonlyArray<string>): Promise<string> => {
  const name = 'damaged.ndjson'
  await writeFile(join(harbour.cwd, name), `${change(harbour.log.trimEnd().split('\n')).join('\n')}\n`)
  await writeFile(join(harbour.cwd, `${name}.anchor.json`), harbour.anchor)
  return name
}

describe('verify', () => {
  it('says what it checked when nothing is wrong', async () => {
    expect(golden(await verify('--in', 'harbour.ndjson'))).toMatchSnapshot()
  })

  it('names the first bad position of a log in which one event was altered', async () => {
    const name = await damaged((lines) => lines.map((line, at) => (at === 5 ? line.replace('100000', '900000') : line)))
    expect(golden(await verify('--in', name))).toMatchSnapshot()
  })

  it('names the first bad position of a log from which one event was removed', async () => {
    const name = await damaged((lines) => lines.filter((_, at) => at !== 7))
    const { status, stdout } = await verify('--in', name)
    expect([status, /First bad position: .*/.exec(stdout)?.[0]]).toEqual([6, 'First bad position: sequence 8'])
  })

  it('names the first missing position of a log whose tail was cut off', async () => {
    const name = await damaged((lines) => lines.slice(0, -3))
    const { status, stdout } = await verify('--in', name)
    expect([status, /First bad position: .*/.exec(stdout)?.[0]]).toEqual([6, 'First bad position: sequence 13'])
  })

  it('holds a log against an anchor that is kept elsewhere', async () => {
    await writeFile(join(harbour.cwd, 'vault.json'), harbour.anchor.replace(/"size": \d+/, '"size": 3'))
    const { status, stdout } = await verify('--in', 'harbour.ndjson', '--anchor', 'vault.json')
    expect(status).toBe(6)
    expect(stdout).toContain('what it covers was rewritten')
  })

  it('checks what an SQLite store holds in the same way', async () => {
    await waybill(['import', '--in', 'harbour.ndjson', '--to', 'verify.db'], harbour)
    expect(await verify('--in', 'verify.db')).toEqual(await verify('--in', 'harbour.ndjson'))
  })
})
