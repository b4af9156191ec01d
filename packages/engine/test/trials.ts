import * as E from 'fp-ts/lib/Either.js'
import {
  allCommands,
  canonicalJson,
  transferReports,
  type CommandWord,
  type Instant,
  type Rejection,
} from '@waybill/core'
import type { EventStore, RecordedEvent } from '@waybill/port'
import { fieldNamesOf } from '../src/command/field-differences.js'
import type { Engine } from '../src/engine.js'
import { reportKey } from '../src/event-ids.js'
import type { Failure } from '../src/failure.js'
import type { Receipt } from '../src/receipt.js'
import type { SentStep } from '../../core/test/ledger-world.js'
import { apart, type Cell } from './cells.js'
import { withOther, type Field, type Payload } from './other-values.js'
import type { VirtualClock } from './virtual-clock.js'

export type Answer = E.Either<Rejection | Failure, Receipt>

/** A cell under names of its own, so that all cells of a state are tried in one ledger. */
export type Trial = Cell & {
  readonly suffix: string
  /** The id under which its decision is stored: the command's own, or the report's key. */
  readonly key: string
  readonly isReport: boolean
  /** What is wrong, in words; a trial without any is what is asked for. */
  readonly complaints: string[]
}

export const muchLater: Instant = '2027-08-01T12:00:00.000Z'

export const trialOf = (cell: Cell, index: number): Trial => {
  const suffix = String(index)
  const payload = apart(cell.payload, suffix)
  const isReport = Object.hasOwn(transferReports, cell.word)
  const key = isReport
    ? reportKey(payload['by'] as { readonly role: string; readonly name: string }, String(payload['reportId']))
    : String(payload['commandId'])
  return { ...cell, suffix, payload, key, isReport, complaints: [] }
}

/** An answer as text, the same for the same answer: which receipt was the first one is not part of it. */
export const shown = (answer: Answer): string =>
  canonicalJson(
    JSON.parse(
      JSON.stringify(answer, (name, value: unknown) =>
        name === 'replayed' ? undefined : typeof value === 'bigint' ? value.toString() : value,
      ),
    ),
  )

/** What only the steps of a decision say that is stored step by step: it adds nothing to what was decided. */
const isOfSteps = ({ type }: { readonly type: string }): boolean =>
  ['CommandClaimed', 'CommandDecided', 'TransferFundsConfirmed', 'FundsRefused', 'FundsTermsSet'].includes(type)

/** What was decided, in the order of the receipt. */
export const decidedIn = <A extends { readonly type: string }>(events: ReadonlyArray<A>): ReadonlyArray<A> =>
  events.filter((event) => !isOfSteps(event))

export const outcomeOf = (answer: Answer): string =>
  E.isLeft(answer)
    ? answer.left._tag
    : decidedIn(answer.right.events)
        .map(({ type }) => type)
        .join(', ')

export const send = (engine: Engine, { word }: { readonly word: CommandWord }, payload: Payload): Promise<Answer> =>
  engine.send(word, payload)()

export const say = (trial: Trial, holds: boolean, complaint: string): void => {
  if (!holds) trial.complaints.push(complaint)
}

export const sayAlike = (trial: Trial, when: string, first: Answer, again: Answer): void =>
  say(trial, shown(first) === shown(again), `${when}: ${shown(first)} became ${shown(again)}`)

const fieldsOf = ({ word, isReport }: Trial): ReadonlyArray<Field> =>
  (fieldNamesOf(allCommands[word].codec) as ReadonlyArray<Field>).filter((field) => !(isReport && field === 'by'))

/** The same payload with one field changed, or with one that need not be there taken out. */
export const variations = (trial: Trial): ReadonlyArray<{ readonly field: Field; readonly payload: Payload }> => {
  const { optional } = allCommands[trial.word].codec
  return fieldsOf(trial).flatMap((field) => {
    const changed = withOther(trial.word, trial.payload, field)
    const { [field]: _gone, ...without } = trial.payload
    return [
      ...(changed === null ? [] : [{ field, payload: changed }]),
      ...(Object.hasOwn(optional, field) && Object.hasOwn(trial.payload, field) ? [{ field, payload: without }] : []),
    ]
  })
}

/** A command or report of another word that may carry the same id about the same transfer or account. */
export const underAnotherWord = ({ word, payload, isReport }: Trial): readonly [CommandWord, Payload] => {
  const { transferId, account, commandId, reportId, by, asOf } = payload
  const code = { codeSet: 'ISO20022', code: 'NARR' }
  if (isReport)
    return word === 'ReportStatus'
      ? ['ReportRefused', { transferId, reportId, by, asOf, reason: code }]
      : ['ReportStatus', { transferId, reportId, by, asOf, status: code }]
  if (transferId === undefined)
    return word === 'CloseAccount'
      ? ['UnfreezeAccount', { commandId, account, reason: 'Found' }]
      : ['CloseAccount', { commandId, account }]
  return word === 'ExpireTransfer'
    ? ['CreditTransfer', { commandId, transferId }]
    : ['ExpireTransfer', { commandId, transferId }]
}

export const readAll = async (store: EventStore): Promise<ReadonlyArray<RecordedEvent>> => {
  const events: RecordedEvent[] = []
  for (;;) {
    const page = await store.readAll({ after: events.length, limit: 1000 })()
    if (E.isLeft(page)) throw new Error(page.left._tag)
    if (page.right.length === 0) return events
    events.push(...page.right)
  }
}

export const byCommand = (events: ReadonlyArray<RecordedEvent>): ReadonlyMap<string, ReadonlyArray<RecordedEvent>> => {
  const grouped = new Map<string, RecordedEvent[]>()
  for (const event of decidedIn(events)) {
    const id = event.metadata['commandid'] ?? ''
    grouped.set(id, [...(grouped.get(id) ?? []), event])
  }
  return grouped
}

/** Ids differ in what follows the key: the number of contradictions that were recorded about a report. */
export const contradictionsOf = (stored: ReadonlyMap<string, ReadonlyArray<RecordedEvent>>, { key }: Trial): number =>
  [...stored].filter(([id]) => id.startsWith(`${key}/`)).reduce((sum, [, events]) => sum + events.length, 0)

/** Brings a ledger to the state, once for each trial, under its names. */
export const bringTo = async (
  engine: Engine,
  clock: VirtualClock,
  steps: ReadonlyArray<SentStep>,
  trials: ReadonlyArray<Trial>,
): Promise<void> => {
  for (const { at, word, payload } of steps) {
    clock.set(at)
    await Promise.all(trials.map(({ suffix }) => engine.send(word, apart(payload, suffix))()))
  }
}

/** The complaints of all trials, each with its cell. */
export const complaintsOf = (trials: ReadonlyArray<Trial>): ReadonlyArray<string> =>
  trials.flatMap(({ word, variant, outcome, complaints }) =>
    complaints.map((complaint) => `${word} (${variant || 'plain'}), ${outcome}: ${complaint}`),
  )

/** Says what is stored under the id of a trial where it is not the one decision that is expected. */
export const sayStored = (
  trial: Trial,
  stored: ReadonlyMap<string, ReadonlyArray<RecordedEvent>>,
  expected: string,
): void => {
  const found = (stored.get(trial.key) ?? []).map(({ type }) => type)
  say(
    trial,
    [...found].sort().join(', ') === expected.split(', ').sort().join(', '),
    `stored is ${found.join(', ') || 'nothing'}, not ${expected || 'nothing'}`,
  )
}

/** What is stored of a trial that was sent: its events, its refusal, or nothing. */
export const storedOf = ({ answer, outcome }: Trial): string =>
  answer === 'UNPLACED' ? '' : answer === 'REFUSED' ? 'CommandRefused' : outcome
