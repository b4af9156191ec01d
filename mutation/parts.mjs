// What is broken on purpose, part by part, and which tests must notice.

const withoutTests = (folder) => [`${folder}/**/*.ts`, `!${folder}/**/*.test.ts`]

const core = 'packages/core/src'
const engine = 'packages/engine/src'
const inRoot = (patterns) => patterns.map((pattern) => `<rootDir>/${pattern}`)

// The examples only: the laws draw hundreds of values for each mutant, and the table of every state makes 3,000 decisions.
const transferTests = (...names) => inRoot(names.map((name) => `${core}/transfer/${name}.test.ts`))

export const parts = [
  {
    name: 'decide',
    mutate: [`${core}/transfer/decide.ts`, `${core}/transfer/decide/*.ts`],
    tests: transferTests('transfer', 'rejection', 'policy'),
  },
  { name: 'evolve', mutate: [`${core}/transfer/evolve.ts`], tests: transferTests('transfer', 'record-report') },
  { name: 'postings', mutate: [`${core}/transfer/postings.ts`], tests: transferTests('postings', 'transfer') },
  { name: 'policy', mutate: [`${core}/transfer/policy.ts`], tests: transferTests('policy') },
  {
    name: 'record',
    mutate: [`${core}/transfer/record-report.ts`, `${core}/transfer/record/*.ts`, `${core}/transfer/execution.ts`],
    tests: transferTests('record-report'),
  },
  { name: 'funds', mutate: withoutTests(`${core}/funds`), tests: inRoot([`${core}/funds/*.test.ts`]) },
  {
    name: 'append',
    mutate: [
      `${engine}/command/carry-out.ts`,
      `${engine}/command/write-decision.ts`,
      `${engine}/command/stored-decision.ts`,
      `${engine}/stream/stream-reader.ts`,
    ],
    tests: inRoot([
      `${engine}/command/!(sent-again|lost-reply).test.ts`,
      `${engine}/stream/*.test.ts`,
      `${engine}/create-engine.test.ts`,
      `${engine}/bad-input.test.ts`,
      `${engine}/concurrency.test.ts`,
    ]),
  },
  {
    name: 'proof',
    mutate: withoutTests('packages/proof/src'),
    tests: inRoot(['packages/proof/src/!(verify-log.laws).test.ts']),
  },
]
