import { canonicalCommands, canonicalReports, type Canonical } from './canonical-payloads.js'
import { at, outcomeOf, send, type Answer, type World } from './ledger-world.js'
import { transferStates } from './transfer-states.js'
import type { CommandWord } from '../src/event/all-commands.js'

/** What one command or report, sent to a transfer in one state, leads to. */
export type Cell = {
  readonly state: string
  readonly word: CommandWord
  readonly variant: string
  readonly answer: Answer
  readonly before: World
  readonly after: World
}

const cellsOf = (rows: ReadonlyArray<Canonical<CommandWord>>): ReadonlyArray<Cell> =>
  rows.flatMap(({ word, variant, at: received, payload }) =>
    transferStates.map(({ name, world }) => {
      const before = at(world, received)
      const { answer, world: after } = send(before, word, payload(world.transfers.get('t1') ?? null))
      return { state: name, word, variant, answer, before, after }
    }),
  )

/** Every state against every command. */
export const commandCells = (): ReadonlyArray<Cell> => cellsOf(canonicalCommands)

/** Every state against every report. */
export const reportCells = (): ReadonlyArray<Cell> => cellsOf(canonicalReports)

type Row = readonly [string, string, string]

/** Markdown as the formatter of this house writes it: every column as wide as its widest cell. */
const markdownTable = (head: Row, rows: ReadonlyArray<Row>): string => {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => (row[column] ?? '').length)))
  const line = (cells: ReadonlyArray<string>): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map((row) => line(row))].join('\n')
}

/** The words of an outcome, each once: a reservation is captured once for each source, a return may have two parts. */
const outcomeText = ({ answer }: Cell): string => {
  const outcome = outcomeOf(answer)
  return answer._tag === 'Recorded'
    ? [...new Set(outcome.split(', '))].map((word) => `**${word}**`).join(', ')
    : outcome
}

/** One row for each outcome of a payload; the outcome of most states says so instead of naming them. */
const rowsOf = (cells: ReadonlyArray<Cell>): ReadonlyArray<Row> => {
  const sent = [...new Set(cells.map(({ word, variant }) => (variant === '' ? word : `${word}: ${variant}`)))]
  return sent.flatMap((label) => {
    const states = new Map<string, string[]>()
    for (const cell of cells)
      if ((cell.variant === '' ? cell.word : `${cell.word}: ${cell.variant}`) === label)
        states.set(outcomeText(cell), [...(states.get(outcomeText(cell)) ?? []), cell.state])
    const outcomes = [...states].sort(([, left], [, right]) => left.length - right.length)
    return outcomes.map(([outcome, names], index): Row => {
      const rest = index === outcomes.length - 1 && names.length > 4
      const where =
        names.length === transferStates.length ? 'every state' : rest ? 'every other state' : names.join('; ')
      return [index === 0 ? label : '', outcome, where]
    })
  })
}

/** The page of the reference: every state against every command and every report. */
export const transferTablePage = (): string => `# What may be done with a transfer, and what comes of it

Every command and every report against every state of a transfer. The states are those of the list below, made by real
commands and reports. A word in **bold** is an event that is stored, in this order; it stands once, even where several
are stored (one for each source of the funding, or for each part of a return). Any other word is the reason for which
a command is refused. _Every other state_ is every state of the list that the rows above it do not name.

This page is written by a test and compared with the code on every run:
\`UPDATE=1 npx jest packages/core/src/transfer/transfer-table\` writes it again.

## States

${transferStates.map(({ name }) => `- ${name}`).join('\n')}

## Commands

A command asks, and can be refused. Amounts are in CNY; the transfer is one of CNY 100.00 from Mei to Bo, in this book or
over a rail.

${markdownTable(['command', 'outcome', 'in the states'], rowsOf(commandCells()))}

## Reports

A report tells what happened elsewhere, so it is never refused: it is recorded, and what contradicts the instruction is
recorded as a contradiction. _ReportUnplaced_ means that there is no such transfer to record it in.

${markdownTable(['report', 'outcome', 'in the states'], rowsOf(reportCells()))}
`
