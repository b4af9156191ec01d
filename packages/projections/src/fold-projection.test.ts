import * as E from 'fp-ts/lib/Either.js'
import type { UndecodableEvent } from '@waybill/core'
import { openWithMoney, testLedger } from '../test/test-ledger.js'
import { balanceProjection } from './balance/balance-projection.js'
import { balanceIn } from './balance/balance.js'
import { deliveriesOf } from './delivery.js'
import { continueFold, foldPastGaps, foldProjection } from './fold-projection.js'
import { snapshot, unreadIn, type ReadModel } from './read-model.js'

const ledgerOfTwo = () => {
  const ledger = testLedger()
  openWithMoney(ledger, { mei: 1000n, bo: 200n })
  return ledger
}

const folded = (outcome: ReturnType<typeof foldProjection>): ReadModel => {
  if (E.isLeft(outcome)) throw new Error(JSON.stringify(outcome.left))
  return outcome.right
}

describe('folding a ledger', () => {
  it('stops at a gap and names it', () => {
    const { events } = ledgerOfTwo()
    expect(
      foldProjection(
        balanceProjection,
        events.filter(({ sequence }) => sequence !== 3),
      ),
    ).toEqual(E.left({ _tag: 'SequenceGap', projection: 'balance', expected: 3, found: 4 }))
  })

  it('stops when a later position comes before an earlier one', () => {
    const [first, second, third] = ledgerOfTwo().events
    expect(foldProjection(balanceProjection, [first!, third!, second!])).toEqual(
      E.left({ _tag: 'SequenceGap', projection: 'balance', expected: 2, found: 3 }),
    )
  })

  it('reads a damaged log past its gaps when asked to, and lists them', () => {
    const { events } = ledgerOfTwo()
    const { model, missing } = foldPastGaps(
      balanceProjection,
      events.filter(({ sequence }) => sequence !== 3 && sequence !== 4),
    )
    expect(missing).toEqual([{ from: 3, to: 4 }])
    expect(model.throughSequence).toBe(events.length)
    expect(balanceIn(model, 'mei', 'CNY').booked).toBe(0n)
    expect(balanceIn(model, 'bo', 'CNY').booked).toBe(200n)
  })

  it('counts a position that it cannot read and keeps a note of it', () => {
    const { events } = ledgerOfTwo()
    const { stream, revision, sequence, id } = events[3]!
    const unreadable: UndecodableEvent = {
      _tag: 'UndecodableEvent',
      stream,
      revision,
      sequence,
      id,
      type: 'TransferTeleported',
      schemaVersion: 1,
      reason: 'UNKNOWN_TYPE',
      problems: [],
    }
    const readable = events.filter((event) => event.sequence !== sequence)
    const model = folded(foldProjection(balanceProjection, deliveriesOf(readable, [unreadable])))
    expect(model.throughSequence).toBe(events.length)
    expect(unreadIn(model)).toEqual([
      { sequence: 4, stream, type: 'TransferTeleported', reason: 'UNKNOWN_TYPE', eventId: id },
    ])
  })

  it('changes the model in place, and a snapshot stays', () => {
    const { events } = ledgerOfTwo()
    const model = folded(foldProjection(balanceProjection, events.slice(0, 4)))
    const kept = snapshot(model)
    folded(continueFold(balanceProjection, model, events))
    expect(kept.throughSequence).toBe(4)
    expect(balanceIn(kept, 'bo', 'CNY').booked).toBe(0n)
    expect(balanceIn(model, 'bo', 'CNY').booked).toBe(200n)
  })
})
