import { sha256 } from '../test/sample-log.js'
import { chainHash, type ChainedFields } from './chain-hash.js'
import { followChain, unreadChain, type ChainVerdict, type StreamChain } from './stream-chain.js'

const hashOf = chainHash(sha256)

type Stored = ChainedFields & { readonly chainhash: string }

const fields = (revision: number, data = '{}'): ChainedFields => ({
  ledger: 'urn:waybill:stream-chain',
  stream: 'account-mei',
  revision,
  id: `${revision}-${data}`,
  type: 'AccountOpened',
  schemaVersion: 1,
  occurredAt: '2026-02-14T09:30:00.000Z',
  recordedAt: '2026-02-14T09:30:00.000Z',
  metadata: {},
  data,
})

/** An event as it is stored behind another. */
const behind = (previous: Stored | null, data?: string): Stored => {
  const content = fields(previous === null ? 0 : previous.revision + 1, data)
  return { ...content, chainhash: hashOf(previous?.chainhash ?? null, content) }
}

const first = behind(null)
const second = behind(first)
const third = behind(second)
const fourth = behind(third)

const verdictsOn = (events: ReadonlyArray<Stored>): ReadonlyArray<ChainVerdict> => {
  let chain: StreamChain = unreadChain
  return events.map((event) => {
    const verdict = followChain(hashOf)(chain, event)
    chain = verdict.chain
    return verdict
  })
}

/** For each event whether it is whole, or the hash that it should have had. */
const brokenIn = (...events: ReadonlyArray<Stored>): ReadonlyArray<string | null> =>
  verdictsOn(events).map(({ broken }) => broken)

describe('the chain of a stream', () => {
  it('is whole where each event follows the one before it, and leaves nothing behind', () => {
    const verdicts = verdictsOn([first, second, third])
    expect(verdicts.map(({ broken, revision }) => [broken, revision])).toEqual([
      [null, 0],
      [null, 1],
      [null, 2],
    ])
    expect(verdicts.map(({ chain }) => chain.left)).toEqual([[], [], []])
  })

  it('is broken at an edited event only, whether what follows it was chained to what is stored or to what follows from the log', () => {
    const edited = { ...second, data: '{"edited":true}' }
    const due = hashOf(first.chainhash, edited)
    expect(brokenIn(first, edited, third)).toEqual([null, due, null])
    expect(brokenIn(first, edited, behind({ ...edited, chainhash: due }))).toEqual([null, due, null])
    expect(verdictsOn([first, edited])[1]?.repaired).toBe(due)
  })

  it('is broken at an event that follows neither', () => {
    const stranger = behind({ ...second, chainhash: 'ab'.repeat(32) })
    expect(brokenIn(first, second, stranger)).toEqual([null, null, hashOf(second.chainhash, stranger)])
  })

  it('knows an event of which only the revision was edited, and goes on behind it', () => {
    const mislabelled = { ...second, revision: 7 }
    const [, verdict, next] = verdictsOn([first, mislabelled, third])
    expect([verdict?.revision, verdict?.broken]).toEqual([1, hashOf(first.chainhash, mislabelled)])
    expect(next?.broken).toBe(null)
    const edited = { ...third, data: '{"edited":true}' }
    expect(brokenIn(first, mislabelled, edited)[2]).toBe(hashOf(second.chainhash, edited))
  })

  it('may begin anew in the middle, and go on where it was left', () => {
    const another = behind(null, '{"another":true}')
    expect(brokenIn(first, second, another, third, fourth)).toEqual([null, null, null, null, null])
    const edited = { ...another, data: '{"edited":true}' }
    expect(brokenIn(first, second, edited)[2]).toBe(hashOf(null, edited))
    expect(
      verdictsOn([first, second, another])
        .at(-1)
        ?.chain.left.map(({ revision }) => revision),
    ).toEqual([1])
  })

  it('counts an event as whole whose predecessor was not read, and what follows is judged by it', () => {
    const edited = { ...fourth, data: '{"edited":true}' }
    expect(brokenIn(third, fourth)).toEqual([null, null])
    expect(brokenIn(third, edited)).toEqual([null, hashOf(third.chainhash, edited)])
    expect(verdictsOn([third])[0]?.chain.left).toEqual([])
  })

  it('chains nothing on a stored hash that is none', () => {
    const illegible = { ...third, chainhash: 'no hash' }
    expect(brokenIn(illegible, behind(third))).toEqual([null, null])
  })

  it('remembers sixteen of the places that it has left', () => {
    const begunAnew = Array.from({ length: 20 }, (_, index) => behind(null, `{"number":${index}}`))
    expect(verdictsOn(begunAnew).at(-1)?.chain.left).toHaveLength(16)
  })
})
