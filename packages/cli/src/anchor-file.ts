import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { anchorFileName, decodeAnchors } from '@waybill/engine'
import type { Anchor } from '@waybill/proof'
import { faultCode, fileFault } from './file-fault.js'
import type { AnchorFileUnreadable, FileUnavailable } from './failure.js'
import type { Io } from './io.js'

type Read<A> = Promise<E.Either<AnchorFileUnreadable | FileUnavailable, A>>

/** The anchors in a file that holds one, or one on each line; null where there is no such file. */
export const anchorsInFile = async (name: string, { cwd }: Pick<Io, 'cwd'>): Read<ReadonlyArray<Anchor> | null> => {
  let text: string
  try {
    text = await readFile(resolve(cwd, name), 'utf8')
  } catch (thrown) {
    return faultCode(thrown) === 'ENOENT' ? E.right(null) : E.left(fileFault(name, thrown))
  }
  const anchors = decodeAnchors(text)
  if (E.isRight(anchors)) return anchors
  const { fault, line } = anchors.left
  return E.left({ _tag: 'AnchorFileUnreadable', path: line === null ? name : `${name}, line ${line}`, fault })
}

const noSuchFile = (name: string): E.Either<FileUnavailable, never> =>
  E.left(fileFault(name, Object.assign(new Error(), { code: 'ENOENT' })))

/** The anchor of a file that vouches furthest. */
const furthest = (anchors: ReadonlyArray<Anchor>): Anchor | null =>
  anchors.reduce<Anchor | null>((most, next) => (most === null || next.size >= most.size ? next : most), null)

/** The anchor in a file that the user named; of many, the one that vouches furthest. */
export const anchorIn = async (name: string, io: Pick<Io, 'cwd'>): Read<Anchor | null> => {
  const anchors = await anchorsInFile(name, io)
  if (E.isLeft(anchors)) return anchors
  return anchors.right === null ? noSuchFile(name) : E.right(furthest(anchors.right))
}

/** The anchor that lies beside a log file under its name, or null. */
export const anchorBeside = async (logName: string, io: Pick<Io, 'cwd'>): Read<Anchor | null> => {
  const anchors = await anchorsInFile(anchorFileName(logName), io)
  return E.isLeft(anchors) ? anchors : E.right(furthest(anchors.right ?? []))
}

/** The anchors in files that the user named, in their order; the first file that is none is the failure. */
export const anchorsIn = async (names: ReadonlyArray<string>, io: Pick<Io, 'cwd'>): Read<ReadonlyArray<Anchor>> => {
  const all: Anchor[] = []
  for (const name of names) {
    const anchors = await anchorsInFile(name, io)
    if (E.isLeft(anchors)) return anchors
    if (anchors.right === null) return noSuchFile(name)
    all.push(...anchors.right)
  }
  return E.right(all)
}
