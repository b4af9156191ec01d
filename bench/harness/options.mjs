// What may be said on the command line of a benchmark.

import { parseArgs } from 'node:util'

export const usage = `npm run bench -- [options]

  --figure 1,3,13   the figures to measure; without it all that need no peer
  --size SIZE       trial (seconds, shows that it works), small (without it), full (the published run)
  --pairs N         how often ours and the reference alternate; 5 without it
  --peers           also what needs the peers: first run \`npm install\` inside bench/
  --folder DIR      where files are made; bench/.data without it. It must be on a real disk
  --out FILE        one JSON line per figure is appended here; bench/results.jsonl without it
  --table FILE      writes the table of this run as Markdown
  --profile         no measurement: one run of ours for each case under the CPU profiler, and what cost most
  --list            the figures and their bars
`

const sizes = ['trial', 'small', 'full']

/** The options of a run; throws with a sentence where one cannot be understood. */
export const readOptions = (argv, numbersKnown) => {
  const { values } = parseArgs({
    args: argv,
    options: {
      figure: { type: 'string' },
      size: { type: 'string', default: 'small' },
      pairs: { type: 'string', default: '5' },
      peers: { type: 'boolean', default: false },
      folder: { type: 'string' },
      out: { type: 'string' },
      table: { type: 'string' },
      profile: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (!sizes.includes(values.size))
    throw new Error(`--size: expected one of ${sizes.join(', ')}, but found ${values.size}`)
  const pairs = Number(values.pairs)
  if (!Number.isInteger(pairs) || pairs < 1)
    throw new Error(`--pairs: expected a whole number from 1, but found ${values.pairs}`)
  const figures = values.figure?.split(',').map((number) => number.trim()) ?? null
  for (const number of figures ?? []) {
    if (!numbersKnown.includes(number))
      throw new Error(`--figure: expected some of ${numbersKnown.join(', ')}, but found ${number}`)
  }
  return { ...values, pairs, figures }
}
