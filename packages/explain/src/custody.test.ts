import { cny } from '@waybill/core'
import { anAccount, givenLog, history, storyTime, type Step } from '@waybill/jest'

const bank = { role: 'RECEIVING_INSTITUTION', name: 'Qinghe Bank' } as const
const clerk = { role: 'OPERATOR', name: 'Ann' } as const
const hvps = { role: 'NETWORK', name: 'HVPS' } as const
const there = { account: '6222 0001', institution: 'Qinghe Bank' } as const
const strangers = { account: '6222 9999', institution: 'Qinghe Bank' } as const
const reason = { codeSet: 'ISO20022:ExternalReturnReason1Code', code: 'MS03' } as const

const people: ReadonlyArray<Step> = [
  anAccount('mei', cny('100.00')),
  anAccount('bo', cny('0')),
  anAccount('eve', cny('0')),
]
const inBook: ReadonlyArray<Step> = [
  ...people,
  { _tag: 'InitiateTransfer', transferId: 't1', payer: 'mei', payee: 'bo', amount: cny('100.00') },
  { _tag: 'ConfirmTransfer', transferId: 't1', by: { role: 'CUSTOMER' } },
]
const overRail: ReadonlyArray<Step> = [
  ...people,
  { _tag: 'InitiateTransfer', transferId: 't1', payer: 'mei', payee: there, amount: cny('100.00'), rail: 'hvps' },
  { _tag: 'ConfirmTransfer', transferId: 't1', by: { role: 'CUSTOMER' } },
]
const credited = (account: string | typeof there | typeof strangers, decimal: string, executionRef: string): Step => ({
  _tag: 'ReportCredited',
  transferId: 't1',
  account: account as 'eve',
  amount: cny(decimal),
  by: hvps,
  executionRef,
})
const returned = (decimal: string): Step => ({
  _tag: 'ReportReturned',
  transferId: 't1',
  amount: cny(decimal),
  reason,
  by: bank,
  executionRef: 'y1',
})
const corrected = (from: string, to: string, decimal: string): Step => ({
  _tag: 'PostCorrection',
  transferId: 't1',
  from,
  to,
  amount: cny(decimal),
  corrects: 'a credit',
  by: clerk,
  approvedBy: { role: 'OPERATOR', name: 'Joe' },
  reason: 'Found by the audit',
})

const asked = (...steps: ReadonlyArray<Step>) => givenLog(history(...steps)).askedAbout({ transfer: 't1' }).finding

const placesOf = (...steps: ReadonlyArray<Step>) =>
  asked(...steps)?.custody.map(({ place, account = '', amount }) => `${place} ${account} ${amount}`)

describe('where the money is', () => {
  it('is told of the payee when a reversal took it from there, though another account was credited later', () => {
    expect(
      placesOf(
        ...inBook,
        { _tag: 'CreditTransfer', transferId: 't1', amount: cny('60.00') },
        credited('eve', '40.00', 'x1'),
        {
          _tag: 'ReverseTransfer',
          transferId: 't1',
          amount: cny('60.00'),
          kind: 'MISPOSTING',
          by: clerk,
          authority: 'Terms',
        },
      ),
    ).toEqual(['OTHER_ACCOUNT eve 4000', 'PAYER_AVAILABLE mei 6000', 'UNACCOUNTED  0'])
  })

  it('moves with a correction of all that an account was credited with, in however many credits', () => {
    const twice = [...inBook, credited('eve', '50.00', 'x1'), credited('eve', '50.00', 'x2')]
    expect(placesOf(...twice, corrected('eve', 'bo', '80.00'))).toEqual([
      'OTHER_ACCOUNT eve 2000',
      'PAYEE bo 8000',
      'UNACCOUNTED  0',
    ])
  })

  it('is with the payee when another account that got a part of it sent that back, whoever was credited last', () => {
    const split = [...overRail, credited(strangers, '40.00', 'x1'), credited(there, '60.00', 'x2')]
    expect(placesOf(...split, returned('40.00'))).toEqual([
      'PAYEE 6222 0001 6000',
      'PAYER_AVAILABLE mei 4000',
      'UNACCOUNTED  0',
    ])
  })

  it('is with the payee once the payer, who had it back, paid for a credit that came late', () => {
    expect(
      placesOf(...overRail, returned('100.00'), credited(there, '100.00', 'x1'), {
        _tag: 'ResolveException',
        transferId: 't1',
        exceptionId: 'x1',
        how: 'ALLOCATED',
        account: 'mei',
        by: clerk,
        reason: 'Mei agreed',
      }),
    ).toEqual(['PAYEE 6222 0001 10000', 'UNACCOUNTED  0'])
  })
})

describe('what was put right', () => {
  const putRight = [...inBook, credited('eve', '100.00', 'x1'), corrected('eve', 'mei', '100.00')]

  it('is told as such when the payer has it again by a correction', () => {
    expect(asked(...putRight)?.answer.en).toContain('nothing more is owed')
  })

  it('is told so no longer when the correction was undone', () => {
    expect(asked(...putRight, corrected('mei', 'eve', '100.00'))?.answer.en).not.toContain('nothing more is owed')
  })
})

describe('where the money is that a rail exchanged in parts', () => {
  const won = (minorUnits: bigint) => ({ minorUnits, currency: 'KRW' }) as const
  const validUntil = storyTime('T+01:00')
  const quote = { quoteId: 'q1', sellCurrency: 'CNY', buyCurrency: 'KRW', rate: '1472.5', validUntil } as const
  const begun: ReadonlyArray<Step> = [
    ...people,
    {
      _tag: 'InitiateTransfer',
      transferId: 't1',
      payer: 'mei',
      payee: there,
      amount: cny('100.00'),
      rail: 'hvps',
      quote,
    },
    { _tag: 'ConfirmTransfer', transferId: 't1', by: { role: 'CUSTOMER' } },
  ]
  const arrived = (account: typeof there | typeof strangers, minorUnits: bigint, executionRef: string): Step => ({
    _tag: 'ReportCredited',
    transferId: 't1',
    account,
    amount: won(minorUnits),
    by: hvps,
    executionRef,
  })
  const sentBack = (minorUnits: bigint): Step => ({
    _tag: 'ReportReturned',
    transferId: 't1',
    amount: won(minorUnits),
    reason,
    by: bank,
    executionRef: 'y1',
  })
  const found = (...steps: ReadonlyArray<Step>) => {
    const finding = asked(...begun, ...steps)
    const rows = finding?.custody.map(({ place, amount, quote: became }) =>
      became === undefined ? `${place} ${amount}` : `${became.place} ${amount} as ${became.amount}`,
    )
    return { rows, next: finding?.next.map(({ action }) => action) }
  }

  it('is with the payee alone once all that another account got was sent back, whatever rounding leaves of it', () => {
    const { rows, next } = found(
      arrived(there, 29n, 'e1'),
      arrived(strangers, 30n, 'e2'),
      arrived(strangers, 11n, 'e3'),
      arrived(there, 147_180n, 'e4'),
      sentBack(41n),
    )
    expect(rows).toEqual(['PAYEE 9997 as 147209', 'PAYER_AVAILABLE 3', 'UNACCOUNTED 0'])
    expect(next).not.toContain('CORRECT_DESTINATION')
  })

  it('is on another account too while anything is, though it be worth no minor unit of the amount', () => {
    const { rows, next } = found(arrived(strangers, 124n, 'e1'), arrived(there, 147_126n, 'e2'), sentBack(111n))
    expect(rows).toEqual(['OTHER_ACCOUNT 0 as 13', 'PAYEE 9992 as 147126', 'PAYER_AVAILABLE 8', 'UNACCOUNTED 0'])
    expect(next).toContain('CORRECT_DESTINATION')
  })
})
