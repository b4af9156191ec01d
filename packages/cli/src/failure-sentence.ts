import { anchorSentence, describe, logSentence, type LogFailure } from '@waybill/engine'
import type { RevisionConflict } from '@waybill/port'
import type { CliFailure, CommandLineFailure } from './failure.js'

const list = (words: ReadonlyArray<string>): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`

type Own = CommandLineFailure | LogFailure | RevisionConflict
type Sentences = { readonly [T in Own['_tag']]: (failure: Extract<Own, { readonly _tag: T }>) => string }

const sentences: Sentences = {
  UsageWrong: ({ example, expected, found, where }) =>
    `${where}: expected ${expected}, but found ${found}.\nFor example: ${example}`,
  StoreNotSupported: ({ kind, location }) =>
    `${location}: this version reads logs (.ndjson) and SQLite stores, and cannot read ${kind} yet. Export that ledger as a log, and read the log.`,
  NeitherLogNorStore: ({ found, location }) =>
    `${location}: expected a log (.ndjson) or an SQLite store, but found ${found}. Check the path.`,
  FileUnavailable: ({ detail, path }) => `${path}: ${detail}. Check the path.`,
  AnchorFileUnreadable: ({ fault, path }) => anchorSentence(path, fault),
  LedgerNotAnchored: ({ location }) =>
    `${location}: it carries no anchor, and none is made here. A file may be a copy that lacks the newest events; only the engine that writes a ledger can say that nothing is missing at its end. Have that engine take one: \`engine.anchor()\`, or \`limits.anchorEveryMs\` with \`runDue\`.`,
  TargetExists: ({ path }) =>
    `${path}: expected nothing there yet, but something stands there. Nothing was written: name a file that does not exist.`,
  IdUnknown: ({ id, kinds, nearest }) =>
    `${id}: no ${list(kinds)} of this ledger has this id.${nearest.length === 0 ? '' : ` The nearest: ${nearest.join(', ')}.`} \`waybill investigate\` lists what needs attention.`,
  PayloadUnreadable: ({ expected, found, source }) =>
    `${source}: expected ${expected}, but found ${found}. Write the payload as one JSON object: inline, as a file, or on standard input with -.`,
  DrillNeedsTime: ({ location }) =>
    `${location}: this ledger was made for drills, and its times are told. Say with --at when this happens.`,
  LedgerNotForDrills: ({ location }) =>
    `${location}: this ledger goes by the clock, and nothing was written. A time is told only where the first command of a new ledger came with --at.`,
  DrillTimeGoesBack: ({ last, location, told }) =>
    `${location}: --at: expected ${last} or later, when the ledger was written last, but found ${told}. Nothing was written.`,
  PolicyUnreadable: ({ expected, field, found, source }) =>
    `${source}: ${field}: expected ${expected}, but found ${found}. Nothing was done: correct the policy, and try again.`,
  LogUnreadable: logSentence,
  LogUnavailable: logSentence,
  LogBroken: logSentence,
  LogChanged: logSentence,
  LedgerNotEmpty: logSentence,
  LedgerEmpty: logSentence,
  LedgerDiffers: logSentence,
  EventNotExportable: logSentence,
  RevisionConflict: ({ actualRevision, expectedRevision, stream }) =>
    `${stream}: expected revision ${expectedRevision}, but found ${actualRevision}: somebody else wrote to the store meanwhile. Try again.`,
}

const isOwn = (failure: CliFailure): failure is Own => Object.hasOwn(sentences, failure._tag)

/** What a failure says on standard error: the place, what was expected, what stood there, the remedy. */
export const failureSentence = (failure: CliFailure): string => {
  if (!isOwn(failure)) return describe(failure)
  const say = sentences[failure._tag] as (failure: Own) => string
  return say(failure)
}

/** The exit status that a failure stands for: 2 wrong usage, 6 a damaged log, 1 everything else, a rule that says no included. */
export const statusOfFailure = ({ _tag }: CliFailure): 1 | 2 | 6 => {
  if (_tag === 'UsageWrong') return 2
  return _tag === 'LogBroken' ? 6 : 1
}
