import { transferCauses } from './catalogue.js'
import { accountCauses } from './causes/shown-otherwise.js'
import { leaves, type Leaf } from './leaf.js'

/** Judged of the evidence itself, beside the rules of the catalogue. */
const ofTheEvidence: ReadonlyArray<Leaf> = ['X1', 'X2', 'U1']

/** The causes that are named as possibilities only: what would prove one of them is not read yet. */
export const leavesSuspected: ReadonlyArray<Leaf> = ['H1', 'H3', 'H4']

const ruled = new Set<Leaf>([...ofTheEvidence, ...[...transferCauses, ...accountCauses].map(({ leaf }) => leaf)])

/** The causes that this version can establish, in the order of their groups. Any other is never guessed. */
export const leavesFound: ReadonlyArray<Leaf> = leaves.filter(
  (leaf) => ruled.has(leaf) && !leavesSuspected.includes(leaf),
)
