import { collection, documentOf, type Projection, type ReadModel } from '@waybill/projections'

type Paid = { readonly day: string; readonly transfers: number; readonly minorUnits: bigint }

const paidByDay = collection<Paid>('busiest-day.paid', { minorUnits: true })

/** A projection as a user writes one: what was confirmed, day by day. */
export const busiestDay: Projection = {
  name: 'busiest-day',
  version: 1,
  collections: [paidByDay],
  react: (documents, { event, occurredAt }) => {
    if (event._tag !== 'TransferConfirmed') return
    const day = occurredAt.slice(0, 10)
    const { transfers, minorUnits } = documents.get(paidByDay, day) ?? { transfers: 0, minorUnits: 0n }
    const paid = event.entry.postings
      .filter(({ creditDebit }) => creditDebit === 'DBIT')
      .reduce((sum, { amount }) => sum + amount.minorUnits, 0n)
    documents.put(paidByDay, day, { day, transfers: transfers + 1, minorUnits: minorUnits + paid })
  },
}

export const paidOn =
  (day: string) =>
  (model: ReadModel): Paid | null =>
    documentOf(model, paidByDay, day)
