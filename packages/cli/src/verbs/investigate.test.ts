import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { waybill } from '../../test/command-line.js'
import { buildHarbour, type Harbour } from '../../test/harbour.js'

let harbour: Harbour
beforeAll(async () => {
  harbour = await buildHarbour()
})
afterAll(() => harbour.leave())

const investigate = (...argv: ReadonlyArray<string>) => waybill(['investigate', ...argv], harbour)

describe('investigate', () => {
  it('begins with what the ledger holds and whether it is whole', async () => {
    const { stdout } = await investigate('--in', 'harbour.ndjson')
    expect(stdout.slice(0, stdout.indexOf('\n\n'))).toMatchSnapshot()
  })

  it('ends with how much there is to look at', async () => {
    expect((await investigate('--in', 'harbour.ndjson')).stdout).toMatch(/\n\d findings, the worst first\.\n$/)
  })

  it('gives with --json an array of findings and nothing else', async () => {
    const { stdout } = await investigate('--in', 'harbour.ndjson', '--json')
    const findings = JSON.parse(stdout) as ReadonlyArray<{ schema: string; subject: { id: string } }>
    expect(findings.map(({ schema }) => schema)).toEqual(findings.map(() => 'waybill/finding/1'))
    expect(findings.map(({ subject }) => subject.id)).toContain('rent')
  })

  it('exits with 6 before all where the log is damaged', async () => {
    const lines = harbour.log.split('\n')
    await writeFile(join(harbour.cwd, 'gap.ndjson'), [...lines.slice(0, 4), ...lines.slice(5)].join('\n'))
    const { status, stdout } = await investigate('--in', 'gap.ndjson')
    expect(status).toBe(6)
    expect(stdout).toContain('integrity   DAMAGED from sequence 5 on. Sequence 5 is missing before sequence 6')
  })

  it('says so when there is nothing to look at', async () => {
    await writeFile(join(harbour.cwd, 'quiet.ndjson'), `${harbour.log.split('\n').slice(0, 2).join('\n')}\n`)
    const { status, stdout } = await investigate('--in', 'quiet.ndjson')
    expect(status).toBe(0)
    expect(stdout).toMatch(/\nNo claim is on record and nothing is out of order\.\n$/)
  })
})
