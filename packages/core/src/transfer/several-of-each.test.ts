import { describe, expect, it } from '@jest/globals'
import { customer, digest, hvps, iso, operator, reviewer, times } from '../../test/canonical-payloads.js'
import { done, type World } from '../../test/ledger-world.js'
import { stateNamed } from '../../test/transfer-states.js'
import type { CommandWord } from '../event/all-commands.js'
import type { Transfer } from './state.js'

let count = 0
const after = (world: World, ...steps: ReadonlyArray<readonly [CommandWord, object]>): World =>
  steps.reduce((next, [word, payload]) => {
    count += 1
    const id = 'reportId' in payload ? {} : { commandId: `several-${count}` }
    return done(next, word, { ...id, transferId: 't1', ...payload })
  }, world)
const transferIn = (world: World): Transfer => {
  const transfer = world.transfers.get('t1') ?? null
  if (transfer === null) throw new Error('There is no transfer')
  return transfer
}
const told = { by: hvps, asOf: times.now }
const other = `sha256:${'cd'.repeat(32)}`

/** What is said about one of several is true of that one. */
describe('of several', () => {
  const hold = { kind: 'FRAUD', rule: 'r', ruleVersion: '1', by: reviewer }

  it('holds, the one that is released is gone, and the others hold on', () => {
    const held = after(
      stateNamed('confirmed (book)'),
      ['HoldTransfer', { ...hold, holdId: 'h1' }],
      ['HoldTransfer', { ...hold, holdId: 'h2' }],
    )
    expect(transferIn(after(held, ['ReleaseTransfer', { holdId: 'h1', by: operator }])).openHolds).toEqual(['h2'])
    expect(transferIn(after(held, ['ReleaseTransfer', { holdId: 'h2', by: operator }])).openHolds).toEqual(['h1'])
  })

  it('recalls, the one that is open is withdrawn, and the refused one stays refused', () => {
    const recall = { to: hvps, reason: iso('DUPL'), answerDueAt: times.recallDue }
    const world = after(
      stateNamed('recall refused'),
      ['RequestRecall', { ...recall, recallId: 'r2' }],
      ['WithdrawRecall', { recallId: 'r2', by: operator }],
    )
    expect(transferIn(world).recalls.map(({ phase }) => phase)).toEqual(['REFUSED', 'WITHDRAWN'])
  })

  it('disputes, each has its own requests and its own evidence, and begins with neither', () => {
    const claim = { claim: 'LATE', replyDueAt: times.recallDue }
    const ask = { from: customer, what: 'A receipt', dueAt: times.recallDue }
    const two = after(stateNamed('dispute open'), [
      'DisputeTransfer',
      { ...claim, disputeId: 'd2', claimant: { role: 'CUSTOMER', name: 'Bo' } },
    ])
    expect(transferIn(two).disputes.map(({ evidenceRequests, evidence }) => [evidenceRequests, evidence])).toEqual([
      [[], []],
      [[], []],
    ])
    const asked = after(
      two,
      ['RequestEvidence', { ...ask, disputeId: 'd1', requestId: 'e1' }],
      ['RequestEvidence', { ...ask, disputeId: 'd1', requestId: 'e2' }],
      ['RequestEvidence', { ...ask, disputeId: 'd2', requestId: 'e3' }],
      ['SubmitEvidence', { disputeId: 'd1', requestId: 'e1', from: customer, kind: 'RECEIPT', documentDigest: digest }],
    )
    expect(transferIn(asked).disputes.map(({ evidenceRequests, evidence }) => [evidenceRequests, evidence])).toEqual([
      [['e2'], [digest]],
      [['e3'], []],
    ])
    const reopened = after(
      asked,
      ['StartDisputeReview', { disputeId: 'd1', reviewer: operator }],
      ['ResolveDispute', { disputeId: 'd1', outcome: 'DENIED', by: operator, reason: 'Seen' }],
      [
        'ReopenDispute',
        { disputeId: 'd1', by: operator, reason: 'Found', documentDigest: other, replyDueAt: times.recallDue },
      ],
    )
    expect(transferIn(reopened).disputes.map(({ evidence }) => evidence)).toEqual([[digest, other], []])
  })
})

describe('a transfer that ended before anything moved', () => {
  const held = stateNamed('held before confirmation')

  it.each<[CommandWord, object]>([
    ['CancelTransfer', { by: customer }],
    ['RejectTransfer', { by: operator, reason: iso('AC04') }],
  ])('by %s is held by nobody any more', (word, payload) => {
    expect(transferIn(after(held, [word, payload])).openHolds).toEqual([])
  })
})

describe('a report', () => {
  it('of a credit is known by its message and its teller, and a credit by command by nobody', () => {
    const reported = after(stateNamed('confirmed (book)'), [
      'ReportCredited',
      { ...told, reportId: 'm9', account: 'bo', amount: { decimal: '1.00', currency: 'CNY' } },
    ])
    expect(transferIn(reported).executions).toMatchObject([{ toldBy: { reportId: 'm9', by: hvps } }])
    expect(transferIn(stateNamed('credited (book)')).executions).toMatchObject([{ toldBy: null }])
  })
})
