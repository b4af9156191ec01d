import * as E from 'fp-ts/lib/Either.js'
import { sha256 } from '@waybill/engine'
import { exitStatusOf, explain, leaves, renderFinding, renderWhyNot, whyNot, type Leaf } from '@waybill/explain'
import { askAbout, unknownSubject } from '../asked-view.js'
import { findingJson } from '../finding-json.js'
import type { CliFailure } from '../failure.js'
import { print } from '../io.js'
import { withLedger } from '../ledger-source.js'
import { nearestTo } from '../nearest.js'
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
import type { Call } from '../usage.js'
import type { Verb } from '../verb.js'
import { explainManual } from './explain.manual.js'

const example = 'waybill explain rent-2026-02 --in ledger.ndjson --claim NOT_ARRIVED'

/** The cause that `--why-not` names, however it is written; null where none is named. */
const leafIn = (call: Call): E.Either<CliFailure, Leaf | null> => {
  const named = call.values.get('why-not')
  if (named === undefined) return E.right(null)
  const leaf = leaves.find((known) => known === named.toUpperCase())
  if (leaf !== undefined) return E.right(leaf)
  const expected = `the id of a cause, such as ${nearestTo(named, leaves, 3).join(', ') || 'C2'}`
  return E.left({ _tag: 'UsageWrong', where: '--why-not', expected, found: named, example: `${example} --why-not C2` })
}

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
      'why-not': { takes: 'VALUE', expected: 'the id of a cause' },
      'as-of': instantOption,
      'known-by': instantOption,
      lang: languageOption,
      json: flagOption,
      anchor: anchorOption,
    },
    example,
  },
  run: (call, io) => {
    const leaf = leafIn(call)
    if (E.isLeft(leaf)) return Promise.resolve(leaf)
    return withLedger(required(call, 'in'), call.values.get('anchor'), io, async (source) => {
      const asked = await askAbout(source, call.arguments[0] ?? '', timesOf(call), claimOf(call))
      if (E.isLeft(asked)) return asked
      const { question, view } = asked.right
      const finding = explain(question, view, sha256)
      if (E.isLeft(finding)) return E.left(await unknownSubject(source, finding.left.subject))
      await noteReading(source, view, io)
      if (leaf.right !== null) {
        const told = whyNot(question, view, leaf.right)
        if (E.isLeft(told)) return E.left(await unknownSubject(source, told.left.subject))
        await print(
          io,
          call.flags.has('json')
            ? `${JSON.stringify(told.right, null, 2)}\n`
            : withStrongHeading(renderWhyNot(told.right, { lang: languageOf(call) }), io),
        )
        return E.right(exitStatusOf(finding.right))
      }
      const prose = { lang: languageOf(call), why: call.flags.has('why') }
      await print(
        io,
        call.flags.has('json')
          ? findingJson(finding.right)
          : withStrongHeading(renderFinding(finding.right, prose), io),
      )
      return E.right(exitStatusOf(finding.right))
    })
  },
}
