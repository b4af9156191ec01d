import * as E from 'fp-ts/lib/Either.js'
import {
  checkLog,
  decodeLine,
  encodeLine,
  importLog,
  integritySentence,
  logSentence,
  ruleSentence,
} from '@waybill/engine'
import { decodeAnchor, encodeAnchor } from '@waybill/proof'
import { createMemoryStore } from '@waybill/store-memory'
import { nameOf, shippedText, worlds } from '../stories/shipped-stories.js'
import type { Random } from '../stories/random.js'
import { damagedBytes, damagedJson } from './damage.js'
import type { Json } from './random-json.js'
import { patience, trials } from './trials.js'

jest.setTimeout(patience)

const logs = worlds.map((world) => shippedText(`${nameOf(world)}.ndjson`))
const lines = logs.flatMap((log) => log.trimEnd().split('\n'))
const place = { file: 'handed-in.ndjson', line: 1 }

const damagedText = (text: string, random: Random): Uint8Array => {
  let bytes: Uint8Array = Buffer.from(text)
  for (let damage = 0; damage <= random.below(3); damage += 1) bytes = damagedBytes(bytes, random)
  return bytes
}

const wholeOf = async (bytes: Uint8Array) => {
  const anchor = null
  return checkLog({ file: place.file, open: () => [bytes.subarray(0, 700), bytes.subarray(700)], anchor })()
}

describe('a line of a log, whoever wrote it', () => {
  it('is read and can be written again with all that stood there, or is refused with the place', async () => {
    const outcomes = await trials('log lines', 0.24, (random) => {
      const line = random.pick(lines)
      const value = damagedJson(JSON.parse(line) as Json, random)
      const text =
        random.below(3) === 0 ? Buffer.from(damagedText(line, random)).toString('utf8') : JSON.stringify(value)
      const decoded = decodeLine(text, place)
      if (E.isLeft(decoded)) {
        expect(decoded.left).toMatchObject(place)
        expect(logSentence(decoded.left).length).toBeLessThan(2000)
        return `refused: ${decoded.left.reason}`
      }
      const written = encodeLine(decoded.right.event, decoded.right.ledger)
      if (E.isLeft(written)) throw new Error(`read, and cannot be written: ${JSON.stringify(written.left)}`)
      const again = decodeLine(written.right, place)
      expect(again).toEqual(decoded)
      const kept = JSON.parse(written.right) as Record<string, unknown>
      for (const [name, value] of Object.entries(JSON.parse(text) as Record<string, unknown>))
        if (value !== null) expect([name, kept[name]]).toEqual([name, value])
      return 'read'
    })
    expect(Object.keys(outcomes)).toEqual(expect.arrayContaining(['read', 'refused: NOT_JSON']))
  })
})

describe('a whole log, whoever wrote it', () => {
  it('is refused or found damaged, unless it says the same as before; and it enters no store then', async () => {
    // The longer ones are those of the same story, told by more sources.
    const short = logs.filter((log) => log.length < 130_000)
    const before = new Map<string, unknown>()
    const outcomes = await trials('whole logs', 0.01, async (random) => {
      const log = random.pick(short)
      if (!before.has(log)) {
        const checked = await wholeOf(Buffer.from(log))
        if (E.isLeft(checked)) throw new Error(logSentence(checked.left))
        before.set(log, checked.right.verdict)
      }
      const bytes = damagedText(log, random)
      const checked = await wholeOf(bytes)
      if (E.isLeft(checked)) {
        expect(logSentence(checked.left)).toContain(place.file)
        return checked.left._tag === 'LogUnreadable' ? `refused: ${checked.left.reason}` : checked.left._tag
      }
      const { verdict } = checked.right
      const store = createMemoryStore({ ledger: checked.right.ledger })
      const entered = await importLog(store, { file: place.file, open: () => bytes, anchor: null })()
      const head = await store.ledgerHead()()
      for (const problem of verdict.problems) expect(integritySentence(problem).length).toBeLessThan(2000)
      for (const problem of checked.right.ruleProblems) expect(ruleSentence(problem).length).toBeLessThan(2000)
      if (verdict.problems.length > 0) {
        expect(E.isLeft(entered)).toBe(true)
        expect(head).toMatchObject({ right: { sequence: 0 } })
        return 'found damaged'
      }
      // A shorter log that holds together is one that was cut off at the end of a line: only an anchor speaks against it.
      const same = JSON.stringify(verdict) === JSON.stringify(before.get(log))
      if (!same) expect(log.startsWith(Buffer.from(bytes).toString('utf8').trimEnd())).toBe(true)
      return same ? 'says the same' : 'cut off at the end of a line'
    })
    expect(Object.keys(outcomes)).toEqual(expect.arrayContaining(['found damaged']))
  })
})

describe('an anchor, whoever wrote it', () => {
  it('is read and written again, or refused with the field', async () => {
    const whole = encodeAnchor({
      ledger: 'urn:example:ledger',
      size: 12,
      root: 'ab'.repeat(32),
      time: '2026-02-14T09:30:00.000Z',
    })
    await trials('anchors', 0.05, (random) => {
      const text = Buffer.from(damagedText(whole, random)).toString('utf8')
      const decoded = decodeAnchor(text)
      if (E.isLeft(decoded)) return `refused: ${decoded.left.expected}`
      expect(JSON.parse(encodeAnchor(decoded.right))).toEqual(JSON.parse(text))
      return 'read'
    })
  })
})
