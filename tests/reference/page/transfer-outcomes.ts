import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One row of the table of states: what came of a command or report in some states of a transfer. */
export type TransferOutcome = {
  readonly word: string
  /** Which payload of the word it was; empty where there is one. */
  readonly variant: string
  /** The events that were stored, or none. */
  readonly events: ReadonlyArray<string>
  /** The rejection that answered, or null. */
  readonly refusal: string | null
  readonly states: string
}

const page = join(__dirname, '../../../docs/reference/transfer-table.md')

const read = (): ReadonlyArray<TransferOutcome> => {
  const rows = readFileSync(page, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| --') && !/^\| (command|report) +\|/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()))
  let label = ''
  return rows.map(([, first = '', outcome = '', states = '']) => {
    label = first === '' ? label : first
    const [word = '', variant = ''] = label.split(/: (.*)/)
    const events = [...outcome.matchAll(/\*\*(\w+)\*\*/g)].map(([, event = '']) => event)
    return { word, variant, events, refusal: events.length === 0 ? outcome : null, states }
  })
}

let outcomes: ReadonlyArray<TransferOutcome> | null = null

/** The table of states as it is published; the core's tests hold it together with the code. */
export const transferOutcomes = (): ReadonlyArray<TransferOutcome> => (outcomes ??= read())
