import { resolve } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { importLog, logLines, type LogCheck, type LogInput } from '@waybill/engine'
import { counted } from '@waybill/explain'
import { openSqliteStore } from '@waybill/store-sqlite'
import type { CliFailure } from '../failure.js'
import { print, type Io } from '../io.js'
import { withLedger } from '../ledger-source.js'
import { logInputOf } from '../log-input-of.js'
import { makeWhole, mustBeNew } from '../new-file.js'
import { atNamedLocation } from '../named-location.js'
import { anchorOption, inOption, required } from '../options.js'
import { serverIn } from '../store-location.js'
import type { Verb } from '../verb.js'
import { importManual } from './import.manual.js'

/** An SQLite store keeps appends in the order of the calls and brings many of them to disk at once. */
const appendsAtOnce = 64

const ledgerOf = async ({ file, open }: LogInput): Promise<E.Either<CliFailure, string>> => {
  for await (const line of logLines(open(), file)) return E.isLeft(line) ? line : E.right(line.right.ledger)
  throw new Error(`${file} gave neither an event nor a failure`)
}

const importInto = async (path: string, name: string, input: LogInput): Promise<E.Either<CliFailure, LogCheck>> => {
  const ledger = await ledgerOf(input)
  if (E.isLeft(ledger)) return ledger
  const opened = await openSqliteStore({ path, ledger: ledger.right })()
  if (E.isLeft(opened)) return E.left(atNamedLocation(name)(opened.left))
  try {
    return await importLog(opened.right, input, { appendsAtOnce })()
  } finally {
    await opened.right.close()
  }
}

const report = (name: string, { ledger, setAside, verdict }: LogCheck, { anchor }: LogInput): string =>
  [
    `${counted(verdict.size, 'event')} of ${ledger} imported into ${name}`,
    `  root    ${verdict.root}`,
    `  anchor  ${anchor === null ? 'none' : `${counted(anchor.size, 'event')}, ${anchor.time}`}`,
    ...(setAside.length === 0 ? [] : [`  kept as received, and not read: ${counted(setAside.length, 'event')}`]),
    '',
  ].join('\n')

const run = async (from: string, to: string, anchor: string | undefined, io: Io): Promise<E.Either<CliFailure, 0>> => {
  const server = serverIn(to)
  if (server !== null) return E.left(server)
  const path = resolve(io.cwd, to)
  const free = mustBeNew(path, to)
  if (E.isLeft(free)) return free
  return withLedger(from, anchor, io, async (source) => {
    const input = logInputOf(source)
    const imported = await makeWhole(path, to, (draft) => importInto(draft, to, input))
    if (E.isLeft(imported)) return imported
    await print(io, report(to, imported.right, input))
    return E.right(0)
  })
}

/** Brings a log into a new store, whole or not at all. */
export const importVerb: Verb = {
  summary: 'a log into a new SQLite store, verified, whole or not at all',
  manual: importManual,
  usage: {
    verb: 'import',
    arguments: [],
    options: {
      in: inOption,
      to: { takes: 'VALUE', required: true, expected: 'the SQLite store to make, a file that does not exist yet' },
      anchor: anchorOption,
    },
    example: 'waybill import --in ledger.ndjson --to ledger.db',
  },
  run: (call, io) => run(required(call, 'in'), required(call, 'to'), call.values.get('anchor'), io),
}
