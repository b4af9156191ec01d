import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { observationEvents } from '@waybill/core'
import { refused, taken, withoutReplay } from '../test/answers.js'
import { engineOn } from '../test/small-book.js'
import { testedStores } from '../test/tested-stores.js'
import { decidedIn, readAll } from '../test/trials.js'

type Sample = { readonly source: { readonly name: string } } & Readonly<Record<string, unknown>>

/** Every observation, as its frozen sample has it. */
const samples = Object.values(observationEvents).map(({ word, version }) => {
  const file = join(__dirname, '../../core/src/event/__stored__', `${word}.${version}.json`)
  return { word, sample: JSON.parse(readFileSync(file, 'utf8')) as Sample }
})

describe.each(testedStores)('every observation $name', ({ make }) => {
  it('is kept once, from two engines, later and after a restart, and its id stands for nothing else', async () => {
    const onTest = await make()
    const first = engineOn(onTest.store)
    const second = engineOn(onTest.store)
    const of = (word: string, sample: Sample) => ({ observationId: `seen:${word}`, event: { _tag: word, ...sample } })
    const answers = new Map<string, unknown>()
    for (const { word, sample } of samples) {
      const observation = of(word, sample)
      const at = await Promise.all([first, second, first, second].map((engine) => taken(engine.observe(observation))))
      answers.set(word, withoutReplay(at[0]!))
      expect(at.map(withoutReplay)).toEqual(at.map(() => answers.get(word)))
      expect(at.filter(({ replayed }) => !replayed)).toHaveLength(1)
      const other = of(word, { ...sample, source: { ...sample.source, name: 'somebody-else' } })
      expect(await refused(second.observe(other))).toMatchObject({
        _tag: 'CommandIdReused',
        firstCommand: word,
        differences: ['source'],
      })
      expect(await refused(first.observe(of(word, { ...sample, unheardOf: 1 })))).toMatchObject({
        _tag: 'MalformedCommand',
      })
    }
    const store = await onTest.reopen()
    const restarted = engineOn(store)
    for (const { word, sample } of samples)
      expect(withoutReplay(await taken(restarted.observe(of(word, sample))))).toEqual(answers.get(word))
    expect(decidedIn(await readAll(store))).toHaveLength(samples.length)
    await onTest.dispose()
  })
})
