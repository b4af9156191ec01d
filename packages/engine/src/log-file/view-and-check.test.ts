import * as E from 'fp-ts/lib/Either.js'
import type { LedgerView } from '@waybill/explain'
import type { Anchor } from '@waybill/proof'
import { createMemoryStore } from '@waybill/store-memory'
import { broken, logOf, setAside, untouched } from '../../test/damaged-log.js'
import {
  anchorOver,
  ledger,
  paidDrafts,
  paidLog,
  rentDrafts,
  rentLog,
  written,
  type Draft,
} from '../../test/sample-ledger.js'
import { viewOfStore } from '../ledger-view.js'
import { checkLog, checkStore, type LogCheck } from './check-log.js'
import { importLog } from './import-log.js'
import { ruleSentence } from './rule/rule-sentence.js'
import { viewOfLog } from './view-of-log.js'

const anchor = anchorOver(rentLog)

const viewOf = async (bytes: Uint8Array, against: Anchor | null = anchor): Promise<LedgerView> => {
  const view = await viewOfLog({ file: 'harbour.ndjson', open: () => bytes, anchor: against })()
  if (E.isLeft(view)) throw new Error(JSON.stringify(view.left))
  return view.right
}

const checkOf = async (bytes: Uint8Array, against: Anchor | null = anchor): Promise<LogCheck> => {
  const check = await checkLog({ file: 'harbour.ndjson', open: () => bytes, anchor: against })()
  if (E.isLeft(check)) throw new Error(JSON.stringify(check.left))
  return check.right
}

const paidBytes = logOf(paidLog)
const paidAnchor = anchorOver(paidLog)

const rewritten = (change: (draft: Draft, index: number) => Draft): Uint8Array => logOf(written(paidDrafts.map(change)))

/** The data of a money event with the second leg of its entry at half its sum. */
const halved = (data: string): string => {
  const event = JSON.parse(data) as { entry: { postings: Array<{ amount: { minorUnits: string } }> } }
  event.entry.postings[1]!.amount.minorUnits = '50000'
  return JSON.stringify(event)
}

describe('the view of a log', () => {
  it('is the whole story, complete up to its anchor, whose time is now', async () => {
    const view = await viewOf(untouched)
    expect(view).toMatchObject({
      ledger,
      undecodable: [],
      integrity: { _tag: 'INTACT' },
      completeness: { _tag: 'FILE', anchor: { size: 6, time: anchor.time } },
      now: anchor.time,
    })
    expect(view.events.map(({ event }) => event._tag)).toEqual(rentLog.map(({ type }) => type))
    expect(view.rootAt(6)).toBe(anchor.root)
    expect(view.rootAt(4)).toBe(anchorOver(rentLog.slice(0, 4)).root)
  })

  it('ends without an anchor at its last knowledge, and claims nothing beyond', async () => {
    expect(await viewOf(untouched, null)).toMatchObject({
      completeness: { _tag: 'FILE', anchor: null },
      now: '2031-03-04T08:00:05.250Z',
    })
  })

  it('may go on behind its anchor: now is then its last knowledge, and the anchor covers what it covers', async () => {
    const early = { ...anchorOver(rentLog.slice(0, 3)), time: '2031-03-04T08:00:03.000Z' }
    expect(await viewOf(untouched, early)).toMatchObject({
      completeness: { anchor: { size: 3 } },
      now: '2031-03-04T08:00:05.250Z',
    })
  })

  it.each(Object.entries(broken))('is read on and called broken: %s', async (_damage, { bytes, firstBad }) => {
    const view = await viewOf(bytes)
    expect(view.integrity).toMatchObject({ _tag: 'BROKEN', firstBad })
    expect(view.events.map(({ sequence }) => sequence)).toEqual(view.events.map(({ sequence }) => sequence).sort())
  })

  it('is broken under the anchor of another ledger', async () => {
    expect(await viewOf(untouched, { ...anchor, ledger: 'urn:other' })).toMatchObject({
      integrity: { _tag: 'BROKEN', firstBad: 1 },
      completeness: { anchor: null },
    })
  })

  it.each(Object.entries(setAside))('sets aside what it cannot read: %s', async (_damage, { bytes, reason }) => {
    const view = await viewOf(bytes, null)
    expect(view.integrity).toEqual({ _tag: 'INTACT' })
    expect(view.undecodable).toMatchObject([{ reason, sequence: 7 }])
    expect(view.events).toHaveLength(6)
  })

  it('is the same through a store', async () => {
    const store = createMemoryStore({ ledger })
    await importLog(store, { file: 'harbour.ndjson', open: () => untouched, anchor })()
    const stored = await viewOfStore(store, { _tag: 'FILE', anchor })()
    const read = await viewOf(untouched)
    expect(E.isRight(stored) && { ...stored.right, rootAt: stored.right.rootAt(5) }).toEqual({
      ...read,
      rootAt: read.rootAt(5),
    })
  })
})

describe('the check of a log', () => {
  it('finds nothing wrong with an honest one', async () => {
    expect(await checkOf(paidBytes, paidAnchor)).toMatchObject({
      verdict: { firstBad: null, anchored: true, size: 7 },
      ruleProblems: [],
      setAside: [],
    })
  })

  it('is the same through a store', async () => {
    const store = createMemoryStore({ ledger })
    await importLog(store, { file: 'harbour.ndjson', open: () => paidBytes, anchor: paidAnchor })()
    expect(await checkStore(store, paidAnchor)()).toEqual(E.right(await checkOf(paidBytes, paidAnchor)))
  })

  it('finds an entry that does not balance, and says both what it finds and what follows from the story', async () => {
    const unbalanced = rewritten((draft) =>
      draft.type === 'TransferCredited' ? { ...draft, data: halved(draft.data) } : draft,
    )
    const { ruleProblems, verdict } = await checkOf(unbalanced, null)
    expect(verdict.firstBad).toBeNull()
    expect(ruleProblems.map(({ _tag, sequence }) => [_tag, sequence])).toEqual([
      ['PostingsUnbalanced', 6],
      ['PostingsDiffer', 6],
    ])
    expect(ruleProblems.map(ruleSentence)).toEqual([
      'harbour.ndjson, line 6: TransferCredited, revision 2 of transfer-rent, sequence 6: expected debits and credits of CNY to be equal, but they differ by -500.00.',
      'harbour.ndjson, line 6: TransferCredited, revision 2 of transfer-rent, sequence 6: expected DBIT in-transit:book:CNY CNY 1,000.00, CRDT ben CNY 1,000.00, but DBIT in-transit:book:CNY CNY 1,000.00, CRDT ben CNY 500.00 is stored.',
    ])
  })

  it('finds an entry to another account than the story says', async () => {
    const elsewhere = rewritten((draft) =>
      draft.type === 'TransferCredited'
        ? { ...draft, data: draft.data.replace('{"account":"ben","amount"', '{"account":"eve","amount"') }
        : draft,
    )
    expect((await checkOf(elsewhere, null)).ruleProblems).toMatchObject([{ _tag: 'PostingsDiffer', sequence: 6 }])
  })

  it('finds money that moves in a transfer that was never initiated', async () => {
    const { ruleProblems } = await checkOf(
      logOf(written(rentDrafts.filter(({ type }) => type !== 'TransferInitiated'))),
      null,
    )
    expect(ruleProblems).toMatchObject([
      { _tag: 'PostingsDiffer', sequence: 3, expected: null },
      { _tag: 'ResolvedAgain', sequence: 3, before: 'NOT_INITIATED' },
      { _tag: 'PostingsDiffer', sequence: 5, expected: null },
    ])
  })

  it('finds an account below its floor', async () => {
    const { ruleProblems } = await checkOf(
      rewritten((draft) =>
        draft.stream === 'account-ada' && draft.type === 'AccountOpened'
          ? { ...draft, data: draft.data.replace('"100000"', '"99999"') }
          : draft,
      ),
      null,
    )
    expect(ruleProblems.map(ruleSentence)).toEqual([
      'harbour.ndjson, line 4: TransferConfirmed, revision 1 of transfer-rent, sequence 4: expected ada to stay at CNY -999.99 or above, but it was left at -1,000.00.',
      'harbour.ndjson, line 7: FundsTaken, revision 0 of funds-ada, sequence 7: expected ada to have enough to spend, but it was left with CNY -0.01 available.',
    ])
  })

  const reserved = (total: string, throughSequence: number, sum = '60000'): Draft => ({
    stream: 'funds-ada',
    type: 'FundsReserved',
    data: `{"amount":{"currency":"CNY","minorUnits":"${sum}"},"inflowSeen":{"throughSequence":${throughSequence},"total":{"currency":"CNY","minorUnits":"${total}"}},"transferId":"rent"}`,
  })

  it('finds money that was kept on an inflow that there never was', async () => {
    const { ruleProblems } = await checkOf(logOf(written([...rentDrafts, reserved('5000', 6)])), null)
    expect(ruleProblems.map(ruleSentence)).toEqual([
      'harbour.ndjson, line 7: FundsReserved, revision 0 of funds-ada, sequence 7: expected CNY 0.00 to have come into ada by sequence 6, but CNY 50.00 was counted on.',
    ])
  })

  it('lets a credit line be used after a command about it was refused', async () => {
    const refused: Draft = {
      stream: 'account-ada',
      type: 'CommandRefused',
      data: '{"command":"UnfreezeAccount","commandId":"r","facts":"{}","judgedAt":[],"payload":"{}","rejection":"AccountNotFrozen","throughSequence":6}',
    }
    expect((await checkOf(logOf(written([...rentDrafts, refused, reserved('0', 2)])), null)).ruleProblems).toEqual([])
  })

  it('finds more kept than an account could spend', async () => {
    const { ruleProblems } = await checkOf(logOf(written([...rentDrafts, reserved('0', 2, '120000')])), null)
    expect(ruleProblems.map(ruleSentence)).toEqual([
      'harbour.ndjson, line 7: FundsReserved, revision 0 of funds-ada, sequence 7: expected ada to have enough to spend, but it was left with CNY -200.00 available.',
    ])
  })
})
