import type { Io } from './io.js'

/** How words are set off on a terminal; elsewhere they are left as they are. */
export type Style = {
  readonly strong: (text: string) => string
  readonly good: (text: string) => string
  readonly bad: (text: string) => string
}

const as = (code: string) => (text: string) => `\u001b[${code}m${text}\u001b[0m`
const plain = (text: string): string => text

/** Colour on a terminal only, and never where NO_COLOR is set (https://no-color.org) or the terminal is dumb. */
export const styleFor = ({ env, isTTY }: Pick<Io, 'env' | 'isTTY'>): Style => {
  const refused = (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb'
  return isTTY && !refused
    ? { strong: as('1'), good: as('32'), bad: as('31') }
    : { strong: plain, good: plain, bad: plain }
}
