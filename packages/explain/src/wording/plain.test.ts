import { accountBesideSum, allOf, counted, sayAccount } from './plain.js'

describe('an account as a person may be shown it', () => {
  it('is told by its last four characters where a bank gave its number', () => {
    expect(accountBesideSum('6222021001150438827')).toBe('…8827')
    expect(accountBesideSum('DE89370400440532013000')).toBe('…3000')
    expect(sayAccount({ account: '6222021001150438827', institution: 'ICBC' })).toEqual({
      en: 'account …8827 at ICBC',
      // Behind 收款方 the name of the bank in front would read as that of the payee.
      zh: '账户 …8827（ICBC）',
    })
  })

  it('is told whole where it is a name of this book', () => {
    expect(accountBesideSum('wallet-lin-tao')).toBe('wallet-lin-tao')
    expect(accountBesideSum('in-transit:IBPS:CNY')).toBe('in-transit:IBPS:CNY')
    expect(sayAccount({ account: 'bo' }).zh).toBe('账户 bo')
  })
})

describe('how many of something there are', () => {
  it('is told in the singular where there is one', () => {
    expect([counted(0, 'event'), counted(1, 'event'), counted(2, 'event')]).toEqual(['0 events', '1 event', '2 events'])
    expect([allOf(1, 'transfer'), allOf(2, 'transfer')]).toEqual(['the one transfer', 'all 2 transfers'])
  })
})
