import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { golden, waybill } from '../../test/command-line.js'

let cwd = ''
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'waybill-remedy-'))
})
afterEach(() => rm(cwd, { recursive: true, force: true }))

const network = { role: 'NETWORK', name: 'HVPS' }
const yuan = (decimal: string) => ({ decimal, currency: 'CNY' })
const told = (transferId: string, reportId: string) => ({
  transferId,
  reportId,
  by: network,
  asOf: '2026-02-14T09:00:00.000Z',
})

const doAll = async (...commands: ReadonlyArray<readonly [string, object]>): Promise<void> => {
  for (const [word, payload] of commands) {
    const ran = await waybill(['do', word, '--in', 'ledger.db', '--create', JSON.stringify(payload)], { cwd })
    if (ran.status !== 0) throw new Error(ran.stderr)
  }
}

/** Eve was credited with what was meant for Bo; all three have their accounts here. */
const misdirected = () =>
  doAll(
    ...['mei', 'bo', 'eve'].map(
      (account) => ['OpenAccount', { commandId: account, account, currency: 'CNY' }] as const,
    ),
    [
      'ReportIncomingCredit',
      {
        ...told('in', 'm0'),
        rail: 'hvps',
        payer: { account: '1', institution: 'B' },
        payee: 'mei',
        amount: yuan('100.00'),
      },
    ],
    [
      'InitiateTransfer',
      {
        commandId: 'c1',
        transferId: 't1',
        payer: { account: 'mei' },
        payee: { account: 'bo' },
        amount: yuan('100.00'),
      },
    ],
    ['ConfirmTransfer', { commandId: 'c2', transferId: 't1', by: { role: 'CUSTOMER' } }],
    [
      'ReportCredited',
      { ...told('t1', 'm1'), account: { account: 'eve' }, amount: yuan('100.00'), executionRef: 'e1' },
    ],
  )

/** The same between two currencies: Mei has yuan, Bo and Eve have dollars. */
const misdirectedDollars = () => {
  const validUntil = '2999-01-01T00:00:00.000Z'
  const quote = { quoteId: 'q1', sellCurrency: 'CNY', buyCurrency: 'USD', rate: '0.14', validUntil }
  const payer = { account: '1', institution: 'B' }
  const by = { role: 'CUSTOMER' }
  const dollars = { decimal: '14.00', currency: 'USD' }
  return doAll(
    ['OpenAccount', { commandId: 'mei', account: 'mei', currency: 'CNY' }],
    ['OpenAccount', { commandId: 'bo', account: 'bo', currency: 'USD' }],
    ['OpenAccount', { commandId: 'eve', account: 'eve', currency: 'USD' }],
    ['ReportIncomingCredit', { ...told('in', 'm0'), rail: 'hvps', payer, payee: 'mei', amount: yuan('100.00') }],
    [
      'InitiateTransfer',
      { commandId: 'c1', transferId: 't1', payer: 'mei', payee: 'bo', amount: yuan('100.00'), quote },
    ],
    ['ConfirmTransfer', { commandId: 'c2', transferId: 't1', by }],
    ['ReportCredited', { ...told('t1', 'm1'), account: 'eve', amount: dollars, executionRef: 'e1' }],
  )
}

const remedy = (...argv: ReadonlyArray<string>) => waybill(['remedy', ...argv, '--in', 'ledger.db'], { cwd })
const withoutKeys = (text: string): string => text.replace(/remedy-[0-9a-f-]{36}/g, '<key>')

describe('waybill remedy', () => {
  it('plans: what may be done, what it needs, and what must never be', async () => {
    await misdirected()
    expect(withoutKeys(golden(await remedy('plan', 't1')))).toMatchSnapshot()
    expect(withoutKeys(golden(await remedy('plan', 't1', '--lang', 'zh')))).toMatchSnapshot()
  })

  it('tries without writing, applies under a name, and says that it is done', async () => {
    await misdirected()
    expect(withoutKeys(golden(await remedy('simulate', 't1', 'CORRECT_DESTINATION')))).toMatchSnapshot()
    expect(withoutKeys(golden(await remedy('apply', 't1', 'CORRECT_DESTINATION')))).toMatchSnapshot()
    expect(
      withoutKeys(golden(await remedy('apply', 't1', 'CORRECT_DESTINATION', '--approved-by', 'Lin'))),
    ).toMatchSnapshot()
    expect(
      withoutKeys(golden(await remedy('apply', 't1', 'CORRECT_DESTINATION', '--approved-by', 'Lin'))),
    ).toMatchSnapshot()
  })

  it('gives the whole plan as JSON', async () => {
    await misdirected()
    const { stdout } = await remedy('plan', 't1', '--json')
    expect(JSON.parse(stdout)).toMatchObject({
      finding: { cause: { leaf: 'F1' } },
      remedies: [
        { remedy: 'CORRECT_DESTINATION', safety: 'guarded', amount: { minorUnits: '10000', currency: 'CNY' } },
      ],
    })
  })

  const policy = {
    version: '7',
    consentedBy: 'Lin',
    automatic: ['CORRECT_DESTINATION'],
    largest: [yuan('500.00')],
    withinMs: 4_000_000_000_000,
    stopped: false,
  }

  it('says of what was exchanged each sum in the currency in which it stands', async () => {
    await misdirectedDollars()
    const { stdout } = await remedy('simulate', 't1', 'CORRECT_DESTINATION')
    expect(stdout).toContain('Bring USD 14.00 from eve, which got it by mistake, to the payee account bo.')
    expect(stdout).toContain('CNY 100.00 OTHER_ACCOUNT eve as USD 14.00 → CNY 100.00 PAYEE bo as USD 14.00')
    expect(stdout).toContain('mei: booked CNY 0.00 (as before)')
    expect(stdout).toContain('eve: booked USD 14.00 → USD 0.00')
  })

  it('applies without a name what a policy lets it', async () => {
    await misdirected()
    const stopped = JSON.stringify({ ...policy, stopped: true })
    expect((await remedy('apply', 't1', 'CORRECT_DESTINATION', '--policy', stopped)).status).toBe(1)
    await writeFile(join(cwd, 'policy.json'), JSON.stringify(policy))
    expect((await remedy('apply', 't1', 'CORRECT_DESTINATION', '--policy', 'policy.json')).status).toBe(0)
  })

  it.each([
    ['a field that is not there', { ...policy, consentedBy: undefined }, 'consentedBy: expected text'],
    ['a remedy that is never applied without asking', { ...policy, automatic: ['PAY_RESTITUTION'] }, 'automatic: exp'],
    ['a sum that is none', { ...policy, largest: [{ currency: 'CNY' }] }, 'largest: expected'],
    ['a field too many', { ...policy, stoped: true }, 'stoped: expected no such field'],
  ])('names what is wrong with a policy: %s', async (_fault, wrong, said) => {
    await misdirected()
    const { status, stderr } = await remedy('plan', 't1', '--policy', JSON.stringify(wrong))
    expect([status, stderr.includes(said)]).toEqual([1, true])
  })

  it('names what is wrong with a command line', async () => {
    expect((await remedy('try', 't1')).status).toBe(2)
    expect((await remedy('apply', 't1')).stderr).toContain('a remedy that the plan lists')
    expect((await remedy('plan', 't1')).stderr).toContain('there is no such file')
  })
})
