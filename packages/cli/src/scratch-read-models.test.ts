import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { replay, rereadStore } from '@waybill/engine'
import { openSqliteStore } from '@waybill/store-sqlite'
import { buildHarbour, type Harbour } from '../test/harbour.js'
import { waybill } from '../test/command-line.js'
import { withScratch } from './scratch-read-models.js'

let harbour: Harbour
let temporary: string
beforeEach(async () => {
  harbour = await buildHarbour()
  temporary = await mkdtemp(join(tmpdir(), 'waybill-scratch-'))
})
afterEach(async () => {
  await rm(temporary, { recursive: true, force: true })
  await harbour.leave()
})

it('makes the same read models in a file as in memory, and leaves nothing behind', async () => {
  await waybill(['import', '--in', 'harbour.ndjson', '--to', 'harbour.db'], harbour)
  const opened = await openSqliteStore({ path: join(harbour.cwd, 'harbour.db'), readOnly: true })()
  if (E.isLeft(opened)) throw new Error(opened.left._tag)
  const inMemory = await withScratch(15, (scratch) => replay(rereadStore(opened.right), { scratch, live: null }))
  let folders: ReadonlyArray<string> = []
  const inFile = await withScratch(
    15,
    async (scratch) => {
      folders = await readdir(temporary)
      return replay(rereadStore(opened.right), { scratch, live: null })
    },
    { folder: temporary, mostInMemory: 14 },
  )
  await opened.right.close()
  expect(inMemory).toMatchObject({ right: [{ documents: expect.any(Number) }, {}, {}] })
  expect(inFile).toEqual(inMemory)
  expect(folders).toEqual([expect.stringMatching(/^waybill-replay-/)])
  expect(await readdir(temporary)).toEqual([])
})

it('removes the file where what it was made for fails', async () => {
  const thrown = withScratch(1, () => Promise.reject(new Error('no more')), { folder: temporary, mostInMemory: 0 })
  await expect(thrown).rejects.toThrow('no more')
  expect(await readdir(temporary)).toEqual([])
})
