import type { ObservationEvent } from '@waybill/core'
import fc from 'fast-check'
import { bank, customer, dawn, openWithMoney, testLedger, type TestLedger } from './test-ledger.js'

type Sent = { readonly word: string; readonly payload: Readonly<Record<string, unknown>> }
type Step = Sent | { readonly event: ObservationEvent }
type Move = { readonly step: Step; readonly wait: number }

const operator = { role: 'OPERATOR' } as const
const digest = `sha256:${'1'.repeat(64)}`
const due = '2026-02-14T12:00:00.000Z'
const reason = { codeSet: 'iso', code: 'AC04' }

const cents = fc.integer({ min: 1, max: 900 }).map((sum) => ({ minorUnits: sum.toString(), currency: 'CNY' }))
const person = fc.constantFrom('mei', 'bo', 'ana')
const outside = fc.constantFrom('6222-01', '6222-02').map((account) => ({ account, institution: 'Harbour Bank' }))

const fees = cents.map((amount) => ({ fees: [{ kind: 'service', amount, bearer: 'PAYER' }] }))
const extras = fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 2, arbitrary: fees })
const expiry = fc.constantFrom({}, {}, { expiresAt: '2026-02-14T09:01:00.000Z' })

const inside = (transferId: string): fc.Arbitrary<ReadonlyArray<Sent>> =>
  fc
    .record({ amount: cents, part: cents, payee: fc.constantFrom('bo', 'ana'), extra: extras, until: expiry })
    .map(({ amount, part, payee, extra, until }) => [
      { word: 'InitiateTransfer', payload: { transferId, payer: 'mei', payee, amount, ...extra, ...until } },
      { word: 'ConfirmTransfer', payload: { transferId, by: customer } },
      { word: 'CreditTransfer', payload: { transferId, amount: part } },
      { word: 'CreditTransfer', payload: { transferId } },
      {
        word: 'ReverseTransfer',
        payload: { transferId, amount: part, kind: 'MISPOSTING', by: operator, authority: 'four eyes' },
      },
    ])

const atOnce = (transferId: string): fc.Arbitrary<ReadonlyArray<Sent>> =>
  fc
    .record({ amount: cents, payer: person, payee: person, extra: extras })
    .map(({ amount, extra, ...parties }) => [
      { word: 'BookTransfer', payload: { transferId, ...parties, amount, by: customer, ...extra } },
    ])

const elsewhere = (transferId: string): fc.Arbitrary<ReadonlyArray<Sent>> =>
  fc
    .record({ amount: cents, part: cents, payee: outside, credited: fc.oneof(outside, person), extra: extras })
    .chain(({ amount, part, payee, credited, extra }) => {
      const told = (report: string) => ({ transferId, reportId: `${report}-${transferId}`, by: bank, asOf: dawn })
      const begin: ReadonlyArray<Sent> = [
        { word: 'InitiateTransfer', payload: { transferId, payer: 'mei', payee, rail: 'hvps', amount, ...extra } },
        { word: 'ConfirmTransfer', payload: { transferId, by: customer } },
        {
          word: 'StartSubmission',
          payload: {
            transferId,
            railKey: '5f0c3b8e-7d3a-5a0f-9a41-0c2d3e4f5a6b',
            messageDigest: digest,
            answerDueAt: due,
          },
        },
      ]
      const outcomes: ReadonlyArray<Sent> = [
        { word: 'ReportCredited', payload: { ...told('c1'), account: payee, amount } },
        { word: 'ReportCredited', payload: { ...told('c2'), account: credited, amount: part, executionRef: 'x2' } },
        { word: 'ReportCredited', payload: { ...told('c3'), account: payee, amount: part, executionRef: 'x3' } },
        { word: 'ReportRefused', payload: { ...told('f1'), reason } },
        { word: 'ReportReturned', payload: { ...told('b1'), amount: part, reason, executionRef: 'y1' } },
        { word: 'ReportReturned', payload: { ...told('b2'), amount, reason, executionRef: 'y2' } },
        {
          word: 'RequestRecall',
          payload: { transferId, recallId: 'l1', to: bank, reason, answerDueAt: due },
        },
        { word: 'ReportRecallRefused', payload: { ...told('l1'), recallId: 'l1', reason } },
        {
          word: 'DeclareOutcomeUnknown',
          payload: { transferId, because: 'NO_ANSWER', owner: operator, inquiryDueAt: due },
        },
      ]
      return fc.shuffledSubarray([...outcomes]).map((chosen) => [...begin, ...chosen])
    })

const endedEarly = (transferId: string): fc.Arbitrary<ReadonlyArray<Sent>> =>
  fc
    .record({
      amount: cents,
      word: fc.constantFrom('CancelTransfer', 'RejectTransfer', 'ExpireTransfer'),
      payer: person,
      payee: outside,
    })
    .map(({ amount, word, payer, payee }) => {
      const until = word === 'ExpireTransfer' ? { expiresAt: '2026-02-14T09:02:00.000Z' } : {}
      const ending = word === 'RejectTransfer' ? { reason } : {}
      return [
        { word: 'InitiateTransfer', payload: { transferId, payer, payee, rail: 'hvps', amount, ...until } },
        { word, payload: { transferId, ...(word === 'ExpireTransfer' ? {} : { by: customer }), ...ending } },
        {
          word: 'ReportCredited',
          payload: { transferId, reportId: `late-${transferId}`, by: bank, asOf: dawn, account: payee, amount },
        },
      ]
    })

const quarrel = (transferId: string): fc.Arbitrary<ReadonlyArray<Sent>> => {
  const dispute = { transferId, disputeId: `d-${transferId}` }
  const steps: ReadonlyArray<Sent> = [
    {
      word: 'DisputeTransfer',
      payload: { ...dispute, claim: 'NOT_ARRIVED', claimant: customer, replyDueAt: due },
    },
    {
      word: 'RequestEvidence',
      payload: { ...dispute, requestId: 'q1', from: customer, what: 'the invoice', dueAt: due },
    },
    {
      word: 'SubmitEvidence',
      payload: { ...dispute, from: customer, kind: 'invoice', documentDigest: digest, requestId: 'q1' },
    },
    { word: 'SubmitEvidence', payload: { ...dispute, from: customer, kind: 'chat log', documentDigest: digest } },
    {
      word: 'GrantProvisionalCredit',
      payload: { ...dispute, by: operator, alreadyMadeGood: { minorUnits: '0', currency: 'CNY' } },
    },
    { word: 'StartDisputeReview', payload: { ...dispute, reviewer: operator } },
    { word: 'ResolveDispute', payload: { ...dispute, outcome: 'REFUND', by: operator, reason: 'ours' } },
    { word: 'MakeProvisionalCreditFinal', payload: { ...dispute, by: operator } },
    { word: 'RescindProvisionalCredit', payload: { ...dispute, by: operator, reason: 'it arrived' } },
    {
      word: 'PayRestitution',
      payload: { ...dispute, by: operator, alreadyMadeGood: { minorUnits: '0', currency: 'CNY' } },
    },
    {
      word: 'ReopenDispute',
      payload: {
        ...dispute,
        by: operator,
        reason: 'found',
        documentDigest: digest.replace(/1/g, '2'),
        replyDueAt: due,
      },
    },
    { word: 'WithdrawDispute', payload: { ...dispute, by: customer } },
    { word: 'CloseDispute', payload: { ...dispute, by: operator } },
  ]
  return fc.subarray([...steps], { minLength: 1 })
}

const support = { name: 'support-desk', kind: 'SUPPORT', grade: 'B' } as const
const edge = { name: 'edge-1', kind: 'OWN_SYSTEM', grade: 'A' } as const

const seen = (transferId: string): fc.Arbitrary<{ readonly event: ObservationEvent }> =>
  fc
    .record({
      claimId: fc.constantFrom('k1', 'k2'),
      who: person,
      named: fc.constantFrom('TRANSFER', 'CLAIM', 'BOTH', 'CUSTOMER'),
      substantive: fc.boolean(),
      account: fc.constantFrom('6222-01', '6222-02', '6222-10', 'bo'),
    })
    .chain(({ claimId, who, named, substantive, account }) => {
      const byTransfer = named === 'TRANSFER' || named === 'BOTH' ? { transferId } : {}
      const byClaim = named === 'CLAIM' || named === 'BOTH' ? { claimId } : {}
      const customerOf = { customer: `c-${who}` }
      const contact = {
        source: support,
        channel: 'CHAT',
        substantive,
        ...byTransfer,
        ...byClaim,
        ...customerOf,
      } as const
      const file = { digest, name: 'screenshot' }
      const attempt = { source: edge, transferId, ...customerOf } as const
      const window = {
        source: edge,
        windowId: 'w1',
        kind: 'MAINTENANCE_PLANNED',
        from: dawn,
        component: 'edge',
      } as const
      const claim = { source: support, claimId, claim: 'NOT_ARRIVED', ...byTransfer, ...customerOf } as const
      const restriction = { source: edge, restrictionId: 'x1', rule: 'velocity' } as const
      const scope = { kind: 'CUSTOMER', id: customerOf.customer } as const
      return fc
        .constantFrom<ObservationEvent>(
          { _tag: 'ClaimOpened', ...claim },
          { _tag: 'ClaimOpened', ...claim, attachments: [file] },
          { _tag: 'ContactLogged', ...contact, direction: 'OUTBOUND' },
          { _tag: 'ContactLogged', ...contact, direction: 'INBOUND', contactId: `in-${who}`, attachments: [file] },
          { _tag: 'ContactLogged', ...contact, direction: 'OUTBOUND', answers: `in-${who}` },
          { _tag: 'IntentCaptured', ...attempt, payee: { account }, payer: { account: who } },
          { _tag: 'RequestReceived', ...attempt, idempotencyKey: account, payloadDigest: digest, component: 'edge' },
          {
            _tag: 'ViewServed',
            source: edge,
            view: 'BALANCE',
            projection: 'balance',
            projectionSequence: 1,
            account: who,
          },
          { _tag: 'PayeeSaved', source: edge, ...customerOf, payee: { account } },
          { _tag: 'RestrictionPlaced', ...restriction, scope, restricts: ['DEBITS'], expiresAt: due },
          { _tag: 'RestrictionLifted', ...restriction, scope, because: 'APPEAL' },
          { _tag: 'WindowOpened', ...window },
          { _tag: 'WindowClosed', ...window, until: '2026-02-14T09:05:00.000Z' },
          { _tag: 'SourceCoverageDeclared', source: edge, covers: 'edge-1', from: dawn, to: due, count: 0, digest },
        )
        .map((event) => ({ event }))
    })

const journey = (transferId: string): fc.Arbitrary<ReadonlyArray<Step>> =>
  fc.oneof(inside(transferId), atOnce(transferId), elsewhere(transferId), elsewhere(transferId), endedEarly(transferId))

/** Plays several series at once, each in its own order. */
const interleaved = (series: ReadonlyArray<ReadonlyArray<Step>>, turns: ReadonlyArray<number>): ReadonlyArray<Step> => {
  const left = series.map((steps) => [...steps])
  const played: Step[] = []
  for (let turn = 0; left.some((steps) => steps.length > 0); turn += 1) {
    const open = left.filter((steps) => steps.length > 0)
    const next = open[(turns[turn % turns.length] ?? 0) % open.length]?.shift()
    if (next !== undefined) played.push(next)
  }
  return played
}

const moves: fc.Arbitrary<ReadonlyArray<Move>> = fc
  .record({
    journeys: fc.tuple(journey('t1'), journey('t2'), journey('t3'), journey('t4')),
    quarrels: fc.tuple(quarrel('t1'), quarrel('t2')),
    seen: fc.array(fc.constantFrom('t1', 't2', 't9').chain(seen), { maxLength: 12, size: 'max' }),
    turns: fc.array(fc.nat(6), { minLength: 1, maxLength: 50, size: 'max' }),
    waits: fc.array(fc.nat(20), { minLength: 1, maxLength: 20, size: 'max' }),
  })
  .map(({ journeys, quarrels, seen: observed, turns, waits }) =>
    interleaved([...journeys, ...quarrels, observed], turns).map((step, index) => ({
      step,
      wait: waits[index % waits.length] ?? 0,
    })),
  )

const play = (played: ReadonlyArray<Move>): TestLedger => {
  const ledger = testLedger()
  openWithMoney(ledger, { mei: 5000n, bo: 500n, ana: 0n })
  for (const { step, wait } of played) {
    ledger.wait(wait)
    if ('event' in step) ledger.observe(step.event)
    else ledger.send(step.word, step.payload)
  }
  return ledger
}

/**
 * Ledgers that the core's own rules have written: transfers inside and to elsewhere that end in every way,
 * reports that fit and that contradict, disputes, and observations around them, all at once.
 */
export const randomLedger: fc.Arbitrary<TestLedger> = moves.map(play)
