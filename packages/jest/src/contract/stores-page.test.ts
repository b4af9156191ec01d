import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { appendRules } from './append-rules.js'
import { brokenReadModelReopenings } from './broken-read-model-reopenings.js'
import { brokenReadModelStores } from './broken-read-models.js'
import { brokenReopenings } from './broken-reopenings.js'
import { brokenSnapshotReopenings, brokenSnapshotStores } from './broken-snapshots.js'
import { brokenStores } from './broken-stores.js'
import { concurrencyRules } from './concurrency-rules.js'
import { disposalRules } from './disposal-rules.js'
import { eventStoreRules, persistentEventStoreRules } from './event-store-contract.js'
import { failureRules } from './failure-rules.js'
import { immutabilityRules } from './immutability-rules.js'
import { longStreamRules } from './long-stream-rules.js'
import { malformedAppendRules } from './malformed-append-rules.js'
import { persistentReadModelStoreRules, readModelStoreRules } from './read-model-rules.js'
import { readRules } from './read-rules.js'
import { persistentSnapshotStoreRules, snapshotStoreRules } from './snapshot-rules.js'
import { subscriptionRules } from './subscription-rules.js'
import { undecodableEventRules } from './undecodable-event-rules.js'

const root = join(__dirname, '..', '..', '..', '..')
const path = join(root, 'docs', 'reference', 'stores.md')
const begin = '<!-- rules: begin -->'
const end = '<!-- rules: end -->'

type Named = { readonly name: string }
type Broken = { readonly damage: string; readonly caughtBy: string }
type Group = { readonly title: string; readonly rules: ReadonlyArray<Named>; readonly broken: ReadonlyArray<Broken> }

const events = (title: string, rules: ReadonlyArray<Named>): Group => ({ title, rules, broken: brokenStores })

const eventGroups: ReadonlyArray<Group> = [
  events('Appending', appendRules),
  events('Appends that no store accepts', malformedAppendRules),
  events('Reading', readRules),
  events('Events that nobody can decode', undecodableEventRules),
  events('What went wrong', failureRules),
  events('What is stored stays as it is', immutabilityRules),
  events('Subscriptions', subscriptionRules),
  events('Many at once', concurrencyRules),
  events('Being closed', disposalRules),
  events('Long streams', longStreamRules),
]

const groups: ReadonlyArray<Group> = [
  ...eventGroups,
  { title: 'Opened again', rules: persistentEventStoreRules, broken: brokenReopenings },
  { title: 'Read models', rules: readModelStoreRules, broken: brokenReadModelStores },
  { title: 'Read models, opened again', rules: persistentReadModelStoreRules, broken: brokenReadModelReopenings },
  { title: 'Snapshots', rules: snapshotStoreRules, broken: brokenSnapshotStores },
  { title: 'Snapshots, opened again', rules: persistentSnapshotStoreRules, broken: brokenSnapshotReopenings },
]

const linesOf = ({ title, rules, broken }: Group): ReadonlyArray<string> => [
  `### ${title}`,
  '',
  ...rules.flatMap(({ name }) => [
    `- ${name}`,
    ...broken.filter(({ caughtBy }) => caughtBy === name).map(({ damage }) => `  - _${damage}_`),
  ]),
]

const generated = [begin, '', groups.map((group) => linesOf(group).join('\n')).join('\n\n'), '', end].join('\n')

const between = (text: string): string => text.slice(text.indexOf(begin), text.indexOf(end) + end.length)

/** The code of the page, each with the file that it is taken from. */
const codeOf = (text: string): ReadonlyArray<readonly [file: string, code: string]> =>
  [...text.matchAll(/<!-- from (\S+) -->\n\n```ts\n([\s\S]*?\n)```/g)].map(([, file = '', code = '']) => [file, code])

const withoutIndents = (text: string): string => text.replaceAll(/^ +/gm, '')

describe('The page about stores', () => {
  it('names every rule, and each broken store under the rule that catches it (if not: UPDATE=1 npx jest stores-page)', () => {
    const page = readFileSync(path, 'utf8')
    if (process.env['UPDATE'] === '1')
      writeFileSync(
        path,
        page.replace(between(page), () => generated),
      )
    expect(between(readFileSync(path, 'utf8'))).toBe(generated)
  })

  it('leaves no rule out', () => {
    const grouped = eventGroups.flatMap(({ rules }) => rules)
    expect(new Set(grouped)).toEqual(new Set(eventStoreRules))
  })

  it('leaves no broken store out', () => {
    const all = [
      ...[...brokenStores, ...brokenReopenings],
      ...[...brokenReadModelStores, ...brokenReadModelReopenings],
      ...[...brokenSnapshotStores, ...brokenSnapshotReopenings],
    ]
    expect(generated.match(/^ {2}- /gm)).toHaveLength(all.length)
  })

  it('shows code that stands in a test', () => {
    const page = readFileSync(path, 'utf8')
    const blocks = codeOf(page)
    expect(blocks).toHaveLength(page.match(/^```ts$/gm)?.length ?? 0)
    for (const [file, code] of blocks)
      expect(withoutIndents(readFileSync(join(root, file), 'utf8'))).toContain(withoutIndents(code))
  })
})
