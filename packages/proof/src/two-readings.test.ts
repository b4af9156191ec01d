import { contentEdits, type Damage, labelEdits, lineDamages, shorteningDamages } from '../test/damage.js'
import { verifyPlainly } from '../test/plain-reading.js'
import { anchorAt, logOf, morning, rechained, rootOver, sha256 } from '../test/sample-log.js'
import {
  type Anchor,
  beginSecondReading,
  beginVerification,
  beginVerificationInTwoReadings,
  type LoggedEvent,
  type LogVerdict,
  verifyLog,
} from './index.js'

type Log = ReadonlyArray<LoggedEvent>

const readTwice = (log: Log, anchors: ReadonlyArray<Anchor> = []): LogVerdict => {
  const verification = beginVerificationInTwoReadings(sha256)(anchors, log.length)
  for (const event of log) verification.step(event)
  const second = beginSecondReading(verification.doubtfulIds())
  for (const event of log) second.step(event)
  return verification.finish(second)
}

const damages: ReadonlyArray<readonly [string, Damage]> = Object.entries({
  ...contentEdits,
  ...labelEdits,
  ...lineDamages,
  ...shorteningDamages,
})
const texts = ['event-2', 'account-ada', 'urn:waybill:ledger:elsewhere'] as const

/** The log with a damage done to it at each of three places. */
const damagedBy = (damage: Damage, log: Log): ReadonlyArray<Log> =>
  [0, 3, 5].flatMap((one) => {
    const damaged = damage(log, { one, two: 3 * one + 1, text: texts[one % texts.length] ?? '' })
    return damaged === null ? [] : [damaged]
  })

const anchorsOf = (log: Log): ReadonlyArray<Anchor> => [anchorAt(log, log.length), anchorAt(log, 0), anchorAt(log, 4)]

describe('a log that is kept as bytes, and read once or twice, gets the verdict of the plainest reading', () => {
  test('where nobody touched it', () => {
    expect(readTwice(morning, anchorsOf(morning))).toEqual(verifyPlainly(sha256, morning, anchorsOf(morning)))
    expect(readTwice([])).toEqual(verifyPlainly(sha256, [], []))
  })

  test.each(damages)('where %s', (_, damage) => {
    const anchors = anchorsOf(morning)
    for (const damaged of damagedBy(damage, morning)) {
      const plain = verifyPlainly(sha256, damaged, anchors)
      expect(verifyLog(sha256)(damaged, anchors)).toEqual(plain)
      expect(readTwice(damaged, anchors)).toEqual(plain)
    }
  })

  test.each([
    ['stored hashes are none, twice in one stream', [2, 4]],
    ['stored hashes are none, in two streams', [3, 7]],
    ['no stored hash is one', [0, 1, 2, 3, 4, 5, 6, 7]],
  ])('where %s', (_, places) => {
    const damaged = morning.map((event, index) => (places.includes(index) ? { ...event, chainhash: 'none' } : event))
    for (const anchors of [[], anchorsOf(morning)]) {
      const plain = verifyPlainly(sha256, damaged, anchors)
      expect(verifyLog(sha256)(damaged, anchors)).toEqual(plain)
      expect(readTwice(damaged, anchors)).toEqual(plain)
    }
  })

  test('where several streams are in disorder, told in the order of their first events', () => {
    const backwards = [...morning].reverse().map((event) => ({ ...event, place: { line: 9 - event.sequence } }))
    const plain = verifyPlainly(sha256, backwards, anchorsOf(morning))
    expect(verifyLog(sha256)(backwards, anchorsOf(morning))).toEqual(plain)
    expect(readTwice(backwards, anchorsOf(morning))).toEqual(plain)
  })

  test('where the stream that began later is the first in disorder', () => {
    const skipping = rechained(
      morning.map((event) => (event.sequence === 3 || event.sequence === 8 ? { ...event, revision: 7 } : event)),
    )
    const verdict = verifyLog(sha256)(skipping)
    expect(verdict).toEqual(verifyPlainly(sha256, skipping, []))
    expect(readTwice(skipping, [])).toEqual(verdict)
    expect(verdict.problems.map(({ _tag, doubtFrom }) => `${_tag} ${doubtFrom}`)).toEqual([
      'RevisionGap 3',
      'RevisionOutOfOrder 3',
      'RevisionGap 5',
      'RevisionGap 8',
    ])
  })

  test('where a sequence has no room in 32 bits', () => {
    const far = morning.map((event) => ({ ...event, sequence: event.sequence + 2 ** 32 - 4 }))
    expect(verifyLog(sha256)(far)).toEqual(verifyPlainly(sha256, far, []))
  })
})

describe('a reading under way', () => {
  test('numbers the streams in the order of their first events', () => {
    const verification = beginVerificationInTwoReadings(sha256)()
    expect(morning.map(verification.step)).toEqual([0, 1, 2, 0, 2, 0, 2, 1])
    expect(['account-ben', 'transfer-rent', 'account-eve'].map(verification.streamNumberOf)).toEqual([1, 2, null])
  })

  test('keeps the tree over what was read, as it is stored', () => {
    const verification = beginVerificationInTwoReadings(sha256)()
    const edited = morning.with(2, { ...morning[2]!, data: 'edited' })
    for (const event of edited) verification.step(event)
    expect(verification.tree()).toMatchObject({ size: 8, peaks: [rootOver(morning)] })
  })

  test('may be finished at any time, and go on', () => {
    const verification = beginVerification(sha256)([anchorAt(morning, 8)])
    for (const [index, event] of morning.entries()) {
      verification.step(event)
      const { size, anchored } = verification.finish()
      expect([size, anchored]).toEqual([index + 1, index === 7])
    }
    expect(beginVerification(sha256)().finish()).toMatchObject({ size: 0, problems: [], anchored: false, anchor: null })
  })
})

describe('an id that stands twice', () => {
  const copied = morning.with(4, { ...morning[4]!, id: 'event-2' })

  test('is in doubt after the first reading, and where it stood first is known after the second', () => {
    const verification = beginVerificationInTwoReadings(sha256)()
    for (const event of copied) verification.step(event)
    expect([...verification.doubtfulIds()]).toEqual(['event-2'])
    const second = beginSecondReading(verification.doubtfulIds())
    for (const event of copied) second.step(event)
    expect(second.size()).toBe(8)
    expect([...second.firstPlaces()]).toEqual([['event-2', { ordinal: 2, sequence: 2 }]])
  })

  test('is no problem where the second reading did not find it before', () => {
    const verification = beginVerificationInTwoReadings(sha256)()
    for (const event of copied) verification.step(event)
    const tagsWith = (firsts: ReadonlyArray<LoggedEvent>) => {
      const second = beginSecondReading(verification.doubtfulIds())
      for (const event of firsts) second.step(event)
      return verification.finish(second).problems.map(({ _tag }) => _tag)
    }
    expect(tagsWith(copied)).toEqual(['DuplicateEventId', 'ChainBroken'])
    expect(tagsWith([])).toEqual(['ChainBroken'])
    expect(tagsWith(copied.with(1, { ...copied[1]!, id: 'event-9' }))).toEqual(['ChainBroken'])
  })
})

test('a log of many streams is read as one of few is', () => {
  const [{ chainhash: _hash, ledger: _ledger, revision: _revision, sequence: _sequence, ...draft }] = morning as [
    LoggedEvent,
  ]
  const log = logOf(
    Array.from({ length: 60 }, (_, index) => ({ ...draft, stream: `transfer-${index % 23}`, id: `event-${index}` })),
  )
  const edited = log.with(40, { ...log[40]!, data: 'edited' })
  const anchors = [anchorAt(log, 60), anchorAt(log, 39)]
  expect(readTwice(log, anchors)).toEqual(verifyPlainly(sha256, log, anchors))
  expect(readTwice(edited, anchors)).toEqual(verifyPlainly(sha256, edited, anchors))
})
