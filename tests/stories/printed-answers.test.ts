import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { encodeAnchor } from '@waybill/proof'
import { play } from '../../examples/stories/make/stage.js'
import { writtenLog } from '../../examples/stories/make/tell.js'
import { notCreditedD } from '../../examples/stories/make/worlds/not-credited-d.js'
import { storiesFolder, worlds } from './shipped-stories.js'

const root = resolve(__dirname, '../..')

const start = (...argv: ReadonlyArray<string>) =>
  spawnSync(process.execPath, [join(root, 'examples/start.mjs'), ...argv], { cwd: root, encoding: 'utf8' })

/** The answers as they are printed, by the id of their subject and their place among those of the same id. */
const answersIn = (printed: string): ReadonlyArray<string> =>
  printed
    .split(/^(?=(?:Transfer|Account) )/m)
    .slice(1)
    .map((answer) => answer.replace(/ --in \S+/, ''))

describe('npm start', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'waybill-start-'))
    cpSync(storiesFolder, folder, { recursive: true })
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const shown = worlds.filter((world) => world.shown)

  it('answers every story that it tells, in English and in Chinese', () => {
    for (const lang of ['en', 'zh']) {
      const { status, stdout, stderr } = start('--lang', lang)
      expect([lang, status, stderr]).toEqual([lang, 0, ''])
      for (const { story, expected } of shown) {
        expect(stdout).toContain(story[lang as 'en' | 'zh'])
        expect(stdout).toMatch(new RegExp(`[（(]${expected.leaf}[，,] ?${expected.confidence}[）)]`))
      }
    }
  })

  it('prints another answer for a log in which something else happened, and the same for all others', async () => {
    const honest = await writtenLog(await play(notCreditedD({ adapterIsFaulty: false })), '2026-04-29T13:30:00.000Z')
    writeFileSync(join(folder, 's3-not-credited/d.ndjson'), honest.log)
    writeFileSync(join(folder, 's3-not-credited/d.ndjson.anchor.json'), encodeAnchor(honest.anchor))

    const [before, after] = [start(), start('--stories', folder)].map(({ stdout }) => answersIn(stdout))
    expect(before).toHaveLength(shown.length)
    const changed = before!.flatMap((answer, index) => (answer === after![index] ? [] : [[answer, after![index]!]]))
    expect(changed).toHaveLength(1)
    const [[was, is]] = changed as [[string, string]]
    expect(was).toContain('we have not given the money back')
    expect(was).toContain('(C6, CONFIRMED)')
    expect(is).toContain('is back with the payer')
    expect(is).toContain('(C2, CONFIRMED)')
  })

  it('prints all other answers and fails when one could not be made', () => {
    rmSync(join(folder, 's1-lost-transfer/b.ndjson'))
    const { status, stdout, stderr } = start('--stories', folder)
    expect(status).toBe(1)
    expect(stderr).toContain('s1-lost-transfer/b.ndjson')
    expect(answersIn(stdout)).toHaveLength(shown.length - 1)
  })
})
