import { sources } from '../../examples/stories/make/sources.js'
import { play } from '../../examples/stories/make/stage.js'
import { answerOf, writtenLog } from '../../examples/stories/make/tell.js'
import { questionOf } from '../../examples/stories/make/world-list.js'
import { scripts } from '../../examples/stories/make/worlds/index.js'
import { nameOf, shippedLog, wholeWorlds } from './shipped-stories.js'
import { questionsOf, wronglySure } from './wrongly-sure.js'

describe('a source that keeps silent never makes another cause certain', () => {
  /** Each source of a log alone, every two of them, and all. */
  const silencesOf = (log: string): ReadonlyArray<ReadonlyArray<string>> => {
    const names = [...new Set([...log.matchAll(/"source":\{[^}]*"name":"([^"]+)"/g)].map(([, name]) => name!))]
    const pairs = names.flatMap((one, index) => names.slice(index + 1).map((other) => [one, other]))
    return [...names.map((name) => [name]), ...pairs, names]
  }

  it.each(wholeWorlds.map((world) => [nameOf(world), world] as const))(
    'with the story %s',
    async (name, world) => {
      const wrong: string[] = []
      const silences = silencesOf(shippedLog(world).log)
      expect(silences.length).toBeGreaterThan(3)
      for (const silence of silences) {
        const store = await play(scripts[name]!(), { withheld: new Set(silence) })
        const { log, anchor } = await writtenLog(store, world.anchoredAt)
        for (const beside of [anchor, null])
          for (const what of wronglySure(log, beside, questionsOf(world)))
            wrong.push(`without ${silence.join(' and ')}, ${what}`)
      }
      expect(wrong).toEqual([])
    },
    300_000,
  )

  it('takes from a slip of the pen what makes it certain when nothing of what was typed and shown is left', async () => {
    const world = wholeWorlds.find((one) => nameOf(one) === 's0-wrong-transfer/a')!
    const store = await play(scripts[nameOf(world)]!(), { withheld: new Set([sources.appLog.name]) })
    const finding = await answerOf(await writtenLog(store, world.anchoredAt), questionOf(world))
    expect(finding.cause).toEqual({ leaf: 'G1', confidence: 'PROBABLE' })
    expect(finding.missing.map(({ wouldDecide }) => wouldDecide)).toContainEqual(['G1', 'F1'])
  })

  it('says that our own record is missing when nothing tells what the screen showed', async () => {
    const world = wholeWorlds.find((one) => nameOf(one) === 's2-wallet-anomalies/a')!
    const store = await play(scripts[nameOf(world)]!(), { withheld: new Set([sources.balanceView.name]) })
    const finding = await answerOf(await writtenLog(store, world.anchoredAt), questionOf(world))
    expect(finding.cause).toEqual({ leaf: 'X2', confidence: 'PROBABLE' })
  })
})
