import fc from 'fast-check'
import { asOf, happenedBy, knowledgeTime, knownPrefix, type Timed } from './as-of.js'

const minute = fc
  .integer({ min: 0, max: 59 })
  .map((value) => `2026-02-14T09:${value.toString().padStart(2, '0')}:00.000Z`)

const log: fc.Arbitrary<ReadonlyArray<Timed>> = fc
  .array(fc.record({ occurredAt: minute, recordedAt: minute }), { maxLength: 30 })
  .map((times) => times.map((pair, index) => ({ ...pair, sequence: index + 1 })))

describe('what was known by a time', () => {
  it('is always a prefix of the log', () => {
    fc.assert(
      fc.property(log, minute, (events, time) => {
        const known = knownPrefix(events, time)
        expect(known).toEqual(events.slice(0, known.length))
      }),
    )
  })

  it('ends before the first position whose knowledge time is later', () => {
    fc.assert(
      fc.property(log, minute, (events, time) => {
        const known = knownPrefix(events, time)
        expect((knowledgeTime(known) ?? time) <= time).toBe(true)
        const next = events[known.length]
        if (next !== undefined) expect(knowledgeTime([...known, next])! > time).toBe(true)
      }),
    )
  })

  it('grows with the time and never shrinks', () => {
    fc.assert(
      fc.property(log, minute, minute, (events, one, other) => {
        const [early, late] = one < other ? [one, other] : [other, one]
        expect(knownPrefix(events, early).length).toBeLessThanOrEqual(knownPrefix(events, late).length)
        expect(knownPrefix(knownPrefix(events, late), early)).toEqual(knownPrefix(events, early))
        expect(knownPrefix(knownPrefix(events, early), late)).toEqual(knownPrefix(events, early))
      }),
    )
  })
})

describe('what had happened by a time', () => {
  it('keeps the order and holds exactly what happened by then', () => {
    fc.assert(
      fc.property(log, minute, (events, time) => {
        const happened = happenedBy(events, time)
        expect(happened.map(({ sequence }) => sequence)).toEqual(
          events.map(({ sequence }) => sequence).filter((sequence) => events[sequence - 1]!.occurredAt <= time),
        )
      }),
    )
  })

  it('grows with the time and never shrinks', () => {
    fc.assert(
      fc.property(log, minute, minute, (events, one, other) => {
        const [early, late] = one < other ? [one, other] : [other, one]
        expect(happenedBy(happenedBy(events, late), early)).toEqual(happenedBy(events, early))
      }),
    )
  })
})

describe('a pair of times', () => {
  it('asks for what had happened within what was known', () => {
    fc.assert(
      fc.property(log, minute, minute, (events, happened, known) => {
        expect(asOf(events, { happenedBy: happened, knownBy: known })).toEqual(
          happenedBy(knownPrefix(events, known), happened),
        )
      }),
    )
  })

  it('limits nothing where no time is given', () => {
    fc.assert(fc.property(log, (events) => expect(asOf(events, {})).toEqual(events)))
  })
})

describe('what was learnt late', () => {
  const late: Timed = { sequence: 2, occurredAt: '2026-02-14T08:00:00.000Z', recordedAt: '2026-02-14T12:00:00.000Z' }
  const first: Timed = { sequence: 1, occurredAt: '2026-02-14T09:00:00.000Z', recordedAt: '2026-02-14T09:00:00.000Z' }
  const third: Timed = { sequence: 3, occurredAt: '2026-02-14T10:00:00.000Z', recordedAt: '2026-02-14T10:00:00.000Z' }

  it('hides what stands after it, even where a clock had run backwards', () => {
    expect(knownPrefix([first, late, third], '2026-02-14T11:00:00.000Z')).toEqual([first])
  })

  it('counts as having happened when it did', () => {
    expect(asOf([first, late, third], { happenedBy: '2026-02-14T08:30:00.000Z' })).toEqual([late])
  })
})
