import { evolveTransfer, type Transfer, type TransferEvent } from '@waybill/core'
import { createTransferShelf } from './transfer-shelf.js'

const amountOf = (minorUnits: number) => ({ currency: 'CNY', minorUnits: BigInt(minorUnits) }) as const

/** A transfer that was initiated, confirmed and credited, one of many between a thousand accounts. */
const finished = (number: number): Transfer => {
  const amount = amountOf(100 + ((number * 7919) % 100_000))
  const [payer, payee] = [{ account: `acc-${number % 1000}` }, { account: `acc-${(number * 31) % 1000}` }]
  const uetr = `7d1f3a52-0c4e-4b6a-9d2f-${number.toString(16).padStart(12, '0')}`
  const instruction = {
    transferId: `t-${number}`,
    payer,
    payee,
    amount,
    rail: 'book',
    confirmationRequired: true,
    uetr,
  }
  const entry = { bookingDate: '2031-03-04', valueDate: '2031-03-04', postings: [] }
  const events: ReadonlyArray<TransferEvent> = [
    { _tag: 'TransferInitiated', ...instruction, funding: [{ ...payer, amount }], fees: [], purpose: 'rent' },
    { _tag: 'TransferConfirmed', by: { role: 'CUSTOMER' }, entry },
    { _tag: 'TransferCredited', account: payee, amount, entry },
  ]
  const transfer = events.reduce(evolveTransfer, null)
  if (transfer === null) throw new Error('a transfer that was initiated is there')
  return transfer
}

it('keeps each of many finished transfers in less than forty bytes, and gives it back for a late event', () => {
  const shelf = createTransferShelf()
  const many = 30_000
  for (let number = 0; number < many; number += 1) shelf.put(number, `transfer-t-${number}`, finished(number))
  expect(shelf.bytes() / many).toBeLessThan(40)
  const lately = many - 1
  for (const number of [0, 1, 12_345, lately]) {
    const { instruction, ...sums } = finished(number)
    const { purpose: _purpose, ...bearing } = instruction
    const expected = { ...sums, instruction: { ...bearing, uetr: '' } }
    expect(shelf.get(number, `transfer-t-${number}`)).toEqual(expected)
  }
  expect(shelf.get(many, 'transfer-unknown')).toBeNull()
})
