import { Readable } from 'node:stream'
import { main, type Io } from '@waybill/cli'
import type { Placed } from '../../examples/stories/make/world-list.js'
import { nameOf, shippedText, storiesFolder, worlds } from './shipped-stories.js'

/** What the command line prints and how it exits, in the folder of the stories. */
const waybill = async (...argv: ReadonlyArray<string>) => {
  let stdout = ''
  let stderr = ''
  const keeping =
    (keep: (text: string) => void) =>
    (text: string, done: () => void): void => {
      keep(text)
      done()
    }
  const io: Io = {
    cwd: storiesFolder,
    env: {},
    isTTY: false,
    stdin: Readable.from([]),
    stdout: { write: keeping((text) => void (stdout += text)) },
    stderr: { write: keeping((text) => void (stderr += text)) },
  }
  const status = await main(argv, io)
  return { status, stdout, stderr }
}

const explained = (world: Placed, ...more: ReadonlyArray<string>) =>
  waybill('explain', world.subject.id, '--in', `${nameOf(world)}.ndjson`, '--claim', world.claim, ...more)

const exitStatus = { CONFIRMED: 0, PROBABLE: 3, POSSIBLE: 4, UNDETERMINED: 5 } as const

describe.each(worlds.map((world) => [nameOf(world), world] as const))(
  'waybill explain, asked about %s',
  (name, world) => {
    it('prints the finding that is shipped, and exits by how sure it is', async () => {
      const { status, stdout } = await explained(world, '--json')
      expect(stdout).toBe(shippedText(`${name}.finding.json`))
      expect(status).toBe(world.expected.leaf === 'X1' ? 6 : exitStatus[world.expected.confidence])
    })

    it('prints the findings of earlier times', async () => {
      for (const [index, { at, confidence }] of world.earlier.entries()) {
        const { status, stdout } = await explained(world, '--as-of', at, '--json')
        expect(stdout).toBe(shippedText(`${name}.at-${index + 1}.json`))
        expect(status).toBe(exitStatus[confidence])
      }
    })

    it('says in prose, in both languages, where the money is and how sure that is', async () => {
      for (const lang of ['en', 'zh'] as const) {
        const { stdout } = await explained(world, '--lang', lang)
        const finding = JSON.parse(shippedText(`${name}.finding.json`)) as {
          readonly answer: Record<'en' | 'zh', string>
        }
        const flat = (text: string): string => text.replace(/\s+/g, '')
        expect(flat(stdout)).toContain(flat(finding.answer[lang]))
        expect(stdout).toContain(world.expected.confidence)
      }
    })
  },
)

describe('waybill explain of a log from which a record was taken out', () => {
  it('says how far it was read, and not that so many records stand there', async () => {
    const { stdout } = await waybill('explain', 'hao-topup-0517', '--in', 's4-wrong-top-up/e-removed.ndjson')
    expect(stdout.replace(/\s+/g, ' ')).toContain('read as far as record 149, and the records do not hold together')
    expect(stdout).not.toContain('records read')
  })
})

describe('waybill verify', () => {
  it.each(['e-altered', 'e-removed', 'e-cut'])('names the first bad position of %s and exits with 6', async (world) => {
    const linesOf = (name: string): ReadonlyArray<string> => shippedText(`s4-wrong-top-up/${name}.ndjson`).split('\n')
    const damaged = linesOf(world)
    const firstBad = linesOf('e').findIndex((line, index) => line !== damaged[index]) + 1
    const { status, stdout } = await waybill('verify', '--in', `s4-wrong-top-up/${world}.ndjson`)
    expect(status).toBe(6)
    expect(stdout).toContain(`First bad position: sequence ${firstBad}\n`)
  })

  it.each(worlds.filter(({ damaged }) => damaged === undefined).map((world) => [nameOf(world)]))(
    'finds %s whole',
    async (name) => {
      expect((await waybill('verify', '--in', `${name}.ndjson`)).status).toBe(0)
    },
  )
})

describe('waybill investigate', () => {
  it.each(worlds.map((world) => [nameOf(world), world] as const))(
    'finds the one case of %s, and that everything else in the ledger is as it should be',
    async (name, world) => {
      const { stdout, status } = await waybill('investigate', '--in', `${name}.ndjson`, '--json')
      const findings = JSON.parse(stdout) as ReadonlyArray<{ readonly subject: unknown; readonly cause: unknown }>
      const { leaf, confidence } = world.expected
      expect(findings.map(({ subject, cause }) => ({ subject, cause }))).toEqual([
        { subject: world.subject, cause: { leaf, confidence } },
      ])
      expect(status).toBe(leaf === 'X1' ? 6 : exitStatus[confidence])
    },
  )
})
