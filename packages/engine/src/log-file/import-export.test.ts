import * as E from 'fp-ts/lib/Either.js'
import type { EventStore } from '@waybill/port'
import { createMemoryStore } from '@waybill/store-memory'
import { broken, logOf, refusedWhole, setAside, untouched } from '../../test/damaged-log.js'
import { anchorOver, ledger, paidLog, rentDrafts, rentLog, written } from '../../test/sample-ledger.js'
import { exportLog } from './export-log.js'
import { importLog } from './import-log.js'
import { importedOrigin, originProperty } from './ledger-properties.js'
import type { LogInput } from './log-input.js'
import { logSentence } from './log-sentence.js'

const anchor = anchorOver(rentLog)

const inputOf = (bytes: Uint8Array, anchored = true): LogInput => ({
  file: 'harbour.ndjson',
  open: () => bytes,
  anchor: anchored ? anchor : null,
})

const newStore = (of = ledger): EventStore => createMemoryStore({ ledger: of })

const exported = async (store: EventStore, options = {}) => {
  let text = ''
  const receipt = await exportLog(store, (lines) => void (text += lines), options)()
  return { text, receipt }
}

const isEmpty = async (store: EventStore): Promise<boolean> => {
  const head = await store.ledgerHead()()
  const origin = await store.properties.get(originProperty)()
  return E.isRight(head) && head.right.sequence === 0 && E.isRight(origin) && origin.right === null
}

describe('import, then export', () => {
  it('gives the same bytes and the same anchor', async () => {
    const store = newStore()
    const [bytes, paidAnchor] = [logOf(paidLog), anchorOver(paidLog)]
    expect(await importLog(store, { ...inputOf(bytes), anchor: paidAnchor })()).toMatchObject({
      right: { ledger, verdict: { firstBad: null, size: 7 }, ruleProblems: [], setAside: [] },
    })
    const { text, receipt } = await exported(store)
    expect(text).toBe(Buffer.from(bytes).toString())
    expect(receipt).toEqual(E.right({ size: 7, root: paidAnchor.root, anchor: paidAnchor }))
  })

  it('gives every event its sequence back, however streams are woven together', async () => {
    const woven = written(
      Array.from({ length: 1000 }, (_, index) => ({
        stream: `comet-${(index * index) % 7}`,
        type: 'CometSeen',
        data: `{"n":${index}}`,
        occurredAt: '2031-03-04T08:00:00.000Z',
        recordedAt: '2031-03-04T08:00:00.000Z',
      })),
    )
    const bytes = logOf(woven)
    const store = newStore()
    expect(E.isRight(await importLog(store, inputOf(bytes, false), { appendsAtOnce: 16 })())).toBe(true)
    expect((await exported(store)).text).toBe(Buffer.from(bytes).toString())
  })

  it('says in the store that the ledger was imported, and carries no anchor where none came', async () => {
    const store = newStore()
    await importLog(store, inputOf(untouched, false))()
    expect(await store.properties.get(originProperty)()).toEqual(E.right(importedOrigin))
    expect((await exported(store)).receipt).toMatchObject({ right: { anchor: null } })
  })

  it.each(Object.entries(setAside))('keeps what this version cannot read: %s', async (_damage, { bytes, reason }) => {
    const store = newStore()
    expect(await importLog(store, inputOf(bytes))()).toMatchObject({
      right: { setAside: [{ event: { reason, sequence: 7 }, place: { line: 7 } }] },
    })
    expect((await exported(store)).text).toBe(Buffer.from(bytes).toString())
  })
})

describe('import', () => {
  it.each(Object.entries(refusedWhole))(
    'writes nothing of a log that is no log: %s',
    async (_damage, { bytes, reason }) => {
      const store = newStore()
      expect(await importLog(store, inputOf(bytes))()).toMatchObject({ left: { _tag: 'LogUnreadable', reason } })
      expect(await isEmpty(store)).toBe(true)
    },
  )

  it.each(Object.entries(broken))(
    'writes nothing of a log that was tampered with: %s',
    async (_damage, { bytes, firstBad }) => {
      const store = newStore()
      expect(await importLog(store, inputOf(bytes))()).toMatchObject({ left: { _tag: 'LogBroken', firstBad } })
      expect(await isEmpty(store)).toBe(true)
    },
  )

  it('says of each damage what it shows, and where', async () => {
    const sentences: string[] = []
    for (const [damage, { bytes }] of Object.entries(broken)) {
      const answer = await importLog(newStore(), inputOf(bytes))()
      if (E.isLeft(answer) && answer.left._tag === 'LogBroken') sentences.push(`${damage}\n${logSentence(answer.left)}`)
    }
    expect(sentences.join('\n\n').replace(/[0-9a-f]{16}…/g, '…')).toMatchSnapshot()
  })

  it('goes into an empty ledger only', async () => {
    const store = newStore()
    await importLog(store, inputOf(untouched))()
    expect(await importLog(store, inputOf(untouched))()).toEqual(
      E.left({ _tag: 'LedgerNotEmpty', ledger, sequence: 6 }),
    )
  })

  it('goes into a store of the same ledger only', async () => {
    const found = ledger
    expect(await importLog(newStore('urn:other'), inputOf(untouched))()).toEqual(
      E.left({ _tag: 'LedgerDiffers', expected: 'urn:other', found }),
    )
  })

  it('that cannot even be opened is unavailable', async () => {
    const open = (): Uint8Array => {
      throw new Error('the share is not mounted')
    }
    expect(await importLog(newStore(), { ...inputOf(untouched), open })()).toEqual(
      E.left({ _tag: 'LogUnavailable', file: 'harbour.ndjson', detail: 'the share is not mounted' }),
    )
  })

  it('notices a file that changes between its two readings', async () => {
    const other = logOf(written(rentDrafts.map((draft) => ({ ...draft, metadata: { actor: 'other' } }))))
    let readings = 0
    const open = (): Uint8Array => (readings++ === 0 ? untouched : other)
    expect(await importLog(newStore(), { ...inputOf(untouched), open })()).toEqual(
      E.left({ _tag: 'LogChanged', file: 'harbour.ndjson' }),
    )
  })
})

describe('export', () => {
  it('anchors what its writer vouches for', async () => {
    const store = newStore()
    await importLog(store, inputOf(untouched, false))()
    expect((await exported(store, { anchoredAt: anchor.time })).receipt).toMatchObject({ right: { anchor } })
  })

  it('of a ledger without events is refused', async () => {
    expect((await exported(newStore())).receipt).toEqual(E.left({ _tag: 'LedgerEmpty', ledger }))
  })

  it('of an anchor that is none is refused', async () => {
    const store = newStore()
    await importLog(store, inputOf(untouched))()
    await store.properties.set('anchor', '{}')()
    expect((await exported(store)).receipt).toMatchObject({ left: { _tag: 'AnchorUnreadable', field: 'ledger' } })
  })
})
