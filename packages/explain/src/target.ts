import type { Recorded } from '@waybill/core'
import type { Slice } from './case-file.js'
import type { Finding, Subject } from './finding.js'

/** What a subject stands for: a transfer or an account, and the claim that is on record about it. */
export type Target = {
  readonly kind: 'transfer' | 'account'
  readonly id: string
  readonly claim: Finding['claim']
}

/** The text that an event holds under a name. */
export const fieldOf = (recorded: Recorded, name: string): string | undefined => {
  const value = (recorded.event as unknown as Readonly<Record<string, unknown>>)[name]
  return typeof value === 'string' ? value : undefined
}

const claimsIn = (slice: Slice): ReadonlyArray<Recorded> =>
  slice.events.filter(({ event }) => event._tag === 'ClaimOpened' || event._tag === 'TransferDisputed')

const claimOf = (recorded: Recorded): Finding['claim'] => {
  const { event } = recorded
  if (event._tag !== 'ClaimOpened' && event._tag !== 'TransferDisputed') return null
  return { kind: event.claim }
}

const transferOf = (recorded: Recorded): string | undefined =>
  fieldOf(recorded, 'transferId') ??
  (recorded.stream.startsWith('transfer-') ? recorded.stream.slice('transfer-'.length) : undefined)

const targetOfClaim = (recorded: Recorded): Target | null => {
  const transferId = transferOf(recorded)
  if (transferId !== undefined) return { kind: 'transfer', id: transferId, claim: claimOf(recorded) }
  const account = fieldOf(recorded, 'account')
  return account === undefined ? null : { kind: 'account', id: account, claim: claimOf(recorded) }
}

const last = <A>(items: ReadonlyArray<A>): A | undefined => items[items.length - 1]

/** What a subject stands for in a slice; null where the slice knows nothing of it. */
export const targetOf = ({ kind, id }: Subject, slice: Slice): Target | null => {
  switch (kind) {
    case 'transfer': {
      const known = slice.events.some(
        (recorded) => recorded.stream === `transfer-${id}` || recorded.stream === `attempt-${id}`,
      )
      const quarantined = slice.undecodable.some(({ stream }) => stream === `transfer-${id}`)
      if (!known && !quarantined) return null
      const claim = last(claimsIn(slice).filter((recorded) => transferOf(recorded) === id))
      return { kind: 'transfer', id, claim: claim === undefined ? null : claimOf(claim) }
    }
    case 'account': {
      const known = slice.events.some(
        (recorded) => recorded.stream === `account-${id}` || recorded.stream === `funds-${id}`,
      )
      if (!known) return null
      const claim = last(
        claimsIn(slice).filter((recorded) => transferOf(recorded) === undefined && fieldOf(recorded, 'account') === id),
      )
      return { kind: 'account', id, claim: claim === undefined ? null : claimOf(claim) }
    }
    case 'case': {
      const claim = last(
        claimsIn(slice).filter(
          (recorded) => fieldOf(recorded, 'claimId') === id || fieldOf(recorded, 'disputeId') === id,
        ),
      )
      return claim === undefined ? null : targetOfClaim(claim)
    }
    case 'customer': {
      const claim = last(claimsIn(slice).filter((recorded) => fieldOf(recorded, 'customer') === id))
      if (claim !== undefined) return targetOfClaim(claim)
      const transfer = last(
        slice.events.filter(({ event }) => event._tag === 'TransferInitiated' && event.customer === id),
      )
      return transfer === undefined
        ? null
        : { kind: 'transfer', id: transfer.stream.slice('transfer-'.length), claim: null }
    }
    case 'store':
      return null
  }
}
