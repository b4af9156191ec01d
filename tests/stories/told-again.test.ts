import type { Finding } from '@waybill/explain'
import { answerOf } from '../../examples/stories/make/tell.js'
import { questionOf } from '../../examples/stories/make/world-list.js'
import { filesOfWorld } from '../../examples/stories/make/written-stories.js'
import { nameOf, shippedLog, shippedText, worlds } from './shipped-stories.js'

const told = ({ cause, secondary }: Finding) => ({ ...cause, secondary: secondary.map(({ leaf }) => leaf) })

describe.each(worlds.map((world) => [nameOf(world), world] as const))('the story %s', (name, world) => {
  it('has the same bytes each time that it is told: log, anchor and findings', async () => {
    for (const { path, text } of await filesOfWorld(world, worlds))
      expect([path, text]).toEqual([path, shippedText(path)])
  })

  it('is explained by its true cause, as things stand at its end', async () => {
    const finding = await answerOf(shippedLog(world), questionOf(world))
    const { leaf, confidence, secondary = [] } = world.expected
    expect(told(finding)).toEqual({ leaf, confidence, secondary })
    expect(JSON.parse(shippedText(`${name}.finding.json`))).toEqual(finding)
  })

  it('is explained by what was true and known at each earlier time', async () => {
    for (const [index, { at, leaf, confidence, secondary }] of world.earlier.entries()) {
      const finding = await answerOf(shippedLog(world), questionOf(world, at))
      expect([at, finding.cause]).toEqual([at, { leaf, confidence }])
      if (secondary !== undefined) expect(told(finding).secondary).toEqual(secondary)
      expect(JSON.parse(shippedText(`${name}.at-${index + 1}.json`))).toEqual(finding)
    }
  })

  it('places the whole sum, to the last fen, and lists what is unaccounted for', async () => {
    const { custody, cause } = await answerOf(shippedLog(world), questionOf(world))
    const original = custody.filter(({ of }) => of === 'ORIGINAL')
    if (world.fen === undefined) {
      expect(original).toEqual([])
      return
    }
    const sum = original.reduce((total, { amount }) => total + BigInt(amount), 0n)
    expect(sum.toString()).toBe(world.fen)
    const unaccounted = original.find(({ place }) => place === 'UNACCOUNTED')
    expect(unaccounted?.amount).toBe(cause.leaf === 'X1' ? world.fen : '0')
  })

  if (world.damaged !== undefined)
    it('offers nothing that acts on a damaged record', async () => {
      const finding = await answerOf(shippedLog(world), questionOf(world))
      expect(finding.next.map(({ safety }) => safety)).not.toEqual(expect.arrayContaining(['safe']))
      expect(finding.next.map(({ safety }) => safety)).not.toEqual(expect.arrayContaining(['guarded']))
    })
})
