import { accountStates, canonicalAccountCommands } from '../../core/test/account-states.js'
import { canonicalCommands, canonicalReports } from '../../core/test/canonical-payloads.js'
import { at, outcomeOf, send, type SentStep, type World } from '../../core/test/ledger-world.js'
import { transferStates, type NamedState } from '../../core/test/transfer-states.js'
import { isBookAccount, type CommandWord, type Instant } from '@waybill/core'
import type { Payload } from './other-values.js'

/** One command or report in one state, and what the core alone says comes of it. */
export type Cell = {
  readonly word: CommandWord
  readonly variant: string
  readonly at: Instant
  readonly payload: Payload
  readonly answer: 'RECORDED' | 'REFUSED' | 'UNPLACED'
  /** The words of the events that follow, or of the rejection. */
  readonly outcome: string
  /** No state before has shown this outcome of it. */
  readonly isFirstOfItsKind: boolean
}

/** A state, how it is reached, and the cells that are tried in it. */
export type CellsOfState = {
  readonly state: string
  readonly steps: ReadonlyArray<SentStep>
  readonly cells: ReadonlyArray<Cell>
}

type Row = {
  readonly word: CommandWord
  readonly variant: string
  readonly at?: Instant
  readonly payloadIn: (world: World) => Payload
}

const answers = { Recorded: 'RECORDED', Refused: 'REFUSED', Unplaced: 'UNPLACED' } as const

const cellOf = ({ word, variant, at: received, payloadIn }: Row, world: World, seen: Set<string>): Cell => {
  const before = at(world, received ?? world.now)
  const payload = payloadIn(world)
  const { answer } = send(before, word, payload)
  if (answer._tag === 'Malformed') throw new Error(`${word} (${variant}) is malformed: ${outcomeOf(answer)}`)
  const outcome = outcomeOf(answer)
  const kind = `${word} ${variant} ${outcome}`
  const isFirstOfItsKind = !seen.has(kind)
  seen.add(kind)
  return { word, variant, at: before.now, payload, answer: answers[answer._tag], outcome, isFirstOfItsKind }
}

/** Each row in every state where it is recorded, and once for each reason for which it is not. */
const cellsIn = (states: ReadonlyArray<NamedState>, rows: ReadonlyArray<Row>): ReadonlyArray<CellsOfState> => {
  const seen = new Set<string>()
  return states.map(({ name, world }) => ({
    state: name,
    steps: world.steps,
    cells: rows
      .map((row) => cellOf(row, world, seen))
      .filter(({ answer, isFirstOfItsKind }) => isFirstOfItsKind || answer === 'RECORDED'),
  }))
}

const transferRows: ReadonlyArray<Row> = [...canonicalCommands, ...canonicalReports].map(
  ({ payload, ...row }): Row => ({
    ...row,
    payloadIn: (world) => payload(world.transfers.get('t1') ?? null),
  }),
)

const accountRows: ReadonlyArray<Row> = canonicalAccountCommands.map(({ payload, ...row }): Row => ({
  ...row,
  payloadIn: () => payload,
}))

/** Every command and report of the table of transfers, and every command about an account, by the state that it is tried in. */
export const cellsByState: ReadonlyArray<CellsOfState> = [
  ...cellsIn(transferStates, transferRows),
  ...cellsIn(accountStates, accountRows),
]

/** One cell for each word and kind of answer. */
export const oneOfEach = (groups: ReadonlyArray<CellsOfState>): ReadonlyArray<CellsOfState> => {
  const seen = new Set<string>()
  return groups
    .map(({ cells, ...group }) => ({
      ...group,
      cells: cells.filter(({ word, answer }) => {
        const isNew = !seen.has(`${word} ${answer}`)
        seen.add(`${word} ${answer}`)
        return isNew
      }),
    }))
    .filter(({ cells }) => cells.length > 0)
}

const naming = new Set(['transferId', 'commandId', 'reportId', 'account', 'payer', 'payee', 'from', 'to'])

/**
 * The same payload about another transfer and other accounts: each of these names gets the suffix. What another institution calls
 * its account, and an account of the book itself, stays as it is.
 */
export const apart = <A>(value: A, suffix: string): A => {
  if (Array.isArray(value)) return value.map((item: unknown) => apart(item, suffix)) as A
  if (typeof value !== 'object' || value === null || 'institution' in value) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]: [string, unknown]) => [
      name,
      typeof inner === 'string' && naming.has(name) && !isBookAccount(inner)
        ? `${inner}.${suffix}`
        : apart(inner, suffix),
    ]),
  ) as A
}
