import type { Code, DomainEvent, Money, Party, Recorded } from '@waybill/core'
import type { Hop, Speaker } from './document.js'
import { laneOf, stageOf } from './stage.js'

const partyOf = (event: DomainEvent): Party | null => {
  if ('by' in event) return event.by
  if ('claimant' in event && typeof event.claimant === 'object') return event.claimant
  if ('reviewer' in event) return event.reviewer
  // Evidence comes from somebody; it is the engine that asks for it.
  return event._tag === 'EvidenceSubmitted' ? event.from : null
}

/** Who said what an event tells: the source that it names, else the party that acted, else the engine. */
export const speakerOf = (event: DomainEvent): Speaker => {
  if ('source' in event) {
    const { name, kind, grade } = event.source
    return { _tag: 'SOURCE', name, kind, grade }
  }
  const party = partyOf(event)
  return party === null ? { _tag: 'ENGINE' } : { _tag: 'PARTY', role: party.role, name: party.name ?? null }
}

const amountOf = (event: DomainEvent): Money | null => ('amount' in event ? (event.amount ?? null) : null)

const codeOf = (event: DomainEvent): Code | null => {
  if ('status' in event) return event.status
  if ('reason' in event && typeof event.reason === 'object') return event.reason
  return 'code' in event ? (event.code ?? null) : null
}

/** An event as a step in the story of a transfer. */
export const hopOf = (transferId: string, recorded: Recorded): Hop => {
  const { event } = recorded
  const stage = stageOf[event._tag]
  const said = speakerOf(event)
  return {
    transferId,
    sequence: recorded.sequence,
    eventId: recorded.id,
    stream: recorded.stream,
    revision: recorded.revision,
    word: event._tag,
    stage,
    lane: laneOf(stage, said),
    said,
    occurredAt: recorded.occurredAt,
    recordedAt: recorded.recordedAt,
    amount: amountOf(event),
    code: codeOf(event),
  }
}
