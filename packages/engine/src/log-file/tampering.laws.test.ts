import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import {
  appendLeaf,
  beginVerification,
  emptyAccumulator,
  leafHash,
  rootOf,
  type Anchor,
  type LogVerdict,
} from '@waybill/proof'
import {
  editsInPlace,
  editsOfLabels,
  rearrangements,
  rewritings,
  rewrittenFrom,
  type Chances,
  type LedgerEvent,
  type Outcome,
  type TamperedLog,
  type Tampering,
} from '../../test/tampering.js'
import { sha256 } from '../sha256.js'
import { decodeLine } from './decode-line.js'

const stories = join(__dirname, '../../../../examples/stories')

const shipped: ReadonlyArray<TamperedLog> = readdirSync(stories, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ndjson') && !/-(?:altered|cut|removed)\./.test(name))
  .map((name): TamperedLog => {
    const lines = readFileSync(join(stories, name), 'utf8').trimEnd().split('\n')
    const events = lines.map((line, index): LedgerEvent => {
      const read = decodeLine(line, { file: name, line: index + 1 })
      if (E.isLeft(read)) throw new Error(JSON.stringify(read.left))
      return { ...read.right.event, ledger: read.right.ledger }
    })
    return { ledger: events[0]!.ledger, events }
  })

const word = fc.oneof(fc.string({ maxLength: 6, unit: 'grapheme' }), fc.constantFrom('0', '1', '帐户', 'payer'))
const moment = fc.integer({ min: 0, max: 86_399_999 }).map((ms) => new Date(Date.UTC(2031, 2, 4) + ms).toISOString())

const generated: fc.Arbitrary<TamperedLog> = fc
  .array(
    fc.record({
      stream: fc.constantFrom('account-ada', 'account-ben', 'transfer-rent', 'funds-ada', 'attempt-rent'),
      type: fc.constantFrom('AccountOpened', 'TransferInitiated', 'RequestSent', 'SomethingNew'),
      schemaVersion: fc.integer({ min: 1, max: 3 }),
      occurredAt: moment,
      recordedAt: moment,
      metadata: fc.record({ actor: word, commandid: word, $correlationId: word, $causationId: word }),
      data: fc.record({ amount: fc.nat().map(String), sum: fc.double({ noNaN: true, noDefaultInfinity: true }), word }),
    }),
    { minLength: 2, maxLength: 24 },
  )
  .map((drafts): TamperedLog => {
    const ledger = 'urn:waybill:ledger:harbour'
    const events = drafts.map(({ data: { amount, sum, word: said }, ...draft }, index): LedgerEvent => ({
      ...draft,
      ledger,
      id: `event-${index + 1}`,
      revision: 0,
      sequence: 0,
      chainhash: '',
      data: `{"amount":${JSON.stringify(amount)},"sum":${JSON.stringify(sum)},"word":${JSON.stringify(said)}}`,
    }))
    return { ledger, events: rewrittenFrom(events, 0, true) }
  })

const grow = appendLeaf(sha256)
const leafOf = leafHash(sha256)

const eventsBetweenAnchors = 16

/** The anchors that an honest keeper took elsewhere: one for every so many events, and one over all of them. */
const anchorsOf = ({ events, ledger }: TamperedLog): ReadonlyArray<Anchor> => {
  const anchors: Anchor[] = []
  let tree = emptyAccumulator
  for (const { chainhash } of events) {
    tree = grow(tree, leafOf(chainhash))
    if (tree.size % eventsBetweenAnchors === 0 || tree.size === events.length)
      anchors.push({ ledger, size: tree.size, root: rootOf(sha256)(tree), time: '2031-03-05T00:00:00.000Z' })
  }
  return anchors
}

type Anchored = { readonly log: TamperedLog; readonly anchors: ReadonlyArray<Anchor> }

const anchored = (log: TamperedLog): Anchored => ({ log, anchors: anchorsOf(log) })

const seed = Number(process.env['TAMPERING_SEED'] ?? 1)

/** Every shipped log, and for each several that were made up: short, and with words that nobody would store. */
const logs: ReadonlyArray<Anchored> = [
  ...shipped.map(anchored),
  ...fc.sample(generated, { numRuns: 4 * shipped.length, seed }).map(anchored),
]

const verdictOn = (events: ReadonlyArray<LedgerEvent>, anchors: ReadonlyArray<Anchor>): LogVerdict => {
  const verification = beginVerification(sha256)(anchors)
  for (const event of events) verification.step(event)
  return verification.finish()
}

const chances: fc.Arbitrary<Chances> = fc.record({ place: fc.nat(), other: fc.nat(), word })

const made = new Map<string, { tried: number; found: number }>()

type Tried = Anchored & { readonly outcome: Outcome }

const tampered = (tampering: Tampering, numRuns: number, check: (tried: Tried) => void): void =>
  fc.assert(
    fc.property(fc.nat(), chances, (which, by) => {
      const { anchors, log } = logs[which % logs.length]!
      const outcome = tampering(log, by)
      fc.pre(outcome !== null)
      check({ outcome, log, anchors })
    }),
    { numRuns, seed, maxSkipsPerRun: 20 },
  )

/** Makes so many tamperings of a kind, holds each against the anchors that were taken before it, and counts. */
const tamper = (kind: string, tampering: Tampering, check: (tried: Tried) => void): void => {
  const count = { tried: 0, found: 0 }
  made.set(kind, count)
  tampered(tampering, 330, (tried) => {
    count.tried += 1
    check(tried)
    count.found += 1
  })
}

/** The last size up to which an anchor vouches that nothing was touched. */
const vouchedBefore = (anchors: ReadonlyArray<Anchor>, at: number): number =>
  anchors.reduce((greatest, { size }) => (size < at ? Math.max(greatest, size) : greatest), 0)

describe('an untouched log', () => {
  it('agrees with every anchor that was taken of it', () => {
    for (const log of shipped)
      expect(verdictOn(log.events, anchorsOf(log))).toMatchObject({ firstBad: null, anchored: true })
  })
})

describe('tampering with one line is found at that line', () => {
  it.each(Object.entries(editsInPlace))('%s', (kind, tampering) => {
    tamper(kind, tampering, ({ anchors, outcome }) => {
      if (outcome._tag === 'Refused') expect(outcome.failure.line).toBe(outcome.at)
      else expect(verdictOn(outcome.events, anchors).firstBad).toBe(outcome.at)
    })
  })
})

/** The last sequence at which the damage can still be said to begin: where it does, if an anchor reaches that far. */
const latestDoubt = (anchors: ReadonlyArray<Anchor>, at: number, size: number): number =>
  at > size || anchors.some((anchor) => anchor.size >= at && anchor.size <= size) ? at : size + 1

describe('tampering with places is found between the last anchor that agrees and the first line that is another', () => {
  it.each(Object.entries({ ...editsOfLabels, ...rearrangements }))('%s', (kind, tampering) => {
    tamper(kind, tampering, ({ anchors, outcome }) => {
      if (outcome._tag === 'Refused') {
        expect(outcome.failure.line).toBe(outcome.at)
        return
      }
      const { firstBad } = verdictOn(outcome.events, anchors)
      expect(firstBad).toBeGreaterThan(vouchedBefore(anchors, outcome.at))
      expect(firstBad).toBeLessThanOrEqual(outcome.at)
    })
  })
})

describe('what was numbered and chained anew is found between the last anchor that agrees and the next one', () => {
  it.each(Object.entries(rewritings))('%s', (kind, tampering) => {
    tamper(kind, tampering, ({ anchors, outcome }) => {
      if (outcome._tag === 'Refused') throw new Error('lines that were read before are read again')
      const { at, events } = outcome
      const { anchor, anchored: agrees, firstBad } = verdictOn(events, anchors)
      const vouched = vouchedBefore(anchors, at)
      expect([agrees, anchor?.size ?? 0]).toEqual([false, vouched])
      expect(firstBad).toBeGreaterThan(vouched)
      expect(firstBad).toBeLessThanOrEqual(latestDoubt(anchors, at, events.length))
    })
  })

  it.each(Object.entries(rewritings))('and by nothing but an anchor: %s', (_kind, tampering) => {
    tampered(tampering, 20, ({ outcome }) => {
      fc.pre(outcome._tag === 'Read')
      fc.pre(new Set(outcome.events.map(({ id }) => id)).size === outcome.events.length)
      expect(verdictOn(outcome.events, []).firstBad).toBeNull()
    })
  })
})

afterAll(() => {
  const rows = [...made].map(
    ([kind, { found, tried }]) => `  ${String(tried).padStart(5)}  ${String(found).padStart(5)}  ${kind}`,
  )
  const sum = (of: 'tried' | 'found'): number => [...made.values()].reduce((all, count) => all + count[of], 0)
  const total = `  ${String(sum('tried')).padStart(5)}  ${String(sum('found')).padStart(5)}  in all`
  process.stdout.write(['tamperings made and found', ...rows, total, ''].join('\n'))
})

it('at least ten thousand tamperings were made, and every one was found', () => {
  const counts = [...made.values()]
  expect(counts.reduce((all, { tried }) => all + tried, 0)).toBeGreaterThanOrEqual(10_000)
  expect(counts.filter(({ found, tried }) => found !== tried)).toEqual([])
})
