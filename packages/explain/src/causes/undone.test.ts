import { cny, type MoneyInput } from '@waybill/core'
import { anAccount, givenLog, history, storyTime, type Step } from '@waybill/jest'

const landlord = { account: '6222021001150438817', institution: 'Qinghe Bank' } as const
const bank = { role: 'RECEIVING_INSTITUTION', name: 'Qinghe Bank' } as const
const wish = { codeSet: 'ISO20022', code: 'FOCR' } as const
const jie = anAccount('jie', cny('9000.00'), { customer: 'c1' })

/** CNY 500.00, sent, confirmed and credited. */
const paidAs = (arrives: MoneyInput, fields: object = {}): ReadonlyArray<Step> => [
  {
    _tag: 'InitiateTransfer',
    transferId: 't1',
    payer: 'jie',
    payee: landlord,
    amount: cny('500.00'),
    rail: 'hvps',
    customer: 'c1',
    ...fields,
  },
  { _tag: 'ConfirmTransfer', transferId: 't1', by: { role: 'CUSTOMER' } },
  { _tag: 'ReportCredited', transferId: 't1', account: landlord, amount: arrives, by: bank, executionRef: 'e1' },
]
const paid = paidAs(cny('500.00'))

const sentBack = (decimal: string, kept?: string, executionRef = 'r1'): Step => ({
  _tag: 'ReportReturned',
  transferId: 't1',
  amount: cny(decimal),
  reason: wish,
  by: bank,
  executionRef,
  ...(kept === undefined ? {} : { fees: [{ kind: 'RETURN', amount: cny(kept), bearer: 'PAYER' as const }] }),
})

const asked = (...back: ReadonlyArray<Step>) => givenLog(history(jie, ...paid, ...back)).askedAbout({ transfer: 't1' })

describe('money that was sent back', () => {
  it('is back in full when all of it came [E1]', () => {
    asked(sentBack('500.00')).thenCause('E1', 'CONFIRMED')
  })

  it('is back less charges when what came and what was kept make up the whole, each in its place [E3]', () => {
    const { finding } = asked(sentBack('495.00', '5.00'))
      .thenCause('E3', 'CONFIRMED')
      .thenNext({ action: 'REFUND_CHARGES', safety: 'propose' }, { action: 'COMPENSATE_AGAIN', safety: 'never' })
    expect(finding?.custody.map(({ place, amount }) => [place, amount])).toEqual([
      ['PAYER_AVAILABLE', '49500'],
      ['FEES', '500'],
      ['UNACCOUNTED', '0'],
    ])
    expect(finding?.answer.en).toContain('whoever sent it back kept CNY 5.00 of it as charges')
    expect(finding?.answer.zh).toContain('5.00')
  })

  it('is back less charges when several returns and their charges make up the whole [E3]', () => {
    asked(sentBack('197.00', '3.00'), sentBack('298.00', '2.00', 'r2')).thenCause('E3', 'CONFIRMED')
  })

  it('is back in part while a part of it, beside the charges, has not come [E4]', () => {
    asked(sentBack('300.00', '5.00')).thenCause('E4', 'CONFIRMED')
  })

  it('is back in full where the charges were worth less than a minor unit of it at the quote [E1]', () => {
    const won = (minorUnits: bigint) => ({ minorUnits, currency: 'KRW' }) as const
    const validUntil = storyTime('T+01:00')
    const quote = { quoteId: 'q1', sellCurrency: 'CNY', buyCurrency: 'KRW', rate: '195.3', validUntil } as const
    const back = (amount: bigint, kept: bigint, executionRef: string): Step => ({
      _tag: 'ReportReturned',
      amount: won(amount),
      reason: wish,
      by: bank,
      executionRef,
      ...(kept === 0n ? {} : { fees: [{ kind: 'RETURN', amount: won(kept), bearer: 'PAYER' }] }),
    })
    const steps = paidAs(won(97_650n), { quote })
    const { finding } = givenLog(history(jie, ...steps, back(50_001n, 1n, 'r1'), back(47_648n, 0n, 'r2')))
      .askedAbout({ transfer: 't1' })
      .thenCause('E1', 'CONFIRMED')
    expect(finding?.secondary.map(({ leaf }) => leaf)).not.toContain('E3')
    expect(finding?.answer.en).not.toContain('charges')
  })
})
