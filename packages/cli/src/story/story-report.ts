import {
  evolveTransfer,
  formatMoney,
  millisecondsBetween,
  transferStatus,
  type Recorded,
  type Transfer,
  type TransferEvent,
} from '@waybill/core'
import { counted, sayTime } from '@waybill/explain'
import type { Hop, Speaker, TransferStory } from '@waybill/projections'
import { eventSentence } from './event-sentence.js'
import { plainWord, quoted } from './wording.js'

const speaker = (said: Speaker): string => {
  switch (said._tag) {
    case 'ENGINE':
      return 'engine'
    case 'PARTY':
      return said.name ?? plainWord(said.role)
    case 'SOURCE':
      return `${said.name}, ${plainWord(said.kind)}, grade ${said.grade}`
  }
}

/** Knowledge that came later than this after the fact is worth a word. */
const lateFromMs = 60_000

const known = ({ occurredAt, recordedAt }: Hop): string =>
  millisecondsBetween(occurredAt, recordedAt) >= lateFromMs ? `, known on ${sayTime(recordedAt).en}` : ''

/** The status of the transfer after each of its own events, by the event's id. */
const statuses = (transferId: string, events: ReadonlyArray<Recorded>): ReadonlyMap<string, string> => {
  const after = new Map<string, string>()
  let transfer: Transfer | null = null
  for (const { event, id, stream } of events) {
    if (stream !== `transfer-${transferId}`) continue
    transfer = evolveTransfer(transfer, event as TransferEvent)
    if (transfer !== null) after.set(id, transferStatus(transfer))
  }
  return after
}

const becoming = ({ instruction }: Transfer): string => {
  const sum = quoted(instruction.quote)
  return sum === null ? '' : ` into ${sum}`
}

/** The story of a transfer in prose, in the order in which it became known; the status is said where it changes. */
export const storyReport = ({ hops, state, transferId }: TransferStory, events: ReadonlyArray<Recorded>): string => {
  const after = statuses(transferId, events)
  const eventsById = new Map(events.map((recorded) => [recorded.id, recorded.event]))
  let before: string | null = null
  const lines = hops.flatMap((hop) => {
    const event = eventsById.get(hop.eventId)
    const status = after.get(hop.eventId) ?? null
    const changed = status !== null && status !== before
    before = status ?? before
    return [
      `  ${sayTime(hop.occurredAt).en}${known(hop)}`,
      `    ${event === undefined ? hop.word : eventSentence(event)}`,
      `    ${hop.word}, sequence ${hop.sequence}, said by ${speaker(hop.said)}${changed ? ` → ${status}` : ''}`,
      '',
    ]
  })
  const instruction =
    state === null
      ? 'never recorded'
      : `${formatMoney(state.instruction.amount)}${becoming(state)}, ${transferStatus(state)}`
  return [`Transfer ${transferId}: ${instruction}, ${counted(hops.length, 'hop')}`, '', ...lines].join('\n')
}
