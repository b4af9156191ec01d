import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { golden, waybill } from '../../test/command-line.js'
import { buildHarbour, type Harbour } from '../../test/harbour.js'

let harbour: Harbour
beforeAll(async () => {
  harbour = await buildHarbour()
})
afterAll(() => harbour.leave())

const balance = async (...argv: ReadonlyArray<string>) =>
  golden(await waybill(['balance', ...argv, '--in', 'harbour.ndjson'], harbour))

describe('balance', () => {
  it('gives the three meanings and what lies between them', async () => {
    expect(await balance('ada')).toMatchSnapshot()
  })

  it('bridges two balances, so that the first and the items add up to the second', async () => {
    expect(await balance('ada', '--since', '2031-03-04T08:05Z')).toMatchSnapshot()
  })

  it('tells apart what had happened and what was known', async () => {
    expect(await balance('ada', '--as-of', '2031-03-04T08:09Z', '--known-by', '2031-03-04T09:00Z')).toContain(
      'Account ada, CNY, as of 4 Mar 2031, 08:09 UTC, as known on 4 Mar 2031, 09:00 UTC\n  booked       1,500.00',
    )
    expect(await balance('ada', '--as-of', '2031-03-04T08:09Z')).toContain('\n  booked       0.00')
  })

  it('has the accounts of the book itself', async () => {
    expect(await balance('in-transit:book:CNY', '--as-of', '2031-03-04T08:32:30Z')).toContain('booked       1,000.00')
  })

  it('says above a balance of a damaged ledger that it proves nothing, and exits with 6', async () => {
    await writeFile(join(harbour.cwd, 'bad.ndjson'), harbour.log.replace('"150000"', '"950000"'))
    const { status, stdout } = await waybill(['balance', 'ada', '--in', 'bad.ndjson'], harbour)
    expect([status, stdout.split('\n')[0]]).toEqual([
      6,
      'DAMAGED from sequence 3 on: this is told as it stands there, and proves nothing. `waybill verify` says what is wrong.',
    ])
  })

  it('names the nearest accounts where none is known', async () => {
    expect(await balance('aba')).toContain('The nearest: ada.')
  })
})
