import { isOurs } from '@waybill/core'
import type { Finding } from '../finding.js'
import { say } from '../verdict.js'
import { sayMoney } from '../wording/plain.js'
import { command, holdsIn, json, told, type Draft } from './draft.js'
import { guardedConditions } from './remedy-conditions.js'
import type { RemedySituation } from './remedy-situation.js'

/** Our edge took the request in and it was never recorded: the same request, under the same id. */
export const reDrive = (finding: Finding, situation: RemedySituation): ReadonlyArray<Draft> => {
  if (situation.transfer !== null || holdsIn(finding, 'A3') === undefined) return []
  const received = told(situation, 'RequestReceived').at(-1)
  const { payer, payee, amount, purpose, promisedBy, quoteId } = received?.instruction ?? {}
  // What the quote said is not in the request, and its time may be over: the customer is asked anew.
  if (quoteId !== undefined) return []
  const key = received?.commandId ?? received?.idempotencyKey
  if (payer === undefined || payee === undefined || amount === undefined || key === undefined) return []
  if (payee.institution !== undefined || !isOurs(payer) || !/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(key)) return []
  return [
    {
      remedy: 'RE_DRIVE',
      safety: 'guarded',
      says: say(
        `Record the request after all, under its own reference. ${sayMoney(amount).en} is reserved; the customer confirms as usual.`,
        `以原编号补录该请求。冻结${sayMoney(amount).zh}；仍由客户确认。`,
      ),
      amount,
      accounts: [payer.account],
      key,
      send: command('InitiateTransfer', {
        transferId: situation.transferId,
        payer: { account: payer.account },
        payee: { account: payee.account },
        amount: json(amount),
        ...(purpose === undefined ? {} : { purpose }),
        ...(promisedBy === undefined || promisedBy <= situation.now ? {} : { promisedBy }),
      }),
      conditions: guardedConditions(finding, situation, 'RE_DRIVE', amount),
    },
  ]
}
