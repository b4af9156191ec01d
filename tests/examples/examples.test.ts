import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

const root = path.resolve(__dirname, '../..')
const examples = path.join(root, 'examples')
const read = (...parts: ReadonlyArray<string>): string => readFileSync(path.join(root, ...parts), 'utf8')

const withMain = readdirSync(examples).filter((name) => existsSync(path.join(examples, name, 'main.mjs')))

describe('the examples', () => {
  it('are there', () => {
    expect(withMain).toContain('first-transfer')
    expect(withMain).toContain('embed')
  })

  it.each(withMain)('%s prints what its expected.txt says', (name) => {
    const run = spawnSync(process.execPath, [path.join(examples, name, 'main.mjs')], { encoding: 'utf8' })
    expect(run.stderr.replace(/^.*ExperimentalWarning.*\n.*\n/m, '')).toBe('')
    expect(run.stdout).toBe(read('examples', name, 'expected.txt'))
    expect(run.status).toBe(0)
  })
})

describe('the README', () => {
  it('shows the first example as it stands, and what it prints', () => {
    const readme = read('README.md')
    expect(readme).toContain(['```js', read('examples/first-transfer/main.mjs').trimEnd(), '```'].join('\n'))
    expect(readme).toContain(['```text', read('examples/first-transfer/expected.txt').trimEnd(), '```'].join('\n'))
  })

  it('links to nothing that is not there', () => {
    const links = [...read('README.md').matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link = '']) => link)
    expect(links.filter((link) => !existsSync(path.join(root, link)))).toEqual([])
  })
})
