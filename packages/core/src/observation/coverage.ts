import { count, listOf } from '../codec/collection.js'
import { structure } from '../codec/structure.js'
import { digest, identifier, instant, label } from '../codec/text.js'
import { defineEvent } from '../event/definition.js'
import { observationSource, sourceName } from './source.js'

export const coverageEvents = {
  SourceCoverageDeclared: defineEvent(
    ['coverage'],
    'SourceCoverageDeclared',
    structure(
      'SourceCoverageDeclared',
      { source: observationSource, covers: sourceName, from: instant, to: instant, count, digest },
      {
        eventWords: listOf(label, { min: 1, max: 64 }),
        component: identifier,
        received: count,
        refused: count,
        recorded: count,
      },
    ),
    'From `from` up to, not including, `to` the source `covers` made exactly `count` records of the named `eventWords` (of any, where none is named), so that what is not among them did not happen there. `digest` is SHA-256 over the `source.reference` of each record in the order of the source, each followed by a line feed. For an edge, `received` = `refused` + `recorded` when nothing was lost.',
  ),
} as const
