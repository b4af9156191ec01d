import { cny } from '@waybill/core'
import { anAccount, atTime, givenLog, history, type Step } from '@waybill/jest'

const desk = { name: 'support-desk', kind: 'SUPPORT', grade: 'B' } as const

const arrived: ReadonlyArray<Step> = [
  anAccount('mei', cny('1000.00')),
  anAccount('bo', cny('0')),
  { _tag: 'BookTransfer', payer: 'mei', payee: 'bo', amount: cny('100.00'), by: { role: 'CUSTOMER' } },
]

const asked: Step = {
  _tag: 'ClaimOpened',
  source: desk,
  claimId: 'k1',
  claim: 'NOT_ARRIVED',
  transferId: 't1',
}

const told = (substantive: boolean): Step => ({
  _tag: 'ContactLogged',
  source: desk,
  direction: 'OUTBOUND',
  channel: 'CHAT',
  substantive,
  claimId: 'k1',
  transferId: 't1',
})

const clockOf = (...steps: ReadonlyArray<Step>): string | undefined =>
  givenLog(history(...arrived, asked, ...steps))
    .askedAbout({ transfer: 't1', claim: 'NOT_ARRIVED' })
    .finding?.evidence.find(({ id }) => id === 'reply-clock')?.shows.en

const nextOf = (...steps: ReadonlyArray<Step>): ReadonlyArray<string> =>
  givenLog(history(...arrived, asked, ...steps))
    .askedAbout({ transfer: 't1', claim: 'NOT_ARRIVED' })
    .finding?.next.map(({ action }) => action) ?? []

describe('the answer that is owed to a customer within a day', () => {
  it('is open until then', () => {
    expect(clockOf(atTime('T+23:59'))).toMatch(/not answered yet; an answer is owed by/)
    expect(nextOf(atTime('T+23:59'))).toContain('ANSWER_CUSTOMER')
  })

  it('is given by a word that answers the matter, and not by one that acknowledges it', () => {
    expect(clockOf(atTime('T+00:10'), told(false), atTime('T+05:00'))).toMatch(/not answered yet/)
    expect(clockOf(atTime('T+00:10'), told(true))).toMatch(/in time/)
    expect(nextOf(atTime('T+00:10'), told(true))).not.toContain('ANSWER_CUSTOMER')
  })

  it('is given too late after that', () => {
    expect(clockOf(atTime('T+1d00:01'), told(true))).toMatch(/answered only on .* too late/)
  })

  it('is missing when the day has passed without it', () => {
    expect(clockOf(atTime('T+1d00:01'))).toMatch(/not answered, although an answer was owed by/)
  })

  it('is not owed to somebody who only asks for information', () => {
    const finding = givenLog(history(...arrived, { ...asked, claim: 'INFO_ONLY' }, atTime('T+2d00:00'))).askedAbout({
      transfer: 't1',
    }).finding
    expect(finding?.evidence.some(({ id }) => id === 'reply-clock')).toBe(false)
    expect(finding?.next.map(({ action }) => action)).not.toContain('ANSWER_CUSTOMER')
  })
})
