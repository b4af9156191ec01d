import * as E from 'fp-ts/lib/Either.js'
import { refusedWhole, untouched } from '../../test/damaged-log.js'
import { rentLog } from '../../test/sample-ledger.js'
import type { LogLine } from './decode-line.js'
import type { LogUnavailable, LogUnreadable } from './log-failure.js'
import { logLines, type LogSource } from './log-lines.js'
import { logSentence } from './log-sentence.js'

const readAll = async (
  source: LogSource,
): Promise<E.Either<LogUnreadable | LogUnavailable, ReadonlyArray<LogLine>>> => {
  const lines: LogLine[] = []
  for await (const line of logLines(source, 'harbour.ndjson')) {
    if (E.isLeft(line)) return line
    lines.push(line.right)
  }
  return E.right(lines)
}

const inChunksOf = (size: number, bytes: Uint8Array): Iterable<Uint8Array> =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => bytes.subarray(index * size, (index + 1) * size))

describe('a log', () => {
  it.each([1, 7, 64, 4096])('is the same however it comes, here in chunks of %i bytes', async (size) => {
    const read = await readAll(inChunksOf(size, untouched))
    expect(E.isRight(read) && read.right.map(({ event }) => event)).toEqual(rentLog)
    expect(E.isRight(read) && read.right.map(({ place }) => place.line)).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('may be read from a source that uses its buffer again', async () => {
    const buffer = new Uint8Array(50)
    function* reused(): Generator<Uint8Array> {
      for (const chunk of inChunksOf(50, untouched)) {
        buffer.set(chunk)
        yield buffer.subarray(0, chunk.length)
      }
    }
    const read = await readAll(reused())
    expect(E.isRight(read) && read.right.map(({ event }) => event)).toEqual(rentLog)
  })

  it('may end its lines with CRLF', async () => {
    const read = await readAll(
      Buffer.from(untouched)
        .toString()
        .replaceAll('\n', '\r\n')
        .split('x')
        .map((part, index) => Buffer.from(index === 0 ? part : `x${part}`)),
    )
    expect(E.isRight(read) && read.right.map(({ event }) => event)).toEqual(rentLog)
  })

  it('holds one line at a time, so that a long log needs no more memory than a short one', async () => {
    const line = untouched.subarray(0, untouched.indexOf(0x0a) + 1)
    const count = 10_000
    function* endless(): Generator<Uint8Array> {
      for (let index = 0; index < count; index += 1) yield line
    }
    let read = 0
    for await (const line of logLines(endless(), 'long.ndjson')) read += E.isRight(line) ? 1 : 0
    expect(read).toBe(count)
  })

  it('closes its source when the reader stops early', async () => {
    let closed = false
    function* source(): Generator<Uint8Array> {
      try {
        for (;;) yield untouched
      } finally {
        closed = true
      }
    }
    const lines = logLines(source(), 'harbour.ndjson')
    await lines.next()
    await lines.return(undefined)
    expect(closed).toBe(true)
  })

  it('that breaks off while it is read is unavailable, not unreadable', async () => {
    function* source(): Generator<Uint8Array> {
      yield untouched.subarray(0, 100)
      throw new Error('EIO: i/o error, read')
    }
    expect(await readAll(source())).toEqual(
      E.left({ _tag: 'LogUnavailable', file: 'harbour.ndjson', detail: 'EIO: i/o error, read' }),
    )
  })
})

describe('a log that is refused whole', () => {
  it.each(Object.entries(refusedWhole))('is one with this damage: %s', async (_damage, { bytes, line, reason }) => {
    for (const size of [100_000, 977]) {
      expect(await readAll(inChunksOf(size, bytes))).toMatchObject({
        left: { _tag: 'LogUnreadable', file: 'harbour.ndjson', line, reason },
      })
    }
  })

  it('is complained of with place, expectation, what stood there, and the remedy', async () => {
    const complaints: string[] = []
    for (const { bytes } of Object.values(refusedWhole)) {
      const read = await readAll(bytes)
      if (E.isLeft(read)) complaints.push(logSentence(read.left))
    }
    expect(complaints.join('\n')).toMatchSnapshot()
  })
})
