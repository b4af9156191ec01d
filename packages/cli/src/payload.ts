import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { fileFault } from './file-fault.js'
import type { FileUnavailable, PayloadUnreadable } from './failure.js'
import type { Io } from './io.js'

type Text = { readonly source: string; readonly text: string }

const textOf = async (argument: string, io: Io): Promise<E.Either<FileUnavailable, Text>> => {
  if (argument.trimStart().startsWith('{')) return E.right({ source: 'the payload', text: argument })
  if (argument === '-') {
    const chunks: Uint8Array[] = []
    for await (const chunk of io.stdin) chunks.push(chunk)
    return E.right({ source: 'standard input', text: Buffer.concat(chunks).toString('utf8') })
  }
  try {
    return E.right({ source: argument, text: await readFile(resolve(io.cwd, argument), 'utf8') })
  } catch (thrown) {
    return E.left(fileFault(argument, thrown))
  }
}

/** A command's payload: JSON written inline, `-` for standard input, else the name of a file. */
export const readPayload = async (
  argument: string,
  io: Io,
): Promise<E.Either<FileUnavailable | PayloadUnreadable, Readonly<Record<string, unknown>>>> => {
  const read = await textOf(argument, io)
  if (E.isLeft(read)) return read
  const { source, text } = read.right
  const unreadable = (expected: string, found: string): E.Either<PayloadUnreadable, never> =>
    E.left({ _tag: 'PayloadUnreadable', source, expected, found })
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return unreadable('a JSON object', 'another value')
    return E.right(value as Readonly<Record<string, unknown>>)
  } catch {
    return unreadable('JSON', 'text that is not')
  }
}
