import type { Story } from './take-step.js'

/** What a specification says that did not hold, in parts. */
export type Failing = {
  readonly given: ReadonlyArray<string>
  /** What was done or asked, under its name: `When`, `Asked`. */
  readonly deed: readonly [name: string, lines: ReadonlyArray<string>]
  readonly expected: ReadonlyArray<string>
  readonly happened: ReadonlyArray<string>
  /** Both values in the place where they part. */
  readonly parting: { readonly place: string; readonly expected: string; readonly happened: string }
  readonly remedy: string
}

const longestStory = 14
const firstShown = 4

/** A long story in short: its beginning and its end. */
const inShort = (lines: ReadonlyArray<string>): ReadonlyArray<string> => {
  if (lines.length <= longestStory) return lines
  const lastShown = longestStory - firstShown - 1
  return [
    ...lines.slice(0, firstShown),
    `… ${lines.length - firstShown - lastShown} more …`,
    ...lines.slice(-lastShown),
  ]
}

const block = (name: string, lines: ReadonlyArray<string>): ReadonlyArray<string> =>
  (lines.length === 0 ? ['nothing'] : lines).map((line, index) =>
    `  ${(index === 0 ? name : '').padEnd(10)}${line}`.trimEnd(),
  )

/** A failed specification as text: what was given, what was expected, what happened, where they part, and what to do. */
export const failureText = ({ given, deed, expected, happened, parting, remedy }: Failing): string =>
  [
    `The specification does not hold at ${parting.place}.`,
    '',
    ...block('Given', inShort(given)),
    ...block(...deed),
    ...block('Expected', expected),
    ...block('Happened', happened),
    '',
    `  Where they part: ${parting.place}`,
    `    expected  ${parting.expected}`,
    `    happened  ${parting.happened}`,
    '',
    `  ${remedy}`,
  ].join('\n')

/** A story that cannot be told as text: what went before, the step, why it cannot be taken, and what to do. */
export const impossibleText = ({ lines, impossible }: Story): string =>
  impossible === null
    ? ''
    : [
        `What is given cannot be: step ${impossible.number} cannot be taken.`,
        '',
        ...block('Given', inShort(lines)),
        ...block(`Step ${impossible.number}`, [impossible.line]),
        ...block('But', [impossible.because]),
        '',
        ...impossible.remedies.map((remedy) => `  ${remedy}`),
      ].join('\n')
