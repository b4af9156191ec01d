// A jest reporter: which requirements and causes do passing tests show? A test says so at the end of its name, as
// in "… [S1-05, B4]". A whole run compares that with docs/reference/shown.md and fails when the page claims what no
// passing test shows, or leaves out what one does. SHOWN=write writes the page instead.

import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '..')
const page = path.join(root, 'docs/reference/shown.md')
const titles = JSON.parse(readFileSync(path.join(root, 'tools/shown-titles.json'), 'utf8'))

const tag = /\[((?:S\d-\d\d|[A-Z]\d)(?:, (?:S\d-\d\d|[A-Z]\d))*)\]$/

const idsOf = (name) => tag.exec(name)?.[1].split(', ') ?? []

const collect = (testResults) => {
  const shown = new Map()
  const unknown = new Set()
  for (const { testFilePath, testResults: tests } of testResults)
    for (const { status, fullName } of tests) {
      if (status !== 'passed') continue
      for (const id of idsOf(fullName)) {
        if (titles[id] === undefined) unknown.add(id)
        const name = fullName.replace(tag, '').trim()
        shown.set(id, [...(shown.get(id) ?? []), `${path.relative(root, testFilePath)}: ${name}`])
      }
    }
  return { shown, unknown }
}

const rowsOf = (shown, wanted) =>
  [...shown.keys()]
    .filter((id) => wanted.test(id))
    .sort()
    .flatMap((id) => [`| ${id} | ${titles[id] ?? ''} | ${[...new Set(shown.get(id))].sort().join('<br>')} |`])

const render = (shown) =>
  [
    '# What passing tests show',
    '',
    'Made from the names of the tests (`SHOWN=write npm test`). A row stands here only while every test it names passes;',
    'the run fails when this page and the tests part.',
    '',
    '## Causes that are told apart',
    '',
    '| Cause | What it is | Shown by |',
    '| --- | --- | --- |',
    ...rowsOf(shown, /^[A-Z]\d$/),
    '',
    '## Requirements',
    '',
    '| Requirement | What it asks | Shown by |',
    '| --- | --- | --- |',
    ...rowsOf(shown, /^S\d-\d\d$/),
    '',
  ].join('\n')

const read = () => {
  try {
    return readFileSync(page, 'utf8')
  } catch {
    return ''
  }
}

export default function shownReporter(globalConfig) {
  let failure
  const fail = (text) => {
    failure = new Error(text)
    process.stderr.write(`${text}\n`)
  }
  const whole =
    globalConfig.nonFlagArgs.length === 0 &&
    !globalConfig.testNamePattern &&
    !globalConfig.onlyChanged &&
    !globalConfig.onlyFailures &&
    !globalConfig.shard
  return {
    onRunComplete(_contexts, { testResults, numFailedTests, numRuntimeErrorTestSuites }) {
      if (!whole) return
      const { shown, unknown } = collect(testResults)
      if (unknown.size > 0) fail(`No title in tools/shown-titles.json for ${[...unknown].join(', ')}.`)
      const text = render(shown)
      if (process.env.SHOWN === 'write') {
        if (numFailedTests + numRuntimeErrorTestSuites > 0)
          fail('docs/reference/shown.md is not written: tests failed.')
        else writeFileSync(page, text)
      } else if (read() !== text)
        fail(
          'docs/reference/shown.md does not say what the passing tests show. Run "SHOWN=write npm test" and commit it.',
        )
    },
    getLastError: () => failure,
  }
}
