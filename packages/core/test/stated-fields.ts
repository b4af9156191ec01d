import { accountCommands } from '../src/account/command.js'
import { canonicalJson } from '../src/codec/canonical-json.js'
import { allCommands, type AnyCommand } from '../src/event/all-commands.js'
import type { DomainEvent } from '../src/event/all-events.js'
import { encodeEvent } from '../src/event/recorded.js'
import { transferReports } from '../src/transfer/report.js'
import type { Answer } from './ledger-world.js'

type Stored = Readonly<Record<string, unknown>>

/** Who asks, which message told it, and which stream it is about: not a part of what was said. */
const envelopeOf = (command: AnyCommand): ReadonlyArray<string> => [
  '_tag',
  'commandId',
  'transferId',
  ...(Object.hasOwn(accountCommands, command._tag) ? ['account'] : []),
]

/**
 * Fields that need not be stated so: whether a rail's answer is final shows in what follows, and another message
 * under the id of a transfer that exists is kept as one about that transfer.
 */
export const statedElsewhere: Readonly<Record<string, ReadonlyArray<string>>> = {
  ReportNeverReceived: ['final'],
  ReportIncomingCredit: ['endToEndId', 'payee', 'payeeName', 'payer', 'purpose', 'rail'],
}

type StoredFee = { readonly kind: string; readonly amount: { readonly minorUnits: string; readonly currency: string } }

const storedOf = (event: DomainEvent): Stored => JSON.parse(encodeEvent(event).data) as Stored

const said = (command: AnyCommand): Stored => {
  const { _tag, ...payload } = command
  const encode = allCommands[_tag].codec.encode as (value: unknown) => Stored
  return JSON.parse(JSON.stringify(encode(payload))) as Stored
}

const same = (left: unknown, right: unknown): boolean =>
  (left === undefined ? '' : canonicalJson(left)) === (right === undefined ? '' : canonicalJson(right))

/** A report may be told in parts, so its amount is the sum of the parts that move money, of an exchange at the far end, or the whole of what is not posted. */
const statesAmount = (events: ReadonlyArray<Stored>, amount: { readonly minorUnits: string }): boolean => {
  const parts = events.map(
    (event) => (event['converted'] ?? event['amount']) as { readonly minorUnits: string } | undefined,
  )
  const sum = parts.reduce((total, part) => total + BigInt(part?.minorUnits ?? 0), 0n)
  return sum === BigInt(amount.minorUnits) || parts.some((part) => same(part, amount))
}

/** What was kept of a return may be told in parts as well, each kind as often as it is. */
const statesFees = (events: ReadonlyArray<Stored>, fees: ReadonlyArray<StoredFee>): boolean => {
  const byKind = (some: ReadonlyArray<StoredFee>): ReadonlyArray<string> => {
    const sums = new Map<string, bigint>()
    for (const { kind, amount } of some)
      sums.set(`${kind} ${amount.currency}`, (sums.get(`${kind} ${amount.currency}`) ?? 0n) + BigInt(amount.minorUnits))
    return [...sums].map(([key, sum]) => `${key} ${sum}`).sort()
  }
  const stated = events.flatMap((event) => (event['fees'] ?? []) as ReadonlyArray<StoredFee>)
  return same(byKind(stated), byKind(fees))
}

/**
 * The fields of a recorded command or report that are not stated under the same name by the events in the stream
 * that it is about; where several events have the name, the first that has it counts, unless it tells a report.
 */
export const unstatedFields = (answer: Answer): ReadonlyArray<string> => {
  if (answer._tag !== 'Recorded') return []
  const { command, decision } = answer
  const [subject] = decision.writes
  const events = decision.writes.filter(({ stream }) => stream === subject.stream).map(({ event }) => storedOf(event))
  const isReport = Object.hasOwn(transferReports, command._tag)
  return Object.entries(said(command))
    .filter(([field]) => !envelopeOf(command).includes(field))
    .filter(([field, value]) =>
      field === 'amount' && isReport
        ? !statesAmount(events, value as { readonly minorUnits: string })
        : field === 'fees' && isReport
          ? !statesFees(events, value as ReadonlyArray<StoredFee>)
          : !(isReport
              ? events.some((event) => same(event[field], value))
              : same(events.find((event) => event[field] !== undefined)?.[field], value)),
    )
    .map(([field]) => field)
}
