/** Lets one piece of work at a time run for each key. */
export type KeyedLock = <A>(keys: ReadonlyArray<string>, work: () => Promise<A>) => Promise<A>

/**
 * Work on the same key waits in line within this engine, so that commands on one account do not run into conflicts with each
 * other. Nothing depends on it for being right: other processes are met at the append.
 */
export const createKeyedLock = (): KeyedLock => {
  const last = new Map<string, Promise<void>>()

  const acquire = async (key: string): Promise<() => void> => {
    const before = last.get(key)
    let release = (): void => undefined
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    last.set(key, held)
    if (before !== undefined) await before
    return () => {
      if (last.get(key) === held) last.delete(key)
      release()
    }
  }

  return async (keys, work) => {
    const releases: Array<() => void> = []
    // In order, so that two pieces of work that share keys cannot wait for each other.
    for (const key of [...new Set(keys)].sort()) releases.push(await acquire(key))
    try {
      return await work()
    } finally {
      for (const release of releases) release()
    }
  }
}
