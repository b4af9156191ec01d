import { open, type FileHandle } from 'node:fs/promises'
import * as E from 'fp-ts/lib/Either.js'
import type { AnchorSink } from '@waybill/port'
import { anchorLine } from './anchor-lines.js'

const longestRest = 4096
const lineEnd = 0x0a

/** Cuts off what stands behind the last whole line: a line that a crash left unfinished, and that nobody was told of. */
const endWithWholeLine = async (file: FileHandle): Promise<void> => {
  const { size } = await file.stat()
  const from = Math.max(0, size - longestRest)
  const rest = Buffer.alloc(size - from)
  await file.read(rest, 0, rest.length, from)
  const ended = rest.lastIndexOf(lineEnd) + 1
  if (ended === rest.length) return
  if (ended === 0 && from > 0) throw new Error('the file ends with something that is no line of an anchor')
  await file.truncate(from + ended)
}

/**
 * A sink that adds each anchor to a file as a line of JSON, and brings it to disk before it answers. Worth something only where whoever can
 * write to the ledger cannot write to the file: on another machine's disk, or one that can only be added to.
 */
export const anchorFile = (path: string): AnchorSink => ({
  name: path,
  publish: (anchor) => async () => {
    try {
      const file = await open(path, 'a+')
      try {
        await endWithWholeLine(file)
        await file.appendFile(anchorLine(anchor))
        await file.sync()
      } finally {
        await file.close()
      }
      return E.right(undefined)
    } catch (thrown) {
      return E.left({ _tag: 'AnchorNotTaken', detail: thrown instanceof Error ? thrown.message : String(thrown) })
    }
  },
})
