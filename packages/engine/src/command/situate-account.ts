import * as E from 'fp-ts/lib/Either.js'
import { accountStream, accountUnder, decideAccount, fundsStream, type AccountCommand } from '@waybill/core'
import type { EngineParts } from '../engine-parts.js'
import { headsOf, type Situate } from './situation.js'

/** Loads what a command about an account looks at. An account is closed only on an inflow that is read to the head. */
export const situateAccount =
  (parts: EngineParts, command: AccountCommand): Situate =>
  async (freshness) => {
    const [account, funds] = await Promise.all([
      parts.streams.account(command.account, freshness),
      parts.streams.funds(command.account, freshness),
    ])
    if (E.isLeft(account)) return account
    if (E.isLeft(funds)) return funds
    return E.right({
      subject: accountStream(command.account),
      heads: headsOf([account.right, funds.right]),
      needsInflowAtHead: command._tag === 'CloseAccount',
      mayWrite: [
        accountStream(command.account),
        ...(command._tag === 'OpenAccount' ? [] : [fundsStream(command.account)]),
      ],
      judge: () =>
        decideAccount(command, {
          account: accountUnder(account.right.state, funds.right.state),
          funds: {
            funds: funds.right.state,
            inflow: parts.inflow.of(command.account),
            throughSequence: parts.reading.throughSequence(),
          },
        }),
    })
  }
