import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { allVerbs, main } from '@waybill/cli'
import { verbSessions } from '../words/verb-sessions.js'
import { block, sections } from './markdown.js'

const stories = join(__dirname, '../../../examples/stories')

type Ran = { readonly stdout: string; readonly stderr: string; readonly status: number }

const ran = async (argv: ReadonlyArray<string>, cwd: string): Promise<Ran> => {
  const heard = { stdout: '', stderr: '' }
  const output = (name: 'stdout' | 'stderr') => ({
    write: (text: string, done: () => void) => {
      heard[name] += text
      done()
    },
  })
  async function* nothing(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(new Uint8Array())
  }
  const status = await main(argv, {
    cwd,
    env: {},
    isTTY: false,
    stdin: nothing(),
    stdout: output('stdout'),
    stderr: output('stderr'),
  })
  return { ...heard, status }
}

const quoted = (argument: string): string => (/^[\w./:+=-]+$/.test(argument) ? argument : `'${argument}'`)

export type SessionOptions = {
  /** The exit statuses that a line may have. */
  readonly mayEndWith?: ReadonlyArray<number>
}

/** A session in a folder that holds the log of one story and a file of another kind: each command line and what it prints. */
export const session = async (
  lines: ReadonlyArray<ReadonlyArray<string>>,
  { mayEndWith = [0, 1, 3, 4, 5, 6] }: SessionOptions = {},
): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'waybill-session-'))
  try {
    await cp(join(stories, 's1-lost-transfer/a.ndjson'), join(folder, 'ledger.ndjson'))
    await cp(join(stories, 's1-lost-transfer/a.ndjson.anchor.json'), join(folder, 'ledger.ndjson.anchor.json'))
    await writeFile(join(folder, 'statement.pdf'), '%PDF-1.7\n')
    const shown: string[] = []
    for (const argv of lines) {
      const { status, stderr, stdout } = await ran(argv, folder)
      if (!mayEndWith.includes(status)) throw new Error(`waybill ${argv.join(' ')}: ${stderr}`)
      shown.push(
        `$ waybill ${argv.map(quoted).join(' ')}\n${stdout}${stderr}${status === 0 ? '' : `(exit status ${status})\n`}`,
      )
    }
    return shown.join('\n')
  } finally {
    await rm(folder, { recursive: true })
  }
}

const fromStory = '`ledger.ndjson` is the log of [one of the shipped stories](../../../examples/stories/README.md).\n\n'

/** The pages of all verbs, by their name. */
export const verbPages = async (): Promise<ReadonlyMap<string, string>> => {
  const pages = new Map<string, string>()
  for (const { summary, usage } of allVerbs) {
    const lines = verbSessions[usage.verb]
    if (lines === undefined) throw new Error(`words/verb-sessions.ts has no session of ${usage.verb}`)
    const manual = await ran(['help', usage.verb], '.')
    pages.set(
      usage.verb,
      `# waybill ${usage.verb}

${summary}

${sections([
  ['Manual', `\`waybill help ${usage.verb}\` prints this page:\n\n${block('text', manual.stdout)}`],
  ['Example', `${lines.flat().includes('ledger.ndjson') ? fromStory : ''}${block('text', await session(lines))}`],
])}
`,
    )
  }
  return pages
}

/** What each verb does, in one line. */
export const verbSummaries = (): ReadonlyMap<string, string> =>
  new Map(allVerbs.map(({ summary, usage }) => [usage.verb, summary]))
