import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const walks = path.resolve(__dirname, '../../examples/walks')
const names = readdirSync(walks, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
const read = (name: string, file: string): string => readFileSync(path.join(walks, name, file), 'utf8')

const minute = 60_000
const longest = 10 * minute

// `UPDATE=1 npx jest tests/examples/walks` writes what is expected again.
const expected = (name: string, printed: string): string => {
  if (process.env['UPDATE'] === '1') writeFileSync(path.join(walks, name, 'expected.txt'), printed)
  return read(name, 'expected.txt')
}

describe('the walked examples', () => {
  it.each(names)(
    '%s prints what its expected.txt says',
    (name) => {
      const { status, stderr, stdout } = spawnSync('sh', [path.join(walks, name, 'walk.sh')], { encoding: 'utf8' })
      expect(stderr.replace(/^.*ExperimentalWarning.*\n.*\n/m, '')).toBe('')
      expect(stdout).toBe(expected(name, stdout))
      expect(status).toBe(0)
    },
    longest,
  )

  it('are each told in words beside them, and listed', () => {
    const listed = readFileSync(path.join(walks, '../README.md'), 'utf8')
    expect(names.filter((name) => read(name, 'README.md').length < 200)).toEqual([])
    expect(names.filter((name) => !listed.includes(`(walks/${name}/README.md)`))).toEqual([])
  })
})
