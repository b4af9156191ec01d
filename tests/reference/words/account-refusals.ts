import type { AccountCommand, AccountRejection } from '@waybill/core'

/** What a command about an account may be refused with, in the order in which the rules are asked. */
export const accountRefusals: {
  readonly [W in AccountCommand['_tag']]: ReadonlyArray<AccountRejection['_tag']>
} = {
  OpenAccount: ['AccountAlreadyOpen', 'CurrencyDiffers', 'LimitOnlyForCreditLine'],
  FreezeAccount: ['AccountUnknown', 'AccountNotOpen'],
  UnfreezeAccount: ['AccountUnknown', 'AccountNotOpen', 'AccountNotFrozen'],
  SetAccountFloor: ['AccountUnknown', 'AccountNotOpen', 'CurrencyDiffers', 'LimitOnlyForCreditLine', 'LimitBelowUse'],
  BeginClosingAccount: ['AccountUnknown', 'AccountNotOpen'],
  CloseAccount: ['AccountUnknown', 'AccountNotOpen', 'AccountNotClosing', 'ReservationsOpen', 'AccountNotEmpty'],
}

/** The commands about an account that may be refused with this. */
export const accountCommandsRefusedWith = (rejection: string): ReadonlyArray<string> =>
  Object.entries(accountRefusals).flatMap(([command, rejections]) =>
    rejections.some((one) => one === rejection) ? [command] : [],
  )
