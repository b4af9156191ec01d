import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { makeWhole } from './new-file.js'

describe('a new file', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'waybill-new-file-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  const write = async (draft: string): Promise<E.Either<never, null>> => {
    await writeFile(draft, 'whole')
    return E.right(null)
  }

  it('is made under another name, also where its own is as long as a name may be', async () => {
    const name = 'x'.repeat(255)
    expect(await makeWhole(join(folder, name), name, write)).toEqual(E.right(null))
    expect(await readdir(folder)).toEqual([name])
    expect(await readFile(join(folder, name), 'utf8')).toBe('whole')
  })

  it('whose name is too long is not made, which is told and not thrown', async () => {
    const name = 'x'.repeat(3000)
    expect(await makeWhole(join(folder, name), name, write)).toMatchObject(E.left({ _tag: 'FileUnavailable' }))
    expect(await readdir(folder)).toEqual([])
  })
})
