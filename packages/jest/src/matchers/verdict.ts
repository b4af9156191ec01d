/** What jest asks of a matcher. */
export type MatcherVerdict = { readonly pass: boolean; readonly message: () => string }

const line = (name: string, lines: ReadonlyArray<string>): ReadonlyArray<string> =>
  lines.map((text, index) => `  ${(index === 0 ? name : '').padEnd(10)}${text}`.trimEnd())

/** A verdict with its text: what was called, the named lines, and what else is to be said. */
export const verdict = (
  pass: boolean,
  call: string,
  blocks: ReadonlyArray<readonly [name: string, lines: ReadonlyArray<string>]>,
  ending: ReadonlyArray<string> = [],
): MatcherVerdict => ({
  pass,
  message: () =>
    [
      call,
      '',
      ...blocks.flatMap(([name, lines]) => line(name, lines)),
      ...(ending.length === 0 ? [] : ['', ...ending.map((text) => `  ${text}`)]),
    ].join('\n'),
})
