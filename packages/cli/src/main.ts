import * as E from 'fp-ts/lib/Either.js'
import type { UsageWrong } from './failure.js'
import { failureSentence, statusOfFailure } from './failure-sentence.js'
import { note, print, type Io } from './io.js'
import { nearestTo } from './nearest.js'
import { overview } from './overview.js'
import { readCall } from './usage.js'
import type { ExitStatus, Verb } from './verb.js'
import { allVerbs } from './verbs/all-verbs.js'
import { version } from './version.js'

const verbNamed = (name: string): Verb | undefined => allVerbs.find(({ usage }) => usage.verb === name)

const noSuchVerb = (name: string): UsageWrong => {
  const [nearest] = nearestTo(
    name,
    allVerbs.map(({ usage }) => usage.verb),
    1,
  )
  return {
    _tag: 'UsageWrong',
    where: '<verb>',
    expected: `one of ${allVerbs.map(({ usage }) => usage.verb).join(', ')}`,
    found: name,
    example: nearest === undefined ? 'waybill help' : (verbNamed(nearest)?.usage.example ?? 'waybill help'),
  }
}

const help = async (name: string | undefined, io: Io): Promise<ExitStatus> => {
  if (name === undefined) {
    await print(io, overview(allVerbs))
    return 0
  }
  const verb = verbNamed(name)
  if (verb === undefined) {
    await note(io, failureSentence(noSuchVerb(name)))
    return 2
  }
  await print(io, verb.manual)
  return 0
}

const runVerb = async (verb: Verb, argv: ReadonlyArray<string>, io: Io): Promise<ExitStatus> => {
  const call = readCall(argv, verb.usage)
  const outcome = E.isLeft(call) ? call : await verb.run(call.right, io)
  if (E.isRight(outcome)) return outcome.right
  await note(io, `${verb.usage.verb}: ${failureSentence(outcome.left)}`)
  return statusOfFailure(outcome.left)
}

/**
 * The command line: answers and prose go to standard output, diagnostics to standard error. Gives the exit status:
 * 0 CONFIRMED or nothing wrong, 3 PROBABLE, 4 POSSIBLE, 5 UNDETERMINED, 6 damaged, 2 wrong usage, 1 could not run.
 */
export const main = async (argv: ReadonlyArray<string>, io: Io): Promise<ExitStatus> => {
  const [first, ...rest] = argv
  if (first === undefined) {
    await note(io, `expected a verb, but found nothing.\n\n${overview(allVerbs)}`)
    return 2
  }
  if (first === '--version') {
    await print(io, `${version}\n`)
    return 0
  }
  if (first === 'help' || first === '--help' || first === '-h') return help(rest[0], io)
  if (rest.includes('--help') || rest.includes('-h')) return help(first, io)
  const verb = verbNamed(first)
  if (verb === undefined) {
    await note(io, failureSentence(noSuchVerb(first)))
    return 2
  }
  return runVerb(verb, rest, io)
}
