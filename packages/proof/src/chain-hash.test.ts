import { sha256 } from '../test/sample-log.js'
import { chainHash, type ChainedFields } from './index.js'

const hashOf = chainHash(sha256)

const opened: ChainedFields = {
  ledger: 'urn:waybill:ledger:harbour',
  stream: 'account-ada',
  revision: 0,
  id: 'event-1',
  type: 'AccountOpened',
  schemaVersion: 1,
  occurredAt: '2031-03-04T08:00:00.000Z',
  recordedAt: '2031-03-04T08:00:00.125Z',
  metadata: { actor: 'ada', channel: 'branch' },
  data: '{"currency":"CNY"}',
}

describe('the chain hash', () => {
  test('does not depend on the order in which metadata was written', () => {
    expect(hashOf(null, { ...opened, metadata: { channel: 'branch', actor: 'ada' } })).toBe(hashOf(null, opened))
  })

  test('tells the first event of a stream from one that follows another', () => {
    expect(hashOf(hashOf(null, opened), opened)).not.toBe(hashOf(null, opened))
  })

  test('tells apart two events whose texts join to the same text', () => {
    const moved = { ...opened, type: 'AccountOpene', occurredAt: `d${opened.occurredAt}` }
    expect(hashOf(null, moved)).not.toBe(hashOf(null, opened))
  })

  test('tells apart two metadata maps whose keys and values join to the same text', () => {
    const one = { ...opened, metadata: { a: 'b', c: 'd' } }
    const other = { ...opened, metadata: { a: 'b1', c: 'd' } }
    const joined = { ...opened, metadata: { ab: '', cd: '' } }
    expect(new Set([one, other, joined].map((event) => hashOf(null, event))).size).toBe(3)
  })

  test('tells apart texts that differ in half a surrogate pair only, and from the character that usually replaces it', () => {
    const texts = ['\ud83c', '\ud83d', '\udfe0', '\ufffd', '🏠', '\udfe0\ud83c', 'é\ud83c', 'é\ufffd']
    const hashes = texts.map((data) => hashOf(null, { ...opened, data }))
    expect(new Set(hashes).size).toBe(texts.length)
  })

  test('is the same whatever longer event was hashed before with the same function', () => {
    const before = hashOf(null, opened)
    hashOf(null, { ...opened, data: '运'.repeat(400_000) })
    expect(hashOf(null, opened)).toBe(before)
  })

  test('does not mistake a metadata key that every object inherits', () => {
    const inherited = { ...opened, metadata: JSON.parse('{"__proto__":"x"}') as Record<string, string> }
    expect(hashOf(null, inherited)).not.toBe(hashOf(null, { ...opened, metadata: {} }))
  })

  test.each([
    ['an empty text', ''],
    ['capitals', 'A'.repeat(64)],
    ['too short a text', 'a'.repeat(63)],
  ])('is refused as a defect of ours when the previous hash is %s', (_, previous) => {
    expect(() => hashOf(previous, opened)).toThrow(/previous chain hash in stream account-ada/)
  })
})
