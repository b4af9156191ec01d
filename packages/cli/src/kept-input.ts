import { Buffer } from 'node:buffer'
import { mkdtemp, open, rm, type FileHandle } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import type { LogSource } from '@waybill/engine'
import type { FileUnavailable } from './failure.js'
import { fileFault } from './file-fault.js'

/** Standard input, read to its end, to be read again from its beginning as often as need be. */
export type KeptInput = { readonly open: () => LogSource; readonly letGo: () => Promise<void> }

/** Up to so many bytes stay in memory; what is longer goes to a file. */
const mostInMemory = 16 * 1_048_576

const bytesPerRead = 65_536

/**
 * A new file that nobody else may read and that has no name any more: the system clears it away when it is closed, or when this process
 * ends in any way. Where a file cannot lose its name while it is open, it is cleared away at the end.
 */
const namelessFile = async (): Promise<{ readonly file: FileHandle; readonly letGo: () => Promise<void> }> => {
  const folder = await mkdtemp(join(tmpdir(), 'waybill-'))
  const clear = (): Promise<void> => rm(folder, { recursive: true, force: true })
  try {
    const file = await open(join(folder, 'input'), 'wx+', 0o600)
    await clear().catch(() => undefined)
    return {
      file,
      letGo: async () => {
        await file.close()
        await clear()
      },
    }
  } catch (thrown) {
    await clear()
    throw thrown
  }
}

async function* readFrom(file: FileHandle): AsyncGenerator<Uint8Array> {
  let position = 0
  for (;;) {
    const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(bytesPerRead), 0, bytesPerRead, position)
    if (bytesRead === 0) return
    position += bytesRead
    yield buffer.subarray(0, bytesRead)
  }
}

const writeWhole = async (file: FileHandle, bytes: Uint8Array): Promise<void> => {
  for (let at = 0; at < bytes.length;) at += (await file.write(bytes, at, bytes.length - at)).bytesWritten
}

/** Standard input can be read once only, so it is kept: in memory where it is short, else in a file of the temporary folder. */
export const keepInput = async (stdin: AsyncIterable<Uint8Array>): Promise<E.Either<FileUnavailable, KeptInput>> => {
  const chunks: Uint8Array[] = []
  let held = 0
  let spilt: Awaited<ReturnType<typeof namelessFile>> | null = null
  try {
    for await (const chunk of stdin) {
      if (spilt === null) {
        chunks.push(chunk)
        held += chunk.length
        if (held <= mostInMemory) continue
        spilt = await namelessFile()
        for (const early of chunks.splice(0)) await writeWhole(spilt.file, early)
      } else await writeWhole(spilt.file, chunk)
    }
  } catch (thrown) {
    await spilt?.letGo()
    return E.left(fileFault(`the copy of standard input in ${tmpdir()}`, thrown))
  }
  if (spilt === null) return E.right({ open: () => chunks, letGo: () => Promise.resolve() })
  const { file, letGo } = spilt
  return E.right({ open: () => readFrom(file), letGo })
}
