/**
 * @jest-config-loader esbuild-register
 */
import type { Config } from 'jest'

/** Where `npm run laws` says so, laws are drawn for a time instead of a number of runs. */
const fastCheck =
  process.env['LAW_SECONDS'] === undefined ? {} : { '^fast-check$': '<rootDir>/tools/fast-check-for-longer.cjs' }

const everyProject: Config = {
  testEnvironment: 'node',
  // Workspace packages are read from their sources, so that no test waits for a build.
  testEnvironmentOptions: { customExportConditions: ['@waybill/source', 'node', 'node-addons'] },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  // Sources name their neighbours as './x.js', as Node asks; on disk the neighbour is './x.ts'.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': ['$1.ts', '$1.js'], ...fastCheck },
  modulePathIgnorePatterns: ['/dist/'],
}

const config: Config = {
  // All of them: with one left free, two processors would be one.
  maxWorkers: '100%',
  reporters: ['default', '<rootDir>/tools/jest-closing-line.mjs', '<rootDir>/tools/jest-shown.mjs'],
  coverageProvider: 'v8',
  collectCoverageFrom: ['packages/*/src/**/*.ts', '!**/*.test.ts'],
  projects: [
    {
      ...everyProject,
      displayName: 'unit',
      testMatch: ['<rootDir>/packages/*/src/**/*.test.ts', '<rootDir>/packages/*/test/**/*.test.ts'],
    },
    {
      ...everyProject,
      displayName: 'product',
      testMatch: ['<rootDir>/tests/**/*.test.ts'],
    },
  ],
}

export default config
