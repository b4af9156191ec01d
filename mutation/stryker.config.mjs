// Read by Stryker, once for each part that run.mjs asks for.

import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parts } from './parts.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
const part = parts.find(({ name }) => name === process.env.MUTATION_PART)
const files = process.env.MUTATION_FILES
const others = files ? [`!**/!(${files}).ts`] : []

export default {
  plugins: [join(here, 'one-process-runner.mjs')],
  testRunner: 'one-process',
  oneProcess: { tests: part.tests, without: part.without, draws: part.draws },
  coverageAnalysis: 'perTest',
  mutate: [...part.mutate, '!**/*.test.ts', ...others],
  reporters: ['progress-append-only', 'json'],
  jsonReporter: { fileName: join(here, 'results', `${part.name}.json`) },
  concurrency: Number(process.env.MUTATION_CONCURRENCY),
  // So long that only a test without an end takes it, and not one on a busy machine.
  timeoutMS: 60_000,
  timeoutFactor: 4,
  tempDirName: join(tmpdir(), 'waybill-mutation'),
  // Not copied: what no test of a package reads.
  ignorePatterns: ['bench', 'mutation', 'examples', 'tests', 'dist', '*.tsbuildinfo', 'coverage'],
  warnings: { slow: false, unknownOptions: false },
  allowConsoleColors: false,
}
