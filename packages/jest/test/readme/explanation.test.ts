import { it } from '@jest/globals'
import { cny } from '@waybill/core'
import { anAccount, atTime, givenLog, history, storyTime } from '@waybill/jest'

const lostAnswer = history(
  anAccount('mei', cny('1000.00')),
  {
    _tag: 'InitiateTransfer',
    payer: 'mei',
    payee: { account: '6222 0001', institution: 'Bank of Elsewhere' },
    amount: cny('1000.00'),
    rail: 'hvps',
  },
  { _tag: 'ConfirmTransfer', by: { role: 'CUSTOMER' } },
  { _tag: 'StartSubmission', answerDueAt: storyTime('T+00:15') },
  atTime('T+00:15'),
  {
    _tag: 'DeclareOutcomeUnknown',
    because: 'NO_ANSWER',
    owner: { role: 'OPERATOR' },
    inquiryDueAt: storyTime('T+00:30'),
  },
)

it('money whose fate is unknown is in transit, is asked after, and is never sent again', () => {
  givenLog(lostAnswer)
    .askedAbout({ transfer: 't1', claim: 'NOT_ARRIVED' })
    .thenCause('B4', 'CONFIRMED')
    .thenCustody({ IN_TRANSIT: cny('1000.00') })
    .thenNext({ action: 'INQUIRE', safety: 'safe' }, { action: 'SUBMIT_AGAIN', safety: 'never' })
})
