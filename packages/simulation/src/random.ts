import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** Chance from a seed: the same draws in the same order, on every machine. */
export type Random = {
  /** A whole number from `from` to `to`, both included. */
  readonly between: (from: number, to: number) => number
  /** True `share` times in a thousand. */
  readonly perMille: (share: number) => boolean
  readonly oneOf: <A>(choices: ReadonlyArray<A>) => A
  /** One of the choices, each as likely as its weight says. */
  readonly weighted: <A>(choices: ReadonlyArray<readonly [number, A]>) => A
  /** A version-4 UUID. */
  readonly uuid: () => string
}

/** Spreads a seed and a name over 32 bits (FNV-1a). */
const seedOf = (seed: number, part: string): number => {
  let mixed = 0x811c9dc5
  for (const char of `${seed}/${part}`) mixed = Math.imul(mixed ^ (char.codePointAt(0) ?? 0), 0x01000193)
  return mixed | 0
}

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0')

/** Chance for one part of a world, so that what one part draws does not change what another draws. */
export const createRandom = (seed: number, part = ''): Random => {
  const generator = xoroshiro128plus(seedOf(seed, part))
  const between = (from: number, to: number): number => uniformInt(generator, from, to)
  return {
    between,
    perMille: (share) => between(0, 999) < share,
    oneOf: (choices) => choices[between(0, choices.length - 1)] as never,
    weighted: (choices) => {
      const total = choices.reduce((sum, [weight]) => sum + weight, 0)
      let at = between(0, total - 1)
      for (const [weight, choice] of choices) {
        at -= weight
        if (at < 0) return choice
      }
      throw new Error('weights must be whole numbers, and one of them above zero')
    },
    uuid: () => {
      const [first, second, third] = [between(0, 0xffffffff), between(0, 0xffff), between(0, 0xfff)]
      const [fourth, fifth] = [between(0x8000, 0xbfff), between(0, 0xffffffff)]
      const tail = `${hex(fourth, 4)}-${hex(between(0, 0xffff), 4)}${hex(fifth, 8)}`
      return `${hex(first, 8)}-${hex(second, 4)}-4${hex(third, 3)}-${tail}`
    },
  }
}
