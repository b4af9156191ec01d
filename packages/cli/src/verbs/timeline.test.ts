import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { golden, waybill } from '../../test/command-line.js'
import { buildHarbour, type Harbour } from '../../test/harbour.js'

let harbour: Harbour
beforeAll(async () => {
  harbour = await buildHarbour()
})
afterAll(() => harbour.leave())

describe('timeline', () => {
  it('tells the story of a transfer hop by hop', async () => {
    expect(golden(await waybill(['timeline', 'rent', '--in', 'harbour.ndjson'], harbour))).toMatchSnapshot()
  })

  it('says when the ledger learnt of something late', async () => {
    const { stdout } = await waybill(['timeline', 'salary', '--in', 'harbour.ndjson'], harbour)
    expect(stdout).toContain('4 Mar 2031, 08:09 UTC, known on 4 Mar 2031, 08:10 UTC')
  })

  it('ends where the asked time does', async () => {
    const { stdout } = await waybill(
      ['timeline', 'rent', '--in', 'harbour.ndjson', '--as-of', '2031-03-04T08:31Z'],
      harbour,
    )
    expect(stdout.split('\n')[0]).toBe('Transfer rent: CNY 1,000.00, INITIATED, 2 hops')
  })

  it('says above a damaged story that it proves nothing, and exits with 6', async () => {
    await writeFile(join(harbour.cwd, 'bad.ndjson'), harbour.log.replace('"150000"', '"950000"'))
    const { status, stdout } = await waybill(['timeline', 'rent', '--in', 'bad.ndjson'], harbour)
    expect([status, stdout.split('\n').slice(0, 3)]).toEqual([
      6,
      [
        'DAMAGED from sequence 3 on: this is told as it stands there, and proves nothing. `waybill verify` says what is wrong.',
        '',
        'Transfer rent: CNY 1,000.00, CREDITED, 7 hops',
      ],
    ])
  })

  it('knows transfers only', async () => {
    const { status, stderr } = await waybill(['timeline', 'ada', '--in', 'harbour.ndjson'], harbour)
    expect([status, stderr]).toEqual([
      1,
      'waybill: timeline: ada: no transfer of this ledger has this id. `waybill investigate` lists what needs attention.\n',
    ])
  })
})
