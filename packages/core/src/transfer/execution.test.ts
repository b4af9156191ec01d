import { boundTo, knownAs, withExecution } from './execution.js'
import type { Execution } from './state.js'

const bank = { role: 'RECEIVING_INSTITUTION', name: 'Harbour Bank' } as const
const told = (
  reportId: string,
  by: { readonly role: 'RECEIVING_INSTITUTION' | 'NETWORK'; readonly name?: string } = bank,
) => ({
  reportId,
  by,
})

const execution = (executionRef: string | null, more: Partial<Execution> = {}): Execution => ({
  executionRef,
  account: { account: 'bo' },
  minorUnits: 100n,
  kept: 0n,
  toldBy: told(`m-${executionRef ?? 'none'}`),
  ...more,
})

describe('the execution that a message is about', () => {
  const first = execution('x1')
  const bare = execution(null)
  const second = execution('x2', { minorUnits: 7n })

  it('is the one with its reference, whatever else it says', () => {
    expect(knownAs([first, bare, second], { ...second, minorUnits: 1n, account: { account: 'ana' } })).toBe(second)
    expect(knownAs([bare, first], first)).toBe(first)
  })

  it('is, without a reference, the first of the same account and amount, whether that has one or not', () => {
    expect(knownAs([second, first, bare], { ...bare })).toBe(first)
    expect(knownAs([second, bare, first], { ...bare })).toBe(bare)
    expect(knownAs([first, bare], { ...bare, minorUnits: 99n })).toBe(undefined)
    expect(knownAs([first, bare], { ...bare, account: { account: 'ana' } })).toBe(undefined)
  })

  it('is, with a new reference, one of the same account and amount that has none yet', () => {
    expect(knownAs([first, second, bare], execution('x9'))).toBe(bare)
    expect(knownAs([first, second], execution('x9'))).toBe(undefined)
    expect(knownAs([bare], execution('x9', { minorUnits: 99n }))).toBe(undefined)
    expect(knownAs([bare], execution('x9', { account: { account: 'ana' } }))).toBe(undefined)
    expect(knownAs([], execution(null))).toBe(undefined)
  })
})

describe('one execution more', () => {
  const first = execution('x1', { toldBy: told('m1'), kept: 2n })

  it('is one of its own where another message told of it, or another teller, or nobody', () => {
    for (const toldBy of [
      told('m2'),
      told('m1', { role: 'NETWORK', name: 'Harbour Bank' }),
      told('m1', { role: 'RECEIVING_INSTITUTION', name: 'Pier Bank' }),
      told('m1', { role: 'RECEIVING_INSTITUTION' }),
      null,
    ]) {
      const other = execution('x1', { toldBy })
      expect(withExecution([first], other)).toEqual([first, other])
    }
    const nobodys = execution('x2', { toldBy: null })
    expect(withExecution([nobodys], nobodys)).toEqual([nobodys, nobodys])
    expect(withExecution([nobodys], first)).toEqual([nobodys, first])
  })

  it('is the same where the same message told of both: what it told is added up', () => {
    const before = execution('x0')
    const more = execution('x1', { toldBy: told('m1'), minorUnits: 50n, kept: 3n })
    expect(withExecution([before, first, execution('x2')], more)).toEqual([
      before,
      { ...first, minorUnits: 150n, kept: 5n },
      execution('x2'),
    ])
  })
})

describe('a reference that comes later', () => {
  it('is given to the execution that it means, where that has none', () => {
    const known = [execution('x1'), execution(null), execution(null, { toldBy: told('m9') })]
    expect(boundTo(known, execution('x9')).map(({ executionRef }) => executionRef)).toEqual(['x1', 'x9', null])
  })

  it('is given to none that has one, and to none that it does not mean', () => {
    const known = [execution('x1'), execution(null, { minorUnits: 7n })]
    expect(boundTo(known, execution('x1'))).toBe(known)
    expect(boundTo(known, execution('x9'))).toBe(known)
    expect(boundTo([], execution('x9'))).toEqual([])
  })
})
