import { fieldAsCode } from './as-code.js'
import type { Failing } from './failure-text.js'
import type { Difference } from './first-difference.js'

/** How what was expected and what happened part, and what to write where what happened is right. */
export type Parting = Pick<Failing, 'parting' | 'remedy'>

/** What stands in one place where something else was expected. */
export const partAt = (place: string, expected: string, happened: string, remedy: string): Parting => ({
  parting: { place, expected, happened },
  remedy,
})

const remedyOf = ({ path, code }: Difference, write: (fields: string) => string): string => {
  if (code === null) return `If what happened is right, correct ${path}; it names a person and is not shown.`
  if (path === '' || path.includes('[')) return `If what happened is right, expect ${code} there.`
  return `If what happened is right, write ${write(fieldAsCode(path, code))}.`
}

/** One field of something differs. `write` makes the corrected expectation from the corrected field. */
export const partInField = (owner: string, difference: Difference, write: (fields: string) => string): Parting => {
  const { path, expected, happened } = difference
  return {
    parting: { place: path === '' ? owner : `${owner}, in ${path}`, expected, happened },
    remedy: remedyOf(difference, write),
  }
}
