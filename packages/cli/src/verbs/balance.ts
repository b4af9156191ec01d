import * as E from 'fp-ts/lib/Either.js'
import type { Currency } from '@waybill/core'
import type { LedgerView } from '@waybill/explain'
import {
  allBalances,
  balanceOf,
  balanceProjection,
  balanceSheet,
  bridge,
  deliveriesOf,
  foldPastGaps,
  type ReadModel,
  type Times,
} from '@waybill/projections'
import { balanceBetween, balanceThen } from '../balance-report.js'
import type { IdUnknown } from '../failure.js'
import { print } from '../io.js'
import { viewOf, withLedger } from '../ledger-source.js'
import { nearestTo } from '../nearest.js'
import { anchorOption, inOption, instantOption, required, timesOf } from '../options.js'
import { withStrongHeading } from '../prose.js'
import { noteReading } from '../reading-notes.js'
import type { Call } from '../usage.js'
import type { Verb } from '../verb.js'
import { balanceManual } from './balance.manual.js'

const modelAt = ({ events, undecodable }: LedgerView, times: Times): ReadModel =>
  foldPastGaps(balanceProjection, deliveriesOf(events, undecodable), times).model

/** The time of the earlier balance, or null where only one is asked for. `--since` alone is both times at once. */
const sinceOf = (call: Call): Times | null => {
  const happenedBy = call.values.get('since')
  const knownBy = call.values.get('since-known-by') ?? happenedBy
  if (happenedBy === undefined && knownBy === undefined) return null
  return { ...(happenedBy === undefined ? {} : { happenedBy }), ...(knownBy === undefined ? {} : { knownBy }) }
}

/** The currencies of an account in the whole ledger, or the ids that look like it. */
const currenciesOf = (view: LedgerView, account: string): E.Either<IdUnknown, ReadonlyArray<Currency>> => {
  const model = modelAt(view, {})
  const found = balanceOf(model, account).map(({ currency }) => currency)
  if (found.length > 0) return E.right(found)
  const known = [...new Set(allBalances(model).map((balance) => balance.account))]
  return E.left({ _tag: 'IdUnknown', id: account, kinds: ['account'], nearest: nearestTo(account, known, 5) })
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
      const read = await viewOf(source)
      if (E.isLeft(read)) return read
      const view = read.right
      const account = call.arguments[0] ?? ''
      const currencies = currenciesOf(view, account)
      if (E.isLeft(currencies)) return currencies
      await noteReading(source, view, io)
      const times = timesOf(call)
      const since = sinceOf(call)
      const model = modelAt(view, times)
      const earlier = since === null ? null : modelAt(view, since)
      for (const currency of currencies.right) {
        const sheet = balanceSheet(model, account, currency)
        const prose =
          since === null || earlier === null
            ? balanceThen(sheet, times, view.now)
            : balanceBetween(bridge(balanceSheet(earlier, account, currency), sheet), since, times, view.now)
        await print(io, `${withStrongHeading(prose, io)}\n`)
      }
      return E.right(view.integrity._tag === 'BROKEN' ? 6 : 0)
    }),
}
