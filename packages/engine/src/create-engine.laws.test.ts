import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { createMemoryStore } from '@waybill/store-memory'
import { anyStep, openBook, type Step } from '../test/any-step.js'
import { auditLedger } from '../test/auditor.js'
import { engineOn } from '../test/small-book.js'
import { hours, virtualClock } from '../test/virtual-clock.js'
import type { Engine } from './engine.js'
import { checkStore } from './log-file/index.js'

/** Steps that are sent at the same time, and whether time goes on before them. */
const round = fc.record({
  steps: fc.array(anyStep, { minLength: 1, maxLength: 4 }),
  hoursLater: fc.constantFrom(0, 0, 0, 0, 1),
})

const outcomeOf = async (engine: Engine, name: string, { word, payload }: Step): Promise<unknown> => {
  const command = 'reportId' in payload ? payload : { commandId: name, ...payload }
  const answer = await engine.send(word, command)()
  if (E.isLeft(answer)) return answer.left
  const { replayed: _replayed, ...receipt } = answer.right
  return receipt
}

describe('whatever is sent to two engines on one ledger', () => {
  it('entries balance, nobody falls below their floor, no reservation resolves twice, the log verifies, and every answer stays the same', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(round, { minLength: 6, maxLength: 16 }), async (rounds) => {
        const store = createMemoryStore({ ledger: 'urn:waybill:laws' })
        const clock = virtualClock()
        const engines = [engineOn(store, { clock }), engineOn(store, { clock })] as const
        await openBook(engines[0])
        const answers = new Map<string, unknown>()
        const sent: Array<readonly [string, Step]> = []
        for (const [number, { steps, hoursLater }] of rounds.entries()) {
          clock.advance(hours(hoursLater))
          const named = steps.map((one, index): readonly [string, Step] => [`c-${number}-${index}`, one])
          const outcomes = await Promise.all(
            named.map(([name, one], index) => outcomeOf(engines[index % 2 === 0 ? 0 : 1], name, one)),
          )
          for (const [index, [name]] of named.entries()) answers.set(name, outcomes[index])
          sent.push(...named)
        }

        const { faults, events } = await auditLedger(store)
        expect(faults).toEqual([])

        expect(await checkStore(store, null)()).toMatchObject(
          E.right({ verdict: { problems: [] }, ruleProblems: [], setAside: [] }),
        )

        const restarted = engineOn(store, { clock })
        for (const [name, one] of sent) {
          const unstored = (answers.get(name) as { readonly _tag?: string })._tag === 'ReportUnplaced'
          if (!unstored) expect(await outcomeOf(restarted, name, one)).toEqual(answers.get(name))
        }
        expect((await auditLedger(store)).events).toHaveLength(events.length)
      }),
      { numRuns: 30 },
    )
  }, 120_000)
})
