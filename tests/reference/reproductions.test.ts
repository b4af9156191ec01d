import { describe, expect, it } from '@jest/globals'
import * as E from 'fp-ts/lib/Either.js'
import { commandExamples } from './reproductions/commands.js'
import { failureReproductions } from './reproductions/failures.js'
import { rejectionReproductions } from './reproductions/rejections.js'

describe.each([
  { kind: 'rejection', reproductions: Object.entries(rejectionReproductions) },
  { kind: 'failure', reproductions: Object.entries(failureReproductions) },
])('every $kind', ({ reproductions }) => {
  it.each(reproductions)('%s is what its reproduction is answered with', async (word, reproduce) => {
    const answer = await reproduce()
    if (E.isRight(answer)) throw new Error(`expected ${word}, but the command was taken`)
    expect(answer.left._tag).toBe(word)
  })
})

describe('every command and report', () => {
  it.each(Object.entries(commandExamples))('%s is taken in its example', async (word, example) => {
    const { command, events } = await example()
    expect(command).toBe(word)
    expect(events.length).toBeGreaterThan(0)
  })
})
