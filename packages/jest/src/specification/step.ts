import type { Account, CommandInput, CommandWord, DomainEvent, MoneyInput } from '@waybill/core'
import type { Loose } from './loose.js'

/** Fields that a specification may leave out: ids are counted, reports are as of now, and the transfer is `t1`. */
export type FilledIn = 'commandId' | 'transferId' | 'reportId' | 'asOf' | 'railKey' | 'messageDigest'

type WithFilledIn<C> = Omit<C, FilledIn> & Partial<Pick<C, Extract<keyof C, FilledIn>>>

/** A command or report as a test author writes it: `{ _tag: 'ConfirmTransfer', by: { role: 'CUSTOMER' } }`. */
export type CommandStep = {
  readonly [W in CommandWord]: { readonly _tag: W } & WithFilledIn<CommandInput<W>>
}[CommandWord]

/** An event as a test author writes it. */
export type EventStep = Loose<DomainEvent>

/** An event that goes into a stream of this name: needed where the event does not say itself what it is about. */
export type EventInStream = { readonly stream: string; readonly event: EventStep }

export type AccountOptions = {
  /** Without it, CASH. */
  readonly kind?: Account['kind']
  readonly customer?: string
  /** How far below zero a credit line may go. */
  readonly limit?: MoneyInput
  readonly freeze?: Exclude<Account['freeze'], 'NONE'>
  /** Whether it has begun to close. */
  readonly closing?: boolean
  /** What of the balance is kept for some earlier transfer. */
  readonly reserved?: MoneyInput
}

/** An open account with money in it. */
export type AccountStep = {
  readonly _tag: 'GivenAccount'
  readonly account: string
  readonly balance: MoneyInput
  readonly options: AccountOptions
}

/** From here on it is this time. */
export type TimeStep = { readonly _tag: 'TimeReached'; readonly time: string }

/** The step happened at an earlier time than it is recorded. */
export type EarlierStep = {
  readonly _tag: 'HappenedAt'
  readonly time: string
  readonly step: CommandStep | EventStep | EventInStream
}

/** A command that the rules refuse; the refusal is kept in the stream. */
export type RefusedStep = { readonly _tag: 'RefusedCommand'; readonly command: CommandStep }

/** One thing that a specification or a history is made of. */
export type Step = AccountStep | TimeStep | EarlierStep | RefusedStep | CommandStep | EventStep | EventInStream

/** An open account of this book with this much money in it, which came in from elsewhere; zero is written `cny('0')`. */
export const anAccount = (account: string, balance: MoneyInput, options: AccountOptions = {}): AccountStep => ({
  _tag: 'GivenAccount',
  account,
  balance,
  options,
})

/** From here on it is this time: `T+00:05` after the beginning. Nothing else lets time pass. */
export const atTime = (time: string): TimeStep => ({ _tag: 'TimeReached', time })

/** What became known now and had happened before, at `T+00:05`. */
export const happenedAt = (time: string, step: EarlierStep['step']): EarlierStep => ({ _tag: 'HappenedAt', time, step })

/** A command that was sent and that the rules refused. The history does not stand when they allow it. */
export const refused = (command: CommandStep): RefusedStep => ({ _tag: 'RefusedCommand', command })
