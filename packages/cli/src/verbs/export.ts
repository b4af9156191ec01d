import { open, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { anchorFileName, encodeLine, exportLog, logLines, type LogInput } from '@waybill/engine'
import { counted } from '@waybill/explain'
import { encodeAnchor } from '@waybill/proof'
import type { CliFailure } from '../failure.js'
import { note, print, type Io } from '../io.js'
import { anchorOf, checkOf, nameOf, withLedger, type LedgerSource } from '../ledger-source.js'
import { makeWhole, mustBeNew } from '../new-file.js'
import { anchorOption, inOption, required } from '../options.js'
import { serverIn } from '../store-location.js'
import type { Verb } from '../verb.js'
import { exportManual } from './export.manual.js'

const charactersAtOnce = 65_536

type Write = (lines: string) => Promise<unknown>

/** Writes every event of a log in the one form of a line, some lines at a time; gives how many there were. */
const rewriteLog = async ({ file, open: openLog }: LogInput, write: Write): Promise<E.Either<CliFailure, number>> => {
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

const writeOut = async (source: LedgerSource, write: Write): Promise<E.Either<CliFailure, number>> => {
  if (source._tag === 'Log') return rewriteLog(source.input, write)
  const exported = await exportLog(source.store, write)()
  return E.isLeft(exported) ? exported : E.right(exported.right.size)
}

const writeFileWhole = async (path: string, source: LedgerSource): Promise<E.Either<CliFailure, number>> => {
  const file = await open(path, 'wx')
  try {
    const size = await writeOut(source, (lines) => file.appendFile(lines))
    await file.sync()
    return size
  } finally {
    await file.close()
  }
}

const toStandardOutput = async (source: LedgerSource, io: Io): Promise<E.Either<CliFailure, 0>> => {
  const written = await writeOut(source, (lines) => print(io, lines))
  if (E.isLeft(written)) return written
  if (anchorOf(source) !== null) await note(io, 'the anchor is written beside a file only: name one with --to.')
  return E.right(0)
}

const toFile = async (name: string, source: LedgerSource, io: Io): Promise<E.Either<CliFailure, 0>> => {
  const path = resolve(io.cwd, name)
  for (const taken of [name, anchorFileName(name)]) {
    const free = mustBeNew(resolve(io.cwd, taken), taken)
    if (E.isLeft(free)) return free
  }
  const written = await makeWhole(path, name, (draft) => writeFileWhole(draft, source))
  if (E.isLeft(written)) return written
  const anchor = anchorOf(source)
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
      const check = await checkOf(source)
      if (E.isLeft(check)) return check
      const { firstBad, problems } = check.right.verdict
      if (firstBad !== null) return E.left({ _tag: 'LogBroken', file: nameOf(source), firstBad, problems })
      return to === undefined ? toStandardOutput(source, io) : toFile(to, source, io)
    })
  },
}
