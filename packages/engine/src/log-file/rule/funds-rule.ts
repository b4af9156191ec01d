import type { FundsEvent, Transfer } from '@waybill/core'
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

/** How a transfer stands, and for what it took funds besides. */
type Stand = { readonly standing: Standing; readonly purposes: ReadonlySet<Purpose> }

/** An event that keeps, takes or gives back a sum for a transfer. */
type Moving = Exclude<FundsEvent, { readonly _tag: 'FundsRefused' | 'FundsTermsSet' }>

/** An event of funds that its transfer does not bear out yet. */
type Open = { readonly at: RuleAt; readonly event: Moving; readonly commandId: string | undefined }

/** A sum that an initiated transfer is paid with, and that no event of its account's funds has kept or taken yet. */
type Owed = {
  readonly at: RuleAt
  readonly account: string
  readonly transferId: string
  readonly commandId: string | undefined
}

const unknown: Stand = { standing: 'NOT_INITIATED', purposes: new Set() }

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

/** Which command brought a transfer last where it stands, for the latest commands; the oldest are let go. */
const createLatestCommands = (): {
  readonly note: (stream: number, commandId: string | undefined) => void
  readonly isOf: (stream: number, commandId: string | undefined) => boolean
} => {
  const streamsOf = new Map<string, number[]>()
  const latest = new Map<number, string>()
  return {
    isOf: (stream, commandId) => commandId !== undefined && latest.get(stream) === commandId,
    note: (stream, commandId) => {
      latest.delete(stream)
      if (commandId === undefined) return
      latest.set(stream, commandId)
      const streams = streamsOf.get(commandId)
      if (streams === undefined) streamsOf.set(commandId, [stream])
      else if (!streams.includes(stream)) streams.push(stream)
      if (streamsOf.size <= commandsRemembered) return
      for (const [oldest, itsStreams] of streamsOf) {
        streamsOf.delete(oldest)
        for (const one of itsStreams) if (latest.get(one) === oldest) latest.delete(one)
        return
      }
    },
  }
}

/** A byte for each transfer: its standing and purposes. */
const createStands = (): {
  readonly get: (stream: number) => Stand
  readonly put: (stream: number, stand: Stand) => void
} => {
  const standingAndPurposes = createNumberColumn((length) => new Uint8Array(length))
  return {
    get: (stream) => {
      const kept = standingAndPurposes.get(stream)
      const standing = standings[kept % firstPurpose] ?? 'NOT_INITIATED'
      const purposes =
        kept < firstPurpose
          ? unknown.purposes
          : new Set(purposesOfTransfers.filter((_, index) => (kept & (firstPurpose << index)) !== 0))
      return { standing, purposes }
    },
    put: (stream, { purposes, standing }) => {
      let kept = standings.indexOf(standing)
      for (const [index, purpose] of purposesOfTransfers.entries())
        if (purposes.has(purpose)) kept |= firstPurpose << index
      standingAndPurposes.set(stream, kept)
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
 * Whatever pays for a transfer is kept or taken for it. Funds are kept for as long as their transfer is no more than initiated, captured where it was confirmed, and released where it ended before
 * that. The two stand in two streams, so the account is settled at the end of the log.
 */
export const fundsFollow: Rule = {
  name: 'FundsFollow',
  begin: (_ledger, streamNumberOf) => {
    const stands = createStands()
    const commands = createLatestCommands()
    /** Open reservations, by account and transfer; and whatever went before its transfer. */
    const kept = new Map<string, Open>()
    const ahead = new Set<Open>()
    /** What transfers are paid with and nothing was kept or taken for, by account and transfer. */
    const owed = new Map<string, Owed>()
    /** Commands that are decided step by step and not to their end yet, and those of them that were refused. */
    const claimed = new Set<string | undefined>()
    /** What they have taken without a reservation so far. */
    const takenByClaimed = new Map<string | undefined, ReadonlyArray<Open>>()
    const refused = new Set<string | undefined>()
    let lastCommand: string | undefined

    const standOf = (transferId: string): Stand => {
      const stream = streamNumberOf(`transfer-${transferId}`)
      return stream === null ? unknown : stands.get(stream)
    }

    const keyOf = (account: string, transferId: string): string => `funds-${account} ${transferId}`

    const isTakenAhead = (key: string): boolean => {
      for (const { at, event } of ahead)
        if (event._tag === 'FundsTaken' && event.purpose === 'TRANSFER' && key === `${at.stream} ${event.transferId}`)
          return true
      return false
    }

    const noteOwed = ({ instruction }: Transfer, { at, recorded }: Step): void => {
      const { funding, transferId } = instruction
      for (const { account } of funding) {
        const key = keyOf(account, transferId)
        if (kept.has(key) || isTakenAhead(key)) continue
        owed.set(key, { at, account, transferId, commandId: recorded.metadata['commandid'] })
      }
    }

    const forgetOwed = ({ instruction: { funding, transferId } }: Transfer): void => {
      for (const { account } of funding) owed.delete(keyOf(account, transferId))
    }

    const noteTransfer = (step: Step): void => {
      const { after, before, recorded, streamNumber } = step
      if (before === null && after !== null) noteOwed(after, step)
      // Refused while its funds were pending, it never came to be.
      if (after === null && before !== null) {
        stands.put(streamNumber, unknown)
        commands.note(streamNumber, undefined)
        forgetOwed(before)
      }
      if (after === null) return
      const standing = standingOf(after)
      const { purposes, standing: known } = stands.get(streamNumber)
      const purpose = purposeOf[recorded.event._tag]
      if (known === standing && purpose === undefined) return
      commands.note(streamNumber, recorded.metadata['commandid'])
      stands.put(streamNumber, {
        standing,
        purposes: purpose === undefined ? purposes : new Set([...purposes, purpose]),
      })
    }

    const noteTaken = (open: Open): void => {
      const { commandId } = open
      if (claimed.has(commandId)) takenByClaimed.set(commandId, [...(takenByClaimed.get(commandId) ?? []), open])
    }

    /**
     * What a command took and gave back, because it was refused or is decided on another state by then, is as if it had never been
     * taken. False where it had taken no such sum.
     */
    const giveBack = ({ at, commandId, event: { amount, transferId } }: Open): boolean => {
      const takings = takenByClaimed.get(commandId) ?? []
      const given = takings.find(
        ({ at: { stream }, event }) =>
          stream === at.stream && event.transferId === transferId && event.amount.minorUnits === amount.minorUnits,
      )
      if (given === undefined) return false
      ahead.delete(given)
      takenByClaimed.set(
        commandId,
        takings.filter((one) => one !== given),
      )
      return true
    }

    const noteFunds = (open: Open): void => {
      const { at, event } = open
      const key = `${at.stream} ${event.transferId}`
      if (event._tag === 'FundsReleased' && event.purpose !== undefined) {
        if (!giveBack(open)) ahead.add(open)
        return
      }
      if (event._tag === 'FundsTaken') noteTaken(open)
      if (event._tag === 'FundsReserved' || (event._tag === 'FundsTaken' && event.purpose === 'TRANSFER'))
        owed.delete(key)
      if (event._tag === 'FundsReserved') kept.set(key, open)
      else {
        if (event._tag !== 'FundsTaken') kept.delete(key)
        if (!bearsOut(event, standOf(event.transferId), refused.has(open.commandId))) ahead.add(open)
      }
    }

    /** The log may end in the middle of a decision: what its last command still owes is not missing yet. */
    const isUnderWay = (transferId: string, commandId: string | undefined): boolean => {
      const stream = streamNumberOf(`transfer-${transferId}`)
      const isOfStand = (id: string | undefined): boolean => stream !== null && commands.isOf(stream, id)
      return (
        (lastCommand !== undefined && commandId === lastCommand) ||
        isOfStand(lastCommand) ||
        claimed.has(commandId) ||
        [...claimed].some(isOfStand)
      )
    }

    const settle = ({ at, commandId, event }: Open, { broken }: Ruling): void => {
      const { transferId } = event
      const stand = standOf(transferId)
      if (isUnderWay(transferId, commandId) || bearsOut(event, stand, refused.has(commandId))) return
      const account = at.stream.slice('funds-'.length)
      broken({ _tag: 'FundsAstray', ...at, account, transferId, standing: stand.standing })
    }

    const settleOwed = ({ account, at, commandId, transferId }: Owed, { broken }: Ruling): void => {
      if (isUnderWay(transferId, commandId)) return
      broken({ _tag: 'FundsAstray', ...at, account, transferId, standing: standOf(transferId).standing })
    }

    return {
      look: (step, { judged }) => {
        const { at, recorded } = step
        lastCommand = recorded.metadata['commandid']
        const { event } = recorded
        if (event._tag === 'CommandClaimed') claimed.add(lastCommand)
        if (event._tag === 'CommandDecided') {
          claimed.delete(lastCommand)
          takenByClaimed.delete(lastCommand)
        }
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
        for (const one of owed.values()) settleOwed(one, ruling)
      },
    }
  },
}
