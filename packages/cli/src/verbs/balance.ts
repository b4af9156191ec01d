import * as E from 'fp-ts/lib/Either.js'
import { bridge, type Times } from '@waybill/projections'
import { accountBalances } from '../account-balances.js'
import { balanceBetween, balanceThen } from '../balance-report.js'
import { damageWarning } from '../damage-warning.js'
import { print } from '../io.js'
import { withLedger } from '../ledger-source.js'
import { anchorOption, inOption, instantOption, required, timesOf } from '../options.js'
import { withStrongHeading } from '../prose.js'
import { noteReading } from '../reading-notes.js'
import type { Call } from '../usage.js'
import type { Verb } from '../verb.js'
import { balanceManual } from './balance.manual.js'

/** The time of the earlier balance, or null where only one is asked for. `--since` alone is both times at once. */
const sinceOf = (call: Call): Times | null => {
  const happenedBy = call.values.get('since')
  const knownBy = call.values.get('since-known-by') ?? happenedBy
  if (happenedBy === undefined && knownBy === undefined) return null
  return { ...(happenedBy === undefined ? {} : { happenedBy }), ...(knownBy === undefined ? {} : { knownBy }) }
}

/** A balance at any time, or at two times and what lies between them. */
export const balanceVerb: Verb = {
  summary: 'a balance at any time, or at two times and the bridge between them',
  manual: balanceManual,
  usage: {
    verb: 'balance',
    arguments: [{ name: 'account', expected: 'the id of an account' }],
    options: {
      in: inOption,
      'as-of': instantOption,
      'known-by': instantOption,
      since: instantOption,
      'since-known-by': instantOption,
      anchor: anchorOption,
    },
    example: 'waybill balance mei --in ledger.ndjson --since 2026-02-14T00:00Z --as-of 2026-02-15T00:00Z',
  },
  run: (call, io) =>
    withLedger(required(call, 'in'), call.values.get('anchor'), io, async (source) => {
      const times = timesOf(call)
      const since = sinceOf(call)
      const balances = await accountBalances(source, { account: call.arguments[0] ?? '', times, since })
      if (E.isLeft(balances)) return balances
      const { sheets, state } = balances.right
      await noteReading(source, state, io)
      await print(io, damageWarning(state))
      for (const { earlier, now } of sheets) {
        const prose =
          since === null || earlier === null
            ? balanceThen(now, times, state.now)
            : balanceBetween(bridge(earlier, now), since, times, state.now)
        await print(io, `${withStrongHeading(prose, io)}\n`)
      }
      return E.right(state.integrity._tag === 'BROKEN' ? 6 : 0)
    }),
}
