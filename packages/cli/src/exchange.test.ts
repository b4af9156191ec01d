import { golden, waybill } from '../test/command-line.js'
import { buildExchangeBureau } from '../test/exchange-bureau.js'
import type { Harbour } from '../test/harbour.js'

let bureau: Harbour
beforeAll(async () => {
  bureau = await buildExchangeBureau()
})
afterAll(() => bureau.leave())

const ask = (...argv: ReadonlyArray<string>) => waybill([...argv, '--in', 'harbour.ndjson'], bureau)

const transfers = ['whole', 'parts', 'back', 'undone', 'lost', 'twice', 'over', 'under-way', 'in-euros'] as const

describe('timeline of what was exchanged', () => {
  it('says what left, what is to arrive and the rate, first of all', async () => {
    expect((await ask('timeline', 'whole')).stdout.split('\n')[0]).toBe(
      'Transfer whole: EUR 100.00 into USD 108.20 at 1 EUR = 1.082 USD (quote q1), CREDITED, 5 hops',
    )
  })

  it.each(transfers)('tells each sum in the currency in which it moved: %s', async (transferId) => {
    const hops = (await ask('timeline', transferId)).stdout.split('\n').filter((line) => line.startsWith('    '))
    expect(hops.filter((line) => !/, sequence \d+, /.test(line)).join('\n')).toMatchSnapshot()
  })
})

describe('explain what was exchanged', () => {
  it.each(transfers.flatMap((transferId) => [[transferId, 'en'] as const, [transferId, 'zh'] as const]))(
    'says where the money is and in which currency: %s, %s',
    async (transferId, lang) => {
      const told = await ask('explain', transferId, '--claim', 'NOT_ARRIVED', '--lang', lang)
      expect(golden(told)).toMatchSnapshot()
    },
  )
})

describe('balance of a payee of another currency', () => {
  it('is in that currency alone, with what is on its way there', async () => {
    expect((await ask('balance', 'ben')).stdout).toMatchSnapshot()
  })
})
