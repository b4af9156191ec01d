import { createRequire } from 'node:module'
import { join } from 'node:path'
import { runInThisContext } from 'node:vm'
import { describe, expect, it } from '@jest/globals'
import * as E from 'fp-ts/lib/Either.js'
import * as ts from 'typescript'
import * as waybill from 'waybill'
import { scriptsOf } from './page/source.js'
import { commandExamples } from './reproductions/commands.js'
import { failureReproductions } from './reproductions/failures.js'
import { logFailureReproductions } from './reproductions/log-failures.js'
import { rejectionReproductions } from './reproductions/rejections.js'
import * as stage from './reproductions/stage.js'

const others = createRequire(join(__dirname, 'reproductions.test.ts'))

const load = (name: string): unknown => {
  if (name === './stage.js') return stage
  return name === 'waybill' ? waybill : (others(name) as unknown)
}

type Module = { run?: () => Promise<unknown> }
type Wrapped = (load: (name: string) => unknown, exports: Module) => void

/** Runs a script as a page shows it: on its own, from its imports on. */
const runAsShown = async (script: string): Promise<unknown> => {
  const [head = '', body = ''] = script.split(/\n\n([\s\S]*)/)
  const whole = `${head}\nexport const run = async () => {\n${body}\nreturn answered\n}`
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2023 }
  const { outputText } = ts.transpileModule(whole, { compilerOptions })
  const module: Module = {}
  const wrapped = runInThisContext(`(function (require, exports) {${outputText}\n})`) as Wrapped
  wrapped(load, module)
  return module.run?.()
}

type AnyReproduction = () => Promise<E.Either<{ readonly _tag: string }, unknown>>
type Reproduced = { readonly kind: string; readonly reproductions: ReadonlyArray<readonly [string, AnyReproduction]> }

describe.each<Reproduced>([
  { kind: 'rejection', reproductions: Object.entries(rejectionReproductions) },
  { kind: 'failure', reproductions: Object.entries(failureReproductions) },
  { kind: 'failure of a log', reproductions: Object.entries(logFailureReproductions) },
])('every $kind', ({ reproductions }) => {
  it.each(reproductions)('%s is what its reproduction is answered with', async (word, reproduce) => {
    const answer = await reproduce()
    if (E.isRight(answer)) throw new Error(`expected ${word}, but the command was taken`)
    expect(answer.left._tag).toBe(word)
  })
})

describe('every command and report', () => {
  it.each(Object.entries(commandExamples))('%s is taken in its example', async (word, example) => {
    const { command, events } = await example()
    expect(command).toBe(word)
    expect(events.length).toBeGreaterThan(0)
  })
})

describe('every script of the reference runs as it is printed', () => {
  it.each([...scriptsOf('rejections'), ...scriptsOf('failures'), ...scriptsOf('log-failures')])(
    '%s',
    async (word, script) => {
      expect(await runAsShown(script)).toMatchObject({ _tag: 'Left', left: { _tag: word } })
    },
  )

  it.each([...scriptsOf('commands')])('%s', async (word, script) => {
    expect(await runAsShown(script)).toMatchObject({ command: word })
  })
})
