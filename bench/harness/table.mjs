// The table of a run.

const rounded = (number) => (number >= 100 ? number.toFixed(0) : number.toPrecision(3))

const ratioText = ({ median, least, most }) => `${rounded(median)}× (${rounded(least)} to ${rounded(most)})`

const barText = ({ atLeast, atMost }) => {
  if (atLeast === undefined) return `≤ ${atMost}`
  return atMost === undefined ? `≥ ${atLeast}` : `${atLeast} to ${atMost}`
}

const verdictText = (met) => (met === undefined ? 'shown beside' : met ? 'met' : '**missed**')

const costText = ({ microseconds: { median } }, unit) => `${rounded(median)} µs / ${unit}`

const rowsOf = ({ number, title, unit, cases, judgements }) => [
  ...cases.map(({ name, ours, reference, ratio, bar, met }) => [
    number,
    `${title}: ${name}`,
    costText(ours, unit),
    costText(reference, unit),
    ratioText(ratio),
    bar === undefined ? '' : barText(bar),
    verdictText(met),
    `${ours.peakMegabytes} MB`,
  ]),
  ...judgements.map(({ name, value, bar, met }) => [
    number,
    name,
    '',
    '',
    rounded(value),
    bar === undefined ? '' : barText(bar),
    verdictText(met),
    '',
  ]),
]

const headings = ['#', 'figure', 'ours', 'reference', 'ratio, median (range)', 'bar', '', 'our peak']

/** The results as a Markdown table. */
export const tableOf = (results) =>
  [headings, headings.map(() => '---'), ...results.flatMap(rowsOf)]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')

/** What each reference is and leaves out, and what either side dropped. */
export const notesOf = (results) =>
  results
    .map(({ number, reference, leavesOut, cases }) => {
      const dropped = cases.reduce((sum, { ours, reference: other }) => sum + ours.dropped + other.dropped, 0)
      return `${number}. Reference: ${reference}. It leaves out: ${leavesOut}. Work dropped by either side: ${dropped}.`
    })
    .join('\n')
