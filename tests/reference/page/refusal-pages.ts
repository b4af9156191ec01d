import { commandLineFailureMeanings } from '@waybill/cli'
import { failureMeanings, logFailureMeanings, logSentence, describe as say, type LogFailure } from '@waybill/engine'
import { rejectionMeanings, type Meaning } from '@waybill/core'
import * as E from 'fp-ts/lib/Either.js'
import { failureReproductions } from '../reproductions/failures.js'
import { logFailureReproductions } from '../reproductions/log-failures.js'
import { rejectionReproductions } from '../reproductions/rejections.js'
import { accountCommandsRefusedWith } from '../words/account-refusals.js'
import { failedCommandLines } from '../words/failed-command-lines.js'
import { meaningOf } from './fields.js'
import { linked, links } from './link.js'
import { block, sections, table } from './markdown.js'
import { commandsIn, refusedAt } from './sent-by.js'
import { scriptsOf } from './source.js'
import { session } from './verb-pages.js'
import { transferOutcomes, type TransferOutcome } from './transfer-outcomes.js'

type Left = Parameters<typeof say>[0]

const answerOf = async <L>(word: string, reproduce: () => Promise<E.Either<L, unknown>>): Promise<L> => {
  const answer = await reproduce()
  if (E.isRight(answer)) throw new Error(`${word}: its reproduction was taken`)
  return answer.left
}

/** A fact as one cell shows it; a whole event is named, not written out. */
const shownFact = (fact: unknown): string => {
  const text = JSON.stringify(fact, (_key, inner: unknown) =>
    typeof inner === 'bigint'
      ? inner.toString()
      : typeof inner === 'object' && inner !== null && 'chainhash' in inner && 'type' in inner && 'stream' in inner
        ? `the event ${String(inner.type)} of ${String(inner.stream)}`
        : inner,
  )
  return `\`${text}\``
}

const factRows = (word: string, { _tag, ...facts }: Left | LogFailure): ReadonlyArray<ReadonlyArray<string>> =>
  Object.entries(facts).map(([name, fact]) => [`\`${name}\``, meaningOf(word, name) ?? '', shownFact(fact)])

const isOfLog = (left: Left | LogFailure): left is LogFailure => Object.hasOwn(logFailureMeanings, left._tag)

const example = (script: string): string =>
  `It begins on [the stage](../stage.md): Mei has CNY 1,000.00, Bo has nothing, and it is 09:30 UTC.\n\n${block('ts', script)}`

const says = (left: Left | LogFailure): string =>
  isOfLog(left)
    ? `\`logSentence(answered.left)\` gives:\n\n${block('text', logSentence(left))}`
    : `\`describe(answered.left)\` gives:\n\n${block('text', say(left))}`

const page = (
  word: string,
  of: 'rejection' | 'failure',
  meaning: Meaning,
  when: string,
  left: Left | LogFailure,
  script: string,
  related: ReadonlyArray<string>,
): string =>
  `# ${word}

_A ${of}._ ${linked(meaning.meaning, word)}

${sections([
  ['When', when],
  ['What to do', linked(meaning.advice, word)],
  ['Fields', table(['field', 'what it says', 'in the example'], factRows(word, left))],
  ['Example', example(script)],
  ['What it says', says(left)],
  ['Related', links(related.filter((one) => one !== word))],
])}
`

/** The states of a row; of one that stands for all others, which it leaves out. */
const listedStates = (row: TransferOutcome): string => {
  if (row.states !== 'every other state') return row.states
  const rest = transferOutcomes().filter(
    (other) => other.word === row.word && other.variant === row.variant && other !== row,
  )
  return `every state but: ${rest.map(({ states }) => states).join('; ')}`
}

const whenRefused = (word: string, at: string | undefined): string => {
  const rows = transferOutcomes().filter(({ refusal }) => refusal === word)
  // Both begin a transfer, by the same rules in the same order.
  const alike = [
    ...new Set([
      ...(at === undefined ? [] : [at]),
      ...(at === 'InitiateTransfer' ? ['BookTransfer'] : []),
      ...accountCommandsRefusedWith(word),
    ]),
  ]
  if (rows.length === 0) return `Answered to ${links(alike)}, as in the example.`
  const shown = rows.map((row) => [
    `${links([row.word])}${row.variant === '' ? '' : `: ${row.variant}`}`,
    listedStates(row),
  ])
  const beside = accountCommandsRefusedWith(word)
  const also = beside.length === 0 ? '' : `\n\nAlso answered to ${links(beside)}.`
  return `In these states of a transfer, each made by real commands ([the whole table](../transfer-table.md)):\n\n${table(['command', 'in the states'], shown)}${also}`
}

/** The pages of all rejections, by their word. */
export const rejectionPages = async (): Promise<ReadonlyMap<string, string>> => {
  const scripts = scriptsOf('rejections')
  const refused = refusedAt()
  const pages = new Map<string, string>()
  for (const [word, meaning] of Object.entries(rejectionMeanings)) {
    const script = scripts.get(word) ?? ''
    const left = await answerOf(word, rejectionReproductions[word as keyof typeof rejectionMeanings])
    const meets = transferOutcomes().flatMap((row) => (row.refusal === word ? [row.word] : []))
    const related = [
      ...accountCommandsRefusedWith(word),
      ...meets,
      ...(refused.get(word) === 'InitiateTransfer' ? ['BookTransfer'] : []),
      refused.get(word) ?? '',
      ...commandsIn(script),
      'CommandRefused',
    ].filter((one) => one !== '')
    pages.set(word, page(word, 'rejection', meaning, whenRefused(word, refused.get(word)), left, script, related))
  }
  return pages
}

const failsWhere: { readonly [T in keyof typeof failureMeanings]: string } = {
  MalformedCommand: 'Before anything is read: the form is checked first.',
  CommandIdReused: 'When the stored decision under the id is about something else.',
  ReportUnplaced: 'When a report about a known transfer is told of one that is not known.',
  TooManyConflicts: 'After the decision was taken `decisionAttempts` times (16, if not set), and stored never.',
  RailNotRegistered: 'From `engine.submit` and `engine.inquire`, also as a failed deed of `engine.runDue`.',
  RefusalUnreadable: 'When a command that was refused by a newer version is sent again.',
  UndecodableEvent: 'When the stream of the transfer or account in question holds the event.',
  AnchorUnreadable: 'From questions to a ledger that came by import, and from `engine.anchor`.',
  LedgerImported: 'From `engine.anchor`. `engine.runDue` passes such a ledger over.',
  LedgerContradictsAnchor: 'From `engine.anchor`, and in the report of `engine.runDue`.',
  AnchorNotPublished: 'From `engine.anchor`, and in the report of `engine.runDue`.',
  SubjectUnknown: 'From `engine.explain` and `waybill explain`.',
  RemedyNotOffered: 'From `engine.remedies.simulate` and `engine.remedies.apply`.',
  RemedyForbidden: 'From `engine.remedies.apply`, before anything is sent.',
  RemedyOvertaken: 'From `engine.remedies.apply`, when another act on the same loss is stored first.',
  ReadModelAhead: 'From `engine.balance`, when read models are kept.',
  ReadModelLate: 'From `engine.waitUntilRead`.',
  ReadModelBusy: 'From `engine.balance`, `engine.read` and `engine.rebuild`, when several engines share read models.',
  RebuildOvertaken: 'From `engine.rebuild`.',
  ProjectionUnknown: 'From `engine.read`, `engine.waitUntilRead` and `engine.rebuild`.',
  ProjectionThrew: 'From whatever runs a projection of your own, and in the report of `engine.runDue`.',
  DocumentDamaged: 'From `engine.balance`, when read models are kept.',
  SequenceGap: 'From whatever reads the ledger in its order: read models and balances.',
  StoreUnavailable: 'From every function that reads or writes.',
  AppendOutcomeUnknown: 'From every function that writes, on a store that is reached over a network.',
  StoreUnreadable: 'When a store is opened or read.',
  StoreClosed: 'From every function, after the store was closed.',
  EventIdTaken: 'When the store refuses the id, and the engine finds no decision under the command id.',
  MalformedAppend: 'When the store refuses the form of what it is to keep.',
}

const logFailsWhere: { readonly [T in LogFailure['_tag']]: string } = {
  LogUnreadable:
    'From whatever reads a log: `importLog`, `checkLog`, `viewOfLog`, and every verb that takes `--in FILE`.',
  LogUnavailable: 'From whatever reads a log.',
  LogBroken: 'From `importLog` and `waybill import`. Nothing was written.',
  LogChanged: 'From `importLog` and `waybill import`, which read the file twice: once to check it, once to take it in.',
  LedgerNotEmpty: 'From `importLog` and `waybill import`. Nothing was written.',
  LedgerEmpty: 'From `exportLog` and `waybill export`.',
  LedgerDiffers: 'From `importLog`. Nothing was written.',
  EventNotExportable: 'From `exportLog` and `waybill export`.',
}

const engineFailurePages = async (): Promise<ReadonlyArray<readonly [string, string]>> => {
  const scripts = scriptsOf('failures')
  const pages: Array<readonly [string, string]> = []
  for (const [word, meaning] of Object.entries(failureMeanings)) {
    const script = scripts.get(word) ?? ''
    const tag = word as keyof typeof failureMeanings
    const left = await answerOf(word, failureReproductions[tag])
    pages.push([word, page(word, 'failure', meaning, failsWhere[tag], left, script, commandsIn(script))])
  }
  return pages
}

const logFailurePages = async (): Promise<ReadonlyArray<readonly [string, string]>> => {
  const scripts = scriptsOf('log-failures')
  const pages: Array<readonly [string, string]> = []
  for (const [word, meaning] of Object.entries(logFailureMeanings)) {
    const tag = word as LogFailure['_tag']
    const left = (await answerOf(word, logFailureReproductions[tag])) as LogFailure
    pages.push([word, page(word, 'failure', meaning, logFailsWhere[tag], left, scripts.get(word) ?? '', [])])
  }
  return pages
}

const inFolder =
  'The folder holds `ledger.ndjson`, the log of [one of the shipped stories](../../../examples/stories/README.md), and a `statement.pdf`.'

const commandLineFailurePages = async (): Promise<ReadonlyArray<readonly [string, string]>> => {
  const pages: Array<readonly [string, string]> = []
  for (const [word, meaning] of Object.entries(commandLineFailureMeanings)) {
    const { from, lines } = failedCommandLines[word as keyof typeof commandLineFailureMeanings]
    pages.push([
      word,
      `# ${word}

_A failure of the command line._ ${meaning.meaning}

${sections([
  ['When', from],
  ['What to do', meaning.advice],
  ['Example', `${inFolder}\n\n${block('text', await session(lines, { mayEndWith: [0, 1, 2] }))}`],
])}
`,
    ])
  }
  return pages
}

/** The pages of all failures, by their word. */
export const failurePages = async (): Promise<ReadonlyMap<string, string>> =>
  new Map([...(await engineFailurePages()), ...(await logFailurePages()), ...(await commandLineFailurePages())])
