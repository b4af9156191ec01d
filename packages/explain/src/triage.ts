import { streamKindOf, streamSubjectOf, type Instant, type Recorded } from '@waybill/core'
import { caseFileOf, type Slice } from './case-file.js'
import type { Subject } from './finding.js'
import { judge } from './judgement.js'
import type { KnownPrefix } from './ledger-view.js'
import type { Question } from './question.js'
import { fieldOf } from './target.js'

/** A first look at a ledger whose events come in order, for the subjects that an investigation has to read in full. */
export type Triage = {
  readonly take: (recorded: Recorded) => void
  /**
   * Transfers in the order of their first events, then accounts that somebody claims something about. Of no transfer that is left out
   * would an investigation tell, as things stood within that prefix and by that time.
   */
  readonly subjects: (known: KnownPrefix, happenedBy: Instant) => ReadonlyArray<Subject>
}

/** Words of a transfer that went as it should. Whatever has another word in its story is read in full. */
const plainWords: ReadonlySet<string> = new Set([
  'TransferInitiated',
  'TransferConfirmed',
  'SubmissionStarted',
  'TransferSubmitted',
  'TransferCredited',
])

const endOfTime: Instant = '9999-12-31T23:59:59.999Z'

/**
 * Whether these events, all that the ledger has about a transfer, show that it arrived as it should. Where nobody claims anything no rule looks
 * beyond them for the cause, and once all of it has arrived no rule looks at the clock.
 */
const hasArrived = (transferId: string, events: ReadonlyArray<Recorded>): boolean => {
  const slice: Slice = {
    events,
    happenedBy: endOfTime,
    knownBy: endOfTime,
    sequence: events.at(-1)?.sequence ?? 0,
    cut: false,
    complete: true,
    integrity: { _tag: 'INTACT' },
    undecodable: [],
  }
  return judge(caseFileOf(slice, transferId, null)).primary.leaf === 'Z1'
}

/** What was seen of a transfer: its story while it goes as it should, or how that ended. */
type Seen = Recorded[] | 'ARRIVED' | 'IN_FULL'

/**
 * Begins to look for what has to be read in full: whatever is not told by a plain story that ends with the money's arrival, or is
 * named by anything else. Keeps the stories of transfers under way, and of all others a mark. Only for a ledger that is whole, in order,
 * and all of which can be read.
 */
export const beginTriage = ({ happenedBy, knownBy }: Pick<Question, 'happenedBy' | 'knownBy'>): Triage => {
  const transfers = new Map<string, Seen>()
  const namedBefore = new Set<string>()
  const claims: { readonly account: string; readonly sequence: number; readonly occurredAt: Instant }[] = []
  const horizon = happenedBy ?? knownBy
  let isOver = false

  const readInFull = (transferId: string): void => {
    if (transfers.has(transferId)) transfers.set(transferId, 'IN_FULL')
    else namedBefore.add(transferId)
  }

  const goOn = (transferId: string, recorded: Recorded): void => {
    const seen = transfers.get(transferId)
    if (typeof seen !== 'object' || !plainWords.has(recorded.event._tag)) {
      transfers.set(transferId, 'IN_FULL')
      return
    }
    seen.push(recorded)
    if (recorded.event._tag === 'TransferCredited' && hasArrived(transferId, seen)) transfers.set(transferId, 'ARRIVED')
  }

  return {
    take: (recorded) => {
      const { event, occurredAt, recordedAt, sequence, stream } = recorded
      isOver ||= knownBy !== undefined && recordedAt > knownBy
      if (isOver) return
      const kind = streamKindOf(stream)
      const own = kind === 'transfer' || kind === 'attempt' ? streamSubjectOf(stream) : null
      if (own !== null && !transfers.has(own)) transfers.set(own, namedBefore.delete(own) ? 'IN_FULL' : [])
      if (horizon !== undefined && occurredAt > horizon) return
      // Without a horizon what has happened by now is known at the end alone; what the ledger knew when it happened had happened by then.
      const isCertain = horizon !== undefined || occurredAt <= recordedAt
      if (own !== null) {
        if (kind === 'transfer' && isCertain) goOn(own, recorded)
        else readInFull(own)
      }
      const named = kind === 'funds' ? undefined : fieldOf(recorded, 'transferId')
      if (named !== undefined && stream !== `transfer-${named}`) readInFull(named)
      if (event._tag === 'ClaimOpened' && event.transferId === undefined && event.account !== undefined)
        claims.push({ account: event.account, sequence, occurredAt })
    },
    subjects: (known, until) => {
      const claimed = claims.filter(({ occurredAt, sequence }) => sequence <= known.sequence && occurredAt <= until)
      return [
        ...[...transfers].flatMap(([id, seen]): ReadonlyArray<Subject> =>
          seen === 'ARRIVED' ? [] : [{ kind: 'transfer', id }],
        ),
        ...[...new Set(claimed.map(({ account }) => account))].map((id): Subject => ({ kind: 'account', id })),
      ]
    },
  }
}
