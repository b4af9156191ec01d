import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { allCommands, observationEvents } from '@waybill/core'
import { golden, waybill } from '../../test/command-line.js'
import { buildHarbour, type Harbour } from '../../test/harbour.js'

let harbour: Harbour
beforeEach(async () => {
  harbour = await buildHarbour()
  await waybill(['import', '--in', 'harbour.ndjson', '--to', 'harbour.db'], harbour)
})
afterEach(() => harbour.leave())

const send = (...argv: ReadonlyArray<string>) => waybill(['do', ...argv], harbour)
const cancel = JSON.stringify({ commandId: 'cancel-boat', transferId: 'boat', by: { role: 'CUSTOMER' } })
const answered = {
  observationId: 'answered-boat',
  transferId: 'boat',
  source: { name: 'app', kind: 'OWN_SYSTEM', grade: 'A' },
  answer: 'ACCEPTED',
}
const open = { commandId: 'open-mei', account: 'mei', currency: 'CNY' }
const status = {
  transferId: 'boat',
  reportId: 's1',
  by: { role: 'NETWORK', name: 'HVPS' },
  asOf: '2031-03-04T08:29:00.000Z',
  status: { codeSet: 'ISO20022', code: 'ACSP' },
}

describe('do', () => {
  it('prints the receipt', async () => {
    expect(golden(await send('CancelTransfer', '--in', 'harbour.db', cancel))).toMatchSnapshot()
  })

  it('gives the same answer when the same command is sent again', async () => {
    await send('CancelTransfer', '--in', 'harbour.db', cancel)
    const { status, stdout } = await send('CancelTransfer', '--in', 'harbour.db', cancel)
    expect([status, stdout.split('\n')[0]]).toEqual([
      0,
      'CancelTransfer cancel-boat: done before, and answered the same',
    ])
  })

  it('says which rule refuses, and exits with 1', async () => {
    const { status, stderr, stdout } = await send(
      'ConfirmTransfer',
      '--in',
      'harbour.db',
      '{"commandId":"again","transferId":"rent","by":{"role":"CUSTOMER"}}',
    )
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(/^waybill: do: ConfirmTransfer: transfer rent is CREDITED and allows no such command/)
  })

  it('says what a currency must be, and not the list of all', async () => {
    const { stderr } = await send(
      'OpenAccount',
      '--in',
      'harbour.db',
      '{"commandId":"o9","account":"eva","currency":"RMB"}',
    )
    expect(stderr).toBe(
      'waybill: do: OpenAccount is not as it should be, and nothing was stored; currency: expected an ISO 4217 currency code, such as CNY, found "RMB".\n',
    )
  })

  it('takes its payload from a file or from standard input', async () => {
    await writeFile(join(harbour.cwd, 'cancel.json'), cancel)
    expect((await send('CancelTransfer', '--in', 'harbour.db', 'cancel.json')).status).toBe(0)
    const again = await waybill(['do', 'CancelTransfer', '--in', 'harbour.db', '-'], { ...harbour, stdin: cancel })
    expect(again.stdout).toContain('done before')
  })

  it('gives the receipt as JSON', async () => {
    const { stdout } = await send('CancelTransfer', '--in', 'harbour.db', '--json', cancel)
    expect(JSON.parse(stdout)).toMatchObject({
      command: 'CancelTransfer',
      transfer: { transferId: 'boat', status: 'CANCELLED' },
      replayed: false,
    })
  })

  it('makes a store only when it is told to', async () => {
    const open = '{"commandId":"c1","account":"mei","currency":"CNY"}'
    const refused = await send('OpenAccount', '--in', 'new.db', open)
    expect([refused.status, existsSync(join(harbour.cwd, 'new.db'))]).toEqual([1, false])
    expect(refused.stderr).toContain('there is no such file; --create makes a new store')
    const made = await send('OpenAccount', '--in', 'new.db', '--create', '--ledger', 'urn:waybill:ledger:new', open)
    expect(made.status).toBe(0)
    const other = await send('OpenAccount', '--in', 'new.db', '--ledger', 'urn:waybill:ledger:old', open)
    expect([other.status, other.stderr.includes('urn:waybill:ledger:new')]).toEqual([1, true])
  })

  it.each([
    ['not JSON', '{"commandId":'],
    ['no object', '-'],
    ['no such file', 'none.json'],
  ])('says what is wrong with a payload: %s', async (_fault, payload) => {
    const { status, stderr } = await waybill(['do', 'CancelTransfer', '--in', 'harbour.db', payload], {
      ...harbour,
      stdin: '[]',
    })
    expect([status, stderr.length > 0]).toEqual([1, true])
  })

  it('names every field of a malformed command, and makes no store for it', async () => {
    const { status, stderr } = await send('CancelTransfer', '--in', 'none.db', '--create', '{"commandId":"x"}')
    expect([status, /transferId.*by/.test(stderr)]).toEqual([1, true])
    expect(existsSync(join(harbour.cwd, 'none.db'))).toBe(false)
  })

  it.each([
    ['an observation with nothing in it', 'ConfirmationShown', {}],
    ['an observation without an id', 'ConfirmationAnswered', { ...answered, observationId: undefined }],
    ['an observation at no time', 'ConfirmationAnswered', { ...answered, occurredAt: 'at noon' }],
    ['a command that is too long', 'OpenAccount', { ...open, customer: 'x'.repeat(300) }],
    ['a report about nothing on record', 'ReportStatus', status],
  ])('makes no store for what it does not take: %s', async (_what, word, payload) => {
    const { status, stderr } = await send(word, '--in', 'none.db', '--create', JSON.stringify(payload))
    expect([status, stderr.length > 0]).toEqual([1, true])
    expect((await readdir(harbour.cwd)).filter((name) => name.startsWith('none'))).toEqual([])
  })

  it('makes a store for an observation, and for a refusal, which is kept', async () => {
    expect((await send('ConfirmationAnswered', '--in', 'seen.db', '--create', JSON.stringify(answered))).status).toBe(0)
    expect((await send('CancelTransfer', '--in', 'kept.db', '--create', cancel)).status).toBe(1)
    expect(existsSync(join(harbour.cwd, 'kept.db'))).toBe(true)
  })

  it('knows the nearest words', async () => {
    expect(golden(await send('CancelTransfr', '--in', 'harbour.db', cancel))).toMatchSnapshot()
  })

  it('keeps what was seen around the money under its own id', async () => {
    const seen = JSON.stringify({
      observationId: 'shown-boat',
      occurredAt: '2031-03-04T08:29:00.000Z',
      transferId: 'boat',
      source: { name: 'app', kind: 'OWN_SYSTEM', grade: 'A' },
      shown: { payee: { account: 'ben' } },
    })
    const first = await send('ConfirmationShown', '--in', 'harbour.db', seen)
    expect([first.status, first.stdout.includes('attempt-boat')]).toEqual([0, true])
    expect((await send('ConfirmationShown', '--in', 'harbour.db', seen)).stdout).toContain('done before')
    const other = await send('ConfirmationShown', '--in', 'harbour.db', seen.replace('"ben"', '"eve"'))
    expect([other.status, other.stderr.includes('shown')]).toEqual([1, true])
    expect((await send('ConfirmationShown', '--in', 'harbour.db', '{"observationId":"x"}')).status).toBe(1)
  })

  it('writes to no log', async () => {
    expect((await send('CancelTransfer', '--in', 'harbour.ndjson', cancel)).status).toBe(2)
  })

  it('has every word on its page', async () => {
    const { stdout } = await waybill(['help', 'do'], harbour)
    const words = [...Object.keys(allCommands), ...Object.keys(observationEvents)]
    expect(words.filter((word) => !stdout.includes(`  ${word}`))).toEqual([])
  })
})

describe('a ledger for drills', () => {
  const open = (account: string) => JSON.stringify({ commandId: account, account, currency: 'CNY' })
  const at = (time: string) => ['--in', 'drill.db', '--at', time] as const
  const morning = '2026-03-02T08:00:00Z'

  it('takes the time that it is told', async () => {
    expect((await send('OpenAccount', ...at(morning), '--create', open('mei'))).status).toBe(0)
    await waybill(['export', '--in', 'drill.db', '--to', 'drill.ndjson'], harbour)
    const line = JSON.parse(await readFile(join(harbour.cwd, 'drill.ndjson'), 'utf8')) as object
    expect(line).toMatchObject({ time: '2026-03-02T08:00:00.000Z', recordedtime: '2026-03-02T08:00:00.000Z' })
  })

  it('takes nothing without a time, and none before its last', async () => {
    await send('OpenAccount', ...at(morning), '--create', open('mei'))
    const untold = await send('OpenAccount', '--in', 'drill.db', open('bo'))
    expect([untold.status, untold.stderr.includes('--at')]).toEqual([1, true])
    const back = await send('OpenAccount', ...at('2026-03-02T07:59:59Z'), open('bo'))
    expect([back.status, back.stderr.includes('2026-03-02T08:00:00.000Z or later')]).toEqual([1, true])
    expect((await send('OpenAccount', ...at(morning), open('bo'))).status).toBe(0)
  })

  it('is not what any other ledger is: it goes by the clock', async () => {
    const told = await send('CancelTransfer', '--in', 'harbour.db', '--at', morning, cancel)
    expect([told.status, told.stderr.includes('goes by the clock')]).toEqual([1, true])
    expect((await send('CancelTransfer', '--in', 'harbour.db', cancel)).stdout).toContain('cancel-boat: done\n')
  })
})
