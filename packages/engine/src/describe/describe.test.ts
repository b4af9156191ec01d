import { sampleFailures } from '../../test/sample-failures.js'
import { sampleRejections } from '../../test/sample-rejections.js'
import { describe as say, isRejection } from './describe.js'

const rejections = Object.values(sampleRejections)
const failures = Object.values(sampleFailures)

describe('what is said of a refusal', () => {
  it('is one sentence for every rejection', () => {
    expect(rejections.map((rejection) => `${rejection._tag}\n  ${say(rejection)}`).join('\n')).toMatchSnapshot()
  })

  it('is one sentence for every failure', () => {
    expect(failures.map((failure) => `${failure._tag}\n  ${say(failure)}`).join('\n')).toMatchSnapshot()
  })

  it('ends, and leaves no gap where a fact should stand', () => {
    for (const sentence of [...rejections, ...failures].map(say)) {
      expect(sentence).toMatch(/\.$/)
      expect(sentence).not.toMatch(/undefined|null|\[object|NaN/)
    }
  })

  it('names nobody: no number of an account elsewhere, and no name of a person', () => {
    const said = [...rejections, ...failures].map(say).join('\n')
    expect(said).not.toContain('6222021001112223334')
    expect(said).not.toContain('王小明')
  })

  it('tells a rule that says no from a world that does not cooperate', () => {
    expect(rejections.every(isRejection)).toBe(true)
    expect(failures.some(isRejection)).toBe(false)
  })
})
