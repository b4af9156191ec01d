import * as E from 'fp-ts/lib/Either.js'
import { replay } from '@waybill/engine'
import { print } from '../io.js'
import { checkOf, nameOf, rereadable, withLedger } from '../ledger-source.js'
import { flagOption, inOption, required } from '../options.js'
import { replayJson, replayReport } from '../replay-report.js'
import { withScratch } from '../scratch-read-models.js'
import { styleFor } from '../style.js'
import type { Verb } from '../verb.js'
import { replayManual } from './replay.manual.js'

/** Makes the read models anew beside the live ones, and compares them. */
export const replayVerb: Verb = {
  summary: 'read models made anew beside the live ones, and what differs',
  manual: replayManual,
  usage: {
    verb: 'replay',
    arguments: [],
    options: { in: inOption, json: flagOption },
    example: 'waybill replay --in ledger.db',
  },
  run: (call, io) =>
    withLedger(required(call, 'in'), undefined, io, async (source) => {
      const check = await checkOf(source)
      if (E.isLeft(check)) return check
      const { ledger, verdict } = check.right
      const { firstBad, problems, size } = verdict
      if (firstBad !== null) return E.left({ _tag: 'LogBroken', file: nameOf(source), firstBad, problems })
      const live = source._tag === 'Store' ? source.store.readModels : null
      const replayed = await withScratch(size, (scratch) => replay(rereadable(source), { scratch, live }))
      if (E.isLeft(replayed)) return replayed
      const answer = call.flags.has('json')
        ? replayJson(ledger, size, replayed.right)
        : replayReport(ledger, size, replayed.right, styleFor(io))
      await print(io, answer)
      return E.right(replayed.right.some(({ differing }) => differing > 0) ? 6 : 0)
    }),
}
