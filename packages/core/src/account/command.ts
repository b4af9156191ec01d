import { personal } from '../codec/codec.js'
import { structure } from '../codec/structure.js'
import { identifier, label, words } from '../codec/text.js'
import { defineCommand, type CommandOf } from '../event/command-definition.js'
import { accountId } from '../ledger/account-id.js'
import { currency } from '../money/currency.js'
import { moneyOrZeroInput } from '../money/money.js'
import { accountKind, freezeScope } from './event.js'

const addressed = { commandId: identifier, account: accountId }

export const accountCommands = {
  OpenAccount: defineCommand(
    'OpenAccount',
    structure(
      'OpenAccount',
      { ...addressed, currency },
      { kind: accountKind, customer: personal(identifier), limit: moneyOrZeroInput },
    ),
    'Open an account in one currency.',
  ),
  FreezeAccount: defineCommand(
    'FreezeAccount',
    structure('FreezeAccount', { ...addressed, scope: freezeScope, reason: words }, { rule: label }),
    'Stop money from leaving an account by command, or from leaving and reaching it.',
  ),
  UnfreezeAccount: defineCommand(
    'UnfreezeAccount',
    structure('UnfreezeAccount', { ...addressed, reason: words }),
    'Lift a freeze.',
  ),
  SetAccountFloor: defineCommand(
    'SetAccountFloor',
    structure('SetAccountFloor', { ...addressed, limit: moneyOrZeroInput, reason: words }),
    'Set how far below zero an account may go.',
  ),
  BeginClosingAccount: defineCommand(
    'BeginClosingAccount',
    structure('BeginClosingAccount', { ...addressed, reason: words }),
    'Let nothing new begin on an account that is to be closed.',
  ),
  CloseAccount: defineCommand('CloseAccount', structure('CloseAccount', addressed), 'End an account that is empty.'),
} as const

export type AccountCommand = CommandOf<(typeof accountCommands)[keyof typeof accountCommands]>
