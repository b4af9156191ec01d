import { execFileSync } from 'node:child_process'
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

// A small house in which every wall has a hole. Each row is one file, and the rule that must name it.
const house = resolve(__dirname, '../..')

type Trespass = { readonly rule: string; readonly file: string; readonly text: string }

const trespasses: ReadonlyArray<Trespass> = [
  { rule: 'core-imports-no-package-of-ours', file: 'core/src/asks-the-port.ts', text: `import '@waybill/port'` },
  { rule: 'core-imports-no-package-of-ours', file: 'proof/src/asks-the-core.ts', text: `import '@waybill/core'` },
  {
    rule: 'core-imports-no-package-of-ours',
    file: 'port/src/asks-the-core.ts',
    text: `import type {} from '@waybill/core'`,
  },
  { rule: 'projections-read-only-the-core', file: 'projections/src/asks-the-port.ts', text: `import '@waybill/port'` },
  { rule: 'explain-reads-and-never-runs', file: 'explain/src/runs-the-engine.ts', text: `import '@waybill/engine'` },
  { rule: 'the-engine-knows-no-root', file: 'engine/src/calls-the-cli.ts', text: `import '@waybill/cli'` },
  { rule: 'the-kit-tests-through-the-engine', file: 'jest/src/calls-the-cli.ts', text: `import '@waybill/cli'` },
  { rule: 'a-store-knows-only-the-port', file: 'store-memory/src/knows-money.ts', text: `import '@waybill/core'` },
  { rule: 'stores-are-strangers', file: 'store-memory/src/borrows.ts', text: `import '@waybill/store-sqlite'` },
  { rule: 'only-roots-choose-a-store', file: 'engine/src/chooses.ts', text: `import '@waybill/store-memory'` },
  { rule: 'only-roots-choose-a-store', file: 'explain/src/chooses.ts', text: `import '@waybill/store-memory'` },
  { rule: 'only-roots-choose-a-store', file: 'jest/src/chooses.ts', text: `import '@waybill/store-memory'` },
  { rule: 'only-tests-use-the-kit', file: 'waybill/src/ships-the-kit.ts', text: `import '@waybill/jest'` },
  { rule: 'the-command-line-is-not-its-own-customer', file: 'cli/src/wraps-itself.ts', text: `import 'waybill'` },
  { rule: 'the-auditor-is-a-stranger', file: 'auditor/src/asks-the-core.ts', text: `import '@waybill/core'` },
  {
    rule: 'the-simulation-judges-through-the-auditor',
    file: 'simulation/src/reads-projections.ts',
    text: `import '@waybill/projections'`,
  },
  { rule: 'the-product-knows-no-simulation', file: 'engine/src/simulates.ts', text: `import '@waybill/simulation'` },
  { rule: 'core-cannot-spell-async', file: 'core/src/reads-a-disk.ts', text: `import 'node:fs'` },
  { rule: 'core-cannot-spell-async', file: 'proof/src/hashes.ts', text: `import type {} from 'crypto'` },
  { rule: 'core-cannot-spell-async', file: 'core/src/waits.ts', text: `import type {} from 'fp-ts/lib/TaskEither.js'` },
  { rule: 'core-cannot-spell-async', file: 'explain/src/reads.ts', text: `import 'fp-ts/lib/ReaderEither.js'` },
  { rule: 'core-cannot-spell-async', file: 'projections/src/acts.ts', text: `import 'fp-ts/lib/IOEither.js'` },
  { rule: 'decisions-never-see-json', file: 'core/src/transfer/decide/initiate.ts', text: `import 'io-ts'` },
  { rule: 'decisions-never-see-json', file: 'core/src/transfer/policy.ts', text: `import './event.codec.js'` },
  {
    rule: 'enter-by-the-front-door',
    file: 'engine/src/climbs.ts',
    text: `import '../../core/src/transfer/event.codec.js'`,
  },
  {
    rule: 'enter-by-the-front-door',
    file: '../examples/climbs.ts',
    text: `import '../packages/core/src/transfer/event.codec.js'`,
  },
  { rule: 'every-import-is-declared', file: 'engine/src/borrows-a-tool.ts', text: `import 'fast-check'` },
  { rule: 'every-import-resolves', file: 'engine/src/imports-nothing.ts', text: `import './nowhere.js'` },
  { rule: 'no-cycles', file: 'core/src/egg.ts', text: `import type {} from './hen.js'` },
  { rule: 'no-orphans', file: 'core/src/forgotten.ts', text: `export const forgotten = 1` },
]

const neighbours: ReadonlyArray<{ readonly file: string; readonly text: string }> = [
  { file: 'core/src/transfer/event.codec.ts', text: `import 'io-ts'` },
  { file: 'core/src/allowed.ts', text: `import 'fp-ts/lib/Either.js'` },
  { file: 'core/src/allowed.test.ts', text: `import 'node:fs'; import '@waybill/jest'; import './allowed.js'` },
  { file: 'store-memory/test/contract.test.ts', text: `import '@waybill/jest'; import '@waybill/port'` },
  { file: 'engine/test/with-a-store.test.ts', text: `import '@waybill/store-memory'` },
  {
    file: 'engine/src/allowed.ts',
    text: `import 'fp-ts/lib/TaskEither.js'; import '@waybill/explain'; import 'node:path'`,
  },
  { file: 'cli/src/allowed.ts', text: `import '@waybill/store-sqlite'; import '@waybill/engine'` },
  { file: 'simulation/src/allowed.ts', text: `import '@waybill/auditor'; import '@waybill/store-memory'` },
  { file: 'waybill/src/allowed.ts', text: `import '@waybill/cli'` },
  { file: '../examples/allowed.ts', text: `import 'waybill'` },
]

// What the trespasses need to stand on.
const support = [{ file: 'core/src/hen.ts', text: `import './egg.js'` }]

type Violation = { readonly from: string; readonly rule: { readonly name: string } }

const build = (): string => {
  const scratch = mkdtempSync(join(tmpdir(), 'waybill-boundaries-'))
  const write = (file: string, text: string): void => {
    const path = join(scratch, 'packages', file)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, `${text}\n`)
  }
  mkdirSync(join(scratch, 'node_modules/@waybill'), { recursive: true })
  copyFileSync(join(house, 'package.json'), join(scratch, 'package.json'))
  for (const name of readdirSync(join(house, 'packages'))) {
    write(`${name}/src/index.ts`, 'export {}')
    copyFileSync(join(house, 'packages', name, 'package.json'), join(scratch, 'packages', name, 'package.json'))
    symlinkSync(
      join(scratch, 'packages', name),
      join(scratch, 'node_modules', name === 'waybill' ? name : `@waybill/${name}`),
    )
  }
  for (const stranger of ['fp-ts', 'io-ts', 'fast-check']) {
    symlinkSync(join(house, 'node_modules', stranger), join(scratch, 'node_modules', stranger))
  }
  for (const { file, text } of [...trespasses, ...neighbours, ...support]) write(file, text)
  return scratch
}

const cruise = (folder: string): ReadonlyArray<string> => {
  const depcruise = join(house, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const config = join(house, '.dependency-cruiser.mjs')
  const report = join(folder, 'report.json')
  execFileSync(
    process.execPath,
    [depcruise, '--config', config, '--output-type', 'json', '--output-to', report, 'packages', 'examples'],
    { cwd: folder, stdio: 'pipe' },
  )
  const { summary } = JSON.parse(readFileSync(report, 'utf8')) as { summary: { violations: ReadonlyArray<Violation> } }
  return summary.violations.map(({ from, rule }) => `${from}: ${rule.name}`)
}

describe('the boundaries between packages', () => {
  let folder = ''
  let found: ReadonlyArray<string> = []

  beforeAll(() => {
    folder = build()
    found = cruise(folder)
  }, 60_000)

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const inHouse = (file: string): string => join('packages', file)

  test.each(trespasses)('$rule refuses $file', ({ rule, file }) => {
    expect(found).toContain(`${inHouse(file)}: ${rule}`)
  })

  test.each(neighbours)('$file is let in', ({ file }) => {
    expect(found.filter((line) => line.startsWith(`${inHouse(file)}: `) && !line.endsWith('no-orphans'))).toEqual([])
  })

  test('every rule has a trespass that proves it', () => {
    const text = readFileSync(join(house, '.dependency-cruiser.mjs'), 'utf8')
    const names = [...text.matchAll(/^ +(?:name: )?'([a-z]+(?:-[a-z]+)+)',$/gm)].map(([, name]) => name)
    expect(new Set(names)).toEqual(new Set(trespasses.map(({ rule }) => rule)))
  })
})
