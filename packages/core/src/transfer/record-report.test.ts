import { describe, expect, it } from '@jest/globals'
import { customer, elsewhere, hvps, iso, operator, times, yuan } from '../../test/canonical-payloads.js'
import { breachesOf } from '../../test/invariants.js'
import { balanceOf, done, outcomeOf, send, type World } from '../../test/ledger-world.js'
import { beginning, stateNamed } from '../../test/transfer-states.js'
import { later } from '../codec/text.js'
import type { CommandWord } from '../event/all-commands.js'
import type { TransferEvent } from './event.js'
import { inTransit, madeGood, transferStatus, withPayee, type Transfer } from './state.js'

const told = (reportId: string) => ({ transferId: 't1', reportId, by: hvps, asOf: times.now })
const credited = (reportId: string, decimal: string, executionRef?: string, account: unknown = elsewhere) => ({
  ...told(reportId),
  account,
  amount: yuan(decimal),
  ...(executionRef === undefined ? {} : { executionRef }),
})
const returned = (reportId: string, decimal: string, executionRef?: string) => ({
  ...told(reportId),
  amount: yuan(decimal),
  reason: iso('AC04'),
  ...(executionRef === undefined ? {} : { executionRef }),
})

const transferIn = (world: World): Transfer => {
  const transfer = world.transfers.get('t1') ?? null
  if (transfer === null) throw new Error('There is no transfer t1')
  return transfer
}

/** The words that follow one report after another. */
const outcomes = (from: World, ...reports: ReadonlyArray<readonly [CommandWord, object]>): ReadonlyArray<string> => {
  let world = from
  return reports.map(([word, payload]) => {
    const sent = send(world, word, payload)
    world = sent.world
    expect(breachesOf(world)).toEqual([])
    return outcomeOf(sent.answer)
  })
}

const lastEvent = (world: World, word: CommandWord, payload: object): TransferEvent | undefined =>
  done(world, word, payload).log.at(-1)?.event as TransferEvent | undefined

describe('a credit that is told more than once', () => {
  const submitted = stateNamed('submitted')

  it('is one credit when the messages name the same execution', () => {
    expect(
      outcomes(
        submitted,
        ['ReportCredited', credited('m1', '100.00', 'X1')],
        ['ReportCredited', credited('m2', '100.00', 'X1')],
      ),
    ).toEqual(['TransferCredited', 'TransferStatusReported'])
  })

  it('is one credit when neither names an execution and account and amount agree', () => {
    expect(
      outcomes(submitted, ['ReportCredited', credited('m1', '100.00')], ['ReportCredited', credited('m2', '100.00')]),
    ).toEqual(['TransferCredited', 'TransferStatusReported'])
  })

  it('is two credits as soon as a second execution reference shows two', () => {
    expect(
      outcomes(
        submitted,
        ['ReportCredited', credited('m1', '100.00')],
        ['ReportCredited', credited('m2', '100.00', 'X1')],
        ['ReportCredited', credited('m3', '100.00', 'X1')],
        ['ReportCredited', credited('m4', '100.00', 'X2')],
        ['ReportCredited', credited('m5', '100.00')],
      ),
    ).toEqual([
      'TransferCredited',
      'TransferStatusReported',
      'TransferStatusReported',
      'DuplicateDetected',
      'TransferStatusReported',
    ])
  })

  it('is one credit even when only a part of it was within the instruction', () => {
    const partly = stateNamed('partly credited (rail)')
    expect(
      outcomes(
        partly,
        ['ReportCredited', credited('m8', '100.00')],
        ['ReportCredited', credited('m9', '100.00')],
        ['ReportCredited', credited('m10', '100.00', 'X2')],
      ),
    ).toEqual(['TransferCredited, DuplicateDetected', 'TransferStatusReported', 'TransferStatusReported'])
  })

  it('is a contradiction when one execution is told with two amounts or two accounts', () => {
    const known = stateNamed('credited (rail)')
    expect(lastEvent(known, 'ReportCredited', credited('m9', '99.00', 'X1'))).toMatchObject({
      _tag: 'MismatchObserved',
      outcome: 'CREDITED',
      field: 'amount',
      expected: 'CNY 100.00',
      found: 'CNY 99.00',
      executionRef: 'X1',
      account: elsewhere,
    })
    expect(lastEvent(known, 'ReportCredited', credited('m9', '100.00', 'X1', 'eve'))).toMatchObject({
      _tag: 'MismatchObserved',
      field: 'account',
      found: 'another account',
      account: { account: 'eve' },
    })
  })

  it('counts by the source and its message id together: another source may use the same id', () => {
    const other = { ...credited('m1', '30.00'), by: operator }
    expect(
      outcomes(
        submitted,
        ['ReportCredited', credited('m1', '100.00')],
        ['ReportCredited', other],
        ['ReportCredited', { ...other, reportId: 'm2' }],
      ),
    ).toEqual(['TransferCredited', 'DuplicateDetected', 'TransferStatusReported'])
  })
})

describe('a return that is told more than once', () => {
  it('is one return, with or without an execution reference', () => {
    const submitted = stateNamed('submitted')
    expect(
      outcomes(
        submitted,
        ['ReportReturned', returned('m1', '40.00')],
        ['ReportReturned', returned('m2', '40.00')],
        ['ReportReturned', returned('m3', '40.00', 'Y1')],
        ['ReportReturned', returned('m4', '40.00', 'Y2')],
        ['ReportReturned', returned('m5', '39.00', 'Y2')],
      ),
    ).toEqual([
      'TransferReturned',
      'TransferStatusReported',
      'TransferStatusReported',
      'TransferReturned',
      'MismatchObserved',
    ])
  })

  it('gives the payer the money once', () => {
    const once = done(stateNamed('submitted'), 'ReportReturned', returned('m1', '100.00'))
    const twice = done(once, 'ReportReturned', returned('m2', '100.00'))
    expect(['mei', 'savings'].map((account) => balanceOf(twice, account))).toEqual([99_900n, 50_000n])
  })
})

describe('a return', () => {
  it('lowers what is in transit first, then what was credited', () => {
    const world = done(stateNamed('partly credited (rail)'), 'ReportReturned', returned('m9', '80.00'))
    const transfer = transferIn(world)
    expect([
      inTransit(transfer),
      withPayee(transfer),
      transfer.returnedInTransit,
      transfer.returnedAfterCredit,
    ]).toEqual([0n, 2_000n, 6_000n, 2_000n])
    expect(['savings', 'mei'].map((account) => balanceOf(world, account))).toEqual([50_000n, 97_900n])
  })

  it('of more than there is gives back what there is, and the rest stands in the exception account', () => {
    const world = done(stateNamed('submitted'), 'ReportReturned', returned('m9', '120.00'))
    expect(breachesOf(world)).toEqual([])
    expect(transferIn(world).exceptions).toMatchObject([
      { exceptionId: 'x1', kind: 'RETURNED_BEYOND', open: 2_000n, resolved: false },
    ])
    expect(balanceOf(world, 'exception:t1:CNY')).toBe(2_000n)
  })

  it('of more than there is, told again, is the same return', () => {
    const message = ['ReportReturned', returned('m9', '120.00', 'Y1')] as const
    const again = ['ReportReturned', returned('m10', '120.00', 'Y1')] as const
    expect(outcomes(stateNamed('submitted'), message, again)).toEqual([
      'TransferReturned, ExcessReturned',
      'TransferStatusReported',
    ])
  })

  it('of what never left the payer is a contradiction, and stands in the exception account', () => {
    expect(outcomes(stateNamed('initiated (rail)'), ['ReportReturned', returned('m9', '100.00')])).toEqual([
      'MismatchObserved, ExcessReturned',
    ])
  })

  it('never takes money from an account of this book: only a command does', () => {
    for (const state of ['credited (book)', 'came in from elsewhere', 'partly reversed']) {
      const world = stateNamed(state)
      expect(outcomes(world, ['ReportReturned', returned('m9', '40.00')])).toEqual(['MismatchObserved'])
    }
  })
})

describe('a sum in another currency than the transfer’s', () => {
  it('is a contradiction that posts nothing, and says what kind of outcome was told', () => {
    const euro = { decimal: '100.00', currency: 'EUR' }
    const currency = { _tag: 'MismatchObserved', field: 'currency', expected: 'CNY', found: 'EUR' }
    const world = stateNamed('submitted')
    expect(lastEvent(world, 'ReportCredited', { ...credited('m9', '1.00'), amount: euro })).toMatchObject({
      ...currency,
      outcome: 'CREDITED',
    })
    expect(lastEvent(world, 'ReportReturned', { ...returned('m9', '1.00'), amount: euro })).toMatchObject({
      ...currency,
      outcome: 'RETURNED',
    })
  })
})

describe('answers that contradict each other', () => {
  it('leave the rest in doubt: a refusal, or a message never received, of what was executed in part', () => {
    const partly = stateNamed('partly credited (rail)')
    for (const [word, payload] of [
      ['ReportRefused', { ...told('m9'), reason: iso('AC04') }],
      ['ReportNeverReceived', { ...told('m9'), final: true }],
    ] as const) {
      const world = done(partly, word, payload)
      expect([transferStatus(transferIn(world)), transferIn(world).doubt]).toEqual(['IN_DOUBT', 'CONTRADICTION'])
      expect(inTransit(transferIn(world))).toBe(6_000n)
    }
  })

  it('are not resolved by an acknowledgement or a status, but by an outcome for all that is in transit', () => {
    const doubt = (world: World): unknown => transferIn(world).doubt
    const contradicted = stateNamed('in doubt, contradiction')
    const asked = done(contradicted, 'SendStatusInquiry', {
      commandId: 'c9',
      transferId: 't1',
      inquiryId: 'i1',
      to: hvps,
      answerDueAt: times.expiry,
    })
    const answered = done(asked, 'ReportInquiryAnswer', { ...told('m8'), inquiryId: 'i1', status: iso('ACSP') })
    expect([
      doubt(answered),
      doubt(done(contradicted, 'ReportAccepted', { ...told('m9'), railReference: 'R1' })),
    ]).toEqual(['CONTRADICTION', 'CONTRADICTION'])
    const more = done(contradicted, 'ReportCredited', credited('m10', '20.00', 'X2'))
    expect(doubt(more)).toBe('CONTRADICTION')
    expect(doubt(done(more, 'ReportReturned', returned('m11', '40.00')))).toBe(null)
  })

  it('are not forgotten when an answer is late as well', () => {
    const late = {
      commandId: 'c9',
      transferId: 't1',
      because: 'NO_ANSWER',
      owner: operator,
      inquiryDueAt: times.expiry,
    }
    const world = done(stateNamed('in doubt, contradiction'), 'DeclareOutcomeUnknown', late)
    expect(transferIn(world)).toMatchObject({ doubt: 'CONTRADICTION', inquiryDueAt: times.expiry })
  })

  it('are told once, however often the refusal comes', () => {
    expect(
      outcomes(stateNamed('in doubt, contradiction'), ['ReportRefused', { ...told('m9'), reason: iso('AC04') }]),
    ).toEqual(['MismatchObserved'])
  })
})

describe('a return of which fees were kept', () => {
  const less = (reportId: string, decimal: string, kept: string, executionRef?: string) => ({
    ...returned(reportId, decimal, executionRef),
    fees: [{ kind: 'RETURN', amount: yuan(kept), bearer: 'PAYER' }],
  })
  const postings = (world: World): ReadonlyArray<string> =>
    world.log.flatMap(({ stream, event }) =>
      stream === 'transfer-t1' && event._tag === 'TransferReturned'
        ? event.entry.postings.map(
            ({ account, creditDebit, amount }) => `${creditDebit} ${account} ${amount.minorUnits}`,
          )
        : [],
    )

  it('gives back what came, and what was kept is gone from where it was', () => {
    const world = done(stateNamed('credited (rail)'), 'ReportReturned', less('m9', '95.00', '5.00'))
    const transfer = transferIn(world)
    expect([withPayee(transfer), transfer.keptOfReturns, madeGood(transfer)]).toEqual([0n, 500n, 9_500n])
    expect(transferStatus(transfer)).toBe('RETURNED')
    expect(postings(world)).toEqual(['DBIT nostro:hvps:CNY 9500', 'CRDT savings 3000', 'CRDT mei 6500'])
  })

  it('leaves nothing in transit when it never arrived: what was kept left through the rail', () => {
    const world = done(stateNamed('submitted'), 'ReportReturned', less('m9', '95.00', '5.00'))
    expect(inTransit(transferIn(world))).toBe(0n)
    expect(postings(world)).toEqual([
      'DBIT in-transit:hvps:CNY 10000',
      'CRDT savings 3000',
      'CRDT mei 6500',
      'CRDT nostro:hvps:CNY 500',
    ])
  })

  it('repays the operator first, who had made the payer whole, and the loss of the payer is what was kept', () => {
    const world = done(stateNamed('dispute open, provisional credit'), 'ReportReturned', less('m9', '95.00', '5.00'))
    expect(postings(world).slice(1)).toEqual(['CRDT operator-provisional:CNY 9500', 'CRDT nostro:hvps:CNY 500'])
    expect(breachesOf(world)).toEqual([])
  })

  it('leaves the payer a claim for what was kept', () => {
    const world = done(stateNamed('credited (rail)'), 'ReportReturned', less('m9', '95.00', '5.00'))
    const claim = { disputeId: 'd1', claim: 'WRONG_AMOUNT', claimant: customer, replyDueAt: times.recallDue }
    const disputed = done(world, 'DisputeTransfer', { commandId: 'c1', transferId: 't1', ...claim })
    expect(transferIn(disputed).disputes[0]?.claimed).toBe(500n)
  })

  it('is one return however often it is told, and a contradiction when other fees are told of it', () => {
    expect(
      outcomes(
        stateNamed('credited (rail)'),
        ['ReportReturned', less('m1', '95.00', '5.00', 'Y1')],
        ['ReportReturned', less('m2', '95.00', '5.00', 'Y1')],
        ['ReportReturned', returned('m3', '95.00', 'Y1')],
        ['ReportReturned', less('m4', '95.00', '4.00', 'Y1')],
      ),
    ).toEqual(['TransferReturned', 'TransferStatusReported', 'TransferStatusReported', 'MismatchObserved'])
  })

  it('posts all that came when the fees are more than was left, and says so', () => {
    expect(outcomes(stateNamed('credited (rail)'), ['ReportReturned', less('m9', '98.00', '5.00')])).toEqual([
      'TransferReturned, MismatchObserved',
    ])
    const world = done(stateNamed('credited (rail)'), 'ReportReturned', less('m9', '98.00', '5.00'))
    expect(transferIn(world).keptOfReturns).toBe(200n)
  })

  it('is taken out of the credited part first when it has two parts', () => {
    const world = done(stateNamed('partly credited (rail)'), 'ReportReturned', less('m9', '95.00', '5.00'))
    const transfer = transferIn(world)
    expect([transfer.returnedInTransit, transfer.returnedAfterCredit, transfer.keptOfReturns]).toEqual([
      6_000n,
      4_000n,
      500n,
    ])
    expect(postings(world)).toContain('DBIT nostro:hvps:CNY 3500')
  })

  it('of another currency cannot be taken as it stands', () => {
    const fees = [{ kind: 'RETURN', amount: { decimal: '5.00', currency: 'EUR' }, bearer: 'PAYER' }]
    expect(
      lastEvent(stateNamed('credited (rail)'), 'ReportReturned', { ...returned('m9', '95.00'), fees }),
    ).toMatchObject({ _tag: 'MismatchObserved', field: 'fees', expected: 'CNY', found: 'EUR' })
  })
})

describe('doubt', () => {
  it('ends with the rail’s acknowledgement, an answer to an inquiry, or an outcome', () => {
    const doubt = stateNamed('in doubt, inquiry sent')
    const ends: ReadonlyArray<readonly [CommandWord, object]> = [
      ['ReportAccepted', { ...told('m9'), railReference: 'R1' }],
      ['ReportInquiryAnswer', { ...told('m9'), inquiryId: 'i1', status: iso('ACSP') }],
      ['ReportCredited', credited('m9', '100.00')],
      ['ReportRefused', { ...told('m9'), reason: iso('AC04') }],
      ['ReportReturned', returned('m9', '100.00')],
      ['ReportNeverReceived', { ...told('m9'), final: true }],
    ]
    expect(ends.map(([word, payload]) => transferStatus(transferIn(done(doubt, word, payload))))).toEqual([
      'SUBMITTED',
      'SUBMITTED',
      'CREDITED',
      'FAILED',
      'RETURNED',
      'FAILED',
    ])
  })

  it('does not end with an answer to an inquiry that nobody sent', () => {
    const world = stateNamed('in doubt')
    expect(outcomes(world, ['ReportInquiryAnswer', { ...told('m9'), inquiryId: 'i9', status: iso('ACSP') }])).toEqual([
      'MismatchObserved',
    ])
  })

  it('stays when the rail has nothing but does not promise to refuse it from now on', () => {
    const world = done(stateNamed('submission started'), 'ReportNeverReceived', { ...told('m9'), final: false })
    expect(transferIn(world)).toMatchObject({ doubt: 'NEVER_RECEIVED', inquiryDueAt: times.answerDue })
    expect(world.log.at(-2)?.event).toMatchObject({
      _tag: 'TransferStatusReported',
      reportId: 'm9',
      by: hvps,
      status: { code: 'AG09' },
    })
  })

  it('is asked about at once when the rail has nothing and its answer was due already', () => {
    const late: World = { ...stateNamed('submission started'), now: later(times.answerDue, 1000) }
    const world = done(late, 'ReportNeverReceived', { ...told('m9'), final: false })
    expect(transferIn(world).inquiryDueAt).toBe(later(times.answerDue, 1000))
  })
})

describe('a credit that nobody instructed', () => {
  it('before the confirmation stands in the exception account, and takes nothing from the payer', () => {
    const world = stateNamed('credited before it was confirmed')
    expect([balanceOf(world, 'exception:t1:CNY'), balanceOf(world, 'mei')]).toEqual([-10_000n, 100_000n])
    expect(transferStatus(transferIn(world))).toBe('INITIATED')
  })

  it('after a cancellation makes the payer owe it, once', () => {
    const world = stateNamed('late outcome after cancellation')
    expect([balanceOf(world, 'receivable:mei:CNY'), balanceOf(world, 'mei')]).toEqual([-10_000n, 100_000n])
    expect(
      outcomes(
        world,
        ['ReportCredited', credited('m9', '100.00', 'X1')],
        ['ReportCredited', credited('m10', '100.00', 'X2')],
      ),
    ).toEqual(['TransferStatusReported', 'DuplicateDetected'])
  })
})

describe('money that comes in', () => {
  const incoming = (reportId: string, fields: object = {}) => ({
    ...told(reportId),
    rail: 'hvps',
    payer: elsewhere,
    payee: 'bo',
    amount: yuan('100.00'),
    executionRef: 'Z1',
    ...fields,
  })

  it('is told again, or told as a second execution, under the transfer that it made', () => {
    expect(
      outcomes(
        stateNamed('came in from elsewhere'),
        ['ReportIncomingCredit', incoming('m8')],
        ['ReportIncomingCredit', incoming('m9', { executionRef: 'Z2' })],
        ['ReportIncomingCredit', incoming('m10', { amount: yuan('99.00') })],
      ),
    ).toEqual(['TransferStatusReported', 'DuplicateDetected', 'MismatchObserved'])
  })

  it('is a contradiction under the id of a transfer that goes out', () => {
    const world = stateNamed('submitted')
    expect(lastEvent(world, 'ReportIncomingCredit', incoming('m9'))).toMatchObject({
      _tag: 'MismatchObserved',
      field: 'transferId',
      amount: { minorUnits: 10_000n },
      account: { account: 'bo' },
    })
  })

  it('checks the account that it credits, because that account may begin to close meanwhile', () => {
    const { answer } = send(beginning, 'ReportIncomingCredit', incoming('m1'))
    expect(answer._tag === 'Recorded' && answer.decision.checks).toEqual(['account-bo'])
  })

  it('checks no account where it stands in suspense', () => {
    const { answer } = send(beginning, 'ReportIncomingCredit', incoming('m1', { payee: 'nobody' }))
    expect(answer._tag === 'Recorded' && answer.decision.checks).toEqual([])
  })

  it('keeps what the paying side said of it, leaves out what it did not say, and asks nobody to confirm it', () => {
    const initiated = (fields: object): unknown =>
      done(beginning, 'ReportIncomingCredit', incoming('m1', fields))
        .log.filter(({ event }) => event._tag === 'TransferInitiated')
        .at(-1)?.event
    const said = { purpose: 'rent', endToEndId: 'E2E-1', payeeName: 'Bo' }
    expect(initiated(said)).toMatchObject({ ...said, confirmationRequired: false })
    for (const field of Object.keys(said)) expect(initiated({})).not.toHaveProperty(field)
  })
})

describe('what a transfer cannot be told', () => {
  it('has nothing to be recorded in when the ledger has no such transfer', () => {
    expect(outcomeOf(send(beginning, 'ReportStatus', { ...told('m1'), status: iso('PDNG') }).answer)).toBe(
      'ReportUnplaced',
    )
  })
})

describe('a late answer to a recall', () => {
  it('counts, even after the recall was withdrawn, and moves no money', () => {
    for (const state of ['recall unanswered', 'recall withdrawn']) {
      const world = done(stateNamed(state), 'ReportRecallAccepted', {
        ...told('m9'),
        recallId: 'r1',
        amount: yuan('100.00'),
      })
      expect(transferIn(world).recalls.map(({ phase }) => phase)).toEqual(['ACCEPTED'])
      expect(withPayee(transferIn(world))).toBe(10_000n)
    }
  })
})

describe('a payer', () => {
  it('who confirms after a credit was told pays once, and the rail is not called', () => {
    const world = done(stateNamed('credited before it was confirmed'), 'ConfirmTransfer', {
      commandId: 'c9',
      transferId: 't1',
      by: customer,
    })
    expect(inTransit(transferIn(world))).toBe(10_000n)
    const refused = done(world, 'ReportRefused', { ...told('m9'), reason: iso('DUPL') })
    expect(['mei', 'savings', 'fees:CNY'].map((account) => balanceOf(refused, account))).toEqual([
      99_900n,
      50_000n,
      100n,
    ])
  })
})
