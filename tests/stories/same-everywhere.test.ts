import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { anchorOfStore, exportLog, importLog, sha256, viewOfStore, type LogInput } from '@waybill/engine'
import { explain } from '@waybill/explain'
import type { EventStore } from '@waybill/port'
import { createMemoryStore } from '@waybill/store-memory'
import { openSqliteStore } from '@waybill/store-sqlite'
import { questionOf, type Placed } from '../../examples/stories/make/world-list.js'
import { nameOf, shippedLog, shippedText, wholeWorlds } from './shipped-stories.js'

const right = <A>(outcome: E.Either<unknown, A>): A => {
  if (E.isLeft(outcome)) throw new Error(JSON.stringify(outcome.left))
  return outcome.right
}

const inputOf = (world: Placed): LogInput => {
  const { log, anchor } = shippedLog(world)
  return { file: nameOf(world), open: () => new TextEncoder().encode(log), anchor }
}

/** The finding as `explain --json` prints it, from a store that took the log in. */
const printedFrom = async (store: EventStore, world: Placed, at?: string): Promise<string> => {
  const anchor = right(await anchorOfStore(store)())
  const view = right(await viewOfStore(store, { _tag: 'FILE', anchor })())
  return `${JSON.stringify(right(explain(questionOf(world, at), view, sha256)), null, 2)}\n`
}

const exportedFrom = async (store: EventStore): Promise<string> => {
  let text = ''
  right(
    await exportLog(store, (lines) => {
      text += lines
    })(),
  )
  return text
}

describe('the same log, wherever it is kept', () => {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-stories-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const stores: Readonly<Record<string, (world: Placed) => Promise<EventStore>>> = {
    memory: (world) => Promise.resolve(createMemoryStore({ ledger: shippedLog(world).anchor.ledger })),
    SQLite: async (world) =>
      right(
        await openSqliteStore({
          path: join(folder, `${nameOf(world).replace('/', '-')}.db`),
          ledger: shippedLog(world).anchor.ledger,
        })(),
      ),
  }

  describe.each(wholeWorlds.map((world) => [nameOf(world), world] as const))('%s', (name, world) => {
    it.each(Object.keys(stores))('gives the same bytes of its finding and of its export from %s', async (kind) => {
      const store = await stores[kind]!(world)
      right(await importLog(store, inputOf(world))())
      expect(await printedFrom(store, world)).toBe(shippedText(`${name}.finding.json`))
      for (const [index, { at }] of world.earlier.entries())
        expect(await printedFrom(store, world, at)).toBe(shippedText(`${name}.at-${index + 1}.json`))
      expect(await exportedFrom(store)).toBe(shippedText(`${name}.ndjson`))
      await store.close()
    })
  })
})
