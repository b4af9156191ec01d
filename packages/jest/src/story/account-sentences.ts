import type { AccountEvent, FundsEvent } from '@waybill/core'
import { sentence, type Sentence } from './sentence.js'
import { tellMoney } from './tell-value.js'

/** What each event of an account tells. */
export const accountSentences = {
  AccountOpened: sentence(
    'AccountOpened',
    ['currency', 'kind', 'limit'],
    ({ currency, kind, limit }) =>
      `${kind} in ${currency}${limit === undefined ? '' : `, down to ${tellMoney(limit)} below zero`}`,
  ),
  AccountFrozen: sentence(
    'AccountFrozen',
    ['scope', 'reason'],
    ({ scope, reason }, teller) => `${scope}, "${teller.text(reason)}"`,
  ),
  AccountUnfrozen: sentence('AccountUnfrozen', ['reason'], ({ reason }, teller) => `"${teller.text(reason)}"`),
  AccountFloorSet: sentence(
    'AccountFloorSet',
    ['limit', 'reason'],
    ({ limit, reason }, teller) => `down to ${tellMoney(limit)} below zero, "${teller.text(reason)}"`,
  ),
  AccountClosing: sentence('AccountClosing', ['reason'], ({ reason }, teller) => `"${teller.text(reason)}"`),
  AccountClosed: sentence('AccountClosed', [], () => 'empty and ended'),
} as const satisfies { readonly [W in AccountEvent['_tag']]: Sentence }

/** What each event of an account's funds tells. */
export const fundsSentences = {
  FundsReserved: sentence(
    'FundsReserved',
    ['transferId', 'amount', 'inflowSeen'],
    ({ transferId, amount, inflowSeen }, teller) =>
      `${tellMoney(amount)} kept for ${teller.text(transferId)}, of ${tellMoney(inflowSeen.total)} that had come in`,
  ),
  FundsCaptured: sentence(
    'FundsCaptured',
    ['transferId', 'amount'],
    ({ transferId, amount }, teller) => `${tellMoney(amount)} kept for ${teller.text(transferId)} has left`,
  ),
  FundsReleased: sentence(
    'FundsReleased',
    ['transferId', 'amount', 'purpose'],
    ({ transferId, amount, purpose }, teller) =>
      purpose === undefined
        ? `${tellMoney(amount)} no longer kept for ${teller.text(transferId)}`
        : `${tellMoney(amount)} given back that the ${purpose} ${teller.text(transferId)} had taken`,
  ),
  FundsTaken: sentence(
    'FundsTaken',
    ['transferId', 'amount', 'purpose', 'inflowSeen'],
    ({ transferId, amount, purpose, inflowSeen }, teller) =>
      `${tellMoney(amount)} taken by the ${purpose} ${teller.text(transferId)}, of ${tellMoney(inflowSeen.total)} that had come in`,
  ),
  FundsRefused: sentence(
    'FundsRefused',
    ['commandId', 'rejection'],
    ({ commandId, rejection }, teller) => `nothing kept or taken for ${teller.text(commandId)}: ${rejection}`,
  ),
  FundsTermsSet: sentence('FundsTermsSet', ['freeze', 'limit', 'phase'], ({ freeze, limit, phase }) =>
    [
      ...(freeze === undefined ? [] : [`freeze ${freeze}`]),
      ...(limit === undefined ? [] : [`limit ${tellMoney(limit)}`]),
      ...(phase === undefined ? [] : [`phase ${phase}`]),
    ].join(', '),
  ),
} as const satisfies { readonly [W in FundsEvent['_tag']]: Sentence }
