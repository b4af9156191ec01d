import * as E from 'fp-ts/lib/Either.js'
import { beginTotals, investigateLog, rereadLog, sha256, totalsOf, viewOfLog, type LogInput } from '@waybill/engine'
import { investigate, type LedgerView } from '@waybill/explain'
import type { Anchor } from '@waybill/proof'
import { damages } from './damages.js'
import { randomFrom } from './random.js'
import { nameOf, shippedLog, worlds } from './shipped-stories.js'

const inputOf = (log: string, anchor: Anchor | null): LogInput => {
  const bytes = new TextEncoder().encode(log)
  return { file: 'the log', open: () => bytes, anchor }
}

const expectTheSame = async (
  input: LogInput,
  view: LedgerView,
  asked: { readonly knownBy?: string },
): Promise<void> => {
  const totalling = beginTotals()
  const vouching = { _tag: 'FILE', anchor: input.anchor } as const
  const investigated = await investigateLog(rereadLog(input), vouching, asked, totalling.take, 0)
  if (E.isLeft(investigated)) throw new Error(JSON.stringify(investigated.left))
  const { findings, state, whole } = investigated.right
  expect(JSON.stringify(findings)).toBe(JSON.stringify(investigate(view, sha256, asked)))
  const { completeness, integrity, ledger, now, undecodable } = view
  expect(state).toMatchObject({ completeness, integrity, ledger, now, undecodable })
  const totals = whole === null ? totalling.totals() : totalsOf(whole.events)
  expect(totals).toEqual(totalsOf(view.events))
}

describe.each(worlds.map((world) => [nameOf(world), world] as const))('of the log %s', (name, world) => {
  const { log, anchor } = shippedLog(world)
  const random = randomFrom(name.length)

  it('an investigation that reads in full only what it has to tells what one of the whole tells', async () => {
    const input = inputOf(log, anchor)
    const view = await viewOfLog(input)()
    if (E.isLeft(view)) throw new Error(JSON.stringify(view.left))
    await expectTheSame(input, view.right, {})
    for (let turn = 0; turn < 5; turn += 1)
      await expectTheSame(input, view.right, { knownBy: random.pick(view.right.events).recordedAt })
  })

  it('and damaged in any way it does, too', async () => {
    const lines = log.split('\n').slice(0, -1)
    for (const damage of Object.values(damages)) {
      const input = inputOf(`${damage(lines, random).join('\n')}\n`, random.pick([anchor, null]))
      const view = await viewOfLog(input)()
      if (E.isRight(view)) await expectTheSame(input, view.right, {})
    }
  })
})
