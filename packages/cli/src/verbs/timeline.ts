import * as E from 'fp-ts/lib/Either.js'
import { auditProjection, deliveriesOf, foldPastGaps, storyOf } from '@waybill/projections'
import { askAbout } from '../asked-view.js'
import { damageWarning } from '../damage-warning.js'
import { print } from '../io.js'
import { withLedger } from '../ledger-source.js'
import { anchorOption, inOption, instantOption, required, timesOf } from '../options.js'
import { withStrongHeading } from '../prose.js'
import { noteReading } from '../reading-notes.js'
import { storyReport } from '../story/story-report.js'
import type { Verb } from '../verb.js'
import { timelineManual } from './timeline.manual.js'

/** Without a time nothing is left out, not even what is said to happen later than all that is known. */
const everything = { happenedBy: '9999-12-31T23:59:59.999Z', knownBy: '9999-12-31T23:59:59.999Z' } as const

/** Tells the story of one transfer, hop by hop. */
export const timelineVerb: Verb = {
  summary: 'the story of a transfer, hop by hop: who said what, and when it was known',
  manual: timelineManual,
  usage: {
    verb: 'timeline',
    arguments: [{ name: 'transfer', expected: 'the id of a transfer' }],
    options: { in: inOption, 'as-of': instantOption, 'known-by': instantOption, anchor: anchorOption },
    example: 'waybill timeline rent-2026-02 --in ledger.ndjson',
  },
  run: (call, io) =>
    withLedger(required(call, 'in'), call.values.get('anchor'), io, async (source) => {
      const id = call.arguments[0] ?? ''
      const asked = await askAbout(source, id, { ...everything, ...timesOf(call) }, null, ['transfer'])
      if (E.isLeft(asked)) return asked
      const { view } = asked.right
      const { model } = foldPastGaps(auditProjection, deliveriesOf(view.events, view.undecodable), timesOf(call))
      const story = storyOf(model, id)
      if (story === null) return E.left({ _tag: 'IdUnknown', id, kinds: ['transfer'], nearest: [] })
      await noteReading(source, view, io)
      await print(io, damageWarning(view))
      await print(io, withStrongHeading(storyReport(story, view.events), io))
      return E.right(view.integrity._tag === 'BROKEN' ? 6 : 0)
    }),
}
