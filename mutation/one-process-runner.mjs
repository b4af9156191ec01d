// A test runner for Stryker that loads all tests of a part as one bundle in one process, and stops at the first test that
// fails. Jest starts every file in a world of its own, which takes seconds for each change; this takes a fraction of one.
// Stryker makes the changes, chooses them, counts them and ends what runs too long: this only runs the tests.

import { declareFactoryPlugin, PluginKind } from '@stryker-mutator/api/plugin'
import { DryRunStatus, TestStatus, toMutantRunResult } from '@stryker-mutator/api/test-runner'
import { existsSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { Script } from 'node:vm'
import { createShelf } from './test-shelf.mjs'

/** Packages of the house are read from the copy that Stryker changed; all others once, as they are installed. */
const packagesOf = (house) => ({
  name: 'packages',
  setup: (build) => {
    const installed = dirname(realpathSync(join(house, 'node_modules')))
    build.onResolve({ filter: /^[^./]/ }, async ({ path, pluginData, ...from }) => {
      if (pluginData === 'asked') return undefined
      if (!path.startsWith('@waybill/')) return { path, external: true }
      const found = await build.resolve(path, { ...from, pluginData: 'asked' })
      const copy = join(house, relative(installed, found.path))
      return { path: existsSync(copy) ? copy : found.path }
    })
    build.onLoad({ filter: /\.test\.ts$|\/test\/[^/]+\.ts$/ }, async ({ path }) => ({
      contents: `const __dirname = ${JSON.stringify(dirname(path))}\n${await readFile(path, 'utf8')}`,
      loader: 'ts',
    }))
  },
})

/**
 * Each place that could be changed is a step, whichever of them is changed: a loop without an end is ended by its steps, also
 * where the change that made it stands before the loop. What is reached is only counted while nothing is changed.
 */
const countingSteps = (text) =>
  `const __stepsOfStryker = globalThis.__stryker__\n${text}`
    .replaceAll(
      /function isActive\d*\(\w+\) \{/g,
      (head) => `${head} if (++__stepsOfStryker.steps > __stepsOfStryker.mostSteps) __stepsOfStryker.endLoop();`,
    )
    .replaceAll(
      /function cover\d*\(\) \{/g,
      (head) => `${head} if (__stepsOfStryker.activeMutant !== undefined) return;`,
    )

/** Ten times the steps of the unchanged test is a loop; the rest is for states that the first test to ask for them prepares. */
const mostStepsOf = (unchanged) => 10 * unchanged + 1_000_000

const bundleOf = async (house, require, tests) => {
  const { outputFiles } = await require('esbuild').build({
    stdin: { contents: tests.map((test) => `import './${test}'`).join('\n'), resolveDir: house, loader: 'ts' },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'es2023',
    conditions: ['@waybill/source'],
    supported: { 'dynamic-import': false },
    plugins: [packagesOf(house)],
    // A test file that is only loaded is no dead code.
    ignoreAnnotations: true,
    logLevel: 'silent',
  })
  const text = countingSteps(outputFiles[0].text)
  return new Script(`(function (require, module, exports) {${text}\n})`, { filename: 'tests.js' })
}

/** The laws' own library, which draws no more values for a law than so many, whatever the law asks for. */
const drawingAtMost = (fastCheck, most) => {
  const assert = (law, params) => fastCheck.assert(law, { ...params, numRuns: Math.min(most, params?.numRuns ?? most) })
  const capped = { ...fastCheck, assert }
  return Object.defineProperty(Object.assign(capped, { default: capped }), '__esModule', { value: true })
}

/** A text that stands in the test itself, indented as its place asks, as jest writes it there. */
const toMatchInlineSnapshot = (received, written) => {
  const lines = written.split('\n').slice(1, -1)
  const indent = /^\s*/.exec(lines[0])[0].length
  const expected = lines.map((line) => line.slice(indent)).join('\n')
  return { pass: `"${received}"` === expected, message: () => `"${received}" is not ${expected}` }
}

const createRunner = (options) => {
  let require
  let bundles
  let fastCheck
  let costsFile
  let costs
  let stepsFile
  let stepsOf = new Map()

  const mapIn = (file) => (existsSync(file) ? new Map(JSON.parse(readFileSync(file, 'utf8'))) : undefined)
  const writeMap = (file, map) => writeFileSync(file, JSON.stringify([...map]))

  const statusOf = (failure) =>
    failure === undefined ? { status: TestStatus.Success } : { status: TestStatus.Failed, failureMessage: failure }

  /** Everything is loaded anew for each change: what a module keeps must not outlive it. */
  const runGroup = async (bundle, prefix, { activeMutant, atLoad, only, stopAtFailure }) => {
    const stryker = globalThis.__stryker__
    const { ModuleMocker } = require('jest-mock')
    const shelf = createShelf({
      prefix,
      without: options.oneProcess.without,
      expect: require('expect').expect,
      mocker: new ModuleMocker(globalThis),
    })
    stryker.currentTestId = undefined
    stryker.activeMutant = atLoad ? activeMutant : undefined
    stryker.steps = 0
    stryker.mostSteps = stryker.activeMutant === undefined ? Infinity : mostStepsOf(stepsOf.get(prefix) ?? 0)
    const module = { exports: {} }
    // Some tests import the words, others take them as they lie about.
    Object.assign(globalThis, shelf.words)
    const requireFor = (name) =>
      name === '@jest/globals' ? shelf.words : name === 'fast-check' ? fastCheck : require(name)
    bundle.runInThisContext()(requireFor, module, module.exports)
    if (activeMutant === undefined) stepsOf.set(prefix, stryker.steps)
    stryker.activeMutant = activeMutant
    const before = (id) => {
      stryker.currentTestId = id
      stryker.steps = 0
      stryker.mostSteps = activeMutant === undefined ? Infinity : mostStepsOf(stepsOf.get(id) ?? 0)
    }
    const after = (id) => {
      if (activeMutant === undefined) stepsOf.set(id, Math.max(stryker.steps, stepsOf.get(id) ?? 0))
    }
    const costOf = costs === undefined ? undefined : (id) => costs.get(id) ?? 0
    return shelf.run({ only, stopAtFailure, before, after, costOf })
  }

  /** The groups of tests in their order; a later one is not even loaded when an earlier one has noticed. */
  const run = async (asked) => {
    const stryker = (globalThis.__stryker__ ??= {})
    Object.assign(stryker, {
      ranOn: false,
      endLoop: () => {
        stryker.ranOn = true
        throw new Error('A loop without an end')
      },
    })
    const outcomes = []
    try {
      for (const [index, bundle] of bundles.entries()) {
        const prefix = `${index + 1}: `
        if (asked.only !== undefined && ![...asked.only].some((id) => id.startsWith(prefix))) continue
        outcomes.push(...(await runGroup(bundle, prefix, asked)))
        if (asked.stopAtFailure && outcomes.some(({ failure }) => failure !== undefined)) break
      }
    } catch (thrown) {
      if (stryker.ranOn) return { status: DryRunStatus.Timeout, reason: thrown.message }
      return { status: DryRunStatus.Error, errorMessage: `The tests could not be loaded: ${thrown?.stack ?? thrown}` }
    }
    if (stryker.ranOn) return { status: DryRunStatus.Timeout, reason: 'A loop without an end' }
    return {
      status: DryRunStatus.Complete,
      tests: outcomes.map(({ id, failure, timeSpentMs }) => ({ id, name: id, timeSpentMs, ...statusOf(failure) })),
      mutantCoverage: stryker.mutantCoverage,
    }
  }

  return {
    capabilities: () => ({ reloadEnvironment: true }),
    init: async () => {
      process.on('unhandledRejection', () => undefined)
      // The folder of the copy: Stryker goes there after it has loaded this file.
      const house = process.cwd()
      // Kept for the processes that follow one which was ended.
      costsFile = join(house, 'test-costs.json')
      stepsFile = join(house, 'test-steps.json')
      costs = mapIn(costsFile)
      stepsOf = mapIn(stepsFile) ?? stepsOf
      require = createRequire(join(house, 'package.json'))
      require('expect').expect.extend({ toMatchInlineSnapshot })
      // Laws draw the same few values for each change, and a failure is not made smaller: that it fails is enough.
      require('fast-check').configureGlobal({ numRuns: 20, seed: 1, endOnFailure: true })
      const { draws } = options.oneProcess
      fastCheck = draws === undefined ? require('fast-check') : drawingAtMost(require('fast-check'), draws)
      bundles = await Promise.all(options.oneProcess.tests.map((group) => bundleOf(house, require, group)))
    },
    // Twice: in the order of the files, which tells how long each test takes, and in the order in which changes are tried.
    dryRun: async () => {
      const unchanged = { activeMutant: undefined, atLoad: false, stopAtFailure: false }
      const inFiles = await run(unchanged)
      if (inFiles.status !== DryRunStatus.Complete) return inFiles
      costs = new Map(inFiles.tests.map(({ id, timeSpentMs }) => [id, timeSpentMs]))
      writeMap(costsFile, costs)
      globalThis.__stryker__.mutantCoverage = undefined
      const quickestFirst = await run(unchanged)
      writeMap(stepsFile, stepsOf)
      if (quickestFirst.tests?.every(({ status }) => status === TestStatus.Success)) return quickestFirst
      // Some tests lean on those before them: they are asked in the order of the files.
      costs = undefined
      rmSync(costsFile)
      return inFiles
    },
    // Stryker's own limit, how often the changed place is reached, is not asked: it ends what fails by itself a moment later.
    mutantRun: async ({ activeMutant, mutantActivation, testFilter }) =>
      toMutantRunResult(
        await run({
          activeMutant: activeMutant.id,
          atLoad: mutantActivation === 'static',
          only: testFilter === undefined ? undefined : new Set(testFilter),
          stopAtFailure: true,
        }),
      ),
  }
}
createRunner.inject = ['options']

export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, 'one-process', createRunner)]
