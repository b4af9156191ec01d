import { describe, expect, it } from '@jest/globals'
import type { ObservationEvent } from './event.js'
import { observationStream } from './stream.js'

const edge = { name: 'edge-hangzhou', kind: 'OWN_SYSTEM', grade: 'A' } as const
const support = { name: 'support-desk', kind: 'SUPPORT', grade: 'C' } as const
const noon = '2026-02-12T04:00:00.000Z'

const refused: ObservationEvent = {
  _tag: 'RequestRefused',
  source: edge,
  ground: 'OVERLOAD',
  reason: { codeSet: 'waybill:edge', code: 'BUSY' },
}
const viewed: ObservationEvent = {
  _tag: 'ViewServed',
  source: edge,
  view: 'BALANCE',
  projection: 'balance',
  projectionSequence: 12,
}
const called: ObservationEvent = {
  _tag: 'ContactLogged',
  source: support,
  direction: 'INBOUND',
  channel: 'PHONE',
  substantive: true,
}

describe('the stream of an observation', () => {
  it('is that of the attempt when it belongs to one', () => {
    expect(observationStream({ ...refused, transferId: 't1', customer: 'c1' })).toBe('attempt-t1')
    expect(observationStream({ ...viewed, transferId: 't1', account: 'a1' })).toBe('attempt-t1')
    expect(observationStream({ ...called, transferId: 't1', claimId: 'k1' })).toBe('attempt-t1')
  })

  it('is that of what it is most closely tied to when it belongs to no attempt', () => {
    expect(observationStream({ ...viewed, account: 'a1', customer: 'c1' })).toBe('view-a1')
    expect(observationStream({ ...called, claimId: 'k1', customer: 'c1' })).toBe('claim-k1')
    expect(observationStream({ ...called, customer: 'c1' })).toBe('customer-c1')
    expect(observationStream({ ...refused, customer: 'c1' })).toBe('customer-c1')
  })

  it('is that of its source when it is tied to nothing', () => {
    expect(observationStream(refused)).toBe('source-edge-hangzhou')
    expect(observationStream(called)).toBe('source-support-desk')
  })

  it('is one for everything that is said of a window, a component or a restriction', () => {
    const window = { source: edge, windowId: 'w1', kind: 'INCIDENT', from: noon } as const
    expect(observationStream({ _tag: 'WindowOpened', ...window })).toBe('window-w1')
    expect(observationStream({ _tag: 'WindowClosed', ...window, until: noon })).toBe('window-w1')
    expect(observationStream({ _tag: 'ComponentReported', source: edge, component: 'posting', kind: 'ERROR' })).toBe(
      'component-posting',
    )
    expect(
      observationStream({
        _tag: 'ConfigurationChanged',
        source: edge,
        component: 'posting',
        change: 'ROLLBACK',
        versionAfter: '4',
      }),
    ).toBe('component-posting')
  })

  it('is that of the covered source, whoever declares the coverage', () => {
    const digest = `sha256:${'0'.repeat(64)}`
    expect(
      observationStream({
        _tag: 'SourceCoverageDeclared',
        source: support,
        covers: 'edge-hangzhou',
        from: noon,
        to: noon,
        count: 0,
        digest,
      }),
    ).toBe('coverage-edge-hangzhou')
  })
})
