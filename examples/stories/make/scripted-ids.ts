import { createHash } from 'node:crypto'
import type { IdSource } from '@waybill/port'

/** Version-4 UUIDs that follow from a name and a count, so that a story told twice has the same bytes. */
export const createScriptedIds = (name: string): IdSource => {
  let count = 0
  return {
    next: () => {
      count += 1
      const digits = createHash('sha256').update(`${name}/${count}`).digest('hex')
      const variant = '89ab'.charAt(parseInt(digits.charAt(16), 16) % 4)
      return [
        digits.slice(0, 8),
        digits.slice(8, 12),
        `4${digits.slice(13, 16)}`,
        `${variant}${digits.slice(17, 20)}`,
        digits.slice(20, 32),
      ].join('-')
    },
  }
}
