import { it } from '@jest/globals'
import { cny } from '@waybill/core'
import { anAccount, atTime, givenLog, history } from '@waybill/jest'
import { anyHistory } from '@waybill/jest/arbitraries'
import { collection, documentsOf, type Projection } from '@waybill/projections'
import * as fc from 'fast-check'

type Spending = { readonly payer: string; readonly spent: bigint }

const spending = collection<Spending>('spending', { spent: true })

const spendingProjection: Projection = {
  name: 'spending',
  version: 1,
  collections: [spending],
  react: (documents, { event }) => {
    if (event._tag !== 'TransferInitiated') return
    const payer = event.payer.account
    const before = documents.get(spending, payer)?.spent ?? 0n
    documents.put(spending, payer, { payer, spent: before + event.amount.minorUnits })
  },
}

const paidTwice = history(
  anAccount('mei', cny('1000.00')),
  anAccount('bo', cny('0')),
  { _tag: 'BookTransfer', payer: 'mei', payee: 'bo', amount: cny('100.00'), by: { role: 'CUSTOMER' } },
  atTime('T+01:00'),
  {
    _tag: 'BookTransfer',
    transferId: 't2',
    payer: 'mei',
    payee: 'bo',
    amount: cny('50.00'),
    by: { role: 'CUSTOMER' },
  },
)

it('spending adds up what a payer has instructed', () => {
  givenLog(paidTwice)
    .projectedBy(spendingProjection)
    .thenDocument(spending, 'mei', { spent: 15_000n })
    .thenNoDocument(spending, 'bo')
  givenLog(paidTwice)
    .thenBalance('mei', { booked: cny('850.00') })
    .thenBalance('mei', { booked: cny('900.00') }, { knownBy: 'T+00:30' })
})

it('spending keeps the laws of projections over any history', () => {
  fc.assert(
    fc.property(anyHistory({ transfers: 2, steps: 8 }), (log) => {
      givenLog(log)
        .projectedBy(spendingProjection)
        .thenSecondDeliveryChangesNothing()
        .thenResumingChangesNothing()
        .thenOrderChangesNothing((model) => documentsOf(spendingProjection, model))
    }),
  )
})
