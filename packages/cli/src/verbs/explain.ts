import * as E from 'fp-ts/lib/Either.js'
import { sha256 } from '@waybill/engine'
import { exitStatusOf, explain, renderFinding } from '@waybill/explain'
import { findingJson } from '../finding-json.js'
import { print } from '../io.js'
import { viewOf, withLedger } from '../ledger-source.js'
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
import { resolveSubject } from '../resolve-subject.js'
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
      const view = await viewOf(source)
      if (E.isLeft(view)) return view
      const subject = resolveSubject(view.right, call.arguments[0] ?? '')
      if (E.isLeft(subject)) return subject
      const question = { subject: subject.right, claim: claimOf(call), ...timesOf(call) }
      const finding = explain(question, view.right, sha256)
      if (E.isLeft(finding)) {
        const { id, kind } = finding.left.subject
        return E.left({ _tag: 'IdUnknown', id, kinds: [kind], nearest: finding.left.known })
      }
      await noteReading(source, view.right, io)
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
