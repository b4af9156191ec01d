import { createReadStream } from 'node:fs'
import * as E from 'fp-ts/lib/Either.js'
import {
  anchorOfStore,
  checkLog,
  checkStore,
  investigateLog,
  readForSurvey,
  viewOfLog,
  rereadLog,
  rereadStore,
  sliceOfLog,
  viewOfStore,
  type AskedView,
  type Investigated,
  type LogCheck,
  type LogInput,
  type Notice,
  type Rereadable,
  type SliceRequest,
  type SurveyRead,
  type Vouching,
} from '@waybill/engine'
import type { LedgerView } from '@waybill/explain'
import type { Anchor } from '@waybill/proof'
import { openSqliteStore, type SqliteStore } from '@waybill/store-sqlite'
import { anchorBeside, anchorIn } from './anchor-file.js'
import type { CliFailure } from './failure.js'
import type { Io } from './io.js'
import { keepInput } from './kept-input.js'
import { atNamedLocation } from './named-location.js'
import { locate, type StoreLocation } from './store-location.js'

/** A ledger that is open for reading. */
export type LedgerSource =
  | { readonly _tag: 'Log'; readonly input: LogInput; readonly letGo?: () => Promise<void> }
  | { readonly _tag: 'Store'; readonly store: SqliteStore; readonly anchor: Anchor | null; readonly name: string }

const openLog = async (
  location: Exclude<StoreLocation, { readonly _tag: 'SqliteFile' }>,
  given: Anchor | null,
  io: Io,
): Promise<E.Either<CliFailure, LedgerSource>> => {
  if (location._tag === 'StandardInput') {
    const kept = await keepInput(io.stdin)
    if (E.isLeft(kept)) return kept
    const { letGo, open } = kept.right
    return E.right({ _tag: 'Log', input: { file: '-', open, anchor: given }, letGo })
  }
  const { name, path } = location
  const beside = given === null ? await anchorBeside(name, io) : E.right(given)
  if (E.isLeft(beside)) return beside
  return E.right({ _tag: 'Log', input: { file: name, open: () => createReadStream(path), anchor: beside.right } })
}

const openStore = async (
  { name, path }: Extract<StoreLocation, { readonly _tag: 'SqliteFile' }>,
  given: Anchor | null,
): Promise<E.Either<CliFailure, LedgerSource>> => {
  const opened = await openSqliteStore({ path, readOnly: true })()
  if (E.isLeft(opened)) return E.left(atNamedLocation(name)(opened.left))
  const store = opened.right
  if (given !== null) return E.right({ _tag: 'Store', store, anchor: given, name })
  const carried = await anchorOfStore(store)()
  if (E.isRight(carried)) return E.right({ _tag: 'Store', store, anchor: carried.right, name })
  await store.close()
  return carried.left._tag === 'AnchorUnreadable'
    ? E.left({ _tag: 'AnchorFileUnreadable', path: `the anchor in ${name}`, fault: carried.left })
    : E.left(carried.left)
}

/**
 * Opens what `--in` names, with the anchor that `--anchor` names or that came with it, hands it to `use`, and lets go
 * of it again whatever becomes of that.
 */
export const withLedger = async <A>(
  name: string,
  anchorName: string | undefined,
  io: Io,
  use: (source: LedgerSource) => Promise<E.Either<CliFailure, A>>,
): Promise<E.Either<CliFailure, A>> => {
  const location = locate(name, io)
  if (E.isLeft(location)) return location
  const given = anchorName === undefined ? E.right(null) : await anchorIn(anchorName, io)
  if (E.isLeft(given)) return given
  const source =
    location.right._tag === 'SqliteFile'
      ? await openStore(location.right, given.right)
      : await openLog(location.right, given.right, io)
  if (E.isLeft(source)) return source
  try {
    return await use(source.right)
  } finally {
    if (source.right._tag === 'Store') await source.right.store.close()
    else await source.right.letGo?.()
  }
}

/** The ledger as explanations read it: a file, complete up to its anchor. */
export const viewOf = async (source: LedgerSource): Promise<E.Either<CliFailure, LedgerView>> =>
  source._tag === 'Log'
    ? viewOfLog(source.input)()
    : viewOfStore(source.store, { _tag: 'FILE', anchor: source.anchor })()

/** The ledger's events, to be read from the first any number of times. */
export const rereadable = (source: LedgerSource): Rereadable<CliFailure> =>
  source._tag === 'Log' ? rereadLog(source.input) : rereadStore(source.store)

const vouchingFor = (source: LedgerSource): Vouching => ({ _tag: 'FILE', anchor: anchorOf(source) })

/** Asks what is known of an id: the ledger as explanations read it, with no more of it than bears on the question. */
export const sliceFor = <L>(
  source: LedgerSource,
  request: SliceRequest<L>,
): Promise<E.Either<CliFailure | L, AskedView>> => sliceOfLog(rereadable(source), vouchingFor(source), request)

/** The ledger read once from end to end and verified; all that is known of it counts. */
export const surveyFor = (
  source: LedgerSource,
  notice: Notice,
): Promise<E.Either<CliFailure, SurveyRead<CliFailure>>> =>
  readForSurvey(rereadable(source), vouchingFor(source), null, notice)

/** Every claim and every anomaly of the ledger. */
export const investigationOf = (
  source: LedgerSource,
  asked: Parameters<typeof investigateLog>[2],
  notice: Parameters<typeof investigateLog>[3],
): Promise<E.Either<CliFailure, Investigated>> => investigateLog(rereadable(source), vouchingFor(source), asked, notice)

/** The ledger checked from end to end; `more` are anchors beside its own. */
export const checkOf = async (
  source: LedgerSource,
  more: ReadonlyArray<Anchor> = [],
): Promise<E.Either<CliFailure, LogCheck>> =>
  source._tag === 'Log' ? checkLog(source.input, more)() : checkStore(source.store, source.anchor, more)()

/** The anchor that vouches for the ledger's end, or null. */
export const anchorOf = (source: LedgerSource): Anchor | null =>
  source._tag === 'Log' ? source.input.anchor : source.anchor

/** The source as the user named it. */
export const nameOf = (source: LedgerSource): string => (source._tag === 'Log' ? source.input.file : source.name)
