import type { FundsEvent } from '@waybill/core'
import type { ReservationDiffers } from './rule-problem.js'
import type { Rule, Step } from './rule.js'
import { standingOf } from './standing.js'

const resolves: ReadonlySet<string> = new Set([
  'TransferConfirmed',
  'TransferCancelled',
  'TransferExpired',
  'TransferRejected',
])

const isOfFunds = (step: Step): boolean => step.at.stream.startsWith('funds-')

/**
 * A transfer is initiated once, and what is reserved for it is resolved once: confirmed, cancelled, expired or rejected. What is captured or
 * released is the sum that was reserved.
 */
export const reservationsResolveOnce: Rule = {
  name: 'ReservationsResolveOnce',
  begin: () => {
    /** Open reservations by account and transfer, in minor units. */
    const reserved = new Map<string, bigint>()
    return {
      look: (step, { broken, judged }) => {
        const { at, before } = step
        const { event } = step.recorded
        if (event._tag === 'TransferInitiated' || resolves.has(event._tag)) {
          judged()
          const standing = standingOf(before)
          const due = event._tag === 'TransferInitiated' ? 'NOT_INITIATED' : 'INITIATED'
          if (standing !== due) broken({ _tag: 'ResolvedAgain', ...at, before: standing })
          return
        }
        if (!isOfFunds(step)) return
        const told = event as FundsEvent
        if (told._tag === 'FundsTaken' || told._tag === 'FundsRefused' || told._tag === 'FundsTermsSet') return
        if (told._tag === 'FundsReleased' && told.purpose !== undefined) return
        const { _tag, amount, transferId } = told
        judged()
        const key = `${at.stream} ${transferId}`
        const open = reserved.get(key) ?? 0n
        const found = amount.minorUnits
        const differs = (): ReservationDiffers => ({
          _tag: 'ReservationDiffers',
          ...at,
          account: at.stream.slice('funds-'.length),
          transferId,
          currency: amount.currency,
          reserved: open,
          found,
        })
        if (_tag === 'FundsReserved') {
          if (open !== 0n) broken(differs())
          reserved.set(key, found)
        } else {
          if (open !== found) broken(differs())
          reserved.delete(key)
        }
      },
    }
  },
}
