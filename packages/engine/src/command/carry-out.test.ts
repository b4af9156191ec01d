import { cny } from '@waybill/core'
import { chainHash } from '@waybill/proof'
import { refused, taken } from '../../test/answers.js'
import { meanwhile } from '../../test/meanwhile.js'
import { customer, engineOn, moneyComesIn, operator, smallBook } from '../../test/small-book.js'
import { testedStores, type StoreOnTest } from '../../test/tested-stores.js'
import { readAll } from '../../test/trials.js'
import { virtualClock } from '../../test/virtual-clock.js'
import type { Engine } from '../engine.js'
import { sha256 } from '../sha256.js'

const payment = { commandId: 'c1', transferId: 't1', payer: 'mei', payee: 'bo', amount: cny('400.00') }

/** Between a decision and its append another engine changes what the decision leaned on. The decision is taken again. */
describe.each(testedStores)('a decision that another engine has overtaken $name', ({ make }) => {
  let onTest: StoreOnTest
  let other: Engine
  beforeEach(async () => {
    onTest = await make()
    other = (await smallBook(onTest.store)).engine
  })
  afterEach(() => onTest.dispose())

  const overtakenBy = (happens: () => Promise<unknown>): Engine => engineOn(meanwhile(onTest.store, happens))

  it('does not pay from an account that was frozen meanwhile', async () => {
    const freeze = other.freezeAccount({ commandId: 'f', account: 'mei', scope: 'DEBITS', reason: 'lost card' })
    const engine = overtakenBy(() => taken(freeze))
    expect(await refused(engine.pay({ ...payment, by: customer }))).toMatchObject({
      _tag: 'AccountIsFrozen',
      account: 'mei',
    })
  })

  it('does not pay to an account that began to close meanwhile', async () => {
    const closing = other.beginClosingAccount({ commandId: 'x', account: 'bo', reason: 'asked for' })
    const engine = overtakenBy(() => taken(closing))
    expect(await refused(engine.pay({ ...payment, by: customer }))).toMatchObject({
      _tag: 'AccountNotOpen',
      account: 'bo',
    })
  })

  it('does not reserve what was spent meanwhile', async () => {
    const spend = other.pay({ ...payment, commandId: 'c0', transferId: 't0', amount: cny('600.01'), by: customer })
    const engine = overtakenBy(() => taken(spend))
    expect(await refused(engine.initiate(payment))).toMatchObject({
      _tag: 'InsufficientAvailableBalance',
      available: { minorUnits: 39_999n },
    })
  })

  it('does not spend a credit line that was cut meanwhile', async () => {
    const line = { kind: 'CREDIT_LINE', limit: { minorUnits: 50_000n, currency: 'CNY' } } as const
    await taken(other.openAccount({ commandId: 'open-line', account: 'line', currency: 'CNY', ...line }))
    const none = { minorUnits: 0n, currency: 'CNY' } as const
    const cut = other.setAccountFloor({ commandId: 's', account: 'line', limit: none, reason: 'risk' })
    const engine = overtakenBy(() => taken(cut))
    expect(await refused(engine.pay({ ...payment, payer: 'line', by: customer }))).toMatchObject({
      _tag: 'InsufficientAvailableBalance',
      available: { minorUnits: 0n },
    })
  })

  it('does not cut a credit line below what was reserved meanwhile', async () => {
    const line = { kind: 'CREDIT_LINE', limit: { minorUnits: 50_000n, currency: 'CNY' } } as const
    await taken(other.openAccount({ commandId: 'open-line', account: 'line', currency: 'CNY', ...line }))
    const reserve = other.initiate({ ...payment, payer: 'line' })
    const engine = overtakenBy(() => taken(reserve))
    const none = { minorUnits: 0n, currency: 'CNY' } as const
    expect(
      await refused(engine.setAccountFloor({ commandId: 's', account: 'line', limit: none, reason: 'risk' })),
    ).toMatchObject({ _tag: 'LimitBelowUse', used: { minorUnits: 40_000n } })
  })

  it('does not credit a payee whose account began to close meanwhile', async () => {
    await taken(other.initiate(payment))
    await taken(other.confirm({ commandId: 'c2', transferId: 't1', by: customer }))
    const closing = other.beginClosingAccount({ commandId: 'x', account: 'bo', reason: 'asked for' })
    const engine = overtakenBy(() => taken(closing))
    expect(await refused(engine.credit({ commandId: 'c3', transferId: 't1' }))).toMatchObject({
      _tag: 'AccountNotOpen',
    })
  })

  it('books money that comes in for an account that began to close meanwhile to suspense', async () => {
    const closing = other.beginClosingAccount({ commandId: 'x', account: 'bo', reason: 'asked for' })
    const engine = overtakenBy(() => taken(closing))
    const receipt = await taken(moneyComesIn(engine, 'bo', '10.00'))
    const credited = await onTest.store.readById(receipt.events.at(-1)!.id)()
    expect(JSON.stringify(credited)).toContain('suspense:CNY')
  })

  it('lets no reversal reach an account that is closing, so that it can be closed', async () => {
    await taken(other.pay({ ...payment, amount: cny('1000.00'), by: customer }))
    await taken(other.beginClosingAccount({ commandId: 'x', account: 'mei', reason: 'asked for' }))
    const reversal = { kind: 'MISPOSTING', by: operator, authority: 'a test' } as const
    const back = other.reverse({ commandId: 'r', transferId: 't1', amount: cny('1.00'), ...reversal })
    const engine = overtakenBy(() => refused(back))
    expect((await taken(engine.closeAccount({ commandId: 'y', account: 'mei' }))).account?.phase).toBe('CLOSED')
  })

  it('keeps a refusal only for what it was judged on, and takes the decision again otherwise', async () => {
    const tooMuch = { ...payment, amount: cny('1000.01') }
    await taken(other.initiate({ ...payment, commandId: 'c0', transferId: 't0' }))
    const release = other.cancel({ commandId: 'x', transferId: 't0', by: customer })
    const engine = overtakenBy(() => taken(release))
    expect(await refused(engine.initiate(tooMuch))).toMatchObject({
      _tag: 'InsufficientAvailableBalance',
      available: { minorUnits: 100_000n },
    })
    const notTooMuch = { ...payment, commandId: 'c9', transferId: 't9', amount: cny('700.00') }
    await taken(other.initiate({ ...payment, commandId: 'c5', transferId: 't5' }))
    const releaseAgain = other.cancel({ commandId: 'x5', transferId: 't5', by: customer })
    const second = overtakenBy(() => taken(releaseAgain))
    expect((await taken(second.initiate(notTooMuch))).transfer?.status).toBe('INITIATED')
  })

  it('gives the answer that another engine gave to the same command meanwhile', async () => {
    const first = other.initiate(payment)
    const engine = overtakenBy(() => taken(first))
    expect(await taken(engine.initiate(payment))).toMatchObject({ replayed: true, transfer: { status: 'INITIATED' } })
  })

  it('chains what follows to what another engine stored for the same command, not to what it would have stored', async () => {
    const freeze = { commandId: 'f', account: 'mei', scope: 'DEBITS', reason: 'lost card' } as const
    const clock = virtualClock('2026-02-14T10:30:00.000Z')
    const engine = engineOn(
      meanwhile(onTest.store, () => taken(other.freezeAccount(freeze))),
      { clock },
    )
    expect(await taken(engine.freezeAccount(freeze))).toMatchObject({ replayed: true })
    await taken(engine.unfreezeAccount({ commandId: 'u', account: 'mei', reason: 'found' }))
    const link = chainHash(sha256)
    let before: string | null = null
    for (const event of (await readAll(onTest.store)).filter(({ stream }) => stream === 'account-mei')) {
      expect(event.chainhash).toBe(link(before, { ...event, ledger: onTest.store.ledger }))
      before = event.chainhash
    }
  })
})
