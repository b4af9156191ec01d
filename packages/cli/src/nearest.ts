/** Single-character changes between two texts (Levenshtein). */
const changesBetween = (left: string, right: string): number => {
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let i = 1; i <= left.length; i += 1) {
    const current = [i]
    for (let j = 1; j <= right.length; j += 1) {
      const replaced = (previous[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1)
      current.push(Math.min(replaced, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1))
    }
    previous = current
  }
  return previous[right.length] ?? 0
}

/** The known texts that look most like the given one, at most so many, the nearest first; those with little in common are left out. */
export const nearestTo = (text: string, known: ReadonlyArray<string>, most: number): ReadonlyArray<string> =>
  known
    .map((candidate) => ({ candidate, changes: changesBetween(text.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, changes }) => changes <= Math.max(2, Math.floor(Math.max(text.length, candidate.length) / 2)))
    .sort((one, other) => one.changes - other.changes || (one.candidate < other.candidate ? -1 : 1))
    .slice(0, most)
    .map(({ candidate }) => candidate)
