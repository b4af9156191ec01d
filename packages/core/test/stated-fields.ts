import { canonicalJson } from '../src/codec/canonical-json.js'
import { allCommands, type AnyCommand } from '../src/event/all-commands.js'
import type { DomainEvent } from '../src/event/all-events.js'
import { encodeEvent } from '../src/event/recorded.js'
import { transferReports } from '../src/transfer/report.js'
import type { Answer } from './ledger-world.js'

type Stored = Readonly<Record<string, unknown>>

/** Who asks, which message told it, and which stream it is about: not a part of what was said. */
const envelope = ['_tag', 'commandId', 'transferId']

/**
 * Fields that need not be stated so. What confirms a one-step transfer is stated by
 * its second event; whether a rail's answer is final shows in what follows; another message about money that came
 * in is kept as a contradiction of the transfer that exists.
 */
export const statedElsewhere: Readonly<Record<string, ReadonlyArray<string>>> = {
  BookTransfer: ['by', 'device', 'method', 'shownDigest', 'strength'],
  ReportNeverReceived: ['final'],
  ReportIncomingCredit: ['endToEndId', 'payee', 'payeeName', 'payer', 'purpose', 'rail'],
}

const storedOf = (event: DomainEvent): Stored => JSON.parse(encodeEvent(event).data) as Stored

const said = (command: AnyCommand): Stored => {
  const { _tag, ...payload } = command
  const encode = allCommands[_tag].codec.encode as (value: unknown) => Stored
  return JSON.parse(JSON.stringify(encode(payload))) as Stored
}

const same = (left: unknown, right: unknown): boolean =>
  (left === undefined ? '' : canonicalJson(left)) === (right === undefined ? '' : canonicalJson(right))

/** A report may be told in parts, so its amount is the sum of the parts that move money, or the whole of what is not posted. */
const statesAmount = (events: ReadonlyArray<Stored>, amount: { readonly minorUnits: string }): boolean => {
  const parts = events.map((event) => event['amount'] as { readonly minorUnits: string } | undefined)
  const sum = parts.reduce((total, part) => total + BigInt(part?.minorUnits ?? 0), 0n)
  return sum === BigInt(amount.minorUnits) || parts.some((part) => same(part, amount))
}

/**
 * The fields of a recorded command or report that are not stated under the same name: a command's in its first
 * event, a report's in any of its events.
 */
export const unstatedFields = (answer: Answer): ReadonlyArray<string> => {
  if (answer._tag !== 'Recorded') return []
  const { command, decision } = answer
  const [subject] = decision.writes
  const events = decision.writes.filter(({ stream }) => stream === subject.stream).map(({ event }) => storedOf(event))
  const isReport = Object.hasOwn(transferReports, command._tag)
  const stating = isReport ? events : events.slice(0, 1)
  return Object.entries(said(command))
    .filter(([field]) => !envelope.includes(field))
    .filter(([field, value]) =>
      field === 'amount' && isReport
        ? !statesAmount(stating, value as { readonly minorUnits: string })
        : !stating.some((event) => same(event[field], value)),
    )
    .map(([field]) => field)
}
