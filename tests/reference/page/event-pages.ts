import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { eventSentence } from '@waybill/cli'
import {
  allEvents,
  decodeStored,
  observationEvents,
  schemaFileName,
  type CommandWord,
  type EventDefinition,
  type AnyCodec,
} from '@waybill/core'
import * as E from 'fp-ts/lib/Either.js'
import { eventsOfExamples } from './command-pages.js'
import { fieldRows, fieldsOf, schemaOf } from './fields.js'
import { linked, links } from './link.js'
import { block, sections, table } from './markdown.js'
import { transferOutcomes } from './transfer-outcomes.js'

type Definition = EventDefinition<string, AnyCodec>

const samples = join(__dirname, '../../../packages/core/src/event/__stored__')

const sampleOf = ({ word, version }: Definition): unknown =>
  JSON.parse(readFileSync(join(samples, `${word}.${version}.json`), 'utf8'))

const subjectOf: Readonly<Record<string, string>> = {
  transfer: 'transfer-t1',
  account: 'account-a1',
  funds: 'funds-a1',
}

/** What a timeline says of the stored sample. */
const sentenceOf = (definition: Definition): string => {
  const kind = definition.streams[0] ?? 'transfer'
  const decoded = decodeStored({
    stream: subjectOf[kind] ?? `${kind}-1`,
    revision: 0,
    sequence: 1,
    id: '00000000-0000-5000-8000-000000000001',
    type: definition.word,
    schemaVersion: definition.version,
    occurredAt: '2026-02-14T09:30:00.000Z',
    recordedAt: '2026-02-14T09:30:00.000Z',
    metadata: {},
    data: JSON.stringify(sampleOf(definition)),
    chainhash: '',
  })
  if (E.isLeft(decoded)) throw new Error(`${definition.word}: ${JSON.stringify(decoded.left.problems)}`)
  return eventSentence(decoded.right.event)
}

const streamText = ({ streams }: Definition): string => {
  const named = streams.map((kind) => (kind === 'source' ? '`source-…`' : `\`${kind}-…\``))
  return named.length === 1 ? `in the stream ${named.join('')}` : `in one of the streams ${named.join(', ')}`
}

type Origin = { readonly commands: ReadonlyArray<string>; readonly text: string }

const originOf = (word: string, commands: ReadonlyArray<string>): Origin => {
  if (Object.hasOwn(observationEvents, word))
    return {
      commands: [],
      text: 'Kept with `engine.observe` when a part of the house, a partner or a person tells it. It takes part in no decision; it is there to be read when something has gone wrong.',
    }
  if (word === 'CommandRefused')
    return {
      commands: [],
      text: 'Stored whenever the rules refuse a command, so that the same id gets the same answer for ever.',
    }
  if (commands.length === 0)
    return {
      commands,
      text: 'Stored only where one append reaches one stream, and a decision is stored [step by step](../../internals/step-by-step.md).',
    }
  return { commands, text: `Comes of ${links(commands)}.` }
}

/** The pages of all events, by their word. */
export const eventPages = async (): Promise<ReadonlyMap<string, string>> => {
  const receipts = await eventsOfExamples()
  const pages = new Map<string, string>()
  for (const definition of Object.values(allEvents) as ReadonlyArray<Definition>) {
    const { meaning, version, word } = definition
    const commands = [
      ...transferOutcomes().flatMap((row) => (row.events.includes(word) ? [row.word] : [])),
      ...[...receipts].flatMap(([command, { events }]) => (events.some(({ type }) => type === word) ? [command] : [])),
    ] as ReadonlyArray<CommandWord>
    const origin = originOf(word, commands)
    const fields = fieldsOf(word, schemaOf(definition))
    pages.set(
      word,
      `# ${word}

_An event, version ${version}._ ${linked(meaning, word)}

${sections([
  ['When', `${origin.text} It stands ${streamText(definition)}.`],
  [
    'Fields',
    fields.length === 0
      ? `None: the word says all. Its schema is [${schemaFileName(definition)}](../schemas/${schemaFileName(definition)}).`
      : `${table(['field', 'what it says', 'form'], fieldRows(fields))}\n\nIts schema is [${schemaFileName(definition)}](../schemas/${schemaFileName(definition)}).`,
  ],
  ['Example', block('json', JSON.stringify(sampleOf(definition), null, 2))],
  ['What it says', `In a timeline, the example reads:\n\n${block('text', sentenceOf(definition))}`],
  ['Related', links(origin.commands)],
])}
`,
    )
  }
  return pages
}
