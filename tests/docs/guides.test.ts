import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { askOwnProjection } from './own-projection.js'

const house = join(__dirname, '../..')
const textOf = (path: string): string => readFileSync(join(house, path), 'utf8')
const blocks = [...textOf('docs/guides/projections.md').matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, code]) => code)

describe('the guide to projections of one’s own', () => {
  it('shows the files that are tested', () => {
    expect(blocks).toEqual([
      textOf('tests/docs/busiest-day.ts'),
      textOf('tests/docs/own-projection.ts').replace('../../packages/engine/test/', './'),
    ])
  })

  it('shows code that reads its own write, waits and rebuilds', async () => {
    expect(await askOwnProjection()).toMatchObject({
      asked: { right: { answer: { day: '2026-02-14', transfers: 1, minorUnits: 4000n } } },
      reached: { _tag: 'Right' },
      rebuilt: { right: { projection: 'busiest-day', differing: 0, switched: true } },
    })
  })
})
