import { agreementOf, type AnchorAgreement, anchorProblems, vouchedFor } from './anchor-agreement.js'
import type { Anchor } from './anchor.js'
import type { LogProblem } from './order-problem.js'

const ledger = 'urn:waybill:ledger:harbour'
const anchorOf = (size: number, root = 'a'): Anchor => ({ ledger, size, root, time: '2031-03-04T12:00:00.000Z' })
const agrees = (size: number): AnchorAgreement => ({ _tag: 'Agrees', anchor: anchorOf(size) })
const differs = (size: number): AnchorAgreement => ({ _tag: 'RootDiffers', anchor: anchorOf(size), found: 'b' })

const broken = (ordinal: number, doubtFrom: number, sequence = ordinal): LogProblem => ({
  _tag: 'ChainBroken',
  stream: 'transfer-rent',
  revision: 1,
  expected: 'c',
  found: 'd',
  previousSequence: null,
  sequence,
  ordinal,
  doubtFrom,
})

describe('an anchor', () => {
  const roots = new Map([[4, { stored: 'a', repaired: 'b' }]])

  it('agrees with the hashes that are stored, or with those that follow from the content', () => {
    expect(agreementOf(anchorOf(4, 'a'), ledger, roots)).toEqual({ _tag: 'Agrees', anchor: anchorOf(4, 'a') })
    expect(agreementOf(anchorOf(4, 'b'), ledger, roots)).toEqual({ _tag: 'Agrees', anchor: anchorOf(4, 'b') })
    expect(agreementOf(anchorOf(4, 'c'), ledger, roots)).toEqual({
      _tag: 'RootDiffers',
      anchor: anchorOf(4, 'c'),
      found: 'a',
    })
  })

  it('is not reached by a log that is shorter, and of no use to another ledger', () => {
    expect(agreementOf(anchorOf(5), ledger, roots)).toEqual({ _tag: 'NotReached', anchor: anchorOf(5) })
    expect(agreementOf(anchorOf(4), 'elsewhere', roots)).toEqual({
      _tag: 'OtherLedger',
      anchor: anchorOf(4),
      ledger: 'elsewhere',
    })
    expect(agreementOf(anchorOf(4), null, roots)._tag).toBe('Agrees')
  })
})

describe('what anchors vouch for', () => {
  const doubt = (agreements: ReadonlyArray<AnchorAgreement>, problem: LogProblem): number =>
    vouchedFor(agreements)(problem).doubtFrom

  it('is nothing where there is none, or none that agrees', () => {
    expect(doubt([], broken(5, 2))).toBe(2)
    expect(doubt([differs(3), differs(9)], broken(5, 2))).toBe(2)
  })

  it('is all that they cover: a problem behind one reaches no further back', () => {
    expect(doubt([agrees(3)], broken(5, 2))).toBe(4)
    expect(doubt([agrees(3), agrees(1), agrees(2)], broken(5, 2))).toBe(4)
    expect(doubt([agrees(4)], broken(5, 5))).toBe(5)
    expect(doubt([differs(4), agrees(2)], broken(5, 1))).toBe(3)
  })

  it('is the order within them: an event stands where it was read, whatever sequence it bears', () => {
    expect(doubt([agrees(8)], broken(5, 40, 40))).toBe(5)
    expect(doubt([agrees(5)], broken(5, 40, 40))).toBe(5)
    expect(doubt([differs(9), agrees(8)], broken(5, 40, 40))).toBe(5)
    expect(doubt([agrees(4)], broken(5, 40, 40))).toBe(40)
    expect(doubt([agrees(8)], broken(5, 3))).toBe(3)
  })

  it('leaves everything else of a problem as it was', () => {
    expect(vouchedFor([agrees(3)])(broken(5, 2))).toEqual(broken(5, 4))
  })
})

describe('what anchors find wrong', () => {
  const late = (ordinal: number, doubtFrom: number): LogProblem => ({
    _tag: 'SequenceOutOfOrder',
    behind: 9,
    sequence: doubtFrom,
    ordinal,
    doubtFrom,
  })
  const differing = (size: number, doubtFrom: number) => ({
    _tag: 'AnchorRootDiffers',
    size,
    expected: 'a',
    found: 'b',
    doubtFrom,
  })

  it('is nothing where they agree', () => {
    expect(anchorProblems([agrees(4), agrees(8)], 8, [])).toEqual([])
  })

  it('is a tail cut off where the last sequence is smaller than the anchor, and not where only a gap is', () => {
    const notReached: AnchorAgreement = { _tag: 'NotReached', anchor: anchorOf(8) }
    expect(anchorProblems([notReached], 7, [])).toEqual([
      { _tag: 'AnchorSizeShort', anchorSize: 8, lastSequence: 7, doubtFrom: 8 },
    ])
    expect(anchorProblems([notReached], 8, [])).toEqual([])
  })

  it('is another ledger, which puts all in doubt', () => {
    const other: AnchorAgreement = { _tag: 'OtherLedger', anchor: anchorOf(8), ledger: 'elsewhere' }
    expect(anchorProblems([other], 8, [])).toEqual([
      { _tag: 'AnchorLedgerDiffers', size: 8, expected: 'elsewhere', found: ledger, doubtFrom: 1 },
    ])
  })

  it('is another root, which puts in doubt all behind the last that agrees', () => {
    expect(anchorProblems([differs(8)], 8, [])).toEqual([differing(8, 1)])
    expect(anchorProblems([agrees(3), agrees(5), differs(8)], 8, [])).toEqual([differing(8, 6)])
    expect(anchorProblems([agrees(8), differs(8)], 8, [])).toEqual([differing(8, 1)])
    expect(anchorProblems([agrees(9), differs(8)], 8, [broken(2, 2)])).toEqual([differing(8, 1)])
  })

  it('is explained by lines that were moved within it, from the first of them on', () => {
    expect(anchorProblems([differs(8)], 8, [late(7, 6), late(5, 4), late(6, 5)])).toEqual([differing(8, 4)])
    expect(anchorProblems([differs(8)], 8, [late(8, 7)])).toEqual([differing(8, 7)])
    expect(anchorProblems([differs(8)], 9, [late(9, 7)])).toEqual([differing(8, 1)])
    expect(anchorProblems([differs(8)], 9, [late(7, 12)])).toEqual([differing(8, 8)])
    for (const _tag of ['SequenceGap', 'SequenceRepeated'] as const)
      expect(anchorProblems([differs(8)], 8, [{ ...late(7, 6), _tag, from: 6, to: 6, expected: 6 }])).toEqual([
        differing(8, 6),
      ])
  })
})
