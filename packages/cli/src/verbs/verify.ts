import * as E from 'fp-ts/lib/Either.js'
import { checkReport, firstBadOf } from '../check-report.js'
import { print } from '../io.js'
import { anchorOf, checkOf, withLedger } from '../ledger-source.js'
import { anchorOption, inOption, required } from '../options.js'
import { styleFor } from '../style.js'
import type { Verb } from '../verb.js'
import { verifyManual } from './verify.manual.js'

/** Checks a ledger from end to end and names the first bad position. */
export const verifyVerb: Verb = {
  summary: 'chains, order, count, root, entries and floors; names the first bad position',
  manual: verifyManual,
  usage: {
    verb: 'verify',
    arguments: [],
    options: { in: inOption, anchor: anchorOption },
    example: 'waybill verify --in ledger.ndjson',
  },
  run: (call, io) =>
    withLedger(required(call, 'in'), call.values.get('anchor'), io, async (source) => {
      const check = await checkOf(source)
      if (E.isLeft(check)) return check
      await print(io, checkReport(check.right, anchorOf(source), styleFor(io)))
      return E.right(firstBadOf(check.right) === null ? 0 : 6)
    }),
}
