/**
 * The pattern of a whole number from 1 to `limit` in decimal text without leading zeros, so that a schema can
 * say exactly what a codec accepts. `limit` is 10 or greater.
 */
export const decimalUpTo = (limit: bigint): string => {
  const digits = [...limit.toString()]
  const shorter = `[1-9]\\d{0,${digits.length - 2}}`
  const smallerAt = digits.map((digit, index) => {
    const least = index === 0 ? 1 : 0
    const most = Number(digit) - 1
    if (most < least) return null
    const choice = most === least ? `${least}` : `[${least}-${most}]`
    const rest = digits.length - index - 1
    return `${digits.slice(0, index).join('')}${choice}${rest === 0 ? '' : `\\d{${rest}}`}`
  })
  return [shorter, ...smallerAt.filter((part) => part !== null), digits.join('')].join('|')
}
