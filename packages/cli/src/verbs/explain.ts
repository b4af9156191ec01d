import * as E from 'fp-ts/lib/Either.js'
import { sha256 } from '@waybill/engine'
import { exitStatusOf, explain, renderFinding } from '@waybill/explain'
import { askAbout, unknownSubject } from '../asked-view.js'
import { findingJson } from '../finding-json.js'
import { print } from '../io.js'
import { withLedger } from '../ledger-source.js'
import {
  anchorOption,
  claimOf,
  claimOption,
  flagOption,
  inOption,
  instantOption,
  languageOf,
  languageOption,
  required,
  timesOf,
} from '../options.js'
import { withStrongHeading } from '../prose.js'
import { noteReading } from '../reading-notes.js'
import type { Verb } from '../verb.js'
import { explainManual } from './explain.manual.js'

/** Answers where one sum of money is, why, whose move it is, and what may be done. */
export const explainVerb: Verb = {
  summary: 'one finding: where the money is, why, what happens next, by when',
  manual: explainManual,
  usage: {
    verb: 'explain',
    arguments: [{ name: 'id', expected: 'the id of a transfer, an account, a case or a customer' }],
    options: {
      in: inOption,
      claim: claimOption,
      why: flagOption,
      'as-of': instantOption,
      'known-by': instantOption,
      lang: languageOption,
      json: flagOption,
      anchor: anchorOption,
    },
    example: 'waybill explain rent-2026-02 --in ledger.ndjson --claim NOT_ARRIVED',
  },
  run: (call, io) =>
    withLedger(required(call, 'in'), call.values.get('anchor'), io, async (source) => {
      const asked = await askAbout(source, call.arguments[0] ?? '', timesOf(call), claimOf(call))
      if (E.isLeft(asked)) return asked
      const { question, view } = asked.right
      const finding = explain(question, view, sha256)
      if (E.isLeft(finding)) return E.left(await unknownSubject(source, finding.left.subject))
      await noteReading(source, view, io)
      const prose = { lang: languageOf(call), why: call.flags.has('why') }
      await print(
        io,
        call.flags.has('json')
          ? findingJson(finding.right)
          : withStrongHeading(renderFinding(finding.right, prose), io),
      )
      return E.right(exitStatusOf(finding.right))
    }),
}
