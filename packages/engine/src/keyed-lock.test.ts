import { createKeyedLock } from './keyed-lock.js'

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('work on the same key', () => {
  it('runs one after the other, in the order in which it came', async () => {
    const lock = createKeyedLock()
    const seen: string[] = []
    const work = (name: string) => async () => {
      seen.push(`${name} begins`)
      await turn()
      seen.push(`${name} ends`)
    }
    await Promise.all([lock(['mei'], work('first')), lock(['mei'], work('second')), lock(['mei'], work('third'))])
    expect(seen).toEqual(['first begins', 'first ends', 'second begins', 'second ends', 'third begins', 'third ends'])
  })

  it('runs beside work on other keys', async () => {
    const lock = createKeyedLock()
    let open = (): void => undefined
    const waiting = lock(['mei'], () => new Promise<void>((resolve) => (open = resolve)))
    expect(await lock(['bo'], () => Promise.resolve('done'))).toBe('done')
    open()
    await waiting
  })

  it('cannot wait for each other, however they name their keys', async () => {
    const lock = createKeyedLock()
    const done = await Promise.all(
      Array.from({ length: 50 }, (_, index) => lock(index % 2 === 0 ? ['mei', 'bo'] : ['bo', 'mei', 'bo'], turn)),
    )
    expect(done).toHaveLength(50)
  })

  it('goes on after work that failed', async () => {
    const lock = createKeyedLock()
    await expect(lock(['mei'], () => Promise.reject(new Error('a defect')))).rejects.toThrow('a defect')
    expect(await lock(['mei'], () => Promise.resolve('done'))).toBe('done')
  })
})
