import { cny } from '@waybill/core'
import { anAccount, atTime, givenLog, happenedAt, history, storyTime, type Step } from '@waybill/jest'

const phone = { name: 'phone', kind: 'CLIENT', grade: 'C' } as const
const edge = { name: 'edge', kind: 'OWN_SYSTEM', grade: 'A' } as const
const audit = { name: 'edge-audit', kind: 'OWN_SYSTEM', grade: 'A' } as const
const desk = { name: 'support-desk', kind: 'SUPPORT', grade: 'B' } as const
const digest = `sha256:${'a'.repeat(64)}`

const sent: Step = {
  _tag: 'RequestSent',
  source: phone,
  transferId: 't1',
  idempotencyKey: 'key-t1',
  payloadDigest: digest,
  instruction: { payer: { account: 'mei' }, amount: cny('100.00') },
}

const somebodyElses: Step = {
  _tag: 'RequestReceived',
  source: edge,
  transferId: 't9',
  idempotencyKey: 'key-t9',
  payloadDigest: digest,
}

const claimed: Step = {
  _tag: 'ClaimOpened',
  source: desk,
  claimId: 'c1',
  claim: 'NOT_ARRIVED',
  transferId: 't1',
  happenedAt: storyTime('T+00:01'),
}

/** Our edge says how many requests reached it in the first hour. */
const edgeCounted = (count: number, lost = 0): Step => ({
  _tag: 'SourceCoverageDeclared',
  source: audit,
  covers: 'edge',
  from: storyTime('T+00:00'),
  to: storyTime('T+01:00'),
  count,
  digest,
  eventWords: ['RequestReceived', 'RequestRefused'],
  received: count,
  refused: 0,
  recorded: count - lost,
})

const mei = anAccount('mei', cny('500.00'))
const question = { transfer: 't1', claim: 'NOT_ARRIVED' } as const

describe('a request that the phone sent and nobody recorded', () => {
  it('never reached us when our edge counted everything and it is not there: no debit, and it may be sent again', () => {
    givenLog(history(mei, atTime('T+00:01'), sent, somebodyElses, atTime('T+02:00'), edgeCounted(1)))
      .askedAbout(question)
      .thenCause('A2', 'PROBABLE')
      .thenCustody({ PAYER_AVAILABLE: cny('100.00') })
      .thenNext({ action: 'TRY_AGAIN', safety: 'safe' })
  })

  it('is certain to have been sent when the client was verified', () => {
    const verified: Step = { ...sent, source: { ...phone, attested: true } }
    givenLog(history(mei, atTime('T+00:01'), verified, somebodyElses, atTime('T+02:00'), edgeCounted(1)))
      .askedAbout(question)
      .thenCause('A2', 'CONFIRMED')
  })

  it.each([
    ['has not counted', []],
    ['counted more requests than stand in this log', [edgeCounted(2)]],
    ['lost one of those that it received', [edgeCounted(1, 1)]],
  ])('leaves our own record missing while our edge %s', (_, counted: ReadonlyArray<Step>) => {
    givenLog(history(mei, atTime('T+00:01'), sent, somebodyElses, atTime('T+02:00'), ...counted))
      .askedAbout(question)
      .thenCause('X2', 'PROBABLE')
  })
})

describe("a transfer of which only the customer's word is left", () => {
  it('is not decided, and the phone is asked for, when our edge counted everything', () => {
    givenLog(history(mei, somebodyElses, atTime('T+02:00'), claimed, edgeCounted(1)))
      .askedAbout(question)
      .thenCause('U1', 'UNDETERMINED')
      .thenNext({ action: 'ASK', who: 'customer' }, 'ANSWER_CUSTOMER')
      .thenFinding({ custody: [] })
  })

  it('leaves our own record missing while our edge has not counted', () => {
    givenLog(history(mei, atTime('T+02:00'), claimed))
      .askedAbout(question)
      .thenCause('X2', 'PROBABLE')
  })

  it('is asked about as the request happened, not as it became known', () => {
    givenLog(history(mei, atTime('T+03:00'), happenedAt('T+00:01', sent), somebodyElses, edgeCounted(0)))
      .askedAbout(question)
      .thenCause('A2', 'PROBABLE')
  })
})
