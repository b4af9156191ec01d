const bare = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

const slipsAllowed = (length: number): number => (length < 5 ? 0 : length < 8 ? 1 : 2)

/** Whether one text becomes the other by at most so many characters typed wrong, left out or added. */
const within = (left: string, right: string, slips: number): boolean => {
  if (slips < 0) return false
  const [restOfLeft, restOfRight] = [left.slice(1), right.slice(1)]
  if (left.at(0) === right.at(0)) return left === '' || within(restOfLeft, restOfRight, slips)
  return (
    within(restOfLeft, restOfRight, slips - 1) ||
    within(restOfLeft, right, slips - 1) ||
    within(left, restOfRight, slips - 1)
  )
}

/**
 * Whether a person may take one account number for the other: equal but for spacing, hyphens and case, or
 * up to two characters apart (one in a text of less than eight, none in less than five). Two neighbours
 * changed about are two characters apart.
 */
export const looksLike = (left: string, right: string): boolean => {
  const [one, other] = [bare(left), bare(right)]
  return within(one, other, slipsAllowed(Math.min(one.length, other.length)))
}
