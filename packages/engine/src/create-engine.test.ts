import { cny } from '@waybill/core'
import { refused, taken, withoutReplay } from '../test/answers.js'
import { customer, engineOn, moneyComesIn, operator, smallBook } from '../test/small-book.js'
import { testedStores, type StoreOnTest } from '../test/tested-stores.js'
import { decidedIn } from '../test/trials.js'
import { virtualClock } from '../test/virtual-clock.js'
import type { Engine } from './engine.js'

const instruction = { transferId: 't1', payer: 'mei', payee: 'bo', amount: cny('400.00') } as const

describe.each(testedStores)('an engine $name', ({ make }) => {
  let onTest: StoreOnTest
  let engine: Engine
  beforeEach(async () => {
    onTest = await make()
    engine = (await smallBook(onTest.store)).engine
  })
  afterEach(() => onTest.dispose())

  it('reserves, captures and credits, and tells the state after each step', async () => {
    const initiated = await taken(engine.initiate({ commandId: 'c1', ...instruction }))
    expect(initiated.transfer).toEqual({ transferId: 't1', status: 'INITIATED' })
    expect(decidedIn(initiated.events).map(({ type, stream }) => `${stream} ${type}`)).toEqual([
      'transfer-t1 TransferInitiated',
      'funds-mei FundsReserved',
    ])
    const confirmed = await taken(engine.confirm({ commandId: 'c2', transferId: 't1', by: customer }))
    expect(confirmed.transfer?.status).toBe('CONFIRMED')
    const credited = await taken(engine.credit({ commandId: 'c3', transferId: 't1' }))
    expect(credited.transfer?.status).toBe('CREDITED')
    expect(credited.sequence).toBe(credited.events.at(-1)?.sequence)
  })

  it('moves money inside the book in one step, which the payee can spend at once', async () => {
    const paid = await taken(engine.pay({ commandId: 'c1', ...instruction, by: customer }))
    expect(paid.events.map(({ type }) => type)).toEqual([
      'TransferInitiated',
      'TransferConfirmed',
      'TransferCredited',
      'FundsTaken',
    ])
    const back = { commandId: 'c2', transferId: 't2', payer: 'bo', payee: 'mei', amount: cny('400.00'), by: customer }
    expect((await taken(engine.pay(back))).transfer?.status).toBe('CREDITED')
  })

  it('gives the same receipt for the same command, also after a restart', async () => {
    const first = await taken(engine.initiate({ commandId: 'c1', ...instruction }))
    await taken(engine.confirm({ commandId: 'c2', transferId: 't1', by: customer }))
    const again = await taken(engine.initiate({ commandId: 'c1', ...instruction }))
    expect(again.replayed).toBe(true)
    expect(withoutReplay(again)).toEqual(withoutReplay(first))
    const restarted = engineOn(await onTest.reopen())
    expect(withoutReplay(await taken(restarted.initiate({ commandId: 'c1', ...instruction })))).toEqual(
      withoutReplay(first),
    )
  })

  it('takes a command for the same however its money and accounts are written', async () => {
    const first = await taken(engine.initiate({ commandId: 'c1', ...instruction }))
    const otherForms = { payer: { account: 'mei' }, amount: { minorUnits: '40000', currency: 'CNY' } } as const
    const again = await taken(engine.initiate({ commandId: 'c1', ...instruction, ...otherForms }))
    expect(withoutReplay(again)).toEqual(withoutReplay(first))
  })

  it('keeps a refusal for ever, also when the money has come in since, and after a restart', async () => {
    const tooMuch = { commandId: 'c1', ...instruction, amount: cny('1000.01') }
    const first = await refused(engine.initiate(tooMuch))
    expect(first).toEqual({
      _tag: 'InsufficientAvailableBalance',
      account: 'mei',
      available: { minorUnits: 100_000n, currency: 'CNY' },
      requested: { minorUnits: 100_001n, currency: 'CNY' },
    })
    await taken(moneyComesIn(engine, 'mei', '500.00', 'in-more'))
    expect(await refused(engine.initiate(tooMuch))).toEqual(first)
    expect(await refused(engineOn(await onTest.reopen()).initiate(tooMuch))).toEqual(first)
  })

  it('takes under a new command id what it refused before the money came in', async () => {
    const tooMuch = { ...instruction, amount: cny('1000.01') }
    await refused(engine.initiate({ commandId: 'c1', ...tooMuch }))
    await taken(moneyComesIn(engine, 'mei', '0.01', 'in-more'))
    expect((await taken(engine.initiate({ commandId: 'c2', ...tooMuch }))).transfer?.status).toBe('INITIATED')
  })

  it('names the fields in which a reused command id differs', async () => {
    await taken(engine.initiate({ commandId: 'c1', ...instruction }))
    expect(await refused(engine.initiate({ commandId: 'c1', ...instruction, amount: cny('401.00') }))).toMatchObject({
      _tag: 'CommandIdReused',
      differences: ['amount'],
    })
    expect(await refused(engine.initiate({ commandId: 'c1', ...instruction, transferId: 't9' }))).toMatchObject({
      _tag: 'CommandIdReused',
      firstStream: 'transfer-t1',
      differences: ['transferId'],
    })
    expect(await refused(engine.cancel({ commandId: 'c1', transferId: 't1', by: customer }))).toMatchObject({
      _tag: 'CommandIdReused',
      firstCommand: 'InitiateTransfer',
      differences: ['command', 'by'],
    })
    expect(
      await refused(engine.freezeAccount({ commandId: 'c1', account: 'mei', scope: 'DEBITS', reason: 'x' })),
    ).toMatchObject({ _tag: 'CommandIdReused', differences: expect.arrayContaining(['command', 'account']) })
  })

  it('names the fields in which a command differs from the one that was refused under its id', async () => {
    await refused(engine.initiate({ commandId: 'c1', ...instruction, amount: cny('1000.01') }))
    expect(await refused(engine.initiate({ commandId: 'c1', ...instruction, purpose: 'rent' }))).toMatchObject({
      _tag: 'CommandIdReused',
      differences: ['amount', 'purpose'],
    })
  })

  it('opens, freezes, and closes an account only when nothing is left on it', async () => {
    await taken(engine.freezeAccount({ commandId: 'f1', account: 'mei', scope: 'DEBITS', reason: 'lost card' }))
    expect(await refused(engine.initiate({ commandId: 'c1', ...instruction }))).toMatchObject({
      _tag: 'AccountIsFrozen',
    })
    await taken(engine.unfreezeAccount({ commandId: 'f2', account: 'mei', reason: 'found' }))
    await taken(engine.pay({ commandId: 'c2', ...instruction, by: customer }))
    await taken(engine.beginClosingAccount({ commandId: 'x1', account: 'mei', reason: 'asked for' }))
    expect(
      await refused(engine.pay({ commandId: 'c3', ...instruction, transferId: 't3', by: customer })),
    ).toMatchObject({
      _tag: 'AccountNotOpen',
      phase: 'CLOSING',
    })
    expect(await refused(engine.closeAccount({ commandId: 'x2', account: 'mei' }))).toMatchObject({
      _tag: 'AccountNotEmpty',
      booked: 60_000n,
    })
    expect(await refused(engine.closeAccount({ commandId: 'x2', account: 'mei' }))).toMatchObject({ booked: 60_000n })
  })

  it('closes an account that is empty, and money that comes in for it later waits in suspense', async () => {
    await taken(engine.beginClosingAccount({ commandId: 'x1', account: 'bo', reason: 'asked for' }))
    const closed = await taken(engine.closeAccount({ commandId: 'x2', account: 'bo' }))
    expect(closed.account).toMatchObject({ account: 'bo', phase: 'CLOSED' })
    await taken(moneyComesIn(engine, 'bo', '10.00'))
    expect(await refused(engine.pay({ commandId: 'c1', ...instruction, by: customer }))).toMatchObject({
      _tag: 'AccountNotOpen',
      phase: 'CLOSED',
    })
  })

  it('does not close an account on money that another engine has just let in', async () => {
    const other = engineOn(onTest.store)
    await taken(other.pay({ commandId: 'c1', ...instruction, by: customer }))
    await taken(engine.beginClosingAccount({ commandId: 'x1', account: 'bo', reason: 'asked for' }))
    expect(await refused(engine.closeAccount({ commandId: 'x2', account: 'bo' }))).toMatchObject({
      _tag: 'AccountNotEmpty',
      booked: 40_000n,
    })
  })

  it('reads what came in through another engine before it refuses for want of it', async () => {
    const other = engineOn(onTest.store)
    await taken(other.pay({ commandId: 'c1', ...instruction, by: customer }))
    const onward = { commandId: 'c2', transferId: 't2', payer: 'bo', payee: 'mei', amount: cny('400.00'), by: customer }
    expect((await taken(engine.pay(onward))).transfer?.status).toBe('CREDITED')
  })

  it('keeps a report once, and records as a contradiction what it says differently under the same id', async () => {
    const first = await taken(moneyComesIn(engine, 'mei', '50.00', 'in-2'))
    expect(withoutReplay(await taken(moneyComesIn(engine, 'mei', '50.00', 'in-2')))).toEqual(withoutReplay(first))
    const other = await taken(moneyComesIn(engine, 'mei', '60.00', 'in-2'))
    expect(other.events.map(({ type }) => type)).toEqual(['MismatchObserved'])
    const again = await taken(moneyComesIn(engine, 'mei', '60.00', 'in-2'))
    expect(withoutReplay(again)).toEqual(withoutReplay(other))
  })

  it('answers a report about a transfer that it does not hold, and stores nothing', async () => {
    const before = await onTest.store.ledgerHead()()
    const report = engine.report('ReportStatus', {
      transferId: 'nobody',
      reportId: 'm1',
      by: { role: 'NETWORK' },
      asOf: '2026-02-14T09:00:00.000Z',
      status: { codeSet: 'ISO20022:ExternalPaymentTransactionStatus1Code', code: 'ACSP' },
    })
    expect(await refused(report)).toEqual({ _tag: 'ReportUnplaced', transferId: 'nobody', reportId: 'm1' })
    expect(await onTest.store.ledgerHead()()).toEqual(before)
  })

  it('keeps who sent a command, what led to it and when it happened', async () => {
    const context = {
      actor: 'app/7',
      occurredAt: '2026-02-14T09:29:58.000Z',
      correlationId: 'visit-1',
      causationId: 'tap-1',
      traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    }
    const receipt = await taken(engine.initiate({ commandId: 'c1', ...instruction }, context))
    const stored = await onTest.store.readById(receipt.events[0]!.id)()
    expect(stored).toMatchObject({
      right: {
        occurredAt: '2026-02-14T09:29:58.000Z',
        recordedAt: '2026-02-14T09:30:00.000Z',
        metadata: {
          actor: 'app/7',
          command: 'InitiateTransfer',
          commandid: 'c1',
          $correlationId: 'visit-1',
          $causationId: 'tap-1',
          traceparent: context.traceparent,
        },
      },
    })
  })

  it('never records an earlier time after a later one, even when its clock goes back', async () => {
    const clock = virtualClock()
    const own = engineOn(onTest.store, { clock })
    await taken(own.initiate({ commandId: 'c1', ...instruction }))
    clock.set('2026-02-14T08:00:00.000Z')
    const receipt = await taken(own.confirm({ commandId: 'c2', transferId: 't1', by: customer }))
    const stored = await onTest.store.readById(receipt.events[0]!.id)()
    expect(stored).toMatchObject({
      right: { occurredAt: '2026-02-14T08:00:00.000Z', recordedAt: '2026-02-14T09:30:00.000Z' },
    })
  })

  it('gives a dispute without a time an answer within a day, and the same receipt when it is opened again later', async () => {
    await taken(engine.pay({ commandId: 'c1', ...instruction, by: customer }))
    const dispute = {
      commandId: 'd1',
      transferId: 't1',
      disputeId: 'case-1',
      claim: 'NOT_ARRIVED',
      claimant: customer,
    } as const
    const opened = await taken(engine.dispute(dispute))
    const stored = await onTest.store.readById(opened.events[0]!.id)()
    expect(JSON.stringify(stored)).toContain('2026-02-15T09:30:00.000Z')
    const later = engineOn(onTest.store, { clock: virtualClock('2026-02-14T20:00:00.000Z') })
    expect(withoutReplay(await taken(later.dispute(dispute)))).toEqual(withoutReplay(opened))
  })

  it('walks a dispute to its end', async () => {
    await taken(engine.pay({ commandId: 'c1', ...instruction, by: customer }))
    const at = { transferId: 't1', disputeId: 'case-1' }
    await taken(engine.dispute({ commandId: 'd1', ...at, claim: 'WRONG_PAYEE', claimant: customer }))
    await taken(
      engine.requestEvidence({
        commandId: 'd2',
        ...at,
        requestId: 'r1',
        from: customer,
        what: 'The invoice',
        dueAt: '2026-02-20T00:00:00.000Z',
      }),
    )
    await taken(
      engine.submitEvidence({
        commandId: 'd3',
        ...at,
        requestId: 'r1',
        from: customer,
        kind: 'INVOICE',
        documentDigest: `sha256:${'0'.repeat(64)}`,
      }),
    )
    await taken(engine.startDisputeReview({ commandId: 'd4', ...at, reviewer: operator }))
    await taken(
      engine.resolveDispute({ commandId: 'd5', ...at, outcome: 'REFUND', by: operator, reason: 'Misposted by us' }),
    )
    expect(await refused(engine.closeDispute({ commandId: 'd6', ...at, by: operator }))).toMatchObject({
      _tag: 'ResolutionNotPaid',
    })
    const reversal = { kind: 'MISPOSTING', by: operator, authority: 'Case case-1' } as const
    expect(
      (await taken(engine.reverse({ commandId: 'r1', transferId: 't1', amount: cny('400.00'), ...reversal }))).transfer,
    ).toMatchObject({ status: 'REVERSED' })
    await taken(engine.closeDispute({ commandId: 'd7', ...at, by: operator }))
  })
})
