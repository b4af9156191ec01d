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

  it('holds a log against anchors kept in several places, which enclose where it was written anew', async () => {
    const early = { ...(JSON.parse(harbour.anchor) as object), size: 3, root: 'a'.repeat(64) }
    await writeFile(join(harbour.cwd, 'early.json'), JSON.stringify(early))
    await writeFile(join(harbour.cwd, 'late.json'), harbour.anchor)
    const { status, stdout } = await verify('--in', 'harbour.ndjson', '--anchor', 'late.json', '--anchor', 'early.json')
    expect([status, /First bad position: .*/.exec(stdout)?.[0]]).toEqual([6, 'First bad position: sequence 1'])
    expect(stdout.match(/^ {2}anchor .*/gm)).toEqual([
      '  anchor    agrees with 15 events, taken on 4 Mar 2031, 12:00 UTC',
      '  anchor    does not agree; nothing seems wrong up to sequence 0',
    ])
  })

  it('says with --json what it says in prose, rule by rule', async () => {
    const name = await damaged((lines) => lines.map((line, at) => (at === 5 ? line.replace('100000', '900000') : line)))
    const { status, stdout } = await verify('--in', name, '--json')
    const told = JSON.parse(stdout) as { rules: ReadonlyArray<{ rule: string; broken: number }> }
    expect(status).toBe(6)
    expect(told).toMatchObject({ schema: 'waybill/verification/1', size: 15, firstBad: 6, anchoredSize: 15 })
    expect(told.rules.filter(({ broken }) => broken > 0)).toMatchObject([
      { rule: 'EntriesFollow', checked: 4, broken: 1, firstBroken: { sequence: 8 } },
    ])
  })

  it('checks what an SQLite store holds in the same way', async () => {
    await waybill(['import', '--in', 'harbour.ndjson', '--to', 'verify.db'], harbour)
    expect(await verify('--in', 'verify.db')).toEqual(await verify('--in', 'harbour.ndjson'))
  })
})
