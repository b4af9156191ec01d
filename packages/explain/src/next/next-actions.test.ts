import { cny, type MoneyInput } from '@waybill/core'
import { anAccount, givenLog, history, storyTime, type Step } from '@waybill/jest'

const landlord = { account: '6222021001150438817', institution: 'Qinghe Bank' } as const
const bank = { role: 'RECEIVING_INSTITUTION', name: 'Qinghe Bank' } as const
const desk = { role: 'OPERATOR', name: 'case desk' } as const
const customer = { role: 'CUSTOMER', name: 'Jie' } as const
const reason = { codeSet: 'iso20022', code: 'AC04' } as const
const amount = cny('100.00')
const transferId = 't1'

const jie = anAccount('jie', cny('9000.00'), { customer: 'c1' })
const sentWith = (fields: object): ReadonlyArray<Step> => [
  { _tag: 'InitiateTransfer', transferId, payer: 'jie', payee: landlord, amount, rail: 'hvps', ...fields },
  { _tag: 'ConfirmTransfer', transferId, by: customer },
]
const sent = sentWith({})
const refused: Step = { _tag: 'ReportRefused', transferId, reason, by: bank }
const credited: Step = { _tag: 'ReportCredited', transferId, account: landlord, amount, by: bank, executionRef: 'e1' }
const returned = (executionRef: string, sum: MoneyInput = amount): Step => ({
  _tag: 'ReportReturned',
  transferId,
  amount: sum,
  reason,
  by: bank,
  executionRef,
})
const d1 = { transferId, disputeId: 'd1', by: desk } as const
const decided = (outcome: 'REFUND' | 'DENIED'): ReadonlyArray<Step> => [
  { _tag: 'StartDisputeReview', transferId, disputeId: 'd1', reviewer: desk },
  { _tag: 'ResolveDispute', ...d1, outcome, reason: 'As looked into' },
]
const disputed: Step = {
  _tag: 'DisputeTransfer',
  transferId,
  disputeId: 'd1',
  claim: 'NOT_ARRIVED',
  claimant: customer,
  replyDueAt: '2026-03-01T00:00:00.000Z',
}

/** The names of what may be done next, whatever else the finding says. */
const next = (...steps: ReadonlyArray<Step>): ReadonlyArray<string> => {
  const { finding } = givenLog(history(jie, ...sent, ...steps)).askedAbout({ transfer: 't1' })
  return finding?.next.map(({ action, safety }) => `${action} ${safety}`) ?? []
}

describe('what stands beside the instruction', () => {
  it('is proposed to be recovered from the payer who has the money that the payee got as well', () => {
    expect(next(refused, credited)).toContain('RECOVER_FROM_PAYER propose')
  })

  it('keeps the customer from sending anew what the payee got after all, once it is settled too', () => {
    const settled: Step = {
      _tag: 'WriteOffException',
      transferId,
      exceptionId: 'x1',
      reason: 'The payer is gone',
      by: desk,
      approvedBy: { role: 'OPERATOR', name: 'head of desk' },
    }
    const unusable = { codeSet: 'ISO20022:ExternalStatusReason1Code', code: 'AC04' } as const
    const noSuchAccount: Step = { ...refused, reason: unusable }
    expect(next(noSuchAccount)).toContain('CORRECT_AND_RETRY safe')
    for (const found of [next(noSuchAccount, credited), next(noSuchAccount, credited, settled)]) {
      expect(found).not.toContain('CORRECT_AND_RETRY safe')
      expect(found).toContain('SEND_ANEW never')
    }
    expect(next(noSuchAccount, credited, settled)).not.toContain('RECOVER_FROM_PAYER propose')
  })

  it('is proposed to be placed when it came back too much, and is then nobody’s move', () => {
    expect(next(returned('b1'), returned('b2'))).toContain('PLACE_EXCESS propose')
    const placed: Step = {
      _tag: 'ResolveException',
      transferId,
      exceptionId: 'x1',
      how: 'RETURNED_TO_SOURCE',
      by: desk,
      reason: 'Sent twice',
    }
    expect(next(returned('b1'), returned('b2'), placed)).not.toContain('PLACE_EXCESS propose')
  })

  it('is told where it stands until it is resolved', () => {
    givenLog(history(jie, ...sent, returned('b1'), returned('b2')))
      .askedAbout({ transfer: 't1' })
      .thenExcess({ EXCEPTION: amount })
  })
})

describe('what was executed more often than once', () => {
  const again = (executionRef: string): Step => ({ ...credited, executionRef })

  it('is to be undone while more than one payment is left', () => {
    const found = next(credited, again('e2'), again('e3'), returned('b1'))
    expect(found).toContain('UNDO_SECOND propose')
  })

  it('is done with once no more than one is left, in one sum or in several, or by writing one off', () => {
    const writtenOff: Step = {
      _tag: 'WriteOffException',
      transferId,
      exceptionId: 'x1',
      reason: 'Nobody gives it back',
      by: desk,
      approvedBy: { role: 'OPERATOR', name: 'head of desk' },
    }
    for (const gone of [
      [returned('b1', cny('200.00'))],
      [returned('b1'), returned('b2')],
      [writtenOff, returned('b1')],
    ]) {
      const found = next(credited, again('e2'), again('e3'), ...gone)
      expect(found).not.toContain('UNDO_SECOND propose')
      expect(found).not.toContain('SETTLE_EXCEPTION propose')
    }
  })

  it('is to be settled where the first came back before the second was executed', () => {
    const found = next(credited, returned('b1'), again('e2'))
    expect(found).toContain('SETTLE_EXCEPTION propose')
    expect(found).not.toContain('UNDO_SECOND propose')
  })

  it('is to be settled so too where parts of an exchange came to less in proportion than the rail told', () => {
    const won = (minorUnits: bigint) => ({ minorUnits, currency: 'KRW' }) as const
    const validUntil = storyTime('T+01:00')
    const quote = { quoteId: 'q1', sellCurrency: 'CNY', buyCurrency: 'KRW', rate: '195.3', validUntil } as const
    const executed = (executionRef: string, minorUnits: bigint): Step => ({
      _tag: 'ReportCredited',
      transferId,
      account: landlord,
      amount: won(minorUnits),
      by: bank,
      executionRef,
    })
    const steps = [
      ...sentWith({ quote }),
      returned('b1', won(1_000n)),
      executed('e1', 18_530n),
      returned('b2', won(18_530n)),
      executed('e2', 18_530n),
    ]
    const found = givenLog(history(jie, ...steps)).askedAbout({ transfer: 't1' }).finding?.next ?? []
    expect(found.map(({ action }) => action)).toContain('SETTLE_EXCEPTION')
    expect(found.map(({ action }) => action)).not.toContain('UNDO_SECOND')
  })

  it('is to be undone where the payer had the money back before: of the two payments the payee keeps one', () => {
    expect(next(refused, credited, again('e2'))).toContain('UNDO_SECOND propose')
  })
})

describe('a difference that went beyond the confirmed amount', () => {
  const app = { name: 'app-log', kind: 'OWN_SYSTEM', grade: 'A' } as const
  const recordedTooMuch = (...steps: ReadonlyArray<Step>) =>
    givenLog(
      history(
        jie,
        anAccount('bo', cny('0')),
        { _tag: 'ConfirmationShown', source: app, transferId, shown: { amount: cny('10.00') } },
        { _tag: 'ConfirmationAnswered', source: app, transferId, answer: 'ACCEPTED' },
        { _tag: 'BookTransfer', transferId, payer: 'jie', payee: 'bo', amount, by: customer },
        ...steps,
      ),
    ).askedAbout({ transfer: transferId }).finding
  const takenBack = (sum: string): Step => ({
    _tag: 'ReverseTransfer',
    transferId,
    amount: cny(sum),
    kind: 'WRONG_AMOUNT',
    by: desk,
    authority: 'correction of our own entry',
  })

  it('is owed until all of it is back, also where a part was taken back', () => {
    const part = recordedTooMuch(takenBack('60.00'))
    expect(part?.next[0]?.says.en).toBe(
      'We take back the CNY 30.00 that went beyond the confirmed amount, and give it to the payer.',
    )
    expect(part?.answer.en).not.toContain('nothing more is owed')
  })

  it('is owed no more once all of it is back', () => {
    const whole = recordedTooMuch(takenBack('60.00'), takenBack('30.00'))
    expect(whole?.next.filter(({ safety }) => safety !== 'never')).toEqual([])
    expect(whole?.answer.en).toContain('nothing more is owed')
  })
})

describe('what the operator gave the payer', () => {
  const granted: Step = { _tag: 'GrantProvisionalCredit', ...d1, alreadyMadeGood: cny('0.00') }
  const final: Step = { _tag: 'MakeProvisionalCreditFinal', ...d1 }
  const told = (...steps: ReadonlyArray<Step>) =>
    givenLog(history(jie, ...sent, ...steps)).askedAbout({ transfer: transferId }).finding

  it('is told as an advance while it is one, and not as money that came back', () => {
    const finding = told(disputed, granted)
    expect(finding?.answer.en).toContain('we have given the payer CNY 100.00 in advance')
    expect(finding?.next.find(({ action }) => action === 'COMPENSATE_AGAIN')?.forbiddenBy?.en).toBe(
      'the payer has CNY 100.00 of it already',
    )
  })

  it('is told as given for good once it is, and no more once it came back to the operator', () => {
    expect(told(disputed, granted, ...decided('REFUND'), final)?.answer.en).toContain(
      'we have given the payer CNY 100.00 for good',
    )
    const recovered = told(disputed, granted, ...decided('REFUND'), final, returned('b1'))
    expect(recovered?.answer.en).toContain('The CNY 100.00 that we had given the payer has come back to us')
    expect(recovered?.answer.en).not.toContain('for good')
  })
})

describe('money that went to another account than confirmed and was brought to the payee', () => {
  it('is told as put right, with the time', () => {
    const finding = givenLog(
      history(
        jie,
        anAccount('bo', cny('0')),
        anAccount('eve', cny('0')),
        { _tag: 'InitiateTransfer', transferId, payer: 'jie', payee: 'bo', amount },
        { _tag: 'ConfirmTransfer', transferId, by: customer },
        { _tag: 'ReportCredited', transferId, account: { account: 'eve' }, amount, by: bank, executionRef: 'e1' },
        {
          _tag: 'PostCorrection',
          transferId,
          from: 'eve',
          to: 'bo',
          amount,
          corrects: 'a credit of the wrong account',
          reason: 'executed to another account',
          by: desk,
          approvedBy: { role: 'OPERATOR', name: 'Wu' },
        },
      ),
    ).askedAbout({ transfer: transferId }).finding
    expect(finding?.answer.en).toMatch(/it was put right on .*; nothing more needs to be done\.$/)
  })
})

describe('a dispute that was decided', () => {
  it('proposes to pay what is owed, and no longer once it is paid', () => {
    expect(next(disputed, ...decided('REFUND'))).toContain('PAY_RESTITUTION propose')
    const paid: Step = { _tag: 'PayRestitution', ...d1, alreadyMadeGood: cny('0.00') }
    expect(next(disputed, ...decided('REFUND'), paid)).not.toContain('PAY_RESTITUTION propose')
  })

  it('proposes to take back what was given until the decision when it was denied', () => {
    const granted: Step = { _tag: 'GrantProvisionalCredit', ...d1, alreadyMadeGood: cny('0.00') }
    expect(next(disputed, granted, ...decided('DENIED'))).toContain('RESCIND_PROVISIONAL_CREDIT propose')
  })
})
