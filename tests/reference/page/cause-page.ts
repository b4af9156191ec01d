import {
  leafMeaning,
  leafTitle,
  leaves,
  leavesFound,
  leavesSuspected,
  needsCompleteLog,
  type Leaf,
} from '@waybill/explain'
import { table } from './markdown.js'

const groups: Readonly<Record<string, string>> = {
  X: 'The evidence itself',
  J: 'Money that is not conserved',
  H: 'Not authorised by the customer',
  A: 'Never recorded',
  B: 'Begun, and not completed',
  C: 'Refused',
  D: 'Accepted, and not finished',
  F: 'Executed otherwise than confirmed',
  E: 'Undone already',
  G: 'Executed as confirmed, confirmed wrongly',
  I: 'The ledger is right, the view or message is not',
  K: 'Only the access is blocked',
  Z: 'It is done',
  U: 'Undecided',
}

const groupOf = (leaf: Leaf): string => leaf.slice(0, 1)

const foundWord = (leaf: Leaf): string => {
  if (leavesFound.includes(leaf)) return 'yes'
  return leavesSuspected.includes(leaf) ? 'as a possibility' : 'not yet'
}

const rows = (group: string): ReadonlyArray<ReadonlyArray<string>> =>
  leaves
    .filter((leaf) => groupOf(leaf) === group)
    .map((leaf) => {
      const { exclusion, means, proof } = leafMeaning[leaf]
      return [
        `**${leaf}** ${leafTitle[leaf].en}`,
        means,
        proof,
        exclusion,
        `${foundWord(leaf)}${needsCompleteLog(leaf) ? ', complete log' : ''}`,
      ]
    })

/** The page of the causes. */
export const causePage = (): string => `# Causes

Every cause that a finding can name as the reason why a transfer, or a balance, is not as expected: ${leaves.length} in
${new Set(leaves.map(groupOf)).size} groups. A finding has exactly one of them as its cause, and may have others beside it. This version
can establish ${leavesFound.length} of them, and names ${leavesSuspected.length} more as possibilities. Of the others it never speaks: where one of them is the truth,
it says U1, or another that also holds, and names what is missing.

**Proof** is what must be on record before the cause may be CONFIRMED; **ruled out by** is what excludes it. _Complete log_
means that its proof leans on something that is _not_ there, so that it is at most PROBABLE in a log that no anchor
vouches for. A person's word alone proves none of them.

\`waybill explain <id> --why\` shows the proof of the cause that was found, and what excluded the others.

${Object.entries(groups)
  .map(
    ([group, title]) =>
      `## ${group}: ${title}\n\n${table(['cause', 'what it is', 'proof', 'ruled out by', 'found'], rows(group))}`,
  )
  .join('\n\n')}
`
