import { streamSubjectOf, type Instant, type Recorded } from '@waybill/core'
import { filedTracesOf, namedTracesOf, touchedTracesOf, traceOf } from '@waybill/projections'
import { isLikePayee, type Wanted, type WantedPayments } from './wanted.js'

/** How far a search looks: up to a position, and at what had happened by an instant. */
export type Reach = { readonly sequence: number; readonly happenedBy: Instant }

/** A search under way, over the events of one reading. */
export type Search = {
  readonly take: (recorded: Recorded) => void
  /** What was found so far, in order of sequence. */
  readonly found: () => ReadonlyArray<Recorded>
  /** The stories that the search came upon and kept from their first event on. */
  readonly stories: () => ReadonlySet<string>
}

type ByPayer = ReadonlyMap<string, ReadonlyArray<WantedPayments>>

const byPayer = ({ payments }: Wanted): ByPayer => {
  const grouped = new Map<string, WantedPayments[]>()
  for (const wanted of payments) {
    const known = grouped.get(wanted.payer)
    if (known === undefined) grouped.set(wanted.payer, [wanted])
    else known.push(wanted)
  }
  return grouped
}

const isPaymentWanted = (payments: ByPayer, { event }: Recorded): boolean =>
  event._tag === 'TransferInitiated' &&
  payments.get(event.payer.account)?.some((wanted) => isLikePayee(event.payee.account, wanted)) === true

const isRecordWanted = ({ records }: Wanted, { event, occurredAt }: Recorded): boolean =>
  'source' in event &&
  records.some(({ source, from, to }) => event.source.name === source && occurredAt >= from && occurredAt < to)

const touchedPrefix = traceOf.touched('')

/** Looks for what is wanted among events as they come, and keeps that and no more. */
export const beginSearch = (wanted: Wanted, { happenedBy, sequence: end }: Reach): Search => {
  const kept: Recorded[] = []
  const lastByName = new Map<string, Recorded>()
  const stories = new Set<string>()
  const payments = byPayer(wanted)
  const everyWanted = (trace: string): boolean => wanted.every.has(trace) || stories.has(trace)
  const looksAtTouched = [...wanted.every].some((trace) => trace.startsWith(touchedPrefix))

  const keepLast = (name: string, recorded: Recorded): void => {
    const known = lastByName.get(name)
    if (known === undefined || known.sequence <= recorded.sequence) lastByName.set(name, recorded)
  }

  const isOfStory = (recorded: Recorded): boolean =>
    isPaymentWanted(payments, recorded) || (looksAtTouched && touchedTracesOf(recorded).some(everyWanted))

  return {
    take: (recorded) => {
      const { occurredAt, recordedAt, revision, sequence, stream } = recorded
      if (sequence > end || occurredAt > happenedBy) return
      const filed = filedTracesOf(recorded)
      if (namedTracesOf(recorded).some(everyWanted) || filed.some(everyWanted) || isRecordWanted(wanted, recorded))
        kept.push(recorded)
      else if (isOfStory(recorded)) {
        kept.push(recorded)
        // The rest of the story bears on the question too. Begun later, it has to be read again from its beginning.
        if (revision === 0) stories.add(traceOf.story(streamSubjectOf(stream)))
      }
      for (const trace of filed) if (wanted.last.has(trace)) keepLast(trace, recorded)
      for (const { before, recordedBy } of wanted.heads)
        if (sequence < before && recordedAt <= recordedBy) keepLast(`${before} ${recordedBy}`, recorded)
    },
    found: () => {
      const known = new Set(kept)
      return [...kept, ...[...new Set(lastByName.values())].filter((recorded) => !known.has(recorded))].sort(
        (one, other) => one.sequence - other.sequence,
      )
    },
    stories: () => stories,
  }
}
