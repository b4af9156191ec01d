import type { MadeWhole } from './state.js'

type Queue = ReadonlyArray<MadeWhole>

/** Lowers the first entries that fit by so much, in order of funding; what is used up is gone. */
const loweredBy = (queue: Queue, minorUnits: bigint, fits: (one: MadeWhole) => boolean): Queue => {
  let rest = minorUnits
  return queue.flatMap((one) => {
    if (!fits(one) || rest === 0n) return [one]
    const part = one.open < rest ? one.open : rest
    rest -= part
    return part === one.open ? [] : [{ ...one, open: one.open - part }]
  })
}

const provisionalOf =
  (disputeId: string) =>
  (one: MadeWhole): boolean =>
    one.outOf === 'PROVISIONAL' && one.disputeId === disputeId

/** What came back and went to the operator: whoever gave first is repaid first. */
export const recovered = (queue: Queue, minorUnits: bigint): Queue => loweredBy(queue, minorUnits, () => true)

/** What was given provisionally under a dispute is taken back, the last first. */
export const rescinded = (queue: Queue, disputeId: string, minorUnits: bigint): Queue =>
  [...loweredBy([...queue].reverse(), minorUnits, provisionalOf(disputeId))].reverse()

const isByHand = ({ disputeId }: MadeWhole): boolean => disputeId === null

/** What the operator gave for good by correcting entries, under no dispute, and nothing has repaid. */
export const lossByHand = (queue: Queue): bigint => queue.filter(isByHand).reduce((sum, { open }) => sum + open, 0n)

/** The operator gave a sum for good by a correcting entry. */
export const lossGiven = (queue: Queue, open: bigint): Queue =>
  open === 0n ? queue : [...queue, { disputeId: null, outOf: 'LOSS', open }]

/** What the operator gave so is given back to it, the last first. */
export const lossTakenBack = (queue: Queue, minorUnits: bigint): Queue =>
  [...loweredBy([...queue].reverse(), minorUnits, isByHand)].reverse()

/** What was given provisionally under a dispute is given for good, and keeps its place in the order of funding. */
export const madeFinal = (queue: Queue, disputeId: string, minorUnits: bigint): Queue => {
  let rest = minorUnits
  return queue.flatMap((one): Queue => {
    if (!provisionalOf(disputeId)(one) || rest === 0n) return [one]
    const part = one.open < rest ? one.open : rest
    rest -= part
    const final: MadeWhole = { ...one, outOf: 'LOSS', open: part }
    return part === one.open ? [final] : [final, { ...one, open: one.open - part }]
  })
}

/** Who of the operator's two accounts is repaid out of what comes back, in order of funding, and how much. */
export const repaidBy = (
  queue: Queue,
  minorUnits: bigint,
): ReadonlyArray<{ readonly outOf: MadeWhole['outOf']; readonly minorUnits: bigint }> => {
  const repaid = new Map<MadeWhole['outOf'], bigint>()
  let rest = minorUnits
  for (const { outOf, open } of queue) {
    const part = open < rest ? open : rest
    rest -= part
    if (part > 0n) repaid.set(outOf, (repaid.get(outOf) ?? 0n) + part)
  }
  return [...repaid].map(([outOf, sum]) => ({ outOf, minorUnits: sum }))
}
