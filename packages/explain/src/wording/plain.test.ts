import { accountBesideSum, sayAccount } from './plain.js'

describe('an account as a person may be shown it', () => {
  it('is told by its last four characters where a bank gave its number', () => {
    expect(accountBesideSum('6222021001150438827')).toBe('…8827')
    expect(accountBesideSum('DE89370400440532013000')).toBe('…3000')
    expect(sayAccount({ account: '6222021001150438827', institution: 'ICBC' }).en).toBe('account …8827 at ICBC')
  })

  it('is told whole where it is a name of this book', () => {
    expect(accountBesideSum('wallet-lin-tao')).toBe('wallet-lin-tao')
    expect(accountBesideSum('in-transit:IBPS:CNY')).toBe('in-transit:IBPS:CNY')
    expect(sayAccount({ account: 'bo' }).zh).toBe('账户 bo')
  })
})
