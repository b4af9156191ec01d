const bare = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

const slipsAllowed = (length: number): number => (length < 5 ? 0 : length < 8 ? 1 : 2)

/** Whether one text becomes the other by at most so many characters typed wrong, left out or added. */
const within = (left: string, right: string, slips: number): boolean => {
  let same = 0
  while (same < left.length && same < right.length && left[same] === right[same]) same += 1
  if (same === left.length && same === right.length) return true
  if (slips === 0 || Math.abs(left.length - right.length) > slips) return false
  const [restOfLeft, restOfRight] = [left.slice(same), right.slice(same)]
  return (
    within(restOfLeft.slice(1), restOfRight.slice(1), slips - 1) ||
    within(restOfLeft.slice(1), restOfRight, slips - 1) ||
    within(restOfLeft, restOfRight.slice(1), slips - 1)
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
