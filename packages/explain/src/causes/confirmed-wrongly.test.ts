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
