import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { checkLog } from '@waybill/engine'
import { encodeAnchor, type Anchor } from '@waybill/proof'
import { nameOf, shippedLog, worlds } from '../stories/shipped-stories.js'

const script = resolve(__dirname, '../../docs/internals/verify_log.py')
const hasPython = spawnSync('python3', ['--version']).status === 0

if (!hasPython)
  process.stderr.write(
    '\nNOT TRIED: python3 is not here, so that nobody but ourselves has verified a log. Install it and run this again.\n\n',
  )

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'waybill-python-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Said = { readonly whole: boolean; readonly size: number | null; readonly root: string | null }

/** What the script says, which knows nothing but the page beside it. */
const saidByStranger = (log: string, anchor: Anchor): Said => {
  writeFileSync(join(folder, 'log.ndjson'), log)
  writeFileSync(join(folder, 'log.ndjson.anchor.json'), encodeAnchor(anchor))
  const { status, stdout, stderr } = spawnSync('python3', [script, 'log.ndjson'], { cwd: folder, encoding: 'utf8' })
  if (stderr !== '' || (status !== 0 && status !== 6 && status !== 1)) throw new Error(`status ${status}: ${stderr}`)
  const counted = /^(\d+) events, root ([0-9a-f]{64})$/m.exec(stdout)
  return { whole: status === 0, size: counted === null ? null : Number(counted[1]), root: counted?.[2] ?? null }
}

const saidByUs = async (log: string, anchor: Anchor): Promise<Said> => {
  const checked = await checkLog({ file: 'log.ndjson', open: () => Buffer.from(log), anchor })()
  if (E.isLeft(checked)) return { whole: false, size: null, root: null }
  const { firstBad, root, size } = checked.right.verdict
  return { whole: firstBad === null, size, root }
}

type Lines = ReadonlyArray<string>
type Line = Readonly<Record<string, unknown>>

const edited = (change: (line: Line) => Line) => (lines: Lines, at: number) =>
  lines.with(at, JSON.stringify(change(JSON.parse(lines[at]!) as Line)))

/** Every attribute of a line put to another value, and lines moved, doubled, removed and cut off. */
const tamperings: Readonly<Record<string, (lines: Lines, at: number) => Lines>> = {
  ...Object.fromEntries(
    ['id', 'type', 'subject', 'time', 'recordedtime', 'correlationid', 'command', 'commandid', 'chainhash'].map(
      (name) => [
        `another ${name}`,
        edited((line) => ({
          ...line,
          [name]: String(line[name]).replace(/.$/u, (last) => (last === '7' ? '3' : '7')),
        })),
      ],
    ),
  ),
  'another ledger': edited((line) => ({ ...line, source: 'urn:waybill:elsewhere' })),
  'another specversion': edited((line) => ({ ...line, specversion: '1.1' })),
  'another sequence': edited((line) => ({ ...line, sequence: '00000000000000099999' })),
  'another revision': edited((line) => ({ ...line, revision: '77' })),
  'another schema version': edited((line) => ({ ...line, dataschema: `urn:waybill:schema:${String(line['type'])}:2` })),
  'a field added to data': edited((line) => ({ ...line, data: { ...(line['data'] as object), sum: 0.1 } })),
  'an attribute added': edited((line) => ({ ...line, added: '帐户 🏦' })),
  'an attribute taken away': edited(({ commandid: _gone, ...line }) => line),
  'a name twice in an object': (lines, at) => lines.with(at, lines[at]!.replace('{', '{"id":"first",')),
  'two lines swapped': (lines, at) => lines.with(at, lines[at - 1]!).with(at - 1, lines[at]!),
  'a line written twice': (lines, at) => lines.toSpliced(at, 0, lines[at]!),
  'a line removed': (lines, at) => lines.toSpliced(at, 1),
  'the tail cut off': (lines, at) => lines.slice(0, at),
}

/** Other forms of the same events: nothing was done to what they say. */
const layouts: Readonly<Record<string, (lines: Lines) => Lines>> = {
  'as it is': (lines) => lines,
  'attributes in another order, with white space': (lines) =>
    lines.map((line) =>
      JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(line) as Line).toReversed()), null, 1).replaceAll(
        '\n',
        ' ',
      ),
    ),
  'attributes that are null': (lines) => lines.map((line) => line.replace(/^\{/, '{"traceparent":null,')),
}

const textOf = (lines: Lines): string => `${lines.join('\n')}\n`

const numbers = [0, -0, 1.5, 1e21, 1e-7, 123456789012345680000, 0.000001, 5e-324, 1.7976931348623157e308, -1.25e-9]

;(hasPython ? describe : describe.skip)('a reader in another language, who knows only the page', () => {
  it.each(worlds.map((world) => [nameOf(world), world] as const))('says of %s what we say', async (_name, world) => {
    const { anchor, log } = shippedLog(world)
    expect(saidByStranger(log, anchor)).toEqual(await saidByUs(log, anchor))
  })

  it.each(Object.entries(layouts))('takes a log for whole, %s', async (_layout, laidOut) => {
    const { anchor, log } = shippedLog(worlds[0]!)
    const text = textOf(laidOut(log.trimEnd().split('\n')))
    const whole = { whole: true, size: anchor.size, root: anchor.root }
    expect([saidByStranger(text, anchor), await saidByUs(text, anchor)]).toEqual([whole, whole])
  })

  it.each(Object.entries(tamperings))('finds what we find: %s', async (_damage, tampering) => {
    const { anchor, log } = shippedLog(worlds[0]!)
    const lines = log.trimEnd().split('\n')
    for (const at of [1, lines.length - 1]) {
      const text = textOf(tampering(lines, at))
      const [stranger, us] = [saidByStranger(text, anchor), await saidByUs(text, anchor)]
      expect([at, stranger.whole, us.whole]).toEqual([at, false, false])
      // What one of the two refuses to read it has no root for; where both read on, they read the same.
      if (stranger.size !== null && us.size !== null) expect(stranger).toEqual(us)
    }
  })

  it('hashes numbers as RFC 8785 writes them, and text beyond the first plane', async () => {
    const page = shippedLog(worlds[0]!)
    const anchor = { ...page.anchor, size: 1 }
    const data = { numbers, '\u{1f3e6}': 'bank', '\ufb33': '\u0007"\\' }
    const told = { ...(JSON.parse(page.log.split('\n')[0]!) as Line), data }
    const checked = await checkLog({ file: 'log', open: () => Buffer.from(textOf([JSON.stringify(told)])), anchor })()
    if (E.isLeft(checked)) throw new Error(JSON.stringify(checked.left))
    const broken = checked.right.verdict.problems.find((problem) => problem._tag === 'ChainBroken')
    const mended = textOf([JSON.stringify({ ...told, chainhash: String(broken?.expected) })])
    const { root } = await saidByUs(mended, anchor)
    expect(saidByStranger(mended, { ...anchor, root: root! })).toEqual({ whole: true, size: 1, root })
  })
})
