import * as E from 'fp-ts/lib/Either.js'
import { beginTotals, totalsOf, type LedgerState } from '@waybill/engine'
import { counted, exitStatusOf, renderFinding, type Finding } from '@waybill/explain'
import { findingJson } from '../finding-json.js'
import { print } from '../io.js'
import { ledgerTotals } from '../ledger-totals.js'
import { investigationOf, withLedger } from '../ledger-source.js'
import {
  anchorOption,
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
import type { ExitStatus, Verb } from '../verb.js'
import { investigateManual } from './investigate.manual.js'

/** The worst of all: 6 before all, then the least certain. */
const worstOf = (findings: ReadonlyArray<Finding>, { integrity }: LedgerState): ExitStatus =>
  findings
    .map(exitStatusOf)
    .reduce<ExitStatus>((worst, status) => (status > worst ? status : worst), integrity._tag === 'BROKEN' ? 6 : 0)

const closing = (findings: ReadonlyArray<Finding>): string =>
  findings.length === 0
    ? 'No claim is on record and nothing is out of order.\n'
    : `${counted(findings.length, 'finding')}, the worst first.\n`

/** Reads a whole ledger: totals, integrity, every claim and every anomaly, worst first. */
export const investigateVerb: Verb = {
  summary: 'a whole ledger: totals, integrity, every claim and every anomaly, worst first',
  manual: investigateManual,
  usage: {
    verb: 'investigate',
    arguments: [],
    options: {
      in: inOption,
      why: flagOption,
      'as-of': instantOption,
      'known-by': instantOption,
      lang: languageOption,
      json: flagOption,
      anchor: anchorOption,
    },
    example: 'waybill investigate --in ledger.ndjson',
  },
  run: (call, io) =>
    withLedger(required(call, 'in'), call.values.get('anchor'), io, async (source) => {
      const totalling = beginTotals()
      const investigated = await investigationOf(source, timesOf(call), totalling.take)
      if (E.isLeft(investigated)) return investigated
      const { findings, state, whole } = investigated.right
      await noteReading(source, state, io)
      if (call.flags.has('json')) {
        await print(io, findingJson(findings))
        return E.right(worstOf(findings, state))
      }
      const totals = whole === null ? totalling.totals() : totalsOf(whole.events)
      await print(io, `${withStrongHeading(ledgerTotals(state, totals), io)}\n`)
      for (const finding of findings) {
        const prose = renderFinding(finding, { lang: languageOf(call), why: call.flags.has('why') })
        await print(io, `${withStrongHeading(prose, io)}\n`)
      }
      await print(io, closing(findings))
      return E.right(worstOf(findings, state))
    }),
}
