import type { ObservationEvent } from '@waybill/core'
import fc from 'fast-check'
import { bank, customer, dawn, openWithMoney, testLedger, type TestLedger } from './test-ledger.js'

const people = ['mei', 'bo', 'ana'] as const
const transferIds = ['t1', 't2', 't3', 't4'] as const

type Sent = { readonly word: string; readonly payload: Readonly<Record<string, unknown>> }
type Move = { readonly step: Sent | { readonly event: ObservationEvent }; readonly wait: number }

const cents = fc.integer({ min: 1, max: 900 }).map((sum) => ({ minorUnits: sum.toString(), currency: 'CNY' }))
const transferId = fc.constantFrom(...transferIds)
const person = fc.constantFrom(...people)
const outside = fc.constantFrom('6222-01', '6222-02').map((account) => ({ account, institution: 'Harbour Bank' }))

const initiation = fc
  .record({
    transferId,
    payer: person,
    toOutside: fc.boolean(),
    payee: person,
    away: outside,
    amount: cents,
    fee: fc.option(cents),
    expires: fc.boolean(),
  })
  .map(({ transferId: id, payer, toOutside, payee, away, amount, fee, expires }) => ({
    word: 'InitiateTransfer',
    payload: {
      transferId: id,
      payer,
      payee: toOutside ? away : payee,
      amount,
      ...(toOutside ? { rail: 'hvps' } : {}),
      ...(fee === null ? {} : { fees: [{ kind: 'service', amount: fee, bearer: 'PAYER' }] }),
      ...(expires ? { expiresAt: '2026-02-14T09:00:30.000Z' } : {}),
    },
  }))

const told = (id: string, report: number, asOf: string) => ({ transferId: id, reportId: `r-${report}`, by: bank, asOf })

const other = fc
  .record({
    id: transferId,
    report: fc.nat(6),
    amount: cents,
    ref: fc.option(fc.constantFrom('x1', 'x2')),
    account: fc.oneof(outside, person),
  })
  .chain(({ id, report, amount, ref, account }) => {
    const asOf = '2026-02-14T09:00:00.000Z'
    const execution = ref === null ? {} : { executionRef: ref }
    return fc.constantFrom(
      { word: 'ConfirmTransfer', payload: { transferId: id, by: customer } },
      { word: 'ConfirmTransfer', payload: { transferId: id, by: customer } },
      { word: 'CreditTransfer', payload: { transferId: id } },
      { word: 'CreditTransfer', payload: { transferId: id, amount } },
      { word: 'CancelTransfer', payload: { transferId: id, by: customer } },
      { word: 'ExpireTransfer', payload: { transferId: id } },
      {
        word: 'StartSubmission',
        payload: {
          transferId: id,
          railKey: '5f0c3b8e-7d3a-5a0f-9a41-0c2d3e4f5a6b',
          messageDigest: `sha256:${'0'.repeat(64)}`,
          answerDueAt: '2026-02-14T09:10:00.000Z',
        },
      },
      { word: 'ReportCredited', payload: { ...told(id, report, asOf), account, amount, ...execution } },
      { word: 'ReportRefused', payload: { ...told(id, report, asOf), reason: { codeSet: 'iso', code: 'AC04' } } },
      {
        word: 'ReportReturned',
        payload: { ...told(id, report, asOf), amount, reason: { codeSet: 'iso', code: 'AC04' }, ...execution },
      },
      {
        word: 'ReverseTransfer',
        payload: { transferId: id, amount, kind: 'MISPOSTING', by: { role: 'OPERATOR' }, authority: 'four eyes' },
      },
      {
        word: 'DisputeTransfer',
        payload: {
          transferId: id,
          disputeId: `d-${report}`,
          claim: 'NOT_ARRIVED',
          claimant: customer,
          replyDueAt: '2026-02-15T09:00:00.000Z',
        },
      },
      {
        word: 'StartDisputeReview',
        payload: { transferId: id, disputeId: `d-${report}`, reviewer: { role: 'OPERATOR' } },
      },
    )
  })

const source = { name: 'support-desk', kind: 'SUPPORT', grade: 'B' } as const
const edge = { name: 'edge-1', kind: 'OWN_SYSTEM', grade: 'A' } as const
const claimId = fc.constantFrom('k1', 'k2')

const seen: fc.Arbitrary<ObservationEvent> = fc
  .record({
    id: transferId,
    claim: claimId,
    who: person,
    named: fc.constantFrom('TRANSFER', 'CLAIM', 'BOTH', 'CUSTOMER'),
    substantive: fc.boolean(),
    text: fc.constantFrom('6222-01', '6222-02', '6222-10', 'bo'),
  })
  .chain(({ id, claim, who, named, substantive, text }) => {
    const byTransfer = named === 'TRANSFER' || named === 'BOTH' ? { transferId: id } : {}
    const byClaim = named === 'CLAIM' || named === 'BOTH' ? { claimId: claim } : {}
    const about = { ...byTransfer, ...byClaim, customer: `c-${who}` }
    const contact = { source, channel: 'CHAT', substantive, ...about } as const
    const file = { digest: `sha256:${'1'.repeat(64)}`, name: 'screenshot' }
    const attempt = { source: edge, transferId: id, customer: `c-${who}` } as const
    const window = { source: edge, windowId: 'w1', kind: 'MAINTENANCE_PLANNED', from: dawn, component: 'edge' } as const
    return fc.constantFrom<ObservationEvent>(
      { _tag: 'ClaimOpened', source, claimId: claim, claim: 'NOT_ARRIVED', ...byTransfer, customer: `c-${who}` },
      { _tag: 'ContactLogged', ...contact, direction: 'OUTBOUND' },
      { _tag: 'ContactLogged', ...contact, direction: 'INBOUND', contactId: `in-${who}`, attachments: [file] },
      { _tag: 'ContactLogged', ...contact, direction: 'OUTBOUND', answers: `in-${who}` },
      { _tag: 'IntentCaptured', ...attempt, payee: { account: text }, payer: { account: who } },
      { _tag: 'RequestReceived', ...attempt, idempotencyKey: id, payloadDigest: file.digest, component: 'edge' },
      { _tag: 'ViewServed', source: edge, view: 'BALANCE', projection: 'balance', projectionSequence: 1, account: who },
      { _tag: 'PayeeSaved', source: edge, customer: `c-${who}`, payee: { account: text } },
      { _tag: 'WindowOpened', ...window },
      { _tag: 'WindowClosed', ...window, until: '2026-02-14T09:05:00.000Z' },
      {
        _tag: 'SourceCoverageDeclared',
        source: edge,
        covers: 'edge-1',
        from: dawn,
        to: dawn,
        count: 0,
        digest: file.digest,
      },
    )
  })

const move: fc.Arbitrary<Move> = fc
  .record({
    step: fc.oneof(
      { weight: 2, arbitrary: initiation },
      { weight: 6, arbitrary: other },
      { weight: 3, arbitrary: seen.map((event) => ({ event })) },
    ),
    wait: fc.integer({ min: 0, max: 20 }),
  })
  .map(({ step, wait }) => ({ step, wait }))

const play = (moves: ReadonlyArray<Move>): TestLedger => {
  const ledger = testLedger()
  openWithMoney(ledger, { mei: 2000n, bo: 500n, ana: 0n })
  for (const { step, wait } of moves) {
    ledger.wait(wait)
    if ('event' in step) ledger.observe(step.event)
    else ledger.send(step.word, step.payload)
  }
  return ledger
}

/** Ledgers that the core's own rules have written: transfers inside and to elsewhere in every state, reports that fit and that contradict, and observations around them. */
export const randomLedger: fc.Arbitrary<TestLedger> = fc.array(move, { maxLength: 60 }).map(play)
