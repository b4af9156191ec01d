import type { FundsEvent } from '@waybill/core'
import type { RuleAt, Standing } from './rule-problem.js'
import type { Rule, Ruling, Step } from './rule.js'
import { standingOf } from './standing.js'

type Purpose = Extract<FundsEvent, { readonly _tag: 'FundsTaken' }>['purpose']

/** The event of a transfer that takes funds for a purpose of its own, after the transfer itself. */
const purposeOf: Readonly<Record<string, Purpose>> = {
  TransferReversed: 'REVERSAL',
  ExceptionResolved: 'EXCEPTION',
  CorrectionPosted: 'CORRECTION',
  ProvisionalCreditRescinded: 'RESCISSION',
}

/** How a transfer stands, for what it took funds besides, and which command brought it there. */
type Stand = {
  readonly standing: Standing
  readonly purposes: ReadonlySet<Purpose>
  readonly commandId: string | undefined
}

/** An event of funds that its transfer does not bear out yet. */
type Open = { readonly at: RuleAt; readonly event: FundsEvent; readonly commandId: string | undefined }

const unknown: Stand = { standing: 'NOT_INITIATED', purposes: new Set(), commandId: undefined }

const bearsOut = (event: FundsEvent, { purposes, standing }: Stand): boolean => {
  switch (event._tag) {
    case 'FundsReserved':
      return standing === 'INITIATED'
    case 'FundsCaptured':
      return standing === 'CONFIRMED'
    case 'FundsReleased':
      return standing === 'CANCELLED' || standing === 'EXPIRED' || standing === 'REJECTED'
    case 'FundsTaken':
      return event.purpose === 'TRANSFER' ? standing === 'CONFIRMED' : purposes.has(event.purpose)
  }
}

/**
 * Funds are kept for as long as their transfer is no more than initiated, captured where it was confirmed, and released where it ended before
 * that. The two stand in two streams, so the account is settled at the end of the log.
 */
export const fundsFollow: Rule = {
  name: 'FundsFollow',
  begin: () => {
    const stands = new Map<string, Stand>()
    /** Open reservations, by account and transfer; and whatever went before its transfer. */
    const kept = new Map<string, Open>()
    const ahead = new Set<Open>()
    let lastCommand: string | undefined

    const noteTransfer = ({ after, at, recorded }: Step): void => {
      if (after === null) return
      const transferId = at.stream.slice('transfer-'.length)
      const standing = standingOf(after)
      const known = stands.get(transferId)
      const purpose = purposeOf[recorded.event._tag]
      const purposes = known?.purposes ?? unknown.purposes
      if (known?.standing === standing && purpose === undefined) return
      stands.set(transferId, {
        standing,
        purposes: purpose === undefined ? purposes : new Set([...purposes, purpose]),
        commandId: recorded.metadata['commandid'],
      })
    }

    const noteFunds = (open: Open): void => {
      const { at, event } = open
      const key = `${at.stream} ${event.transferId}`
      if (event._tag === 'FundsReserved') kept.set(key, open)
      else {
        if (event._tag !== 'FundsTaken') kept.delete(key)
        if (!bearsOut(event, stands.get(event.transferId) ?? unknown)) ahead.add(open)
      }
    }

    const settle = ({ at, commandId, event }: Open, { broken }: Ruling): void => {
      const stand = stands.get(event.transferId) ?? unknown
      // The log may end in the middle of a decision: what its last command still owes is not missing yet.
      const underWay = lastCommand !== undefined && (commandId === lastCommand || stand.commandId === lastCommand)
      if (underWay || bearsOut(event, stand)) return
      const account = at.stream.slice('funds-'.length)
      broken({ _tag: 'FundsAstray', ...at, account, transferId: event.transferId, standing: stand.standing })
    }

    return {
      look: (step, { judged }) => {
        const { at, recorded } = step
        lastCommand = recorded.metadata['commandid']
        if (at.stream.startsWith('transfer-')) noteTransfer(step)
        if (!at.stream.startsWith('funds-')) return
        judged()
        noteFunds({ at, event: recorded.event as FundsEvent, commandId: lastCommand })
      },
      end: (ruling) => {
        for (const open of [...kept.values(), ...ahead]) settle(open, ruling)
      },
    }
  },
}
