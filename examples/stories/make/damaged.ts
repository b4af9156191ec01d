/** What somebody did to a finished log. */
export type Damage = 'ALTERED' | 'REMOVED' | 'CUT'

const indexOfWord = (lines: ReadonlyArray<string>, word: string): number => {
  const index = lines.findIndex((line) => line.includes(`"type":"${word}"`))
  if (index < 0) throw new Error(`the log has no ${word} to damage`)
  return index
}

/** What the confirmation screen showed is made ten times smaller, as if the engine had paid more than was confirmed. */
const altered = (lines: ReadonlyArray<string>): ReadonlyArray<string> => {
  const at = indexOfWord(lines, 'ConfirmationShown')
  return lines.map((line, index) => (index === at ? line.replace('"minorUnits":"50000"', '"minorUnits":"5000"') : line))
}

/** The customer's yes is taken out, as if nobody had confirmed. */
const removed = (lines: ReadonlyArray<string>): ReadonlyArray<string> =>
  lines.toSpliced(indexOfWord(lines, 'ConfirmationAnswered'), 1)

/** All that followed the payment is cut off, the claim included. */
const cut = (lines: ReadonlyArray<string>): ReadonlyArray<string> => lines.slice(0, indexOfWord(lines, 'ClaimOpened'))

const damages: Readonly<Record<Damage, (lines: ReadonlyArray<string>) => ReadonlyArray<string>>> = {
  ALTERED: altered,
  REMOVED: removed,
  CUT: cut,
}

/** A copy of a log as it stands after the damage. The anchor stays as it was: it is kept elsewhere. */
export const damaged = (log: string, how: Damage): string => {
  const lines = damages[how](log.trimEnd().split('\n'))
  return `${lines.join('\n')}\n`
}
