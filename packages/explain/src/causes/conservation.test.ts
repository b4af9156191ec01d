import { cny } from '@waybill/core'
import { anAccount, givenLog, history, type Step } from '@waybill/jest'

const transferId = 't1'
const customer = { role: 'CUSTOMER', name: 'Jie' } as const
const amount = cny('100.00')
const held: Step = { _tag: 'InitiateTransfer', transferId, payer: 'jie', payee: 'bo', amount }
const confirmed: Step = { _tag: 'ConfirmTransfer', transferId, by: customer }
const credited: Step = { _tag: 'CreditTransfer', transferId }

const balanceOfPostings = (...steps: ReadonlyArray<Step>): ReadonlyArray<string> => {
  const { finding } = givenLog(
    history(anAccount('jie', cny('900.00')), anAccount('bo', cny('0')), ...steps),
  ).askedAbout({ transfer: transferId })
  return finding?.evidence.map(({ shows }) => shows.en).filter((says) => says.startsWith('The postings')) ?? []
}

describe('that the postings balance', () => {
  it('is said of the one money event that there is', () => {
    expect(balanceOfPostings(held, confirmed)).toEqual([
      'The postings of the one money event balance and follow from it.',
    ])
  })

  it('is said of all of them', () => {
    expect(balanceOfPostings(held, confirmed, credited)).toEqual([
      'The postings of all 2 money events balance and follow from their events.',
    ])
  })
})
