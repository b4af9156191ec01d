/** The appends of an engine that are not answered yet. */
export type WritesUnderWay = {
  readonly during: <A>(write: Promise<A>) => Promise<A>
  /** Resolves when all that had begun before are answered. */
  readonly ended: () => Promise<void>
}

export const createWritesUnderWay = (): WritesUnderWay => {
  const underWay = new Set<Promise<unknown>>()
  return {
    during: (write) => {
      const ended = write.finally(() => underWay.delete(ended))
      underWay.add(ended)
      return ended
    },
    ended: async () => {
      await Promise.allSettled([...underWay])
    },
  }
}
