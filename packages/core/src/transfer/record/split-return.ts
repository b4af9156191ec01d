import { lesser } from '../../money/money.js'

/** What of a transfer may still come back, in minor units; `excess` is what was executed beyond its instruction. */
export type Left = { readonly inTransit: bigint; readonly excess: bigint; readonly credited: bigint }

/** What of a place came back, and what the returning side kept of it; both 0 where the return is not about it. */
export type ReturnPart = { readonly came: bigint; readonly kept: bigint }

export type SplitReturn = {
  readonly ofTransit: ReturnPart
  readonly ofCredited: ReturnPart
  /** What came of the excess, or although nothing was left that could come. */
  readonly beyond: bigint
}

const ofInstruction = (left: Omit<Left, 'excess'>, came: bigint, kept: bigint): SplitReturn => {
  const cameOfIt = lesser(came, left.inTransit + left.credited)
  const keptOfIt = lesser(kept, left.inTransit + left.credited - cameOfIt)
  const whole = cameOfIt + keptOfIt
  const transit = lesser(whole, left.inTransit)
  // One minor unit cannot come in two parts.
  const credited = cameOfIt === 1n && transit > 0n ? 0n : whole - transit
  const keptOfCredited = credited === 0n ? 0n : lesser(keptOfIt, credited - 1n)
  const keptInTransit = transit === 0n ? 0n : lesser(keptOfIt - keptOfCredited, transit - 1n)
  return {
    ofTransit: { came: transit - keptInTransit, kept: keptInTransit },
    ofCredited: { came: credited - keptOfCredited, kept: keptOfCredited },
    beyond: came - cameOfIt,
  }
}

/**
 * Meets a return with what is left of the transfer: in transit first, then the excess, then what was credited. What came goes
 * before what was kept, so that fees never push money beyond the instruction. Fees are taken out of what was credited first,
 * because who was credited is who can keep some of it; each part leaves something that came. Fees for which nothing
 * is left are in neither part, nor are those of a return that ends in the excess.
 */
export const splitReturn = ({ excess, ...left }: Left, came: bigint, kept: bigint): SplitReturn => {
  if (came <= left.inTransit || excess === 0n) return ofInstruction(left, came, kept)
  const ofExcess = lesser(came - left.inTransit, excess)
  const rest = came - ofExcess
  const split = ofInstruction(left, rest, rest === left.inTransit ? 0n : kept)
  return { ...split, beyond: split.beyond + ofExcess }
}
