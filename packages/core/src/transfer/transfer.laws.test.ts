import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  customer,
  digest,
  elsewhere,
  hvps,
  iso,
  operator,
  railKey,
  reviewer,
  supervisor,
} from '../../test/canonical-payloads.js'
import { breachesOf, strangeAccounts } from '../../test/invariants.js'
import { at, send, streamsNeeded, type World } from '../../test/ledger-world.js'
import { unstatedFields, statedElsewhere } from '../../test/stated-fields.js'
import { beginning, transferStates } from '../../test/transfer-states.js'
import { later } from '../codec/text.js'
import type { CommandWord } from '../event/all-commands.js'
import type { DomainEvent } from '../event/all-events.js'
import { streamKindOf } from '../event/recorded.js'
import type { TransferEvent } from './event.js'
import { transferStream } from './decision.js'
import { evolveTransfer, noTransfer } from './evolve.js'
import { transferReports } from './report.js'
import { cameBack, excess, excessReturned, inTransit, withPayee, type Transfer } from './state.js'
import { accountCommands } from '../account/command.js'

/** One thing that happens: after so long, this is sent. */
type Happening = {
  readonly afterMs: number
  readonly word: CommandWord
  readonly payload: Readonly<Record<string, unknown>>
}

const yuanOf = (minorUnits: bigint) => ({ minorUnits, currency: 'CNY' }) as const
// Sums that meet each other: equal, adding up, one minor unit off, too much.
const amount = fc.constantFrom(1n, 2_500n, 4_000n, 6_000n, 9_999n, 10_000n, 10_001n, 12_000n).map(yuanOf)
const madeGoodSeen = fc
  .constantFrom(0n, 0n, 0n, 2_500n, 4_000n, 6_000n, 10_000n)
  .map((minorUnits) => ({ minorUnits: minorUnits.toString(), currency: 'CNY' }))
const transferId = fc.constantFrom('t1', 't2', 't3')
const here = fc.constantFrom('mei', 'savings', 'bo', 'eve', 'line')
const outside = fc.constantFrom(elsewhere, { account: '6222 9999', institution: 'Bank of Elsewhere' })
const anyAccount = fc.oneof(
  { weight: 3, arbitrary: outside },
  { weight: 3, arbitrary: here },
  { weight: 1, arbitrary: fc.constant('ghost') },
)
const executionRef = fc.option(fc.constantFrom('X1', 'X2', 'X3'), { nil: undefined })
const keptFees = fc.option(
  fc.array(
    fc
      .tuple(fc.constantFrom('RETURN', 'INQUIRY'), fc.constantFrom(1n, 500n, 2_500n, 9_999n))
      .map(([kind, sum]) => ({ kind, amount: yuanOf(sum), bearer: 'PAYER' })),
    { maxLength: 3 },
  ),
  { nil: undefined },
)
const small = (prefix: string) => fc.constantFrom(`${prefix}1`, `${prefix}2`)
const due = fc.constantFrom('2026-02-14T09:40:00.000Z', '2026-02-14T10:30:00.000Z')
const by = fc.constantFrom(hvps, operator)

const funding = fc
  .tuple(fc.uniqueArray(here, { minLength: 1, maxLength: 3 }), fc.constantFrom(0n, 1n, 100n))
  .map(([accounts, fee]) => {
    const total = 10_000n + fee
    const share = total / BigInt(accounts.length)
    return {
      amount: yuanOf(10_000n),
      funding: accounts.map((account, index) => ({
        account,
        amount: yuanOf(index === 0 ? total - share * BigInt(accounts.length - 1) : share),
      })),
      ...(fee === 0n ? {} : { fees: [{ kind: 'WIRE', amount: yuanOf(fee), bearer: 'PAYER' }] }),
    }
  })
const paid = fc.oneof(
  amount.map((sum) => ({ amount: sum })),
  funding,
)
const directed = fc.oneof(
  fc.record({ payer: here, payee: here }, { noNullPrototype: true }),
  fc.record({ payer: here, payee: outside, rail: fc.constant('hvps') }, { noNullPrototype: true }),
)

const fields = {
  InitiateTransfer: fc
    .tuple(directed, paid, fc.option(due, { nil: undefined }))
    .map(([to, how, expiresAt]) => ({ ...to, ...how, expiresAt })),
  BookTransfer: fc.tuple(directed, paid).map(([to, how]) => ({ ...to, ...how, by: customer })),
  ConfirmTransfer: fc.constant({ by: customer }),
  CreditTransfer: fc.option(amount, { nil: undefined }).map((sum) => ({ amount: sum })),
  CancelTransfer: fc.constant({ by: customer }),
  RejectTransfer: fc.constant({ by: operator, reason: iso('AC04') }),
  ExpireTransfer: fc.constant({}),
  HoldTransfer: small('h').map((holdId) => ({ holdId, kind: 'FRAUD', rule: 'r', ruleVersion: '1', by: reviewer })),
  ReleaseTransfer: small('h').map((holdId) => ({ holdId, by: operator })),
  StartSubmission: due.map((answerDueAt) => ({ railKey, messageDigest: digest, answerDueAt })),
  DeclareOutcomeUnknown: due.map((inquiryDueAt) => ({ because: 'NO_ANSWER', owner: operator, inquiryDueAt })),
  SendStatusInquiry: fc
    .tuple(small('i'), due)
    .map(([inquiryId, answerDueAt]) => ({ inquiryId, to: hvps, answerDueAt })),
  ReverseTransfer: amount.map((sum) => ({ amount: sum, kind: 'MISPOSTING', by: operator, authority: 'Terms' })),
  ResolveException: fc
    .tuple(
      fc.constantFrom('x1', 'x2', 'x3'),
      fc.oneof(
        fc.constant({ how: 'RETURNED_TO_SOURCE' }),
        here.map((account) => ({ how: 'ALLOCATED', account })),
        fc.constantFrom('x1', 'x2').map((against) => ({ how: 'SET_OFF', against })),
      ),
      fc.option(amount, { nil: undefined }),
    )
    .map(([exceptionId, how, sum]) => ({ exceptionId, ...how, amount: sum, by: operator, reason: 'Agreed' })),
  WriteOffException: fc
    .tuple(fc.constantFrom('x1', 'x2', 'x3'), fc.option(amount, { nil: undefined }))
    .map(([exceptionId, sum]) => ({ exceptionId, amount: sum, by: operator, approvedBy: supervisor, reason: 'Lost' })),
  ExplainMismatch: fc.constantFrom('x1', 'x2').map((exceptionId) => ({ exceptionId, by: operator, reason: 'Seen' })),
  PostCorrection: fc.tuple(fc.constantFrom('suspense:CNY', 'mei', 'bo'), here, amount).map(([from, to, sum]) => ({
    from,
    to,
    amount: sum,
    corrects: 'an entry',
    by: operator,
    approvedBy: supervisor,
    reason: 'Found by the audit',
  })),
  RequestRecall: fc
    .tuple(small('r'), due)
    .map(([recallId, answerDueAt]) => ({ recallId, to: hvps, reason: iso('DUPL'), answerDueAt })),
  WithdrawRecall: small('r').map((recallId) => ({ recallId, by: operator })),
  DeclareRecallUnanswered: small('r').map((recallId) => ({ recallId })),
  DisputeTransfer: fc
    .tuple(small('d'), due)
    .map(([disputeId, replyDueAt]) => ({ disputeId, claim: 'LATE', claimant: customer, replyDueAt })),
  RequestEvidence: fc
    .tuple(small('d'), small('e'), due)
    .map(([disputeId, requestId, dueAt]) => ({ disputeId, requestId, from: customer, what: 'A receipt', dueAt })),
  SubmitEvidence: fc.tuple(small('d'), fc.option(small('e'), { nil: undefined })).map(([disputeId, requestId]) => ({
    disputeId,
    requestId,
    from: customer,
    kind: 'RECEIPT',
    documentDigest: digest,
  })),
  StartDisputeReview: small('d').map((disputeId) => ({ disputeId, reviewer: operator })),
  ResolveDispute: fc
    .tuple(small('d'), fc.constantFrom('REFUND', 'GOODWILL', 'DENIED'))
    .map(([disputeId, outcome]) => ({ disputeId, outcome, by: operator, reason: 'Seen' })),
  ReopenDispute: fc.tuple(small('d'), fc.constantFrom('ab', 'cd'), due).map(([disputeId, letters, replyDueAt]) => ({
    disputeId,
    by: operator,
    reason: 'Found',
    documentDigest: `sha256:${letters.repeat(32)}`,
    replyDueAt,
  })),
  GrantProvisionalCredit: fc
    .tuple(small('d'), fc.option(amount, { nil: undefined }), madeGoodSeen)
    .map(([disputeId, sum, alreadyMadeGood]) => ({ disputeId, amount: sum, by: operator, alreadyMadeGood })),
  MakeProvisionalCreditFinal: fc
    .tuple(small('d'), fc.option(amount, { nil: undefined }))
    .map(([disputeId, sum]) => ({ disputeId, amount: sum, by: operator })),
  RescindProvisionalCredit: fc
    .tuple(small('d'), fc.option(amount, { nil: undefined }))
    .map(([disputeId, sum]) => ({ disputeId, amount: sum, by: operator, reason: 'It arrived' })),
  PayRestitution: fc
    .tuple(small('d'), fc.option(amount, { nil: undefined }), madeGoodSeen)
    .map(([disputeId, sum, alreadyMadeGood]) => ({ disputeId, amount: sum, by: operator, alreadyMadeGood })),
  WithdrawDispute: small('d').map((disputeId) => ({ disputeId, by: customer })),
  CloseDispute: small('d').map((disputeId) => ({ disputeId, by: operator })),
  ReportAccepted: small('R').map((railReference) => ({ railReference })),
  ReportStatus: fc.constant({ status: iso('PDNG') }),
  ReportCredited: fc.record({ account: anyAccount, amount, executionRef }, { noNullPrototype: true }),
  ReportRefused: fc.constant({ reason: iso('AC04') }),
  ReportReturned: fc.record(
    { amount, executionRef, fees: keptFees, reason: fc.constant(iso('AC04')) },
    { noNullPrototype: true },
  ),
  ReportNeverReceived: fc.record(
    { final: fc.boolean(), inquiryId: fc.option(small('i'), { nil: undefined }) },
    { noNullPrototype: true },
  ),
  ReportInquiryAnswer: small('i').map((inquiryId) => ({ inquiryId, status: iso('ACSP') })),
  ReportRecallAccepted: small('r').map((recallId) => ({ recallId })),
  ReportRecallRefused: small('r').map((recallId) => ({ recallId, reason: iso('CUST') })),
  ReportIncomingCredit: fc.record(
    { rail: fc.constant('hvps'), payer: outside, payee: anyAccount, amount, executionRef },
    { noNullPrototype: true },
  ),
  FreezeAccount: fc.constantFrom('DEBITS', 'DEBITS_AND_CREDITS').map((scope) => ({ scope, reason: 'A court asked' })),
  UnfreezeAccount: fc.constant({ reason: 'The court said so' }),
  SetAccountFloor: fc.constantFrom(0n, 5_000n).map((limit) => ({ limit: yuanOf(limit), reason: 'Risk' })),
  BeginClosingAccount: fc.constant({ reason: 'The customer asked' }),
  CloseAccount: fc.constant({}),
  OpenAccount: fc.constant({ currency: 'CNY' }),
} satisfies { readonly [W in CommandWord]: fc.Arbitrary<object> }

/** Words by how often they come: the steps that lead somewhere more often than those that end or disturb. */
const weightOf = (word: CommandWord): number => {
  if (['InitiateTransfer', 'ConfirmTransfer', 'ReportCredited'].includes(word)) return 8
  if (['StartSubmission', 'CreditTransfer', 'ReportReturned', 'ReverseTransfer'].includes(word)) return 5
  return Object.hasOwn(accountCommands, word) ? 1 : 2
}

const happening: fc.Arbitrary<Happening> = fc.oneof(
  ...(Object.keys(fields) as ReadonlyArray<CommandWord>).map((word) => ({
    weight: weightOf(word),
    arbitrary: fc
      .tuple(fc.constantFrom(0, 1_000, 600_000), transferId, here, by, fields[word] as fc.Arbitrary<object>)
      .map(([afterMs, id, account, teller, rest]): Happening => {
        const subject = Object.hasOwn(accountCommands, word)
          ? { commandId: 'any', account }
          : Object.hasOwn(transferReports, word)
            ? { transferId: id, by: teller, asOf: '2026-02-14T09:00:00.000Z' }
            : { commandId: 'any', transferId: id }
        return { afterMs, word, payload: { ...subject, ...rest } }
      }),
  })),
)

/** Beside the transfer `t1`, which stands in any state of the table, another is under way, and there is a credit line. */
const opening: ReadonlyArray<Happening> = [
  {
    afterMs: 0,
    word: 'OpenAccount',
    payload: { commandId: 'any', account: 'line', currency: 'CNY', kind: 'CREDIT_LINE', limit: yuanOf(20_000n) },
  },
  {
    afterMs: 0,
    word: 'InitiateTransfer',
    payload: {
      commandId: 'any',
      transferId: 't2',
      payer: 'savings',
      payee: elsewhere,
      rail: 'hvps',
      amount: yuanOf(10_000n),
    },
  },
]
const start = fc.constantFrom(...transferStates).map(({ name, world }) => ({ name, world, toString: () => name }))

/** Everything that happens, in order, and what went wrong on the way. Every report has a message id of its own. */
const live = (
  from: World,
  happenings: ReadonlyArray<Happening>,
): { readonly world: World; readonly complaints: ReadonlyArray<string> } => {
  let world = from
  const complaints: string[] = []
  for (const [index, { afterMs, word, payload }] of [...opening, ...happenings].entries()) {
    const isReport = Object.hasOwn(transferReports, word)
    const before = at(world, later(world.now, afterMs))
    const { answer, world: after } = send(before, word, isReport ? { ...payload, reportId: `m${index}` } : payload)
    if (answer._tag === 'Malformed') complaints.push(`${word} is malformed: ${JSON.stringify(answer.problems)}`)
    if (answer._tag === 'Recorded') {
      const needed = streamsNeeded(before, answer.command)
      const touched = [...answer.decision.writes.map(({ stream }) => stream), ...answer.decision.checks]
      complaints.push(
        ...breachesOf(after).map((breach) => `${index} ${word}: ${breach}`),
        ...strangeAccounts(after).map((account) => `${index} ${word}: posts to ${account}`),
        ...touched
          .filter((stream) => !needed.includes(stream))
          .map((stream) => `${index} ${word}: did not ask for ${stream}`),
        ...unstatedFields(answer)
          .filter((field) => !(statedElsewhere[word] ?? []).includes(field))
          .map((field) => `${index} ${word}: ${field} is not stated`),
      )
    }
    world = after
  }
  return { world, complaints }
}

describe('whatever happens to transfers, in whatever order', () => {
  it('every rule of money holds after every step', () => {
    fc.assert(
      fc.property(start, fc.array(happening, { maxLength: 40, size: 'max' }), ({ world }, happenings) => {
        expect(live(world, happenings).complaints).toEqual([])
      }),
      { numRuns: 250 },
    )
  })

  it('a transfer that was stored and read again is the transfer that was decided', () => {
    fc.assert(
      fc.property(start, fc.array(happening, { maxLength: 40, size: 'max' }), (from, happenings) => {
        let { world } = from
        const direct = new Map([...world.transfers].map(([id, transfer]) => [transferStream(id), transfer]))
        for (const [index, { word, payload }] of [...opening, ...happenings].entries()) {
          const isReport = Object.hasOwn(transferReports, word)
          const { answer, world: after } = send(world, word, isReport ? { ...payload, reportId: `m${index}` } : payload)
          const writes = answer._tag === 'Recorded' ? answer.decision.writes : []
          for (const { stream, event } of writes)
            if (streamKindOf(stream) === 'transfer')
              direct.set(stream, evolveTransfer(direct.get(stream) ?? noTransfer, event as TransferEvent))
          world = after
        }
        for (const [stream, transfer] of direct)
          expect(world.transfers.get(stream.slice('transfer-'.length))).toEqual(transfer)
      }),
      { numRuns: 100 },
    )
  })

  it('a transfer that is folded in two halves is the transfer that is folded at once', () => {
    fc.assert(
      fc.property(start, fc.array(happening, { maxLength: 30, size: 'max' }), fc.nat(), (from, happenings, cut) => {
        const { world } = live(from.world, happenings)
        const events: ReadonlyArray<DomainEvent> = world.log
          .filter(({ stream }) => stream === 'transfer-t1')
          .map(({ event }) => event)
        const fold = (from: Transfer | null, some: ReadonlyArray<DomainEvent>): Transfer | null =>
          some.reduce<Transfer | null>((transfer, event) => evolveTransfer(transfer, event as TransferEvent), from)
        const half = cut % (events.length + 1)
        expect(fold(fold(noTransfer, events.slice(0, half)), events.slice(half))).toEqual(
          world.transfers.get('t1') ?? null,
        )
      }),
      { numRuns: 30 },
    )
  })
})

describe('however many credits and returns of parts come, in whatever order, with or without fees', () => {
  it('0 ≤ credited ≤ confirmed, neither of the two sums is below zero, and no minor unit is lost', () => {
    const part = fc.tuple(
      fc.constantFrom('ReportCredited', 'ReportReturned', 'ReportReturned'),
      fc.constantFrom(1n, 7n, 1_300n, 2_500n, 4_000n, 9_999n),
      fc.constantFrom(0n, 0n, 1n, 300n),
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 14, size: 'max' }), (parts) => {
        const confirm = {
          afterMs: 0,
          word: 'ConfirmTransfer',
          payload: { commandId: 'any', transferId: 't2', by: customer },
        }
        const told = parts.map(([word, sum, kept], index): Happening => ({
          afterMs: 0,
          word: word,
          payload: {
            transferId: 't2',
            by: hvps,
            asOf: '2026-02-14T09:00:00.000Z',
            amount: yuanOf(sum),
            executionRef: `E${index}`,
            ...(word === 'ReportCredited' ? { account: elsewhere } : { reason: iso('AC04') }),
            ...(word === 'ReportReturned' && kept > 0n
              ? { fees: [{ kind: 'RETURN', amount: yuanOf(kept), bearer: 'PAYER' }] }
              : {}),
          },
        }))
        const { world, complaints } = live(beginning, [confirm as Happening, ...told])
        expect(complaints).toEqual([])
        const transfer = world.transfers.get('t2') ?? null
        if (transfer === null) throw new Error('t2 is gone')
        expect(inTransit(transfer) + withPayee(transfer) + cameBack(transfer) + transfer.keptOfReturns).toBe(10_000n)
        const sumOf = (wanted: string) =>
          parts.reduce((sum, [word, minorUnits]) => (word === wanted ? sum + minorUnits : sum), 0n)
        const net = sumOf('ReportCredited') - sumOf('ReportReturned')
        const posted = transfer.credited - cameBack(transfer) + excess(transfer) - excessReturned(transfer)
        expect(posted).toBe(net)
      }),
      { numRuns: 200 },
    )
  })
})

describe('however often and in whatever words the executions of a rail are told', () => {
  it('each is posted once', () => {
    const executions = [
      { executionRef: 'X1', account: elsewhere, amount: yuanOf(4_000n) },
      { executionRef: 'X2', account: elsewhere, amount: yuanOf(7_000n) },
      { executionRef: 'X3', account: 'eve', amount: yuanOf(4_000n) },
      { executionRef: 'X4', account: 'ghost', amount: yuanOf(500n) },
    ] as const
    const message = fc.tuple(fc.constantFrom(...executions), fc.boolean())
    fc.assert(
      fc.property(fc.array(message, { maxLength: 12 }), (messages) => {
        const told = messages.map(([{ executionRef: ref, ...execution }, named]): Happening => ({
          afterMs: 0,
          word: 'ReportCredited',
          payload: {
            transferId: 't2',
            by: hvps,
            asOf: '2026-02-14T09:00:00.000Z',
            ...execution,
            ...(named ? { executionRef: ref } : {}),
          },
        }))
        const confirm: Happening = {
          afterMs: 0,
          word: 'ConfirmTransfer',
          payload: { commandId: 'any', transferId: 't2', by: customer },
        }
        const { world, complaints } = live(beginning, [confirm, ...told])
        const distinct = new Set(messages.map(([execution]) => execution))
        const expected = [...distinct].reduce((sum, execution) => sum + execution.amount.minorUnits, 0n)
        const transfer = world.transfers.get('t2') ?? null
        expect(complaints).toEqual([])
        expect((transfer?.credited ?? 0n) + (transfer === null ? 0n : excess(transfer))).toBe(expected)
      }),
      { numRuns: 60 },
    )
  })
})
