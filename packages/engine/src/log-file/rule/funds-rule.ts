import type { FundsEvent } from '@waybill/core'
import { createNumberColumn } from './number-column.js'
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

/** How a transfer stands, for what it took funds besides, and by the number of a command, which brought it there; 0 is none. */
type Stand = { readonly standing: Standing; readonly purposes: ReadonlySet<Purpose>; readonly command: number }

/** An event that keeps, takes or gives back a sum for a transfer. */
type Moving = Exclude<FundsEvent, { readonly _tag: 'FundsRefused' | 'FundsTermsSet' }>

/** An event of funds that its transfer does not bear out yet. */
type Open = { readonly at: RuleAt; readonly event: Moving; readonly commandId: string | undefined }

const unknown: Stand = { standing: 'NOT_INITIATED', purposes: new Set(), command: 0 }

const standings: ReadonlyArray<Standing> = [
  'NOT_INITIATED',
  'INITIATED',
  'CONFIRMED',
  'CANCELLED',
  'EXPIRED',
  'REJECTED',
]
const purposesOfTransfers: ReadonlyArray<Purpose> = ['REVERSAL', 'EXCEPTION', 'CORRECTION', 'RESCISSION']
const firstPurpose = 8

const commandsRemembered = 4096

/** Numbers for the latest commands, from 1, the oldest let go; one that comes again later is another. */
const createCommandNumbers = (): {
  readonly numberOf: (commandId: string) => number
  readonly knownAs: (commandId: string) => number | undefined
} => {
  const numbers = new Map<string, number>()
  let last = 0
  return {
    knownAs: (commandId) => numbers.get(commandId),
    numberOf: (commandId) => {
      const known = numbers.get(commandId)
      if (known !== undefined) return known
      last += 1
      numbers.set(commandId, last)
      if (numbers.size > commandsRemembered)
        for (const oldest of numbers.keys()) {
          numbers.delete(oldest)
          break
        }
      return last
    },
  }
}

/** Five bytes for each transfer: its standing and purposes, and a command. */
const createStands = (): {
  readonly get: (stream: number) => Stand
  readonly put: (stream: number, stand: Stand) => void
} => {
  const standingAndPurposes = createNumberColumn((length) => new Uint8Array(length))
  const commands = createNumberColumn((length) => new Uint32Array(length))
  return {
    get: (stream) => {
      const kept = standingAndPurposes.get(stream)
      const standing = standings[kept % firstPurpose] ?? 'NOT_INITIATED'
      const purposes =
        kept < firstPurpose
          ? unknown.purposes
          : new Set(purposesOfTransfers.filter((_, index) => (kept & (firstPurpose << index)) !== 0))
      return { standing, purposes, command: commands.get(stream) }
    },
    put: (stream, { command, purposes, standing }) => {
      let kept = standings.indexOf(standing)
      for (const [index, purpose] of purposesOfTransfers.entries())
        if (purposes.has(purpose)) kept |= firstPurpose << index
      standingAndPurposes.set(stream, kept)
      commands.set(stream, command)
    },
  }
}

const bearsOut = (event: Moving, { purposes, standing }: Stand, refused: boolean): boolean => {
  switch (event._tag) {
    case 'FundsReserved':
      return standing === 'INITIATED'
    case 'FundsCaptured':
      return standing === 'CONFIRMED'
    case 'FundsReleased':
      if (refused || event.purpose !== undefined) return refused
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
  begin: (_ledger, streamNumberOf) => {
    const stands = createStands()
    const commands = createCommandNumbers()
    /** Open reservations, by account and transfer; and whatever went before its transfer. */
    const kept = new Map<string, Open>()
    const ahead = new Set<Open>()
    /** Commands that are decided step by step and not to their end yet, and those of them that were refused. */
    const claimed = new Set<string | undefined>()
    const refused = new Set<string | undefined>()
    let lastCommand: string | undefined

    const standOf = (transferId: string): Stand => {
      const stream = streamNumberOf(`transfer-${transferId}`)
      return stream === null ? unknown : stands.get(stream)
    }

    const noteTransfer = ({ after, before, recorded, streamNumber }: Step): void => {
      // Refused while its funds were pending, it never came to be.
      if (after === null && before !== null) stands.put(streamNumber, unknown)
      if (after === null) return
      const standing = standingOf(after)
      const { purposes, standing: known } = stands.get(streamNumber)
      const purpose = purposeOf[recorded.event._tag]
      if (known === standing && purpose === undefined) return
      const commandId = recorded.metadata['commandid']
      stands.put(streamNumber, {
        standing,
        purposes: purpose === undefined ? purposes : new Set([...purposes, purpose]),
        command: commandId === undefined ? 0 : commands.numberOf(commandId),
      })
    }

    /** What was taken and given back, its command refused, is as if it had never been taken. */
    const giveBack = ({ at, commandId, event: { transferId } }: Open): void => {
      for (const one of ahead)
        if (one.event._tag === 'FundsTaken' && one.at.stream === at.stream && one.commandId === commandId)
          if (one.event.transferId === transferId) ahead.delete(one)
    }

    const noteFunds = (open: Open): void => {
      const { at, event } = open
      const key = `${at.stream} ${event.transferId}`
      if (event._tag === 'FundsReleased' && event.purpose !== undefined) {
        giveBack(open)
        ahead.add(open)
        return
      }
      if (event._tag === 'FundsReserved') kept.set(key, open)
      else {
        if (event._tag !== 'FundsTaken') kept.delete(key)
        if (!bearsOut(event, standOf(event.transferId), refused.has(open.commandId))) ahead.add(open)
      }
    }

    const settle = ({ at, commandId, event }: Open, { broken }: Ruling): void => {
      const stand = standOf(event.transferId)
      // The log may end in the middle of a decision: what its last command still owes is not missing yet.
      const isOfStand = (id: string | undefined): boolean =>
        id !== undefined && stand.command !== 0 && stand.command === commands.knownAs(id)
      const underWay =
        (lastCommand !== undefined && commandId === lastCommand) ||
        isOfStand(lastCommand) ||
        claimed.has(commandId) ||
        [...claimed].some(isOfStand)
      if (underWay || bearsOut(event, stand, refused.has(commandId))) return
      const account = at.stream.slice('funds-'.length)
      broken({ _tag: 'FundsAstray', ...at, account, transferId: event.transferId, standing: stand.standing })
    }

    return {
      look: (step, { judged }) => {
        const { at, recorded } = step
        lastCommand = recorded.metadata['commandid']
        const { event } = recorded
        if (event._tag === 'CommandClaimed') claimed.add(lastCommand)
        if (event._tag === 'CommandDecided') claimed.delete(lastCommand)
        if (event._tag === 'CommandRefused' && claimed.has(lastCommand)) refused.add(lastCommand)
        if (at.stream.startsWith('transfer-')) noteTransfer(step)
        if (!at.stream.startsWith('funds-')) return
        judged()
        const told = event as FundsEvent
        if (told._tag !== 'FundsRefused' && told._tag !== 'FundsTermsSet')
          noteFunds({ at, event: told, commandId: lastCommand })
      },
      end: (ruling) => {
        for (const open of [...kept.values(), ...ahead]) settle(open, ruling)
      },
    }
  },
}
