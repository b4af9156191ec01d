import { isAscii } from 'node:buffer'
import { TextDecoder } from 'node:util'
import * as E from 'fp-ts/lib/Either.js'
import { decodeParsedLine, type LogLine, type ParsedLine } from './decode-line.js'
import type { LogUnavailable, LogUnreadable, UnreadableReason } from './log-failure.js'
import { longestLine } from './log-place.js'

/** The bytes of a log, whole or as they come. */
export type LogSource = Uint8Array | Iterable<Uint8Array> | AsyncIterable<Uint8Array>

type RawLine = { readonly bytes: Uint8Array; readonly line: number }
type Read<A> = E.Either<LogUnreadable | LogUnavailable, A>

const lineFeed = 0x0a
const carriageReturn = 0x0d

const unreadable = (
  file: string,
  line: number,
  reason: UnreadableReason,
  expected: string,
  found: string,
): E.Either<LogUnreadable, never> =>
  E.left({
    _tag: 'LogUnreadable',
    file,
    line,
    reason,
    stream: null,
    revision: null,
    field: null,
    expected,
    found,
  })

const chunksOf = (source: LogSource): AsyncIterator<Uint8Array> | Iterator<Uint8Array> => {
  if (source instanceof Uint8Array) return [source].values()
  return Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]()
}

/** The next chunk, null at the end. What the source throws is the world's failure, not ours. */
const nextChunk = async (
  chunks: AsyncIterator<Uint8Array> | Iterator<Uint8Array>,
  file: string,
): Promise<E.Either<LogUnavailable, Uint8Array | null>> => {
  try {
    const next = await chunks.next()
    return E.right(next.done === true ? null : next.value)
  } catch (thrown) {
    return E.left({ _tag: 'LogUnavailable', file, detail: thrown instanceof Error ? thrown.message : String(thrown) })
  }
}

const joined = (parts: ReadonlyArray<Uint8Array>): Uint8Array => {
  const [only] = parts
  return parts.length === 1 && only !== undefined ? only : Buffer.concat(parts)
}

const tooLong = (file: string, line: number): E.Either<LogUnreadable, never> =>
  unreadable(file, line, 'LINE_TOO_LONG', `a line of at most ${longestLine} bytes`, 'a longer one')

/** What was read of a log at once: lines, and what ended the reading, if something did. */
type Batch<A> = { readonly lines: ReadonlyArray<A>; readonly failure: LogUnreadable | LogUnavailable | null }

const linesPerBatch = 256

/** Cuts the bytes at line feeds. Holds the lines of a batch at a time, which are views of the source's bytes; ends after the first failure. */
async function* rawBatches(source: LogSource, file: string): AsyncGenerator<Batch<RawLine>> {
  const chunks = chunksOf(source)
  let line = 1
  let parts: Uint8Array[] = []
  let held = 0
  let lines: RawLine[] = []
  const ending = (failure: E.Either<LogUnreadable | LogUnavailable, never>): Batch<RawLine> => ({
    lines,
    failure: E.isLeft(failure) ? failure.left : null,
  })
  try {
    for (;;) {
      const next = await nextChunk(chunks, file)
      if (E.isLeft(next)) {
        yield ending(next)
        return
      }
      const chunk = next.right
      if (chunk === null) break
      let from = 0
      for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, from)) {
        const bytes = parts.length === 0 ? chunk.subarray(from, end) : joined([...parts, chunk.subarray(from, end)])
        const content = bytes.at(-1) === carriageReturn ? bytes.subarray(0, -1) : bytes
        if (content.length > longestLine) {
          yield ending(tooLong(file, line))
          return
        }
        lines.push({ bytes: content, line })
        line += 1
        from = end + 1
        parts = []
        held = 0
        if (lines.length === linesPerBatch) {
          yield { lines, failure: null }
          lines = []
        }
      }
      if (lines.length > 0) {
        yield { lines, failure: null }
        lines = []
      }
      if (from < chunk.length) {
        // The source may use its buffer again, so what is held back is a copy.
        parts.push(chunk.slice(from))
        held += chunk.length - from
      }
      if (held > longestLine + 1) {
        yield ending(tooLong(file, line))
        return
      }
    }
    if (held > 0)
      yield ending(unreadable(file, line, 'HALF_A_LINE', 'a line break at the end', `${held} bytes without one`))
    else if (line === 1) yield ending(unreadable(file, line, 'EMPTY', 'at least one event', 'an empty file'))
  } finally {
    await chunks.return?.()
  }
}

const beginsWith = (bytes: Uint8Array, ...mark: ReadonlyArray<number>): boolean =>
  mark.every((byte, index) => bytes[index] === byte)

/** Bytes below 128 are the same characters in UTF-8 and Latin-1, which is read without being looked through again. */
const asciiText = (bytes: Uint8Array): string | null =>
  isAscii(bytes) ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1') : null

const textOf = (decoder: TextDecoder, { bytes, line }: RawLine, file: string): E.Either<LogUnreadable, string> => {
  const ascii = asciiText(bytes)
  if (ascii !== null) return E.right(ascii)
  if (line === 1 && beginsWith(bytes, 0xef, 0xbb, 0xbf))
    return unreadable(file, line, 'BYTE_ORDER_MARK', 'a brace as the first character', 'a byte-order mark (EF BB BF)')
  try {
    return E.right(decoder.decode(bytes))
  } catch {
    const found = beginsWith(bytes, 0xff, 0xfe) || beginsWith(bytes, 0xfe, 0xff) ? 'UTF-16' : 'bytes that are not'
    return unreadable(file, line, 'NOT_UTF8', 'UTF-8', found)
  }
}

/**
 * Reads a log some lines at a time, in flat memory, and shows each to `take`. Ends at the first failure, and says so: a log
 * that cannot be read is refused whole, so whoever acts on events must first have seen the end. Gives null where there was none.
 */
export const eachLogLine = async (
  source: LogSource,
  file: string,
  take: (line: ParsedLine) => void | Promise<void>,
): Promise<LogUnreadable | LogUnavailable | null> => {
  const reading = beginLines(file)
  for await (const { failure, lines } of rawBatches(source, file)) {
    for (const raw of lines) {
      const line = reading(raw)
      if (E.isLeft(line)) return line.left
      const waiting = take(line.right)
      if (waiting !== undefined) await waiting
    }
    if (failure !== null) return failure
  }
  return null
}

/** Reads raw lines one behind the other: each must be one, and of the first one's ledger. */
const beginLines = (file: string): ((raw: RawLine) => E.Either<LogUnreadable, ParsedLine>) => {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let ledger: string | null = null
  return (raw) => {
    const text = textOf(decoder, raw, file)
    if (E.isLeft(text)) return text
    const read = decodeParsedLine(text.right, { file, line: raw.line })
    if (E.isLeft(read)) return read
    const { event, ledger: found, place } = read.right
    ledger ??= found
    if (found === ledger) return read
    return E.left({
      _tag: 'LogUnreadable',
      ...place,
      reason: 'TWO_LEDGERS',
      stream: event.stream,
      revision: String(event.revision),
      field: 'source',
      expected: ledger,
      found,
    })
  }
}

/**
 * Reads a log line by line, in flat memory. Gives each event with its place, and ends after the first failure: a log
 * that cannot be read is refused whole, so whoever acts on events must first have seen the end.
 */
export async function* logLines(source: LogSource, file: string): AsyncGenerator<Read<LogLine>> {
  const reading = beginLines(file)
  for await (const { failure, lines } of rawBatches(source, file)) {
    for (const raw of lines) {
      const line = reading(raw)
      if (E.isLeft(line)) {
        yield line
        return
      }
      const { event, ledger, place } = line.right
      yield E.right({ event, ledger, place })
    }
    if (failure !== null) yield E.left(failure)
  }
}
