import { resolve } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { anchorFile, anchorLine } from '@waybill/engine'
import { counted } from '@waybill/explain'
import { encodeAnchor, type Anchor } from '@waybill/proof'
import { anchorsInFile } from '../anchor-file.js'
import type { CliFailure } from '../failure.js'
import { print, type Io } from '../io.js'
import { anchorOf, checkOf, nameOf, withLedger, type LedgerSource } from '../ledger-source.js'
import { inOption, required } from '../options.js'
import type { Verb } from '../verb.js'
import { anchorManual } from './anchor.manual.js'

const holdAgainst = async (
  source: LedgerSource,
  kept: ReadonlyArray<Anchor>,
): Promise<E.Either<CliFailure, Anchor>> => {
  const anchor = anchorOf(source)
  if (anchor === null) return E.left({ _tag: 'LedgerNotAnchored', location: nameOf(source) })
  const check = await checkOf(source, kept)
  if (E.isLeft(check)) return check
  const { firstBad, problems } = check.right.verdict
  return firstBad === null ? E.right(anchor) : E.left({ _tag: 'LogBroken', file: nameOf(source), firstBad, problems })
}

const keepIn = async (name: string, source: LedgerSource, io: Io): Promise<E.Either<CliFailure, 0>> => {
  const there = await anchorsInFile(name, io)
  if (E.isLeft(there)) return there
  const kept = there.right ?? []
  const anchor = await holdAgainst(source, kept)
  if (E.isLeft(anchor)) return anchor
  const said = `${counted(anchor.right.size, 'event')}, ${anchor.right.time}`
  if (kept.some((one) => anchorLine(one) === anchorLine(anchor.right))) {
    await print(io, `${name} has this anchor already: ${said}\n`)
    return E.right(0)
  }
  const added = await anchorFile(resolve(io.cwd, name)).publish(anchor.right)()
  if (E.isLeft(added)) return E.left({ _tag: 'FileUnavailable', path: name, detail: added.left.detail })
  await print(io, `Anchor added to ${name}: ${said}\n`)
  return E.right(0)
}

/** Takes the latest anchor that a ledger carries to where it is to be kept. It makes none. */
export const anchorVerb: Verb = {
  summary: 'the latest anchor that a ledger carries, verified, to a file that is kept elsewhere',
  manual: anchorManual,
  usage: {
    verb: 'anchor',
    arguments: [],
    options: {
      in: inOption,
      out: { takes: 'VALUE', expected: 'the file of anchors to add to' },
    },
    example: 'waybill anchor --in ledger.db --out ledger.anchors',
  },
  run: (call, io) =>
    withLedger(required(call, 'in'), undefined, io, async (source) => {
      const out = call.values.get('out')
      if (out !== undefined) return keepIn(out, source, io)
      const anchor = await holdAgainst(source, [])
      if (E.isLeft(anchor)) return anchor
      await print(io, encodeAnchor(anchor.right))
      return E.right(0)
    }),
}
