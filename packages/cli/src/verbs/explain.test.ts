import { leaves } from '@waybill/explain'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { importLog, sha256, viewOfStore } from '@waybill/engine'
import { explain, renderFinding, type Finding } from '@waybill/explain'
import { decodeAnchor } from '@waybill/proof'
import { createMemoryStore } from '@waybill/store-memory'
import { golden, waybill, type Ran } from '../../test/command-line.js'
import { buildHarbour, ledger, type Harbour } from '../../test/harbour.js'
import { findingJson } from '../finding-json.js'

let harbour: Harbour
beforeAll(async () => {
  harbour = await buildHarbour()
})
afterAll(() => harbour.leave())

const run = (...argv: ReadonlyArray<string>): Promise<Ran> => waybill(['explain', ...argv], harbour)

describe('explain', () => {
  it('says in prose what the finding says, and nothing beside it', async () => {
    const { stdout } = await run('boat', '--in', 'harbour.ndjson', '--json')
    const finding = JSON.parse(stdout) as Finding
    expect(finding.cause).toEqual({ leaf: 'B1', confidence: 'CONFIRMED' })
    const asked = ['boat', '--in', 'harbour.ndjson']
    for (const lang of ['en', 'zh'] as const) {
      const plain = await run(...asked, '--lang', lang)
      expect(plain).toEqual({ status: 0, stderr: '', stdout: renderFinding(finding, { lang, why: false }) })
      const proven = await run(...asked, '--lang', lang, '--why')
      expect(proven).toEqual({ status: 0, stderr: '', stdout: renderFinding(finding, { lang, why: true }) })
    }
  })

  it('finds an account, a dispute and a customer by their ids too', async () => {
    const subjects = await Promise.all(
      ['rent', 'ada', 'd-1', 'c-ada'].map(async (id) => {
        const { stdout } = await run(id, '--in', 'harbour.ndjson', '--json')
        return (JSON.parse(stdout) as { subject: unknown }).subject
      }),
    )
    expect(subjects).toEqual([
      { kind: 'transfer', id: 'rent' },
      { kind: 'account', id: 'ada' },
      { kind: 'case', id: 'd-1' },
      { kind: 'customer', id: 'c-ada' },
    ])
  })

  it('prints with --json the finding and nothing else, every field in its order', async () => {
    const { stderr, stdout } = await run('rent', '--in', 'harbour.ndjson', '--json', '--claim', 'LATE')
    const finding = JSON.parse(stdout) as Record<string, unknown>
    expect(stderr).toBe('')
    expect(Object.keys(finding)).toEqual([
      'schema',
      'subject',
      'asOf',
      'claim',
      'answer',
      'custody',
      'cause',
      'secondary',
      'factors',
      'responsible',
      'evidence',
      'excluded',
      'missing',
      'next',
      'digest',
    ])
    expect(finding['claim']).toEqual({ kind: 'LATE' })
  })

  it('gives both times back, and they reproduce the finding', async () => {
    const asked = await run('rent', '--in', 'harbour.ndjson', '--as-of', '2031-03-04T16:32:30+08:00', '--json')
    const { asOf } = JSON.parse(asked.stdout) as { asOf: { happenedBy: string; knownBy: string } }
    expect(asOf).toMatchObject({ happenedBy: '2031-03-04T08:32:30.000Z', knownBy: '2031-03-04T08:32:30.000Z' })
    const again = await run(
      'rent',
      '--in',
      'harbour.ndjson',
      '--as-of',
      asOf.happenedBy,
      '--known-by',
      asOf.knownBy,
      '--json',
    )
    expect(again.stdout).toBe(asked.stdout)
  })

  it('takes the two times apart', async () => {
    const { stdout } = await run(
      'rent',
      '--in',
      'harbour.ndjson',
      '--json',
      '--as-of',
      '2031-03-04T08:31:00Z',
      '--known-by',
      '2031-03-04T09:00:00Z',
    )
    expect(JSON.parse(stdout)).toMatchObject({
      asOf: { happenedBy: '2031-03-04T08:31:00.000Z', knownBy: '2031-03-04T09:00:00.000Z' },
    })
  })

  it('gives the same bytes through a log, standard input, memory and SQLite', async () => {
    const asked = ['rent', '--claim', 'NOT_ARRIVED', '--json']
    const throughLog = await run(...asked, '--in', 'harbour.ndjson')
    const anchor = 'harbour.ndjson.anchor.json'
    const throughInput = await waybill(['explain', ...asked, '--in', '-', '--anchor', anchor], {
      cwd: harbour.cwd,
      stdin: harbour.log,
    })
    await waybill(['import', '--in', 'harbour.ndjson', '--to', 'same.db'], harbour)
    const throughSqlite = await run(...asked, '--in', 'same.db')
    expect(throughInput).toEqual(throughLog)
    expect(throughSqlite).toEqual(throughLog)

    const store = createMemoryStore({ ledger })
    const decoded = decodeAnchor(harbour.anchor)
    if (E.isLeft(decoded)) throw new Error('no anchor')
    await importLog(store, { file: 'harbour.ndjson', open: () => Buffer.from(harbour.log), anchor: decoded.right })()
    const view = await viewOfStore(store, { _tag: 'FILE', anchor: decoded.right })()
    if (E.isLeft(view)) throw new Error('no view')
    const question = { subject: { kind: 'transfer', id: 'rent' }, claim: { kind: 'NOT_ARRIVED' } } as const
    const finding = explain(question, view.right, sha256)
    expect(E.isRight(finding) && findingJson(finding.right)).toBe(throughLog.stdout)
  })

  it('prints nothing that is stored: another log gives another answer', async () => {
    const before = await run('boat', '--in', 'harbour.ndjson')
    await writeFile(join(harbour.cwd, 'altered.ndjson'), harbour.log.replaceAll('"20000"', '"30000"'))
    const after = await run('boat', '--in', 'altered.ndjson')
    expect([before.status, after.status]).toEqual([0, 6])
    expect(after.stdout).toContain('X1')
  })

  it('gives the same bytes about a damaged log wherever it lies', async () => {
    const damaged = harbour.log.replaceAll('"20000"', '"30000"')
    await writeFile(join(harbour.cwd, 'one.ndjson'), damaged)
    await writeFile(join(harbour.cwd, 'two.ndjson'), damaged)
    const [one, two] = await Promise.all(['one', 'two'].map((name) => run('boat', '--json', '--in', `${name}.ndjson`)))
    expect(one?.stdout).toBe(two?.stdout)
  })

  it('offers nothing safe or guarded about a damaged log', async () => {
    await writeFile(join(harbour.cwd, 'cut.ndjson'), harbour.log.split('\n').slice(0, 10).join('\n') + '\n')
    await writeFile(join(harbour.cwd, 'cut.ndjson.anchor.json'), harbour.anchor)
    const { status, stdout } = await run('rent', '--in', 'cut.ndjson', '--json')
    const { cause, next } = JSON.parse(stdout) as { cause: { leaf: string }; next: ReadonlyArray<{ safety: string }> }
    expect([status, cause.leaf]).toEqual([6, 'X1'])
    expect(next.filter(({ safety }) => safety === 'safe' || safety === 'guarded')).toEqual([])
  })

  it('says when a log has no anchor', async () => {
    await writeFile(join(harbour.cwd, 'bare.ndjson'), harbour.log)
    const { stderr } = await run('rent', '--in', 'bare.ndjson')
    expect(stderr).toBe(
      'waybill: bare.ndjson has no anchor: whether its end was cut off cannot be told. Name one with --anchor.\n',
    )
    await rm(join(harbour.cwd, 'bare.ndjson'))
  })

  it('names the nearest ids where none is known', async () => {
    expect(golden(await run('bote', '--in', 'harbour.ndjson'))).toMatchSnapshot()
  })

  it('sets its heading off on a terminal only, and not where NO_COLOR is set', async () => {
    const on = (isTTY: boolean, env = {}) =>
      waybill(['explain', 'boat', '--in', 'harbour.ndjson'], { ...harbour, isTTY, env })
    const escape = '\u001b['
    expect((await on(true)).stdout.startsWith(`${escape}1mTransfer boat`)).toBe(true)
    expect((await on(true, { NO_COLOR: '1' })).stdout).not.toContain(escape)
    expect((await on(true, { TERM: 'dumb' })).stdout).not.toContain(escape)
    expect((await on(false)).stdout).not.toContain(escape)
  })
})

describe('explain --why-not', () => {
  type Told = { readonly standing: string; readonly evidence: ReadonlyArray<{ readonly id: string }> }
  type Found = {
    readonly cause: { readonly leaf: string }
    readonly secondary: ReadonlyArray<{ readonly leaf: string }>
    readonly excluded: ReadonlyArray<{ readonly leaf: string; readonly because: ReadonlyArray<string> }>
  }
  const asked = (...more: ReadonlyArray<string>) =>
    waybill(['explain', 'rent', '--in', 'harbour.ndjson', '--claim', 'NOT_ARRIVED', ...more], harbour)
  const whyNot = async (leaf: string): Promise<Told> =>
    JSON.parse((await asked('--json', '--why-not', leaf)).stdout) as Told

  it('tells of every cause what the finding tells of it', async () => {
    const found = JSON.parse((await asked('--json')).stdout) as Found
    for (const leaf of leaves) {
      const { evidence, standing } = await whyNot(leaf)
      const excluded = found.excluded.find((one) => one.leaf === leaf)
      expect([leaf, standing === 'RULED_OUT']).toEqual([leaf, excluded !== undefined])
      expect([leaf, standing === 'CAUSE']).toEqual([leaf, leaf === found.cause.leaf])
      expect([leaf, standing === 'ALSO']).toEqual([leaf, found.secondary.some((one) => one.leaf === leaf)])
      if (excluded !== undefined) expect(evidence.map(({ id }) => id)).toEqual(excluded.because)
    }
  }, 60_000)

  it('names what rules a cause out, with the status of the finding', async () => {
    expect(golden(await asked('--why-not', 'f1'))).toMatchSnapshot()
    expect(golden(await asked('--why-not', 'J3', '--lang', 'zh'))).toMatchSnapshot()
  })

  it('knows the nearest of a cause that there is not', async () => {
    const { status, stderr } = await asked('--why-not', 'F9')
    expect([status, stderr.split('\n')[0]]).toEqual([
      2,
      'waybill: explain: --why-not: expected the id of a cause, such as D9, F1, F2, but found F9.',
    ])
  })
})
