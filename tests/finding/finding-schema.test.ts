import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import ajvFormats from 'ajv-formats'

const root = path.resolve(__dirname, '../..')
const stories = path.join(root, 'examples/stories')

const findingFiles = readdirSync(stories, { recursive: true, encoding: 'utf8' }).filter((file) =>
  /\.(?:finding|at-\d+)\.json$/.test(file),
)

const schema = JSON.parse(readFileSync(path.join(root, 'docs/reference/schemas/finding.schema.json'), 'utf8')) as object

const order = Object.keys((schema as { readonly properties: object }).properties)

describe('the published schema of a finding', () => {
  const ajv = new Ajv2020({ allErrors: true })
  ajvFormats.default(ajv)
  const accepts = ajv.compile(schema)

  it('has findings to be held against', () => {
    expect(findingFiles.length).toBeGreaterThanOrEqual(6)
  })

  it.each(findingFiles)('accepts %s, whose fields stand in its order', (file) => {
    const finding = JSON.parse(readFileSync(path.join(stories, file), 'utf8')) as object
    expect(accepts(finding) ? [] : accepts.errors).toEqual([])
    expect(Object.keys(finding)).toEqual(order)
  })

  it.each(findingFiles)('tells of %s where the money is to the minor unit', (file) => {
    const { custody } = JSON.parse(readFileSync(path.join(stories, file), 'utf8')) as {
      readonly custody: ReadonlyArray<{ readonly of: string; readonly place: string; readonly currency: string }>
    }
    for (const currency of new Set(custody.map((row) => row.currency)))
      expect(custody.filter((row) => row.currency === currency && row.place === 'UNACCOUNTED')).toHaveLength(1)
  })
})
