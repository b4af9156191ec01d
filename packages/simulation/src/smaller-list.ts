/**
 * Leaves out parts of a list, halves first and single items last, as long as what is left still does what the whole did. It stops when
 * nothing can be left out any more, or when it is told to.
 */
export const smallerList = async <A>(
  whole: ReadonlyArray<A>,
  stillDoes: (part: ReadonlyArray<A>) => Promise<boolean>,
  isStopped: () => boolean = () => false,
): Promise<ReadonlyArray<A>> => {
  let kept = whole
  let size = Math.ceil(kept.length / 2)
  while (size >= 1 && kept.length > 0) {
    let leftOut = false
    for (let from = 0; from < kept.length && !isStopped();) {
      const without = [...kept.slice(0, from), ...kept.slice(from + size)]
      if (await stillDoes(without)) {
        kept = without
        leftOut = true
      } else from += size
    }
    if (isStopped()) return kept
    if (size === 1 && !leftOut) return kept
    size = size === 1 ? 1 : Math.ceil(size / 2)
  }
  return kept
}
