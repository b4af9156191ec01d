import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { isBookAccount } from '../ledger/account-id.js'
import type { TransferInitiated } from './event.js'
import { givenBack } from './postings.js'

const sum = fc.bigInt({ min: 1n, max: 100_000n })
const yuan = (minorUnits: bigint) => ({ minorUnits, currency: 'CNY' }) as const

/** An instruction whose sources pay its amount and its fees. */
const instruction = fc
  .tuple(fc.array(sum, { minLength: 1, maxLength: 8 }), fc.array(sum, { maxLength: 3 }))
  .map(([sources, fees]) => {
    const paid = sources.reduce((left, right) => left + right, 0n)
    const charged = fees.reduce((left, right) => left + right, 0n)
    const short = charged >= paid ? charged - paid + 1n : 0n
    const funding = sources.map((minorUnits, index) => ({
      account: `source-${index}`,
      amount: yuan(index === 0 ? minorUnits + short : minorUnits),
    }))
    const initiated: TransferInitiated = {
      _tag: 'TransferInitiated',
      transferId: 't1',
      payer: { account: 'source-0' },
      payee: { account: 'bo' },
      amount: yuan(paid + short - charged),
      rail: 'book',
      confirmationRequired: true,
      uetr: '8a562c67-ca16-48ba-b074-65581be6f001',
      funding,
      fees: fees.map((minorUnits) => ({ kind: 'WIRE', amount: yuan(minorUnits), bearer: 'PAYER' })),
    }
    return initiated
  })

const totals = (shares: ReturnType<typeof givenBack>): ReadonlyMap<string, bigint> => {
  const by = new Map<string, bigint>()
  for (const { account, amount } of shares) by.set(account, (by.get(account) ?? 0n) + amount.minorUnits)
  return by
}

/** An instruction and a way to give its amount back in parts. */
const inParts = instruction.chain((initiated) =>
  fc.array(fc.bigInt({ min: 1n, max: initiated.amount.minorUnits }), { minLength: 1, maxLength: 5 }).map((parts) => {
    const fitting: bigint[] = []
    let left = initiated.amount.minorUnits
    for (const part of parts) {
      const taken = part < left ? part : left
      if (taken > 0n) fitting.push(taken)
      left -= taken
    }
    return { initiated, parts: fitting }
  }),
)

describe('what is given back', () => {
  it('is what came back, to the last minor unit', () => {
    fc.assert(
      fc.property(instruction, fc.bigInt({ min: 0n, max: 10n ** 6n }), sum, (initiated, already, back) => {
        const given = givenBack(initiated, already, back).reduce((total, { amount }) => total + amount.minorUnits, 0n)
        expect(given).toBe(back)
      }),
    )
  })

  it('gives every source the same, in however many parts the money comes back', () => {
    fc.assert(
      fc.property(inParts, ({ initiated, parts }) => {
        let already = 0n
        const pieces = parts.flatMap((part) => {
          const shares = givenBack(initiated, already, part)
          already += part
          return shares
        })
        expect(totals(pieces)).toEqual(totals(givenBack(initiated, 0n, already)))
      }),
    )
  })

  it('gives no source more than it paid, and the whole amount to the sources alone', () => {
    fc.assert(
      fc.property(inParts, ({ initiated, parts }) => {
        const given = totals(
          givenBack(
            initiated,
            0n,
            parts.reduce((left, right) => left + right, 0n),
          ),
        )
        for (const { account, amount } of initiated.funding)
          expect((given.get(account) ?? 0n) <= amount.minorUnits).toBe(true)
        expect([...given.keys()].filter(isBookAccount)).toEqual([])
      }),
    )
  })
})
