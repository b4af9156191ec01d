// Investigates the shipped incidents: reads each log, works its answer out, and prints it. Nothing printed is stored.
//
//   npm start                          in English
//   npm start -- --lang zh             in Chinese
//   npm start -- --stories FOLDER      the same incidents from another folder
import { createReadStream, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { anchorFileName, decodeAnchor, explain, logSentence, renderFinding, sha256, viewOfLog } from 'waybill'

const here = path.dirname(fileURLToPath(import.meta.url))
const { values } = parseArgs({
  options: {
    lang: { type: 'string', default: 'en' },
    stories: { type: 'string', default: path.join(here, 'stories') },
  },
})
const lang = values.lang === 'zh' ? 'zh' : 'en'
const words = {
  en: {
    intro: (people, logs) =>
      `${people} people asked where their money is. The answers were worked out just now, from ${logs} logs of what a\ntransfer engine did; none was written beforehand. All times are UTC.`,
    more: (command) => `  All of the evidence: ${command} --why`,
    fail: 'No answer could be made',
  },
  zh: {
    intro: (people, logs) =>
      `${people} 个人在问：我的钱去哪了？以下答案刚刚从 ${logs} 份转账引擎日志中推算得出，没有一个是事先写好的。\n所有时间均为 UTC。`,
    more: (command) => `  全部证据：${command} --lang zh --why`,
    fail: '无法得出答案',
  },
}[lang]

const valueOr = (answer, say) => {
  if (answer._tag === 'Right') return answer.right
  throw new Error(say(answer.left))
}

/** Reads one log with the anchor beside it, and answers the question that its story asks. */
const answer = async (folder, { world, subject, claim }) => {
  const file = path.join(values.stories, folder, `${world}.ndjson`)
  const anchor = valueOr(
    decodeAnchor(readFileSync(anchorFileName(file), 'utf8')),
    ({ field, expected }) => `${file}: ${field}: ${expected}`,
  )
  const view = valueOr(await viewOfLog({ file, anchor, open: () => createReadStream(file) })(), logSentence)
  const question = { subject, claim: claim === null ? null : { kind: claim } }
  return valueOr(explain(question, view, sha256), () => `${file}: nothing is known of ${subject.kind} ${subject.id}`)
}

/** What to type for more. */
const commandFor = (folder, { world, subject, claim }) => {
  const file = path.relative(process.cwd(), path.join(values.stories, folder, `${world}.ndjson`))
  return `npx waybill explain ${subject.id} --in ${file}${claim === null ? '' : ` --claim ${claim}`}`
}

const { stories } = JSON.parse(readFileSync(path.join(values.stories, 'worlds.json'), 'utf8'))
const shown = stories.flatMap(({ folder, title, worlds }) =>
  worlds.filter((world) => world.shown).map((world) => ({ folder, title, world })),
)

const people = new Set(shown.map(({ world }) => world.subject.id)).size
console.log(`${words.intro(people, shown.length)}\n`)
let told = ''
let failures = 0
for (const { folder, title, world } of shown) {
  if (folder !== told) console.log(`━━━ ${title[lang]}\n`)
  told = folder
  console.log(`${world.story[lang]}\n`)
  try {
    const prose = renderFinding(await answer(folder, world), { lang, why: false })
    console.log(`${prose}${words.more(commandFor(folder, world))}\n`)
  } catch (error) {
    failures += 1
    console.error(`${words.fail}: ${error instanceof Error ? error.message : String(error)}\n`)
  }
}
process.exitCode = failures === 0 ? 0 : 1
