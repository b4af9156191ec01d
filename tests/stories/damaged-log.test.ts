import { damagedBy } from './damages.js'
import { randomFrom } from './random.js'
import { nameOf, shippedLog, wholeWorlds } from './shipped-stories.js'
import { questionsOf, wronglySure } from './wrongly-sure.js'

// A few in every run; `npm run damages` tries many.
const damagesPerWorld = Number(process.env['DAMAGES'] ?? 64)
/** Beside its anchor a damaged log gives itself away, so that it is tried less often. */
const withAnchorEvery = 5

describe('a damaged log never makes another cause certain', () => {
  it.each(wholeWorlds.map((world, index) => [nameOf(world), world, index] as const))(
    'with the story %s',
    (_name, world, index) => {
      const { log, anchor } = shippedLog(world)
      const questions = questionsOf(world)
      const wrong: string[] = []
      for (let count = 0; count < damagesPerWorld; count += 1) {
        const seed = index * 1_000_000 + count
        const { how, log: damaged } = damagedBy(log, randomFrom(seed))
        for (const beside of count % withAnchorEvery === 0 ? [null, anchor] : [null])
          for (const what of wronglySure(damaged, beside, questions)) wrong.push(`seed ${seed}, ${how}, ${what}`)
      }
      expect(wrong).toEqual([])
    },
    3_600_000,
  )
})
