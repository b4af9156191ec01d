// The events of a transfer as somebody would write them who checks nothing: the same words, streams and data text
// that the engine writes.

const currency = 'CNY'
const bookingDate = '2031-03-04'

const amountOf = (minorUnits) => ({ currency, minorUnits: String(minorUnits) })

const posting = (account, creditDebit, amount) => ({ account, amount, creditDebit })

const entryOf = (...postings) => ({ bookingDate, postings, valueDate: bookingDate })

const inTransit = `in-transit:book:${currency}`

/** The writes of the three commands of a transfer, in order: for each the streams, words and data of its events. */
export const plainWrites = ({ transferId, payer, payee, minorUnits, uetr }, { openingMinorUnits, throughSequence }) => {
  const amount = amountOf(minorUnits)
  const stream = `transfer-${transferId}`
  const funds = `funds-${payer}`
  return [
    () => [
      {
        stream,
        type: 'TransferInitiated',
        data: JSON.stringify({
          amount,
          channel: 'mobile',
          confirmationRequired: true,
          fees: [],
          funding: [{ account: payer, amount }],
          payee: { account: payee },
          payer: { account: payer },
          promisedBy: '2031-03-04T12:00:00.000Z',
          purpose: 'rent',
          rail: 'book',
          transferId,
          uetr,
        }),
      },
      {
        stream: funds,
        type: 'FundsReserved',
        data: JSON.stringify({
          amount,
          inflowSeen: { throughSequence, total: amountOf(openingMinorUnits) },
          transferId,
        }),
      },
    ],
    () => [
      {
        stream,
        type: 'TransferConfirmed',
        data: JSON.stringify({
          by: { role: 'CUSTOMER' },
          entry: entryOf(posting(payer, 'DBIT', amount), posting(inTransit, 'CRDT', amount)),
          strength: 'STRONG',
        }),
      },
      { stream: funds, type: 'FundsCaptured', data: JSON.stringify({ amount, transferId }) },
    ],
    () => [
      {
        stream,
        type: 'TransferCredited',
        data: JSON.stringify({
          account: { account: payee },
          amount,
          entry: entryOf(posting(inTransit, 'DBIT', amount), posting(payee, 'CRDT', amount)),
        }),
      },
    ],
  ]
}
