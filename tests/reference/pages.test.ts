import { beforeAll, describe, expect, it } from '@jest/globals'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { allCommands, allEvents, type AnyCodec } from '@waybill/core'
import { leavesFound, type Leaf } from '@waybill/explain'
import { fieldsOf, meaningOf, schemaOf, sharedShapes } from './page/fields.js'
import { shapeMeanings } from './page/shape-page.js'
import { referencePages, writtenFolders } from './pages.js'
import { fieldMeanings, fieldsInPlace } from './words/field-meanings.js'

const folder = join(__dirname, '../../docs/reference')
const rewrite = process.env['REFERENCE'] === 'write'

let pages: ReadonlyMap<string, string>

beforeAll(async () => {
  pages = await referencePages()
  if (!rewrite) return
  for (const [path, page] of pages) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), page)
  }
  for (const path of standing()) if (!pages.has(path)) rmSync(join(folder, path))
}, 120_000)

const standing = (): ReadonlyArray<string> =>
  writtenFolders.flatMap((name) =>
    existsSync(join(folder, name)) ? readdirSync(join(folder, name)).map((file) => `${name}/${file}`) : [],
  )

describe('the reference (if it differs: npm run reference)', () => {
  it('has a page for every word, and no page without its word', () => {
    const written = [...pages.keys()].filter((path) => writtenFolders.some((name) => path.startsWith(`${name}/`)))
    expect(standing().toSorted()).toEqual(written.toSorted())
  })

  it('says on every page what the code says', () => {
    const differing = [...pages].filter(
      ([path, page]) => !existsSync(join(folder, path)) || readFileSync(join(folder, path), 'utf8') !== page,
    )
    expect(differing.map(([path]) => path)).toEqual([])
    // The first that differs is shown whole.
    for (const [path, page] of differing.slice(0, 1)) expect(readFileSync(join(folder, path), 'utf8')).toBe(page)
  })

  it('leads only to pages that stand there', () => {
    const dead = [...pages].flatMap(([path, page]) =>
      [...page.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)]
        .map(([, target = '']) => target)
        .filter((target) => !existsSync(join(folder, dirname(path), target)))
        .map((target) => `${path} → ${target}`),
    )
    expect(dead).toEqual([])
  })

  it('leaves no cell of a table empty and no section without text', () => {
    const gaps = [...pages].flatMap(([path, page]) =>
      page
        .split('\n')
        .filter((line) => /^\|.*\|\s*\|/.test(line) && !/^\| +\|/.test(line))
        .filter((line) =>
          line
            .split(/(?<!\\)\|/)
            .slice(2, -1)
            .some((cell) => cell.trim() === ''),
        )
        .map((line) => `${path}: ${line}`),
    )
    expect(gaps).toEqual([])
    expect([...pages].filter(([, page]) => /undefined|\[object|NaN/.test(page)).map(([path]) => path)).toEqual([])
  })
})

const owners = [
  ...Object.values(allCommands).map((definition) => ({ owner: definition.word, schema: schemaOf(definition) })),
  ...Object.values(allEvents).map((definition) => ({ owner: definition.word, schema: schemaOf(definition) })),
  ...sharedShapes.map(({ name, schema }) => ({ owner: name, schema })),
]

it('calls a cause established only where a rule can establish it, and all that the stories find', () => {
  const stories = join(__dirname, '../../examples/stories')
  const found = readdirSync(stories, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.finding.json'))
    .map((name) => (JSON.parse(readFileSync(join(stories, name), 'utf8')) as { cause: { leaf: Leaf } }).cause.leaf)
  expect(found.length).toBeGreaterThan(0)
  expect(found.filter((leaf) => !leavesFound.includes(leaf))).toEqual([])
})

it('says of a text what its own codec expects, also where another of the same schema is called otherwise', () => {
  const otherwise = [...Object.entries(allCommands), ...Object.entries(allEvents)].flatMap(([word, { codec }]) => {
    const fields: Readonly<Record<string, AnyCodec>> = { ...codec.required, ...codec.optional }
    const shown = new Map(fieldsOf(word, codec.schema).map(({ path, form }) => [path, form]))
    return Object.entries(fields)
      .filter(([, { schema }]) => schema['type'] === 'string' && schema['enum'] === undefined)
      .filter(([field, { name }]) => shown.get(field) !== name && !shown.get(field)?.startsWith('['))
      .map(([field, { name }]) => `${word}.${field}: ${shown.get(field)}, not ${name}`)
  })
  expect(otherwise).toEqual([])
})

describe('the meaning of fields (tests/reference/words/field-meanings.ts)', () => {
  it('is said of every field of every command, event and shape', () => {
    const silent = owners.flatMap(({ owner, schema }) =>
      fieldsOf(owner, schema)
        .filter(({ path }) => meaningOf(owner, path) === null)
        .map(({ path }) => `${owner}.${path}`),
    )
    expect(silent).toEqual([])
  })

  it('is said of every shared shape', () => {
    expect(Object.keys(shapeMeanings).toSorted()).toEqual(sharedShapes.map(({ name }) => name).toSorted())
  })

  it('is said of nothing that is nowhere', () => {
    const all = [...pages.values()].join('\n')
    const unused = [...Object.keys(fieldMeanings), ...Object.keys(fieldsInPlace)].filter((key) => {
      const name = key.split('.').at(-1) ?? key
      return !all.includes(`${name}\``)
    })
    expect(unused).toEqual([])
  })
})
