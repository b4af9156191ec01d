import { begin, edge, fold, harbour, minutes, pay, request, tell, type Told } from '../../test/audited.js'
import { dawn, type TestLedger } from '../../test/test-ledger.js'
import { documentsIn } from '../read-model.js'
import { streamConcerns } from './document.js'
import { noEnd } from './span.js'

describe('the streams that concern a subject', () => {
  const concernsOf = (ledger: TestLedger, kind: string, id: string) =>
    documentsIn(fold(ledger), streamConcerns, `${kind}/${id}`)

  it('are those that name it, with the time that they tell about and how often', () => {
    const ledger = begin()
    const scope = { kind: 'CUSTOMER', id: 'c-mei' }
    const restriction = { source: edge, restrictionId: 'x1', scope, rule: 'velocity' }
    const placed: Told = { _tag: 'RestrictionPlaced', ...restriction, restricts: ['DEBITS'], expiresAt: minutes(60) }
    tell(ledger, 'restriction-x1', placed, minutes(10))
    const told = { stream: 'restriction-x1', from: minutes(10), to: minutes(60), count: 1 }
    expect(concernsOf(ledger, 'CUSTOMER', 'c-mei')).toEqual([told])
    tell(ledger, 'restriction-x1', { ...placed, expiresAt: minutes(40) }, minutes(5))
    expect(concernsOf(ledger, 'CUSTOMER', 'c-mei')).toEqual([{ ...told, from: minutes(5), count: 2 }])
    tell(ledger, 'restriction-x1', { ...placed, expiresAt: minutes(90) }, minutes(6))
    expect(concernsOf(ledger, 'CUSTOMER', 'c-mei')).toEqual([{ ...told, from: minutes(5), to: minutes(90), count: 3 }])
    tell(ledger, 'restriction-x1', { _tag: 'RestrictionLifted', ...restriction, because: 'APPEAL' }, minutes(30))
    expect(concernsOf(ledger, 'CUSTOMER', 'c-mei')).toEqual([{ ...told, from: minutes(5), to: minutes(30), count: 4 }])
  })

  it('are those of an alert about it, and of whatever it names besides, each once', () => {
    const ledger = begin()
    tell(ledger, 'alert-a1', {
      _tag: 'AlertRaised',
      source: edge,
      alertId: 'a1',
      subject: { kind: 'DEVICE', id: 'phone-1' },
      device: { id: 'phone-1' },
      account: 'mei',
      customer: 'c-mei',
      payee: harbour('6222-01'),
      network: { address: '192.0.2.7' },
    })
    for (const [kind, id] of [
      ['DEVICE', 'phone-1'],
      ['ACCOUNT', 'mei'],
      ['CUSTOMER', 'c-mei'],
      ['PAYEE', '6222-01'],
      ['NETWORK_ADDRESS', '192.0.2.7'],
    ] as const)
      expect([kind, concernsOf(ledger, kind, id)]).toEqual([
        kind,
        [{ stream: 'alert-a1', from: dawn, to: dawn, count: 1 }],
      ])
  })

  it('are those of an alert about it that names it nowhere else', () => {
    const ledger = begin()
    tell(ledger, 'alert-a1', {
      _tag: 'AlertRaised',
      source: edge,
      alertId: 'a1',
      subject: { kind: 'PAYEE', id: '6222' },
    })
    expect(concernsOf(ledger, 'PAYEE', '6222')).toEqual([{ stream: 'alert-a1', from: dawn, to: dawn, count: 1 }])
  })

  it('are none that are found by their names', () => {
    const ledger = begin()
    pay(ledger, 't1')
    tell(ledger, 'attempt-t1', request('t1', 'key-1', { customer: 'c-mei', account: 'mei' }))
    tell(ledger, 'customer-c-mei', { _tag: 'AccessObserved', source: edge, access: 'LOGIN', customer: 'c-mei' })
    expect(concernsOf(ledger, 'CUSTOMER', 'c-mei')).toEqual([])
    expect(concernsOf(ledger, 'ACCOUNT', 'mei')).toEqual([])
    expect(concernsOf(ledger, 'TRANSFER', 't1')).toEqual([])
  })

  it.each([
    ['window', { _tag: 'WindowOpened', windowId: 'w1', from: minutes(1) }, minutes(1), noEnd],
    ['coverage', { _tag: 'SourceCoverageDeclared', from: minutes(1), to: minutes(2) }, minutes(1), minutes(2)],
    ['component', { _tag: 'ComponentReported', component: 'edge' }, dawn, dawn],
    ['policy', { _tag: 'PolicyChanged', effectiveFrom: minutes(1) }, dawn, noEnd],
    ['statement', { _tag: 'StatementReceived', from: minutes(1), to: minutes(2), entries: [] }, minutes(1), minutes(2)],
  ] as const)('are those of the surroundings by their kind: %s', (kind, told, from, to) => {
    const ledger = begin()
    tell(ledger, `${kind}-1`, { source: edge, ...told })
    expect(concernsOf(ledger, 'SURROUNDINGS', kind)).toEqual([{ stream: `${kind}-1`, from, to, count: 1 }])
  })

  it('are, of other kinds, no surroundings', () => {
    const ledger = begin()
    tell(ledger, 'notice-1', { _tag: 'NoticeSent', source: edge, noticeId: 'n1', customer: 'c-mei' })
    expect(concernsOf(ledger, 'SURROUNDINGS', 'notice')).toEqual([])
    expect(concernsOf(ledger, 'CUSTOMER', 'c-mei')).toHaveLength(1)
  })
})
