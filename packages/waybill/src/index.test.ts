import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import * as waybill from './index.js'

const {
  cny,
  createEngine,
  createMemoryStore,
  describe: say,
  exportLog,
  importLog,
  openSqliteStore,
  renderFinding,
} = waybill

const rightOf = <L, A>(answer: E.Either<L, A>): A => {
  if (E.isLeft(answer)) throw new Error(JSON.stringify(answer.left))
  return answer.right
}

describe('the package', () => {
  it('has every name that a backend needs, and no other', () => {
    expect(Object.keys(waybill).sort()).toMatchSnapshot()
  })

  it('moves money, says why it does not, and explains where it is', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'waybill-'))
    const store = rightOf(
      await openSqliteStore({ path: join(folder, 'transfers.db'), ledger: 'urn:example:transfers' })(),
    )
    const engine = createEngine({ store })
    const limit = cny('1000.00')
    rightOf(
      await engine.openAccount({ commandId: 'c1', account: 'mei', currency: 'CNY', kind: 'CREDIT_LINE', limit })(),
    )
    rightOf(await engine.openAccount({ commandId: 'c2', account: 'bo', currency: 'CNY' })())
    const payment = { commandId: 'c3', transferId: 't1', payer: 'mei', payee: 'bo', amount: cny('1000.00') }
    rightOf(await engine.initiate(payment)())

    const refused = await engine.initiate({ ...payment, commandId: 'c4', transferId: 't2' })()
    expect(E.isLeft(refused) && say(refused.left)).toContain('CNY 1,000.00')

    const finding = rightOf(await engine.explain({ transferId: 't1', claim: 'NOT_ARRIVED' })())
    expect(finding.cause).toEqual({ leaf: 'B1', confidence: 'CONFIRMED' })
    expect(renderFinding(finding, { lang: 'en', why: false })).toContain('CNY 1,000.00')

    let log = ''
    const { anchor } = rightOf(
      await exportLog(store, (lines) => void (log += lines), { anchoredAt: '2099-01-01T00:00:00.000Z' })(),
    )
    const copy = createMemoryStore({ ledger: store.ledger })
    const check = rightOf(await importLog(copy, { file: 'copy', open: () => Buffer.from(log), anchor })())
    expect(check).toMatchObject({ verdict: { anchored: true, firstBad: null }, ruleProblems: [], setAside: [] })
    await store.close()
    await rm(folder, { recursive: true })
  })

  it('does in its README what it says', async () => {
    const readme = await readFile(join(__dirname, '../README.md'), 'utf8')
    const code = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? ''
    const names =
      /import \{([^}]*)\} from 'waybill'/
        .exec(code)?.[1]
        ?.split(',')
        .map((name) => name.trim()) ?? []
    expect(names.length).toBeGreaterThan(0)
    expect(names.filter((name) => !(name in waybill))).toEqual([])
  })
})
