// Read by Stryker, once for each part that run.mjs asks for.

import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parts } from './parts.mjs'

const require = createRequire(import.meta.url)
require('esbuild-register/dist/node').register()
const { projects } = require('../jest.config.ts').default
const unit = projects.find(({ displayName }) => displayName === 'unit')

const here = fileURLToPath(new URL('.', import.meta.url))
const part = parts.find(({ name }) => name === process.env.MUTATION_PART)

export default {
  plugins: ['@stryker-mutator/jest-runner'],
  testRunner: 'jest',
  coverageAnalysis: 'perTest',
  mutate: part.mutate,
  // One project with the part's tests: Stryker counts what each test reaches only in a configuration that is flat.
  jest: { projectType: 'custom', config: { ...unit, testMatch: part.tests }, enableFindRelatedTests: false },
  reporters: ['progress-append-only', 'json'],
  jsonReporter: { fileName: join(here, 'results', `${part.name}.json`) },
  concurrency: Number(process.env.MUTATION_CONCURRENCY),
  timeoutMS: 20_000,
  tempDirName: join(tmpdir(), 'waybill-mutation'),
  // Not copied: what no test of a package reads.
  ignorePatterns: ['bench', 'mutation', 'examples', 'tests', 'dist', '*.tsbuildinfo', 'coverage'],
  allowConsoleColors: false,
}
