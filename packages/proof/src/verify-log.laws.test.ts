import fc from 'fast-check'
import {
  contentEdits,
  type Damage,
  firstDifference,
  labelEdits,
  lineDamages,
  shorteningDamages,
} from '../test/damage.js'
import { anchorAt, type Draft, logOf, rootOver, sha256 } from '../test/sample-log.js'
import { verifyPlainly } from '../test/plain-reading.js'
import {
  type Anchor,
  beginSecondReading,
  beginVerification,
  beginVerificationInTwoReadings,
  type LoggedEvent,
  type LogVerdict,
  verifyLog,
} from './index.js'

const verify = verifyLog(sha256)

const word = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.string({ unit: 'grapheme-ascii', maxLength: 6 }),
  fc.constantFrom('', '\ufffd', 'payer', '帐户', '🏦'),
)

const metadata = fc.dictionary(word, word, { maxKeys: 3, noNullPrototype: true })

const drafts: fc.Arbitrary<ReadonlyArray<Draft>> = fc
  .array(
    fc.record({
      stream: fc.constantFrom('account-ada', 'account-ben', 'transfer-rent', 'transfer-帐', 'funds-ada'),
      type: word,
      schemaVersion: fc.integer({ min: 1, max: 3 }),
      occurredAt: word,
      recordedAt: word,
      metadata,
      data: fc.oneof(word, fc.constant('a \ufffd b')),
    }),
    { minLength: 1, maxLength: 16 },
  )
  .map((parts) => parts.map((part, index) => ({ ...part, id: `event-${index + 1}` })))

const logs = drafts.map(logOf)

const chances = fc.record({
  one: fc.nat(),
  two: fc.nat(),
  text: fc.oneof(word, fc.constantFrom('event-1', 'event-3', 'account-ada', 'urn:waybill:ledger:elsewhere')),
})

let tamperings = 0

const onDamaged = (
  damages: ReadonlyArray<Damage>,
  runs: number,
  check: (
    verdict: LogVerdict,
    at: number,
    log: ReadonlyArray<LoggedEvent>,
    damaged: ReadonlyArray<LoggedEvent>,
  ) => void,
): void =>
  fc.assert(
    fc.property(logs, fc.array(chances, { minLength: damages.length, maxLength: damages.length }), (log, each) => {
      let damaged: ReadonlyArray<LoggedEvent> | null = log
      for (const [index, damage] of damages.entries()) {
        if (damaged !== null && damaged.length > 0) damaged = damage(damaged, each[index]!)
      }
      fc.pre(damaged !== null)
      const at = firstDifference(damaged, log)
      fc.pre(at !== null)
      tamperings += 1
      check(verify(damaged, [anchorAt(log, log.length)]), at, log, damaged)
    }),
    { numRuns: runs },
  )

describe('a log that nobody touched', () => {
  test('is found intact, with the root of its leaves, with or without an anchor', () => {
    fc.assert(
      fc.property(logs, fc.nat(), (log, size) => {
        const anchor = anchorAt(log, size % (log.length + 1))
        const expected = {
          size: log.length,
          root: rootOver(log),
          firstBad: null,
          lastIntactSequence: log.length,
          problems: [],
        }
        expect(verify(log)).toMatchObject({ ...expected, anchored: false, anchor: null })
        expect(verify(log, [anchor])).toMatchObject({ ...expected, anchored: true, anchor })
      }),
    )
  })

  test('gets, after each step, the verdict that its beginning gets as a whole', () => {
    fc.assert(
      fc.property(logs, (log) => {
        const anchors = [anchorAt(log, log.length), anchorAt(log, 1)]
        const verification = beginVerification(sha256)(anchors)
        for (const [index, event] of log.entries()) {
          verification.step(event)
          expect(verification.finish()).toEqual(verify(log.slice(0, index + 1), anchors))
        }
      }),
      { numRuns: 30 },
    )
  })
})

describe('with an anchor, one edit is found at the event that bears it, and only there, when', () => {
  test.each(Object.entries(contentEdits))('%s', (_, damage) => {
    onDamaged([damage], 60, (verdict, at) => {
      expect(verdict.firstBad).toBe(at)
      const broken = verdict.problems.filter(({ _tag }) => _tag === 'ChainBroken')
      expect(broken).toMatchObject([{ sequence: at, doubtFrom: at }])
      expect(verdict.problems.every(({ _tag }) => ['ChainBroken', 'DuplicateEventId'].includes(_tag))).toBe(true)
      expect(verdict.anchored).toBe(true)
    })
  })
})

describe('with an anchor, one edit is found at the event that bears it when', () => {
  test.each(Object.entries(labelEdits))('%s', (_, damage) => {
    onDamaged([damage], 60, ({ firstBad }, at) => expect(firstBad).toBe(at))
  })
})

describe('with an anchor, damage is found, and nothing that it touched is called intact, when', () => {
  test.each(Object.entries(lineDamages))('%s', (_, damage) => {
    onDamaged([damage], 60, ({ firstBad, lastIntactSequence }, at) => {
      expect(firstBad).not.toBeNull()
      expect(firstBad).toBeLessThanOrEqual(at)
      expect(lastIntactSequence).toBe(firstBad! - 1)
    })
  })
})

describe('with an anchor, a log that became too short is found when', () => {
  test.each(Object.entries(shorteningDamages))('%s', (_, damage) => {
    onDamaged([damage], 60, ({ firstBad, problems, anchored }, _at, log, damaged) => {
      expect(firstBad).toBeLessThanOrEqual(damaged.length + 1)
      expect(problems).toContainEqual({
        _tag: 'AnchorSizeShort',
        anchorSize: log.length,
        lastSequence: damaged.length,
        doubtFrom: damaged.length + 1,
      })
      expect(anchored).toBe(false)
    })
  })
})

const everyDamage: Readonly<Record<string, Damage>> = {
  ...contentEdits,
  ...labelEdits,
  ...lineDamages,
  ...shorteningDamages,
}

test('two damages at once never hide each other', () => {
  const names = Object.keys(everyDamage)
  fc.assert(
    fc.property(
      logs,
      fc.constantFrom(...names),
      fc.constantFrom(...names),
      chances,
      chances,
      (log, one, two, first, second) => {
        const once = everyDamage[one]!(log, first)
        const twice = once === null || once.length === 0 ? null : everyDamage[two]!(once, second)
        const at = twice && firstDifference(twice, log)
        // What is merely added behind an anchor no anchor can tell from a log that went on.
        fc.pre(twice !== null && at !== null && at <= log.length)
        tamperings += 1
        const { firstBad } = verify(twice, [anchorAt(log, log.length)])
        expect(firstBad).not.toBeNull()
        const everyLineInItsPlace =
          twice.length >= log.length && twice.every(({ sequence }, index) => sequence === index + 1)
        if (!everyLineInItsPlace) return
        expect(firstBad).toBeLessThanOrEqual(at)
      },
    ),
    { numRuns: 500 },
  )
})

const verifyInTwoReadings = (log: ReadonlyArray<LoggedEvent>, anchors: ReadonlyArray<Anchor>): LogVerdict => {
  const verification = beginVerificationInTwoReadings(sha256)(anchors)
  for (const event of log) verification.step(event)
  const second = beginSecondReading(verification.doubtfulIds())
  for (const event of log) second.step(event)
  return verification.finish(second)
}

test('what is kept as bytes, and read in one or two readings, gets the verdict of the plainest reading to the last problem', () => {
  const damages = fc.array(fc.record({ name: fc.constantFrom(...Object.keys(everyDamage)), chance: chances }), {
    maxLength: 3,
  })
  fc.assert(
    fc.property(logs, damages, fc.array(fc.nat(), { maxLength: 3 }), (log, made, sizes) => {
      let damaged: ReadonlyArray<LoggedEvent> = log
      for (const { chance, name } of made) {
        const next = damaged.length === 0 ? null : everyDamage[name]!(damaged, chance)
        if (next !== null) damaged = next
      }
      const anchors = [anchorAt(log, log.length), ...sizes.map((size) => anchorAt(log, size % (log.length + 1)))]
      const plain = verifyPlainly(sha256, damaged, anchors)
      expect(verify(damaged, anchors)).toEqual(plain)
      expect(verifyInTwoReadings(damaged, anchors)).toEqual(plain)
    }),
    { numRuns: 1000 },
  )
})

test('of several anchors, the last that agrees and the first that differs enclose a rewritten event', () => {
  fc.assert(
    fc.property(logs, fc.nat(), fc.array(fc.nat(), { maxLength: 4 }), (log, place, sizes) => {
      const index = place % log.length
      const rewritten = everyDamage['an event was edited and its stream chained anew']!(log, {
        one: index,
        two: 0,
        text: 'rewritten',
      })
      fc.pre(rewritten !== null)
      const anchored = [...sizes.map((size) => size % (log.length + 1)), log.length]
      const agreeing = anchored.filter((size) => size <= index)
      const { anchor, firstBad } = verify(
        rewritten,
        anchored.map((size) => anchorAt(log, size)),
      )
      expect(firstBad).toBe(Math.max(0, ...agreeing) + 1)
      expect(anchor?.size ?? 0).toBe(Math.max(0, ...agreeing))
      tamperings += 1
    }),
    { numRuns: 200 },
  )
})

test('what stands behind the last anchor that agrees throws no doubt on what the anchor covers', () => {
  fc.assert(
    fc.property(
      logs,
      fc.nat(),
      fc.constantFrom(...Object.values(everyDamage)),
      chances,
      (log, place, damage, chance) => {
        const size = place % log.length
        const tail = damage(log.slice(size), chance)
        fc.pre(tail !== null)
        const damaged = [...log.slice(0, size), ...tail]
        const { firstBad } = verify(damaged, [anchorAt(log, size)])
        expect(firstBad ?? Infinity).toBeGreaterThan(size)
      },
    ),
    { numRuns: 200 },
  )
})

test('these laws tried at least two thousand tamperings', () => {
  expect(tamperings).toBeGreaterThanOrEqual(2000)
})
