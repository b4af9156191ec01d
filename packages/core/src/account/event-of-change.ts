import type { FundsEvent } from '../funds/event.js'
import type { AccountCommand } from './command.js'
import type { AccountEvent } from './event.js'

/** A command about an account that is open already. */
export type ChangeOfAccount = Exclude<AccountCommand, { readonly _tag: 'OpenAccount' }>

/** What a command about an open account states once it is allowed: it hangs on nothing but the command. */
export const eventOfChange = (command: ChangeOfAccount): AccountEvent => {
  switch (command._tag) {
    case 'FreezeAccount':
      return {
        _tag: 'AccountFrozen',
        scope: command.scope,
        reason: command.reason,
        ...(command.rule === undefined ? {} : { rule: command.rule }),
      }
    case 'UnfreezeAccount':
      return { _tag: 'AccountUnfrozen', reason: command.reason }
    case 'SetAccountFloor':
      return { _tag: 'AccountFloorSet', limit: command.limit, reason: command.reason }
    case 'BeginClosingAccount':
      return { _tag: 'AccountClosing', reason: command.reason }
    case 'CloseAccount':
      return { _tag: 'AccountClosed' }
  }
}

/** The same as the funds of the account have to know it, where they cannot be checked in the same append. */
export const termsOfChange = (command: ChangeOfAccount): FundsEvent => {
  switch (command._tag) {
    case 'FreezeAccount':
      return { _tag: 'FundsTermsSet', freeze: command.scope }
    case 'UnfreezeAccount':
      return { _tag: 'FundsTermsSet', freeze: 'NONE' }
    case 'SetAccountFloor':
      return { _tag: 'FundsTermsSet', limit: command.limit }
    case 'BeginClosingAccount':
      return { _tag: 'FundsTermsSet', phase: 'CLOSING' }
    case 'CloseAccount':
      return { _tag: 'FundsTermsSet', phase: 'CLOSED' }
  }
}
