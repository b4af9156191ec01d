import type { DomainEvent, Recorded } from '@waybill/core'
import { noEnd, spanOf } from './span.js'

const at = (hour: number): string => `2026-02-14T${hour.toString().padStart(2, '0')}:00:00.000Z`

const span = (fields: { readonly _tag: DomainEvent['_tag'] } & Readonly<Record<string, unknown>>) =>
  spanOf({ event: fields, occurredAt: at(9) } as unknown as Recorded)

describe('the time that an event tells about', () => {
  it('is that of a window, open where it names no end, and over where it is closed', () => {
    for (const _tag of ['WindowAnnounced', 'WindowOpened'] as const) {
      expect(span({ _tag, from: at(1), until: at(3) })).toEqual({ from: at(1), to: at(3), ends: false })
      expect(span({ _tag, from: at(1) })).toEqual({ from: at(1), to: noEnd, ends: false })
    }
    expect(span({ _tag: 'WindowClosed', from: at(1), until: at(2) })).toEqual({ from: at(1), to: at(2), ends: true })
  })

  it('is the period of a coverage or a statement', () => {
    for (const _tag of ['SourceCoverageDeclared', 'StatementReceived'] as const)
      expect(span({ _tag, from: at(1), to: at(3) })).toEqual({ from: at(1), to: at(3), ends: false })
  })

  it('is that of a restriction until it expires or is lifted', () => {
    const expiresAt = at(20)
    expect(span({ _tag: 'RestrictionPlaced', expiresAt })).toEqual({ from: at(9), to: expiresAt, ends: false })
    expect(span({ _tag: 'RestrictionLifted', expiresAt })).toEqual({ from: at(9), to: at(9), ends: true })
  })

  it('is what an alert looked at, up to the alert', () => {
    expect(span({ _tag: 'AlertRaised', windowStart: at(7) })).toEqual({ from: at(7), to: at(9), ends: false })
    expect(span({ _tag: 'AlertRaised' })).toEqual({ from: at(9), to: at(9), ends: false })
  })

  it('is without an end from the moment at which a policy changed or was told, the earlier one', () => {
    expect(span({ _tag: 'PolicyChanged', effectiveFrom: at(7) })).toEqual({ from: at(7), to: noEnd, ends: false })
    expect(span({ _tag: 'PolicyChanged', effectiveFrom: at(11) })).toEqual({ from: at(9), to: noEnd, ends: false })
  })

  it('is the moment of any other', () => {
    const told = { from: at(1), to: at(3), until: at(4), expiresAt: at(5), windowStart: at(6), effectiveFrom: at(7) }
    expect(span({ _tag: 'ContactLogged', ...told })).toEqual({ from: at(9), to: at(9), ends: false })
  })
})
