import { commandLineFailureMeanings } from '@waybill/cli'
import { failureMeanings, logFailureMeanings } from '@waybill/engine'
import {
  accountCommands,
  accountEvents,
  allCommands,
  allEvents,
  disputeEvents,
  fundsEvents,
  movementEvents,
  observationEvents,
  recallEvents,
  sagaEvents,
  rejectionMeanings,
  transferCommands,
  transferReports,
} from '@waybill/core'
import { table } from './markdown.js'
import { block } from './markdown.js'
import { stageSource } from './source.js'
import { verbSummaries } from './verb-pages.js'

type Meant = Readonly<Record<string, { readonly meaning: string }>>

const row = (word: string, meaning: string): ReadonlyArray<string> => [`[${word}](${word}.md)`, meaning]

const listed = (words: ReadonlyArray<string>, meant: Meant): string =>
  table(
    ['word', 'meaning'],
    words.map((word) => row(word, meant[word]?.meaning ?? '')),
  )

const group = (title: string, words: object, meant: Meant, known: ReadonlyArray<string> = []): string =>
  `## ${title}\n\n${listed([...Object.keys(words).filter((word) => !known.includes(word))], meant)}`

const commandsIndex = (): string => `# Commands and reports

A **command** asks, and may be refused. A **report** tells what happened elsewhere, and is recorded whatever it says. Both
are answered with a receipt, a [rejection](../rejections/README.md) or a [failure](../failures/README.md).

${group('Commands about a transfer', transferCommands, allCommands)}

${group('Commands about an account', accountCommands, allCommands)}

${group('Reports', transferReports, allCommands)}
`

const eventsIndex = (): string => `# Events

What is stored, one word for each fact. A stored word never changes its meaning or its form; each version has a
[schema](../schemas/README.md). The states of a transfer and what leads from one to the next stand in
[the table of states](../transfer-table.md).

${group('The movement of a transfer', movementEvents, allEvents)}

${group('Recalls', recallEvents, allEvents)}

${group('Disputes', disputeEvents, allEvents)}

${group('Accounts', accountEvents, allEvents)}

${group('Funds of an account', fundsEvents, allEvents)}

${group('Decisions step by step', sagaEvents, allEvents)}

${group('Observations', observationEvents, allEvents)}
`

const rejectionsIndex = (): string => `# Rejections

A rule said no. A rejection is a value on the left of the answer; \`describe\` says it in one sentence. It is stored like
any decision, so that the same command id is refused again, with the same facts, for ever; to try again is a new
command id. Nothing moved.

${listed(Object.keys(rejectionMeanings), rejectionMeanings)}
`

const failuresIndex = (): string => `# Failures

The world did not cooperate: the form was wrong, the store did not answer, an event cannot be read. A failure is a value
on the left of the answer, beside [rejections](../rejections/README.md); \`isRejection\` tells them apart. No failure is
stored, so the command may be sent again under its own id.

${group('From the engine', failureMeanings, failureMeanings)}

## From logs that are read, imported or exported

\`logSentence\` says these in a sentence.

${listed(Object.keys(logFailureMeanings), logFailureMeanings)}

## From the command line

Each is one line on standard error; the exit status is 2 where the command line is wrong, 6 for a broken log, else 1.
The command line also tells all of the above.

${listed(Object.keys(commandLineFailureMeanings), commandLineFailureMeanings)}
`

const verbsIndex = (): string => `# Verbs of the command line

\`\`\`sh
npx waybill help           # all of them
npx waybill help explain   # one page
\`\`\`

${table(
  ['verb', 'does'],
  [...verbSummaries()].map(([verb, summary]) => row(verb, summary)),
)}
`

const stagePage = (): string => `# The stage

The examples and reproductions of this reference are scripts that begin on one small stage, \`stage.ts\`. They stand in
[tests/reference/reproductions](../../tests/reference/reproductions) and are run by every test run; the sentences on the
pages are what they print. To run one: put it beside \`stage.ts\` in a project that has \`waybill\` and \`fp-ts\`, or

\`\`\`sh
npx jest tests/reference -t InsufficientAvailableBalance
\`\`\`

${block('ts', stageSource())}
`

/** The pages that list the others, by their path below the reference. */
export const indexPages = (): ReadonlyMap<string, string> =>
  new Map([
    ['commands/README.md', commandsIndex()],
    ['events/README.md', eventsIndex()],
    ['rejections/README.md', rejectionsIndex()],
    ['failures/README.md', failuresIndex()],
    ['verbs/README.md', verbsIndex()],
    ['stage.md', stagePage()],
  ])
