// Work on many items, so many of them at any time.

/** Runs `work` on every item, never more than `inFlight` at a time, and resolves when the last is done. */
export const withInFlight = async (items, inFlight, work) => {
  const iterator = items[Symbol.iterator]()
  const worker = async () => {
    for (let next = iterator.next(); next.done !== true; next = iterator.next()) await work(next.value)
  }
  await Promise.all(Array.from({ length: inFlight }, worker))
}
