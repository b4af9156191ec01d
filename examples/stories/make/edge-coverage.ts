import { sources } from './sources.js'
import { sha256Of, type Stage } from './stage.js'

const words = ['RequestReceived', 'RequestRefused'] as const

/** Our edge's own count for a span of time: everything that reached it, so that what is not there did not. */
export const declareEdgeCoverage = async (
  { see, recordsOf }: Stage,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> => {
  const references = recordsOf(sources.edge, words, from, to)
  const refused = recordsOf(sources.edge, ['RequestRefused'], from, to).length
  await see(
    { name: 'edge-audit', kind: 'OWN_SYSTEM', grade: 'A' },
    {
      _tag: 'SourceCoverageDeclared',
      covers: sources.edge.name,
      from,
      to,
      count: references.length,
      digest: sha256Of(references.map((reference) => `${reference}\n`).join('')),
      eventWords: [...words],
      component: 'edge-gateway',
      received: references.length,
      refused,
      recorded: references.length - refused,
    },
  )
}
