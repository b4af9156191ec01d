import type { Collection } from '../collection.js'
import type { Keeping } from '../fold-projection.js'
import { allDocuments, emptyReadModel, ownDocuments } from '../read-model.js'
import { balanceProjection } from './balance-projection.js'
import {
  accounts,
  entries,
  incomingItems,
  instructionExtracts,
  inTransitItems,
  reservations,
  type BookedEntry,
} from './document.js'
import { balancesAlone, balancesOfAccount } from './of-account.js'

/** Which of some documents are kept, by their numbers from 0. */
const kept = <D>(
  keeping: Keeping,
  collection: Collection<D>,
  ...given: ReadonlyArray<object>
): ReadonlyArray<number> => {
  const model = emptyReadModel(balanceProjection)
  const documents = keeping(ownDocuments(model))
  for (const [place, document] of given.entries()) documents.put(collection, `${place}`, document as D)
  const found: ReadonlyArray<unknown> = allDocuments(model, collection)
  return [...given.keys()].filter((place) => found.includes(given[place]))
}

const of = (account: string) => ({ account })
const towards = (account: string | null) => ({ towards: account })
const pays = (payee: string | null, ...payers: ReadonlyArray<string>) => ({
  towards: payee,
  feeShares: payers.map((account) => ({ account, share: 1n })),
})

describe('what is kept of the balances of a ledger for one account', () => {
  const ofMei = balancesOfAccount('mei', ({ number }: BookedEntry) => number > 1)

  it('are its own documents', () => {
    for (const collection of [accounts, reservations])
      expect(kept(ofMei, collection as Collection<unknown>, of('mei'), of('bo'))).toEqual([0])
  })

  it('are those of its entries that are asked for', () => {
    const entry = (account: string, number: number) => ({ account, number, currency: 'CNY' })
    const given = [entry('mei', 1), entry('mei', 2), entry('bo', 2), entry('mei', 3)]
    expect(kept(ofMei, entries, ...given)).toEqual([1, 3])
    expect(kept(balancesOfAccount('mei', 'LAST'), entries, ...given)).toEqual([0, 1, 3])
  })

  it('is what comes to it, and all money in transit', () => {
    expect(kept(ofMei, incomingItems, towards('mei'), towards('bo'), towards(null))).toEqual([0])
    expect(kept(ofMei, inTransitItems, towards('mei'), towards('bo'), towards(null))).toEqual([0, 1, 2])
  })

  it('are the instructions that pay to it, or of whose fees it pays some', () => {
    const given = [pays('mei'), pays('bo'), pays('bo', 'ana', 'mei'), pays(null, 'ana'), pays('mei', 'ana')]
    expect(kept(ofMei, instructionExtracts, ...given)).toEqual([0, 2, 4])
  })
})

describe('what is kept of the balances of a ledger for their sums', () => {
  it('are the accounts, what is in transit, and the instructions, and no row of them', () => {
    expect(kept(balancesAlone, accounts, of('mei'), of('bo'))).toEqual([0, 1])
    expect(kept(balancesAlone, inTransitItems, towards('mei'))).toEqual([0])
    expect(kept(balancesAlone, instructionExtracts, pays(null))).toEqual([0])
    expect(kept(balancesAlone, entries, of('mei'))).toEqual([])
    expect(kept(balancesAlone, reservations, of('mei'))).toEqual([])
  })
})
