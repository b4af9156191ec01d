import { open, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { anchorFileName, checkLog, encodeLine, logLines, type LogInput } from '@waybill/engine'
import { encodeAnchor } from '@waybill/proof'
import type { CliFailure } from '../failure.js'
import { note, print, type Io } from '../io.js'
import { withLedger } from '../ledger-source.js'
import { logInputOf } from '../log-input-of.js'
import { makeWhole, mustBeNew } from '../new-file.js'
import { anchorOption, inOption, required } from '../options.js'
import { counted } from '../prose.js'
import { serverIn } from '../store-location.js'
import type { Verb } from '../verb.js'
import { exportManual } from './export.manual.js'

const charactersAtOnce = 65_536

/** Writes every event in the one form of a line, some lines at a time; gives how many there were. */
const writeLines = async (
  { file, open: openLog }: LogInput,
  write: (lines: string) => Promise<unknown>,
): Promise<E.Either<CliFailure, number>> => {
  let size = 0
  let lines = ''
  for await (const read of logLines(openLog(), file)) {
    if (E.isLeft(read)) return read
    const line = encodeLine(read.right.event, read.right.ledger)
    if (E.isLeft(line)) return line
    size += 1
    lines += `${line.right}\n`
    if (lines.length < charactersAtOnce) continue
    await write(lines)
    lines = ''
  }
  if (lines !== '') await write(lines)
  return E.right(size)
}

const writeFileWhole = async (path: string, input: LogInput): Promise<E.Either<CliFailure, number>> => {
  const file = await open(path, 'wx')
  try {
    const size = await writeLines(input, (lines) => file.appendFile(lines))
    await file.sync()
    return size
  } finally {
    await file.close()
  }
}

const toStandardOutput = async (input: LogInput, io: Io): Promise<E.Either<CliFailure, 0>> => {
  const written = await writeLines(input, (lines) => print(io, lines))
  if (E.isLeft(written)) return written
  if (input.anchor !== null) await note(io, 'the anchor is written beside a file only: name one with --to.')
  return E.right(0)
}

const toFile = async (name: string, input: LogInput, io: Io): Promise<E.Either<CliFailure, 0>> => {
  const path = resolve(io.cwd, name)
  for (const taken of [name, anchorFileName(name)]) {
    const free = mustBeNew(resolve(io.cwd, taken), taken)
    if (E.isLeft(free)) return free
  }
  const written = await makeWhole(path, name, (draft) => writeFileWhole(draft, input))
  if (E.isLeft(written)) return written
  const { anchor } = input
  if (anchor !== null) {
    const anchored = await makeWhole(anchorFileName(path), anchorFileName(name), async (draft) => {
      await writeFile(draft, encodeAnchor(anchor), { flush: true })
      return E.right(null)
    })
    if (E.isLeft(anchored)) return anchored
  }
  const beside = anchor === null ? 'It has no anchor.' : `Its anchor is ${anchorFileName(name)}.`
  await print(io, `${counted(written.right, 'event')} written to ${name}. ${beside}\n`)
  return E.right(0)
}

/** Writes a ledger out as a log, once it has been verified. */
export const exportVerb: Verb = {
  summary: 'a ledger as a log of CloudEvents, verified, with its anchor',
  manual: exportManual,
  usage: {
    verb: 'export',
    arguments: [],
    options: {
      in: inOption,
      to: { takes: 'VALUE', expected: 'the log to make, a file that does not exist yet' },
      anchor: anchorOption,
    },
    example: 'waybill export --in ledger.db --to ledger.ndjson',
  },
  run: (call, io) => {
    const to = call.values.get('to')
    const server = to === undefined ? null : serverIn(to)
    if (server !== null) return Promise.resolve(E.left(server))
    return withLedger(required(call, 'in'), call.values.get('anchor'), io, async (source) => {
      const input = logInputOf(source)
      const check = await checkLog(input)()
      if (E.isLeft(check)) return check
      const { firstBad, problems } = check.right.verdict
      if (firstBad !== null) return E.left({ _tag: 'LogBroken', file: input.file, firstBad, problems })
      return to === undefined ? toStandardOutput(input, io) : toFile(to, input, io)
    })
  },
}
