import { allCommands, transferReports, type CommandWord } from '@waybill/core'
import type { Receipt } from 'waybill'
import { commandExamples } from '../reproductions/commands.js'
import { accountRefusals } from '../words/account-refusals.js'
import { commandUses } from '../words/command-uses.js'
import { fieldRows, fieldsOf, schemaOf } from './fields.js'
import { linked, links } from './link.js'
import { block, sections, table } from './markdown.js'
import { refusedAt } from './sent-by.js'
import { scriptsOf } from './source.js'
import { transferOutcomes } from './transfer-outcomes.js'

/** The events that each example stores, by the word of its command. */
export const eventsOfExamples = async (): Promise<ReadonlyMap<CommandWord, Receipt>> => {
  const receipts = new Map<CommandWord, Receipt>()
  for (const [word, example] of Object.entries(commandExamples)) receipts.set(word as CommandWord, await example())
  return receipts
}

const sent = (word: CommandWord, report: boolean): string => {
  const { sentBy } = commandUses[word]
  if (report) return `\`engine.report('${word}', …)\``
  return sentBy === null ? `\`engine.send('${word}', …)\`` : `\`${sentBy}(…)\``
}

const outcomeRows = (word: CommandWord): ReadonlyArray<ReadonlyArray<string>> =>
  transferOutcomes()
    .filter((row) => row.word === word)
    .map(({ events, refusal, states, variant }) => [
      variant,
      refusal === null ? events.map((event) => `**${links([event])}**`).join(', ') : links([refusal]),
      states,
    ])

const outcomes = (word: CommandWord, receipt: Receipt, refusals: ReadonlyArray<string>): string => {
  const rows = outcomeRows(word)
  const varied = rows.some(([variant]) => variant !== '')
  const shown = varied ? rows : rows.map(([, ...rest]) => rest)
  if (rows.length === 0)
    return [
      `It stores ${links(receipt.events.map(({ type }) => type))}.`,
      ...(refusals.length === 0 ? [] : [`It may be refused with ${links(refusals)}.`]),
    ].join(' ')
  return `Words in bold are events that are stored; any other is the reason for which it is refused. All of it stands in [the table of states](../transfer-table.md).\n\n${table([...(varied ? ['sent'] : []), 'outcome', 'in the states'], shown)}`
}

const receiptText = ({ events, transfer, account }: Receipt): string =>
  [
    ...events.map(({ revision, stream, type }) => `${type}, revision ${revision} of ${stream}`),
    ...(transfer === null ? [] : [`the transfer is ${transfer.status}`]),
    ...(account === null ? [] : [`the account is ${account.phase}`]),
  ].join('\n')

// Both begin a transfer, by the same rules in the same order.
const alike = (word: CommandWord): CommandWord => (word === 'BookTransfer' ? 'InitiateTransfer' : word)

/** The pages of all commands and reports, by their word. */
export const commandPages = async (): Promise<ReadonlyMap<string, string>> => {
  const scripts = scriptsOf('commands')
  const receipts = await eventsOfExamples()
  const refused = refusedAt()
  const pages = new Map<string, string>()
  for (const [name, definition] of Object.entries(allCommands)) {
    const word = name as CommandWord
    const receipt = receipts.get(word)
    if (receipt === undefined) throw new Error(`${word}: its example gave no receipt`)
    const report = Object.hasOwn(transferReports, word)
    const rows = transferOutcomes().filter((row) => row.word === word)
    const refusals = [
      ...rows.flatMap(({ refusal }) => (refusal === null ? [] : [refusal])),
      ...[...refused].flatMap(([rejection, command]) => (command === alike(word) ? [rejection] : [])),
      ...(Object.hasOwn(accountRefusals, word) ? accountRefusals[word as keyof typeof accountRefusals] : []),
    ]
    const events = [...receipt.events.map(({ type }) => type), ...rows.flatMap(({ events: stored }) => stored)]
    pages.set(
      word,
      `# ${word}

_A ${report ? 'report: it tells what happened elsewhere, and is never refused' : 'command'}._ ${linked(definition.meaning, word)}

${sections([
  [
    'When',
    `${linked(commandUses[word].when, word)}\n\nSent by ${sent(word, report)}, or from a shell by \`waybill do ${word}\`.`,
  ],
  ['Fields', table(['field', 'what it says', 'form'], fieldRows(fieldsOf(word, schemaOf(definition))))],
  ['What comes of it', outcomes(word, receipt, refusals)],
  [
    'Example',
    `It begins on [the stage](../stage.md): Mei has CNY 1,000.00, Bo has nothing, and it is 09:30 UTC.\n\n${block('ts', scripts.get(word) ?? '')}\n\nIts receipt names what was stored, and the state after it:\n\n${block('text', receiptText(receipt))}`,
  ],
  ['Related', links([...events, ...refusals])],
])}
`,
    )
  }
  return pages
}
