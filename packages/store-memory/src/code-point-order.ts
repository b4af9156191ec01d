/** Orders UTF-16 code units as the code points that they stand for: a surrogate is part of a code point above all others. */
const rank = (codeUnit: number): number => {
  if (codeUnit < 0xd800) return codeUnit
  return codeUnit < 0xe000 ? codeUnit + 0x2000 : codeUnit - 0x800
}

/** Negative when `a` comes first in order of Unicode code points, which is also the order of the UTF-8 bytes. */
export const compareCodePoints = (a: string, b: string): number => {
  const shorter = Math.min(a.length, b.length)
  for (let i = 0; i < shorter; i += 1) {
    const difference = rank(a.charCodeAt(i)) - rank(b.charCodeAt(i))
    if (difference !== 0) return difference
  }
  return a.length - b.length
}
