import { it } from '@jest/globals'
import { cny } from '@waybill/core'
import { anAccount, atTime, given, storyTime, type Step } from '@waybill/jest'

const initiated: ReadonlyArray<Step> = [
  anAccount('mei', cny('1000.00')),
  anAccount('bo', cny('0')),
  { _tag: 'InitiateTransfer', payer: 'mei', payee: 'bo', amount: cny('100.00'), expiresAt: storyTime('T+00:30') },
]

it('a confirmation lets the money leave the payer', () => {
  given(...initiated)
    .when({ _tag: 'ConfirmTransfer', by: { role: 'CUSTOMER' } })
    .then('TransferConfirmed', { _tag: 'FundsCaptured', amount: cny('100.00') })
    .thenBalance('mei', { booked: cny('900.00') })
})

it('a confirmation at the expiry is refused, and the money stays kept', () => {
  given(...initiated, atTime('T+00:30'))
    .when({ _tag: 'ConfirmTransfer', by: { role: 'CUSTOMER' } })
    .thenRefused('ConfirmationTooLate')
    .thenBalance('mei', { booked: cny('1000.00'), available: cny('900.00') })
})
