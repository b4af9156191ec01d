import { reportWorld, simulate } from './simulate.js'
import { createTally } from './tally.js'
import { runWorld } from './world.js'

describe('a world from a seed', () => {
  it('is the same each time, to the last event', async () => {
    const [first, again] = [createTally(), createTally()]
    const outcomes = [
      await runWorld({ seed: 11, steps: 1500, tally: first }),
      await runWorld({ seed: 11, steps: 1500, tally: again }),
    ]
    expect(outcomes[0]).toEqual(outcomes[1])
    expect(first.entries()).toEqual(again.entries())
  }, 120_000)

  it('holds at every step, with everything going wrong that can', async () => {
    const tally = createTally()
    for (const seed of [21, 22, 23])
      expect([seed, await runWorld({ seed, steps: 5000, tally })]).toMatchObject([seed, { violations: [] }])
    // Some of them are on a store of one stream, on which a command takes more steps.
    expect(tally.of('event: TransferConfirmed')).toBeGreaterThan(60)
  }, 120_000)
})

describe('many worlds', () => {
  it('come to the same however many run at a time', async () => {
    const options = { seed: 31, steps: 1_500, stepsPerWorld: 600 }
    const one = await simulate(options)
    const three = await simulate({ ...options, workers: { count: 3, report: reportWorld } })
    expect({ ...three, tally: three.tally.entries() }).toEqual({ ...one, tally: one.tally.entries() })
  }, 120_000)
})
