import { expect, it } from '@jest/globals'
import { cny } from '@waybill/core'
import { givenLog } from '../explanation/given-log.js'
import { history } from '../explanation/history.js'
import { given, type Claims } from './given.js'
import { anAccount } from './step.js'

// Tried by the compiler alone: none of it runs.
const compiled = (): void => {
  const by = { role: 'CUSTOMER' } as const
  const confirmed = given(anAccount('mei', cny('1.00'))).when({ _tag: 'ConfirmTransfer', by })
  confirmed.then({ _tag: 'TransferConfirmed', by })
  confirmed.thenState({ credited: cny('1.00'), inTransit: 5n, instruction: { payee: 'bo', payer: { account: 'mei' } } })
  const asked = givenLog(history()).askedAbout({ transfer: 't1' })

  // @ts-expect-error the word of an event that is none
  confirmed.then('TransferConfirmd')
  // @ts-expect-error a field that the event has not
  confirmed.then({ _tag: 'TransferConfirmed', amount: cny('1.00') })
  // @ts-expect-error a refusal that is none
  confirmed.thenRefused('ConfirmationLate')
  // @ts-expect-error a status that is none
  confirmed.thenState('DONE')
  // @ts-expect-error events are claimed first, or not at all: what was claimed of is no promise any more
  const again: Claims = confirmed.thenState('CREDITED')
  again.thenState('CREDITED')
  // @ts-expect-error a field that the command must have
  given().when({ _tag: 'ConfirmTransfer' })
  // @ts-expect-error a sum that is a number
  anAccount('mei', 1000)
  // @ts-expect-error a question about nothing
  givenLog(history()).askedAbout({ claim: 'NOT_ARRIVED' })
  // @ts-expect-error a cause that is none
  asked.thenCause('B9')
}

it('refuses words, fields and values that are none when it is compiled', () => {
  expect(typeof compiled).toBe('function')
})
