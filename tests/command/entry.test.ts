import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

// The committed entry of the command, beside a command line made for the test: the real one has its own tests.
const entry = resolve(__dirname, '../../packages/waybill')

describe('the entry of the command', () => {
  let folder = ''

  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }

  const waybill = (...argv: ReadonlyArray<string>): { readonly status: number | null; readonly text: string } => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, 'bin/waybill.js'), ...argv], {
      encoding: 'utf8',
    })
    return { status, text: `${stdout}${stderr}` }
  }

  const commandLineThat = (does: string): void => write('dist/command-line.js', does)

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'waybill-entry-'))
    cpSync(join(entry, 'bin'), join(folder, 'bin'), { recursive: true })
    cpSync(join(entry, 'package.json'), join(folder, 'package.json'))
  })

  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  test('says how to build when the sources were never built', () => {
    expect(waybill('explain', 'x')).toEqual({
      status: 1,
      text: 'waybill: the sources are not built yet: run `npm run build` in the clone, then try again.\n',
    })
  })

  test('hands over the arguments and the streams, and exits with the status it is given', () => {
    commandLineThat(`export const main = async (argv, io) => {
      io.stdout.write(JSON.stringify(argv))
      io.stderr.write(typeof io.cwd + typeof io.env + typeof io.stdin.on + typeof io.isTTY)
      return 5
    }`)
    expect(waybill('verify', '--in', 'a.ndjson')).toEqual({
      status: 5,
      text: '["verify","--in","a.ndjson"]stringobjectfunctionboolean',
    })
  })
})
