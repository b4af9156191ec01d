import { cny, type Money } from '@waybill/core'
import { anAccount, atTime, givenLog, history, type Step } from '@waybill/jest'

const appLog = { name: 'app-log', kind: 'OWN_SYSTEM', grade: 'A' } as const
const phone = { name: 'phone', kind: 'CLIENT', grade: 'C' } as const
const check = { name: 'payee-check', kind: 'PARTNER', grade: 'B' } as const
const desk = { name: 'support-desk', kind: 'SUPPORT', grade: 'B' } as const
const rules = { name: 'alert-rules', kind: 'OWN_SYSTEM', grade: 'A' } as const

const landlord = { account: '6222021001150438817', institution: 'Qinghe Bank' } as const
const stranger = { account: '6222021001150438827', institution: 'Qinghe Bank' } as const
const bank = { role: 'RECEIVING_INSTITUTION', name: 'Qinghe Bank' } as const
type Account = { readonly account: string; readonly institution: string }
type Source = typeof appLog | typeof phone

const fen = (minorUnits: bigint): Money => ({ minorUnits, currency: 'CNY' })

/** Sent, confirmed and credited to the last fen. */
const paid = (transferId: string, payee: Account, amount: Money): ReadonlyArray<Step> => [
  { _tag: 'InitiateTransfer', transferId, payer: 'jie', payee, amount, rail: 'hvps', customer: 'c1' },
  { _tag: 'ConfirmTransfer', transferId, by: { role: 'CUSTOMER' } },
  { _tag: 'ReportCredited', transferId, account: payee, amount, by: bank, executionRef: `entry-${transferId}` },
]

const typedAndShown = (payee: Account, amount: Money, source: Source = appLog): ReadonlyArray<Step> => [
  { _tag: 'IntentCaptured', source, transferId: 't1', customer: 'c1', payee, amount },
  { _tag: 'ConfirmationShown', source, transferId: 't1', shown: { payee, amount } },
  { _tag: 'ConfirmationAnswered', source, transferId: 't1', answer: 'ACCEPTED' },
]

const warned: Step = {
  _tag: 'PayeeChecked',
  source: check,
  transferId: 't1',
  check: 'NAME',
  outcome: 'CLOSE_MATCH',
  shownToCustomer: true,
}

const claimed = (claim: 'WRONG_PAYEE' | 'WRONG_AMOUNT', meant?: Money): Step => ({
  _tag: 'ClaimOpened',
  source: desk,
  claimId: 'k1',
  claim,
  transferId: 't1',
  ...(meant === undefined ? {} : { intended: { amount: meant } }),
})

const jie = anAccount('jie', cny('9000.00'), { customer: 'c1' })
const rent = fen(350_000n)

describe('a payee that the customer says they did not mean', () => {
  const wrongPayee = { transfer: 't1', claim: 'WRONG_PAYEE' } as const

  it('was confirmed by mistake when it is one digit off an account paid before, typed, shown and accepted', () => {
    givenLog(
      history(
        jie,
        ...paid('t0', landlord, fen(100_000n)),
        atTime('T+1d00:00'),
        ...typedAndShown(stranger, rent),
        ...paid('t1', stranger, rent),
        claimed('WRONG_PAYEE'),
      ),
    )
      .askedAbout(wrongPayee)
      .thenCause('G1', 'CONFIRMED')
      .thenNext(
        { action: 'REQUEST_RECALL', safety: 'propose' },
        { action: 'TAKE_BACK', safety: 'never' },
        'ANSWER_CUSTOMER',
      )
  })

  it('is no more than probable on the word of the customer and their phone', () => {
    const log = history(
      jie,
      ...typedAndShown(stranger, rent, phone),
      warned,
      ...paid('t1', stranger, rent),
      claimed('WRONG_PAYEE'),
    )
    givenLog(log).askedAbout(wrongPayee).thenCause('G1', 'PROBABLE')
  })

  it('is no more than probable when nothing but the claim speaks for it', () => {
    const log = history(jie, ...typedAndShown(stranger, rent), ...paid('t1', stranger, rent), claimed('WRONG_PAYEE'))
    givenLog(log).askedAbout(wrongPayee).thenCause('G1', 'PROBABLE')
  })

  it('is no more than probable when what was typed and shown is not on record', () => {
    const log = history(jie, warned, ...paid('t1', stranger, rent), claimed('WRONG_PAYEE'))
    givenLog(log).askedAbout(wrongPayee).thenCause('G1', 'PROBABLE')
  })
})

describe('money that was asked back from an account that was confirmed by mistake', () => {
  const wrongPayee = { transfer: 't1', claim: 'WRONG_PAYEE' } as const
  const [initiated, confirmed, credited] = paid('t1', stranger, rent)
  const asked: ReadonlyArray<Step> = [
    ...[initiated, confirmed].flatMap((step) => (step === undefined ? [] : [step])),
    {
      _tag: 'StartSubmission',
      transferId: 't1',
      railKey: '0b7f3f54-2f3e-5a8e-9d55-3c8f0b1a2c3d',
      messageDigest: `sha256:${'ab'.repeat(32)}`,
      answerDueAt: '2026-03-01T00:00:00.000Z',
    },
    ...(credited === undefined ? [] : [credited]),
    claimed('WRONG_PAYEE'),
    {
      _tag: 'RequestRecall',
      transferId: 't1',
      recallId: 'r1',
      to: bank,
      reason: { codeSet: 'ISO20022', code: 'AC03' },
      answerDueAt: '2026-03-01T00:00:00.000Z',
    },
  ]
  const returned: Step = {
    _tag: 'ReportReturned',
    transferId: 't1',
    amount: rent,
    reason: { codeSet: 'ISO20022', code: 'FOCR' },
    by: bank,
    executionRef: 'r1',
  }
  const refusal: Step = {
    _tag: 'ReportRecallRefused',
    transferId: 't1',
    recallId: 'r1',
    by: bank,
    reason: { codeSet: 'ISO20022', code: 'ARDT' },
  }
  const about = (...steps: ReadonlyArray<Step>) =>
    givenLog(history(jie, ...typedAndShown(stranger, rent), ...asked, ...steps)).askedAbout(wrongPayee)
  const next = (...steps: ReadonlyArray<Step>) => about(...steps).finding?.next.map(({ action }) => action) ?? []

  it('is waited for until it comes', () => {
    expect(next()).toContain('AWAIT_RECALL')
  })

  it.each<readonly [string, ReadonlyArray<Step>]>([
    ['it came without an answer', [returned]],
    ['it came and the answer was late', [returned, refusal]],
    ['the answer was no, and it came all the same', [refusal, returned]],
  ])('is not asked for again, nor waited for, nor gone to law about once %s', (_how, steps) => {
    const asks = ['AWAIT_RECALL', 'REQUEST_RECALL', 'OFFER_LEGAL_ROUTE']
    expect(next(...steps).filter((action) => asks.includes(action))).toEqual([])
    expect(about(...steps).finding?.answer.en).toContain('we asked for it back, and it came back on')
  })
})

describe('an amount that the customer says they did not mean', () => {
  const wrongAmount = { transfer: 't1', claim: 'WRONG_AMOUNT' } as const
  const usual = [...paid('a1', landlord, fen(5_000n)), ...paid('a2', landlord, fen(5_000n))]

  it('was confirmed by mistake when it is far above all that was paid before; the difference is asked back', () => {
    const log = history(
      jie,
      ...usual,
      atTime('T+1d00:00'),
      ...typedAndShown(landlord, fen(50_000n)),
      ...paid('t1', landlord, fen(50_000n)),
      claimed('WRONG_AMOUNT', fen(5_000n)),
    )
    const asked = givenLog(log).askedAbout(wrongAmount).thenCause('G3', 'CONFIRMED')
    expect(asked.finding?.next[0]?.says.en).toContain('CNY 450.00')
    expect(asked.finding?.answer.en).toContain('confirmed CNY 500.00 and says that they meant CNY 50.00')
  })

  it.each<readonly [string, Step]>([
    [
      'an edit of the amount',
      {
        _tag: 'IntentEdited',
        source: appLog,
        transferId: 't1',
        field: 'AMOUNT',
        before: { amount: fen(5_000n) },
        after: { amount: fen(50_000n) },
      },
    ],
    [
      'an alert about the amount before it was sent',
      {
        _tag: 'AlertRaised',
        source: rules,
        alertId: 'a1',
        rule: 'amount-against-habit',
        ruleVersion: '1',
        subject: { kind: 'TRANSFER', id: 't1' },
        inputs: { amount: '50000' },
        transferId: 't1',
      },
    ],
  ])('is borne out by %s', (_, sign) => {
    const log = history(
      jie,
      ...typedAndShown(landlord, fen(50_000n)),
      sign,
      ...paid('t1', landlord, fen(50_000n)),
      claimed('WRONG_AMOUNT'),
    )
    givenLog(log).askedAbout(wrongAmount).thenCause('G3', 'CONFIRMED')
  })

  it('is no more than probable when it is not far from what was paid before', () => {
    const log = history(
      jie,
      ...usual,
      ...typedAndShown(landlord, fen(9_000n)),
      ...paid('t1', landlord, fen(9_000n)),
      claimed('WRONG_AMOUNT'),
    )
    givenLog(log).askedAbout(wrongAmount).thenCause('G3', 'PROBABLE')
  })

  it('is ours when another amount was shown than recorded', () => {
    const log = history(
      jie,
      ...typedAndShown(landlord, fen(5_000n)),
      ...paid('t1', landlord, fen(50_000n)),
      claimed('WRONG_AMOUNT'),
    )
    givenLog(log).askedAbout(wrongAmount).thenCause('F2')
  })
})
