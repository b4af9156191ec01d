import * as E from 'fp-ts/lib/Either.js'
import { anchorLine } from '@waybill/engine'
import { anchorsIn } from '../anchor-file.js'
import { checkJson } from '../check-json.js'
import { checkReport, firstBadOf } from '../check-report.js'
import { print } from '../io.js'
import { anchorOf, checkOf, withLedger } from '../ledger-source.js'
import { anchorsOption, inOption, required } from '../options.js'
import { styleFor } from '../style.js'
import type { Verb } from '../verb.js'
import { verifyManual } from './verify.manual.js'

/** Checks a ledger from end to end and names the first bad position. */
export const verifyVerb: Verb = {
  summary: 'chains, order, count, root, every rule of money; names the first bad position',
  manual: verifyManual,
  usage: {
    verb: 'verify',
    arguments: [],
    options: { in: inOption, anchor: anchorsOption, json: { takes: 'NOTHING' } },
    example: 'waybill verify --in ledger.ndjson',
  },
  run: (call, io) =>
    withLedger(required(call, 'in'), call.values.get('anchor'), io, async (source) => {
      const named = [
        ...(call.values.has('anchor') ? [required(call, 'anchor')] : []),
        ...(call.further.get('anchor') ?? []),
      ]
      const given = await anchorsIn(named, io)
      if (E.isLeft(given)) return given
      const own = anchorOf(source)
      const further = given.right.filter((anchor) => own === null || anchorLine(anchor) !== anchorLine(own))
      const check = await checkOf(source, further)
      if (E.isLeft(check)) return check
      const anchors = own === null ? further : [own, ...further]
      const answer = call.flags.has('json')
        ? checkJson(check.right, anchors)
        : checkReport(check.right, anchors, styleFor(io))
      await print(io, answer)
      return E.right(firstBadOf(check.right) === null ? 0 : 6)
    }),
}
