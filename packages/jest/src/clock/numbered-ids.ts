import type { IdSource } from '@waybill/port'

const form = (series: number, number: number): string =>
  `${series.toString(16).padStart(8, '0')}-0000-4000-8000-${number.toString(16).padStart(12, '0')}`

/**
 * Ids for an engine under test: version-4 UUIDs by their form, counted from 1, the same in every run. Two sources of one
 * ledger take two series, from 0 to 4,294,967,295, so that no id is given twice.
 */
export const createNumberedIds = (series = 0): IdSource => {
  let number = 0
  return {
    next: () => {
      number += 1
      return form(series, number)
    },
  }
}
