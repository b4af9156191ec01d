import type { Drift, Replayed } from '@waybill/engine'
import { counted } from '@waybill/explain'
import type { Style } from './style.js'

const longestValue = 80

const valueSentence = (value: string | null): string =>
  value === null ? 'nothing' : value.length <= longestValue ? value : `${value.slice(0, longestValue - 1)}…`

const partingSentence = ({ partsAt, wasTrueBefore }: Drift): string => {
  if (partsAt === null) return 'no event of the ledger makes it'
  const at = `sequence ${partsAt.sequence}, ${partsAt.event}`
  return wasTrueBefore
    ? `they part at ${at}, the first event that it does not show`
    : `they part at ${at}, which says otherwise; the ledger never told what stands there`
}

const driftLines = (drift: Drift, { bad }: Style): ReadonlyArray<string> => {
  const { collection, field, key, live, liveValue, rebuilt, rebuiltValue } = drift
  const what =
    live === null
      ? 'is not there, and the ledger makes it'
      : rebuilt === null
        ? 'is there, and the ledger makes none'
        : `${field === '' ? 'the document' : field} is ${valueSentence(liveValue)}, and the ledger makes it ${valueSentence(rebuiltValue)}`
  return [`  ${bad(`${collection}, document ${key}`)}: ${what};`, `    ${partingSentence(drift)}`]
}

const summary = ({ differing, documents, live, throughSequence }: Replayed, size: number): string => {
  const made = `${counted(documents, 'document')} at sequence ${throughSequence}`
  if (live === null) return `${made}; no live one is kept to compare with`
  const behind = size > throughSequence ? `, ${counted(size - throughSequence, 'event')} behind the ledger` : ''
  return `${made}${behind}; ${differing === 0 ? 'the live one is equal' : `${counted(differing, 'document')} of the live one ${differing === 1 ? 'differs' : 'differ'}`}`
}

const replayLines = (replayed: Replayed, size: number, style: Style): ReadonlyArray<string> => {
  const left = replayed.differing - replayed.drifts.length
  return [
    `${style.strong(replayed.projection)}, version ${replayed.version}: ${summary(replayed, size)}`,
    `  digest  ${replayed.digest}`,
    ...replayed.drifts.flatMap((drift) => driftLines(drift, style)),
    ...(left > 0 ? [`  … and ${counted(left, 'more document')}`] : []),
  ]
}

/** What replaying a ledger showed, in prose. */
export const replayReport = (ledger: string, size: number, replayed: ReadonlyArray<Replayed>, style: Style): string => {
  const differing = replayed.filter((one) => one.differing > 0)
  const compared = replayed.some(({ live }) => live !== null)
  const verdict =
    differing.length > 0
      ? style.bad(
          `${counted(differing.length, 'read model')} ${differing.length === 1 ? 'differs' : 'differ'} from what the ledger makes. The ledger decides: \`engine.rebuild\` puts the rebuilt one in place.`,
        )
      : style.good(compared ? 'Every read model is what the ledger makes.' : 'Nothing is kept to compare with.')
  return [
    style.strong(`Ledger ${ledger}`),
    `  events  ${size}`,
    '',
    ...replayed.flatMap((one) => replayLines(one, size, style)),
    '',
    verdict,
    '',
  ].join('\n')
}

/** The same as one JSON object. */
export const replayJson = (ledger: string, size: number, replayed: ReadonlyArray<Replayed>): string =>
  `${JSON.stringify({ schema: 'waybill/replay/1', ledger, size, equal: replayed.every(({ differing }) => differing === 0), projections: replayed }, null, 2)}\n`
