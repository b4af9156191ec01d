import type { Io } from './io.js'
import { styleFor } from './style.js'

/** Prose with its first line set off where the reader has a terminal. */
export const withStrongHeading = (prose: string, io: Pick<Io, 'env' | 'isTTY'>): string => {
  const end = prose.indexOf('\n')
  const { strong } = styleFor(io)
  return end < 0 ? strong(prose) : `${strong(prose.slice(0, end))}${prose.slice(end)}`
}
