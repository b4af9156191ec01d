import { createRequire } from 'node:module'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { runInThisContext } from 'node:vm'
import { describe, expect, it } from '@jest/globals'
import * as core from '@waybill/core'
import * as engine from '@waybill/engine'
import * as port from '@waybill/port'
import * as projections from '@waybill/projections'
import * as memory from '@waybill/store-memory'
import * as sqlite from '@waybill/store-sqlite'
import * as ts from 'typescript'
import * as waybill from 'waybill'

const house = join(__dirname, '../..')

/** Every page that people read; the reference's own pages and the reports are compared where they are written. */
const pages = readdirSync(house, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.md') && !/(^|\/)(node_modules|dist|coverage|\.stryker-tmp)\//.test(path))
  .filter((path) => !/^docs\/reference\/(api|commands|events|rejections|failures|verbs)\//.test(path))

const blocksOf = (page: string): ReadonlyArray<string> =>
  [...readFileSync(join(house, page), 'utf8').matchAll(/^```(?:ts|js|mjs)\n([\s\S]*?)^```/gm)].map(
    ([, code = '']) => code,
  )

const others = createRequire(join(house, 'package.json'))
const ours: Readonly<Record<string, unknown>> = {
  waybill,
  '@waybill/core': core,
  '@waybill/engine': engine,
  '@waybill/port': port,
  '@waybill/projections': projections,
  '@waybill/store-memory': memory,
  '@waybill/store-sqlite': sqlite,
}
const load = (name: string): unknown => ours[name] ?? (others(name) as unknown)

type Given = Readonly<Record<string, unknown>>
type Module = { run?: (...given: ReadonlyArray<unknown>) => Promise<unknown> }

/** Runs a block of a page: what the page leaves to its reader is given by name; the types are not looked at. */
const runBlock = async (code: string, given: Given): Promise<unknown> => {
  const imports = /^import [\s\S]*? from '[^']+'$/gm
  const head = [...code.matchAll(imports)].map(([text]) => text).join('\n')
  const body = code.replace(imports, '')
  const whole = `${head}\nexport const run = async (${Object.keys(given).join(', ')}) => {\n${body}\n}`
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2023 }
  const { outputText } = ts.transpileModule(whole, { compilerOptions })
  const module: Module = {}
  const wrapped = runInThisContext(`(function (require, exports) {${outputText}\n})`) as (
    load: (name: string) => unknown,
    exports: Module,
  ) => void
  wrapped(load, module)
  return module.run?.(...Object.values(given))
}

const refused = (sentence: string): never => {
  throw new Error(sentence)
}

const event = {
  id: '5f0c3b8e-7d3a-4a0f-9a41-0c2d3e4f5a6b',
  type: 'TransferNoted',
  schemaVersion: 1,
  occurredAt: '2026-02-14T09:30:00.000Z',
  recordedAt: '2026-02-14T09:30:00.000Z',
  metadata: {},
  data: '{}',
  chainhash: 'ab'.repeat(32),
}

/** A book in which two accounts are open and one has a limit. */
const bookOn = async (store: Parameters<typeof engine.createEngine>[0]['store']) => {
  const opened = engine.createEngine({ store })
  const limit = core.cny('5000.00')
  await opened.openAccount({ commandId: 'o0', account: 'rich', currency: 'CNY', kind: 'CREDIT_LINE', limit })()
  await opened.openAccount({ commandId: 'o2', account: 'bo', currency: 'CNY' })()
  return opened
}

/** For each page whose code is run here: what it leaves to its reader. */
const given: Readonly<Record<string, () => Promise<Given>>> = {
  'packages/engine/README.md': async () => {
    const store = memory.createMemoryStore({ ledger: 'urn:example:book' })
    const opened = await bookOn(store)
    await opened.openAccount({ commandId: 'o1', account: 'mei', currency: 'CNY' })()
    const by = { role: 'CUSTOMER' } as const
    const gift = { commandId: 'g1', transferId: 'g1', payer: 'rich', payee: 'mei', amount: core.cny('400.00'), by }
    await opened.pay(gift)()
    return { store, commandId: 'c1', another: 'c2', transferId: 't1', reply: refused }
  },
  'packages/waybill/README.md': async () => {
    const opened = await sqlite.openSqliteStore({ path: 'transfers.db' })()
    if (opened._tag === 'Left') throw new Error(opened.left._tag)
    await bookOn(opened.right)
    await opened.right.close()
    return {
      commandId: 'c1',
      transferId: 't1',
      payer: 'rich',
      payee: 'bo',
      reply: refused,
      console: { log: () => undefined },
    }
  },
  'docs/guides/anchors.md': () =>
    Promise.resolve({
      vault: resolve('transfers.anchors'),
      post: () => Promise.resolve(true),
      console: { log: () => undefined },
    }),
  'docs/guides/exchange.md': () =>
    Promise.resolve({
      console: {
        log: (said: string) => expect(readFileSync(join(house, 'docs/guides/exchange.md'), 'utf8')).toContain(said),
      },
    }),
  'packages/projections/README.md': () => Promise.resolve({ events: [], noon: '2026-02-14T12:00:00.000Z' }),
  'packages/store-memory/README.md': () => Promise.resolve({ event, console: { log: () => undefined } }),
  'packages/store-sqlite/README.md': () => Promise.resolve({ event, writes: [], console: { log: () => undefined } }),
}

/** For each other page: the test that runs its code, or compares it with code that is run. */
const shownElsewhere: Readonly<Record<string, string>> = {
  'README.md': 'tests/examples/examples.test.ts',
  'docs/guides/projections.md': 'tests/docs/guides.test.ts',
  'docs/reference/stage.md': 'tests/reference/pages.test.ts',
  'docs/reference/stores.md': 'packages/jest/src/contract/stores-page.test.ts',
  'packages/core/README.md': 'packages/core/src/readme.test.ts',
  'packages/jest/README.md': 'packages/jest/test/readme.test.ts',
}

describe('code in the documentation', () => {
  it('is run or compared on every page that has some', () => {
    const withCode = pages.filter((page) => blocksOf(page).length > 0)
    const known = [...Object.keys(given), ...Object.keys(shownElsewhere)]
    expect(withCode.toSorted()).toEqual(known.toSorted())
    expect(Object.values(shownElsewhere).filter((test) => !existsSync(join(house, test)))).toEqual([])
  })

  it.each(Object.entries(given))('runs as it stands in %s', async (page, prepare) => {
    const folder = await mkdtemp(join(tmpdir(), 'waybill-docs-'))
    const there = (code: string): string =>
      code.replace(/'(transfers[\w-]*\.db)'/g, (_, name: string) => `'${join(folder, name).replaceAll('\\', '/')}'`)
    try {
      const names = await prepareIn(folder, prepare)
      for (const code of blocksOf(page)) await runBlock(there(code), names)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
})

/** What is prepared in a file is prepared in the folder of the trial. */
const prepareIn = async (folder: string, prepare: () => Promise<Given>): Promise<Given> => {
  const before = process.cwd()
  process.chdir(folder)
  try {
    return await prepare()
  } finally {
    process.chdir(before)
  }
}

describe('the documentation', () => {
  it('leads only to files that are there', async () => {
    const dead: string[] = []
    for (const page of pages) {
      const text = await readFile(join(house, page), 'utf8')
      for (const [, target = ''] of text.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)/g))
        if (!existsSync(join(house, dirname(page), target))) dead.push(`${page} → ${target}`)
    }
    expect(dead).toEqual([])
  })

  it('says of every status where the money is', () => {
    const every: { readonly [S in core.TransferStatus]: true } = {
      FUNDS_PENDING: true,
      INITIATED: true,
      HELD: true,
      REJECTED: true,
      CANCELLED: true,
      EXPIRED: true,
      CONFIRMED: true,
      SUBMITTED: true,
      IN_DOUBT: true,
      PARTLY_CREDITED: true,
      CREDITED: true,
      FAILED: true,
      RETURNED: true,
      REVERSED: true,
    }
    const page = readFileSync(join(house, 'docs/concepts/README.md'), 'utf8')
    const told = [...page.matchAll(/^\| ([A-Z_]{4,}) +\|/gm)].map(([, status]) => status)
    expect(told).toEqual(Object.keys(every))
  })
})
