import { ledgerProblems, type LedgerShare, mainLedger } from './ledger-share.js'

const share = (ledger: string, count: number, sequence: number): LedgerShare => ({
  ledger,
  count,
  first: { sequence, ordinal: sequence },
})

describe('the ledger of a log', () => {
  it('is the one that most events name, the one named first where several are equal', () => {
    expect(mainLedger([share('a', 2, 1), share('b', 3, 2), share('c', 3, 3)])).toBe('b')
    expect(mainLedger([share('a', 3, 1), share('b', 3, 2)])).toBe('a')
    expect(mainLedger([])).toBe(null)
  })

  it('makes every other one foreign, where it was named first', () => {
    expect(ledgerProblems([share('a', 1, 1), share('b', 3, 2), share('c', 2, 5)])).toEqual([
      { _tag: 'ForeignLedger', expected: 'b', found: 'a', count: 1, sequence: 1, ordinal: 1, doubtFrom: 1 },
      { _tag: 'ForeignLedger', expected: 'b', found: 'c', count: 2, sequence: 5, ordinal: 5, doubtFrom: 5 },
    ])
    expect(ledgerProblems([share('a', 4, 1)])).toEqual([])
    expect(ledgerProblems([])).toEqual([])
  })
})
