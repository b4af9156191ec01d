import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { anchorFileName } from '@waybill/engine'
import { decodeAnchor, type Anchor } from '@waybill/proof'
import { faultCode, fileFault } from './file-fault.js'
import type { AnchorFileUnreadable, FileUnavailable } from './failure.js'
import type { Io } from './io.js'

type Read = E.Either<AnchorFileUnreadable | FileUnavailable, Anchor | null>

const read = async (name: string, { cwd }: Pick<Io, 'cwd'>, mayBeMissing: boolean): Promise<Read> => {
  let text: string
  try {
    text = await readFile(resolve(cwd, name), 'utf8')
  } catch (thrown) {
    if (mayBeMissing && faultCode(thrown) === 'ENOENT') return E.right(null)
    return E.left(fileFault(name, thrown))
  }
  const anchor = decodeAnchor(text)
  return E.isLeft(anchor) ? E.left({ _tag: 'AnchorFileUnreadable', path: name, fault: anchor.left }) : anchor
}

/** The anchor in a file that the user named. */
export const anchorIn = (name: string, io: Pick<Io, 'cwd'>): Promise<Read> => read(name, io, false)

/** The anchor that lies beside a log file under its name, or null. */
export const anchorBeside = (logName: string, io: Pick<Io, 'cwd'>): Promise<Read> =>
  read(anchorFileName(logName), io, true)

/** The anchors in files that the user named, in their order; the first that is none is the failure. */
export const anchorsIn = async (
  names: ReadonlyArray<string>,
  io: Pick<Io, 'cwd'>,
): Promise<E.Either<AnchorFileUnreadable | FileUnavailable, ReadonlyArray<Anchor>>> => {
  const anchors: Anchor[] = []
  for (const name of names) {
    const anchor = await anchorIn(name, io)
    if (E.isLeft(anchor)) return anchor
    if (anchor.right !== null) anchors.push(anchor.right)
  }
  return E.right(anchors)
}
